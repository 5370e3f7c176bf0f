"""The seven emotions: their one order, and the names that data sets give them.

Knows nothing about files or images; readers hand it a name or a number.
"""

from typing import Literal, get_args

from feelingit.errors import InputError

Emotion = Literal["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]

EMOTIONS: tuple[Emotion, ...] = get_args(Emotion)
"""The order of every table, every probability column and every figure."""

FER2013_ORDER: tuple[Emotion, ...] = (
    "angry",
    "disgust",
    "fear",
    "happy",
    "sad",
    "surprise",
    "neutral",
)
"""What the numbers 0-6 mean in FER2013's `emotion` column (Goodfellow et al. 2013)."""

NUMBERS: dict[str, Emotion] = {str(i): emotion for i, emotion in enumerate(FER2013_ORDER)}

ALIASES: dict[str, Emotion] = {
    "anger": "angry",
    "disgusted": "disgust",
    "fearful": "fear",
    "afraid": "fear",
    "happiness": "happy",
    "joy": "happy",
    "neutrality": "neutral",
    "calm": "neutral",
    "sadness": "sad",
    "surprised": "surprise",
}

OUTSIDE = "contempt"
"""The field's eighth emotion, which no model here knows."""


def parse_emotion(name: str) -> Emotion:
    """Read an emotion's name, alias or FER2013 number, in any case.

    Raises:
        InputError: The name is not one of the seven, nor an alias of one.
    """
    key = name.strip().lower()
    if key in EMOTIONS:
        return EMOTIONS[EMOTIONS.index(key)]
    if key in ALIASES:
        return ALIASES[key]
    if key in NUMBERS:
        return NUMBERS[key]
    if key == OUTSIDE:
        raise InputError(
            "contempt is not one of the seven emotions; drop those faces with a corrections "
            "file, or leave them out of the data"
        )
    raise InputError(f"{name!r} is not an emotion; expected one of {', '.join(EMOTIONS)}")
