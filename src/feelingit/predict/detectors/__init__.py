"""Find faces in pictures: detectors by name, behind one contract."""

from feelingit.predict.detectors.contract import Detector
from feelingit.predict.detectors.registry import DEFAULT, DETECTORS, detector

__all__ = ["DEFAULT", "DETECTORS", "Detector", "detector"]
