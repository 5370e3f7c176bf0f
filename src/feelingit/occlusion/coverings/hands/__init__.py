"""Hands, and what they hold before the face."""

from feelingit.occlusion.contract import Condition
from feelingit.occlusion.coverings.hands.cup import CUP
from feelingit.occlusion.coverings.hands.hand_on_cheek import HAND_ON_CHEEK
from feelingit.occlusion.coverings.hands.hand_on_mouth import HAND_ON_MOUTH
from feelingit.occlusion.coverings.hands.microphone import MICROPHONE
from feelingit.occlusion.coverings.hands.phone import PHONE

HANDS: tuple[Condition, ...] = (HAND_ON_MOUTH, HAND_ON_CHEEK, CUP, PHONE, MICROPHONE)
"""All of them, in the order of tables."""
