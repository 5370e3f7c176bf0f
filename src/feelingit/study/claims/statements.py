"""The study's conclusions, each with where it stands in the study and the test it is given.

Claims that name a network are tested on it; all others must hold for every model of the run.
"""

from collections.abc import Callable
from dataclasses import dataclass

from feelingit.study.claims import accuracy, looking
from feelingit.study.claims.accuracy import Judged
from feelingit.study.claims.evidence import Evidence


@dataclass(frozen=True)
class Claim:
    """One conclusion.

    Attributes:
        id: Its name in `evaluation/claims.csv`.
        statement: What is claimed.
        source: The section of the study, or why it is asked.
        test: What is tested, in words.
        judge: Gives the deciding finding and a sentence with the figures; raises
            `NotTestedError` where the run lacks what it needs.
    """

    id: str
    statement: str
    source: str
    test: str
    judge: Callable[[Evidence], Judged]


PAIRED = "exact paired test of the same faces"

CLAIMS: tuple[Claim, ...] = (
    Claim(
        "vgg_beats_resnet",
        "VGG-16 classifies emotions better than ResNet-50.",
        "Results; Conclusions",
        f"Accuracy of the baseline models on bare faces, {PAIRED}",
        accuracy.vgg_beats_resnet,
    ),
    Claim(
        "lower_face_matters_most",
        "Nose and mouth matter most: covering them costs more than covering forehead or eyes.",
        "Results",
        f"Models trained and tested under each mask, {PAIRED}; must hold for every model and "
        "against both masks (largest p)",
        accuracy.lower_face_matters_most,
    ),
    Claim(
        "lower_face_beyond_area",
        "Covering nose and mouth costs more than covering as much of the face anywhere.",
        "Results, with the control that the study lacked",
        f"Models trained on bare faces, nose-and-mouth mask against random boxes of its area, "
        f"{PAIRED}; must hold for every model (largest p)",
        accuracy.lower_face_beyond_area,
    ),
    Claim(
        "control_helps_vgg",
        "Control of overfitting helps VGG-16.",
        "Model Architecture and Hyperparameters; Table 2",
        f"Accuracy on bare faces with control and without, {PAIRED}",
        accuracy.control_helps_vgg,
    ),
    Claim(
        "control_does_not_help_resnet",
        "Control of overfitting does not help ResNet-50: it is less accurate with it.",
        "Model Architecture and Hyperparameters; Table 3",
        f"Accuracy on bare faces with control and without, {PAIRED}; supported where it falls",
        accuracy.control_does_not_help_resnet,
    ),
    Claim(
        "beats_guessing",
        "Both models beat guessing, even under masks.",
        "Results",
        "Accuracy against always saying the commonest emotion, exact binomial test of the faces "
        "where they differ; must hold for every model and mask (largest p)",
        accuracy.beats_guessing,
    ),
    Claim(
        "some_emotion_gains",
        "Some emotions are named more accurately under a mask.",
        "Conclusions",
        "Recall of each emotion, trained and tested under a mask against the baseline, "
        f"{PAIRED}, the surest gain (Holm over all). Recall also rises where a model merely says "
        "the emotion more often",
        accuracy.some_emotion_gains,
    ),
    Claim(
        "disgust_is_called_angry",
        "Anger and disgust are confused with each other.",
        "Saliency Mapping",
        "How often disgust is called angry, against other non-angry faces, on bare faces, "
        "Fisher's exact test; must hold for every model and seed (largest p)",
        accuracy.disgust_is_called_angry,
    ),
    Claim(
        "models_adapt",
        "A model can adapt to faces that are partly covered.",
        "Conclusions",
        "Under each mask, the model trained under it against the one trained on bare faces, "
        f"{PAIRED}; must hold for every model and mask (largest p)",
        accuracy.models_adapt,
    ),
    Claim(
        "cheeks_and_nose_for_anger",
        "Both models look at cheeks and nose for anger.",
        "Saliency Mapping",
        "Share of saliency over share of area above 1, by its 95 % interval, both regions; must "
        "hold for every model and seed",
        looking.cheeks_and_nose,
    ),
    Claim(
        "forehead_for_anger",
        "VGG-16 also looks at the forehead for anger; ResNet-50 does not.",
        "Saliency Mapping; Conclusions",
        "Share of saliency over share of area, by its 95 % interval: above 1 for VGG-16 and "
        "below 1 for ResNet-50, in every seed",
        looking.forehead_of_vgg_alone,
    ),
)
