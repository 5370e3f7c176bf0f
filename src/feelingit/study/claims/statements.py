"""The study's conclusions, each with where it stands in the study and the test it is given.

Claims that name a network are tested on it; all others must hold for every model of the run.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from feelingit.saliency.people import SOURCES
from feelingit.study.claims import (
    accuracy,
    coverings,
    looking,
    overlap,
    people,
    where_people_look,
)
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
        "Share of Grad-CAM saliency over share of area above 1, by its 95 % interval, both "
        "regions; must hold for every model and seed",
        looking.cheeks_and_nose,
    ),
    Claim(
        "forehead_for_anger",
        "VGG-16 also looks at the forehead for anger; ResNet-50 does not.",
        "Saliency Mapping; Conclusions",
        "Share of Grad-CAM saliency over share of area, by its 95 % interval: above 1 for VGG-16 "
        "and below 1 for ResNet-50, in every seed",
        looking.forehead_of_vgg_alone,
    ),
    Claim(
        "disgust_and_anger_overlap",
        "Where models look for disgust and for anger overlaps, as where people see them does.",
        "Saliency Mapping",
        "Grad-CAM saliency that the two emotions have in common over the regions, above the mean "
        "of the other pairs of emotions, by its 95 % interval (shares drawn again within theirs); "
        "must hold for every model and seed",
        overlap.disgust_and_anger,
    ),
)
"""Those of the published study, which every run is held against."""

ABOUT_LOOKING: tuple[Claim, ...] = tuple(
    claim
    for source in SOURCES.values()
    for claim in (
        Claim(
            f"looks_where_people_look_{source.name}",
            f"Models look where people look ({source.label}), more than a centre bias or random "
            "weights do.",
            f"Saliency Mapping, measured: {source.says}",
            "Rank correlation over the regions, mean over emotions, Grad-CAM: above the higher of "
            "the two controls by its 95 % interval over faces, and above chance by all orders of "
            "the regions, exact, two-sided; must hold for every model and seed (largest p)",
            partial(where_people_look.beyond_floor, source=source.name),
        ),
        Claim(
            f"looks_there_for_that_emotion_{source.name}",
            f"Models look where people look for that emotion ({source.label}), not only where "
            "they look in faces at all.",
            f"Saliency Mapping, with the control that the study lacked: {source.says}",
            "Rank correlation over the regions, mean over emotions, Grad-CAM, against all ways to "
            "pair people's emotions with the model's, exact, two-sided; must hold for every model "
            "and seed (largest p)",
            partial(where_people_look.for_that_emotion, source=source.name),
        ),
    )
)
"""Those that hold maps against people's data, source by source."""

MEAN = "exact sign-flip test of the same faces, each with its mean over the conditions"

ABOUT_COVERINGS: tuple[Claim, ...] = (
    Claim(
        "nose_and_mouth_shape_matters_most",
        "Nose and mouth matter most when the masks follow the face, too.",
        "Results, asked of masks that follow the face",
        f"Models trained on bare faces, under each landmark mask, {PAIRED}; must hold for every "
        "model and against both masks (largest p)",
        coverings.nose_and_mouth_shape,
    ),
    Claim(
        "below_matters_more",
        "Hiding a share of the face from below costs more than hiding as much from above.",
        "Results, asked at equal shares of the face",
        f"Models trained on bare faces, equal shares of the face hidden from either side, {MEAN}; "
        "must hold for every model (largest p)",
        coverings.from_below,
    ),
    Claim(
        "coverings_beyond_area",
        "Coverings as in life cost more than a box of their area anywhere in the picture.",
        "Models with Masking Layers: what covers faces in life; with a control",
        f"Models trained on bare faces, under coverings and under a box for each, {MEAN}; must "
        "hold for every model (largest p)",
        coverings.beyond_area,
    ),
    Claim(
        "training_helps_unseen",
        "Training with some coverings helps against others that were not in training.",
        "Conclusions: whether models adapt, asked of coverings that they have not met",
        f"Models trained on coverings and bare faces against those of bare faces alone, under the "
        f"coverings that neither has seen, {MEAN}; must hold for every such model (largest p)",
        coverings.training_helps_unseen,
    ),
    Claim(
        "coverings_train_better_than_bands",
        "Training with coverings helps more against unseen ones than training with plain bands.",
        "The control of the claim before",
        f"Models trained on coverings and bare faces against those of bands and bare faces, under "
        f"the coverings that neither has seen, {MEAN}; must hold for every pair (largest p)",
        coverings.training_helps_more_than_bands,
    ),
    Claim(
        "training_costs_nothing",
        "Training with coverings costs nothing on bare faces.",
        "Conclusions: whether models adapt, asked of its price",
        "Accuracy on bare faces, trained with coverings minus trained without, by its 95 % "
        f"interval: supported where all of it lies above -{100 * coverings.MARGIN:g} point, "
        "contradicted where all lies below; must hold for every such model",
        coverings.training_costs_nothing,
    ),
    Claim(
        "emotions_survive_as_for_people",
        "The emotions that survive a covering are those that people still read.",
        "Conclusions: how people adapt, with the figures of Wegrzyn et al. 2017",
        "Rank correlation of accuracy with people's, with the mouth covered and with the eyes "
        "covered, models trained on bare faces; two-sided, by all orders of the emotions; the "
        "interval is of other faces, not of other emotions; must hold for every model",
        people.survive_as_for_people,
    ),
)
"""Those about coverings, for runs that test some that follow the face."""
