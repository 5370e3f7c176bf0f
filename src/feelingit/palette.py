"""The colours of emotions and of what stands around them, in figures and drawn into pictures.

The emotions' colours are Okabe and Ito's (2008), told apart by people of any colour vision.
"""

from feelingit.emotions import Emotion

EMOTION_COLOURS: dict[Emotion, str] = {
    "angry": "#D55E00",
    "disgust": "#009E73",
    "fear": "#CC79A7",
    "happy": "#E69F00",
    "neutral": "#767676",
    "sad": "#0072B2",
    "surprise": "#56B4E9",
}

INK = "#1C1C1C"
GREY = "#6E6E6E"
PALE = "#D9D9D9"

SEQUENTIAL = "Blues"
"""For amounts, darker is more: one hue, so that it reads in grey and in any colour vision."""

DIVERGING = "RdBu"
"""For differences, red below zero and blue above."""
