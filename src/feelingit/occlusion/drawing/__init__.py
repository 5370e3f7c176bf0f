"""The toolkit that coverings are drawn with: a face's frame, a canvas, smooth curves."""

from feelingit.occlusion.drawing.canvas import Canvas, Layer
from feelingit.occlusion.drawing.curves import smooth
from feelingit.occlusion.drawing.each import each_face
from feelingit.occlusion.drawing.frame import FaceFrame, Points

__all__ = ["Canvas", "FaceFrame", "Layer", "Points", "each_face", "smooth"]
