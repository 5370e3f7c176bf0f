"""The classifier: faces in, emotions out, with a model that ships or one that a study trained."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.predict.analysis import analyzed
from feelingit.predict.detectors.registry import DEFAULT as DEFAULT_DETECTOR
from feelingit.predict.detectors.registry import detector as detector_named
from feelingit.predict.face import Face
from feelingit.predict.model_file import Description, ModelFile, read_model
from feelingit.predict.network import logits_of, open_network
from feelingit.predict.picture import Loaded, Picture
from feelingit.predict.pictures import load_picture
from feelingit.predict.results import Results
from feelingit.resizing import fitted
from feelingit.types import Images, Probabilities

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from PIL.Image import Image

OnePicture: TypeAlias = "NDArray[np.uint8] | str | Path | Image"
Pictures: TypeAlias = "OnePicture | Sequence[OnePicture]"
"""One picture or many: arrays, grey `[h, w]` or RGB `[h, w, 3]`, batches of either; paths; PIL."""

COLOURS = 3


def load(model: str | Path | None = None, *, threads: int | None = None) -> "Classifier":
    """Load a classifier; works offline and without PyTorch.

    Args:
        model: The name of a model that ships (`feelingit models` lists them), or the path of one
            that `feelingit export` wrote. By default the one that ships for most uses.
        threads: CPU threads; by default as ONNX Runtime sees fit.

    Raises:
        ModelError: There is no such model, or its file is damaged or of another version.
    """
    return Classifier(read_model(model), threads=threads)


class Classifier:
    """Says of faces which emotion they show, and how sure it is.

    Args:
        file: The model.
        threads: CPU threads.

    Raises:
        ModelError: The file is not a model of faces' emotions.
    """

    def __init__(self, file: ModelFile, *, threads: int | None = None) -> None:
        self._file, self._threads = file, threads
        self._session: InferenceSession | None = None
        self._process = 0
        self._open()

    def __repr__(self) -> str:
        return f"<Classifier {self.name}, {self.height}x{self.width}, {self._file.path}>"

    @property
    def description(self) -> Description:
        """What the model says of itself."""
        return self._file.description

    @property
    def name(self) -> str:
        """The model's name."""
        return self.description.name

    @property
    def height(self) -> int:
        """Of the faces that it looks at, in pixels."""
        return self.description.height

    @property
    def width(self) -> int:
        """Likewise."""
        return self.description.width

    @property
    def threshold(self) -> float:
        """The confidence below which it is advised to abstain; the model's card says why."""
        return self.description.threshold

    @property
    def card(self) -> Mapping[str, Any]:
        """What the model was trained on, and how well it does."""
        return self.description.facts

    def probabilities(self, images: Images, batch_size: int = 64) -> Probabilities:
        """Give the calibrated probabilities of grey faces of one size.

        Args:
            images: `uint8 [n, height, width]` of any size; may be memory-mapped, n may be 0.
            batch_size: Faces at once; answers do not depend on it.

        Returns:
            `float32 [n, 7]` in the order of `EMOTIONS`; rows sum to 1.

        Raises:
            InputError: Images of another type or shape.
        """
        if not isinstance(images, np.ndarray) or images.dtype != np.uint8 or images.ndim != 3:  # noqa: PLR2004 - n, height, width
            found = f"{getattr(images, 'dtype', type(images).__name__)} {np.shape(images)}"
            raise InputError(f"images: {found}; expected grey faces, uint8 [n, height, width]")
        if 0 in images.shape[1:]:
            raise InputError(f"images: {images.shape}; pictures without pixels show no face")
        if batch_size < 1:
            raise InputError(f"batch_size: {batch_size}; expected 1 or more")
        session = self._open()
        answers = np.empty((len(images), len(EMOTIONS)), dtype=np.float32)
        for start in range(0, len(images), batch_size):
            rows = slice(start, start + batch_size)
            shown = np.stack([fitted(one, self.height, self.width) for one in images[rows]])
            answers[rows] = _softmax(logits_of(session, shown))
        return answers

    __call__ = probabilities

    def classify(
        self, images: Pictures, *, threshold: float = 0.0, batch_size: int = 64
    ) -> Results:
        """Classify pictures that already are faces, framed as in FER2013: brows to chin.

        Args:
            images: One or many; arrays of many faces are batches.
            threshold: The confidence below which no emotion is named.
            batch_size: Faces at once.

        Returns:
            A row for each picture, in their order, also for those that cannot be read.

        Raises:
            InputError: Something that is no picture, or a threshold outside 0 to 1.
        """
        return self._analyze(images, None, threshold, batch_size)

    def analyze(
        self,
        pictures: Pictures,
        *,
        detector: str = DEFAULT_DETECTOR,
        threshold: float = 0.0,
        require_face: bool = False,
        batch_size: int = 64,
    ) -> Results:
        """Find the faces in pictures and classify them.

        Args:
            pictures: One or many.
            detector: By name; `none` for pictures that already are faces.
            threshold: The confidence below which no emotion is named.
            require_face: Whether a picture without a face is an error.
            batch_size: Faces at once.

        Returns:
            A row for each face, the largest of a picture first; a picture without one has one row
            that says so.

        Raises:
            InputError: Something that is no picture, an unknown or missing detector, a threshold
                outside 0 to 1, or no face where one is required.
        """
        results = self._analyze(pictures, detector, threshold, batch_size)
        without = [face.source for face in results if face.status == "no_face"]
        if require_face and without:
            raise InputError(f"{without[0]}: no face found, and one is required")
        return results

    def _analyze(
        self, pictures: Pictures, detector: str | None, threshold: float, batch_size: int
    ) -> Results:
        if not 0 <= threshold <= 1:
            raise InputError(f"threshold: {threshold}; expected a probability from 0 to 1")
        if batch_size < 1:
            raise InputError(f"batch_size: {batch_size}; expected 1 or more")
        finder = None if detector is None else detector_named(detector)
        rows: list[Face] = []
        for faces in analyzed(
            _loaded(pictures), self, finder, threshold=threshold, batch_size=batch_size
        ):
            rows.extend(faces)
        return Results(rows)

    def _open(self) -> "InferenceSession":
        # Threads do not survive a fork: a child process opens the network again.
        if self._session is None or self._process != os.getpid():
            self._session, self._process = open_network(self._file, self._threads), os.getpid()
        return self._session

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_session": None}


def _softmax(logits: NDArray[np.float32]) -> Probabilities:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities: Probabilities = raised / raised.sum(axis=1, keepdims=True)
    return probabilities


def _loaded(pictures: Pictures) -> Iterator[Loaded]:
    """Read what was handed in; arrays and PIL images are named by their place."""
    if isinstance(pictures, np.ndarray):
        one = pictures.ndim == 2 or (pictures.ndim == 3 and pictures.shape[-1] == COLOURS)  # noqa: PLR2004 - [h, w], [h, w, 3]
        many: Sequence[OnePicture] = [pictures] if one else list(pictures)
    elif isinstance(pictures, Sequence) and not isinstance(pictures, str):
        many = pictures
    else:
        many = [pictures]
    for place, picture in enumerate(many):
        if isinstance(picture, str | Path):
            yield load_picture(Path(picture))
        else:
            source = f"images[{place}]"
            yield Loaded(source, _pixels(picture, source))


def _pixels(picture: "NDArray[np.uint8] | Image", source: str) -> Picture:
    """Bring an array or a PIL image to RGB."""
    array = np.asarray(picture.convert("RGB") if hasattr(picture, "convert") else picture)
    grey = array.ndim == 2  # noqa: PLR2004 - height, width
    if array.dtype != np.uint8 or not (grey or array.ndim == COLOURS == array.shape[-1]):
        raise InputError(
            f"{source}: {array.dtype} {array.shape}; expected uint8 [height, width] or "
            "[height, width, 3]"
        )
    if array.size == 0:
        raise InputError(f"{source}: {array.shape}; a picture without pixels shows no face")
    return np.repeat(array[:, :, None], COLOURS, axis=2) if grey else array
