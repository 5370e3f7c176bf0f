"""Measure detectors: how many faces they find, what they take for faces, how long they take.

Command, once in an environment that can cover faces:
`python -m recipes.detector.measure make WORK --photographs PHOTOGRAPHS --faces VALIDATION`
and then for each detector, in any environment that has it,
`python -m recipes.detector.measure ask WORK --detector NAME`, and
`python -m recipes.detector.measure show WORK`.
`--sets` and `--first 150` ask about some sets alone, and about the first pictures of each.
Cost: two minutes to make 1,600 pictures, one to six for each detector; one CPU thread.
Expected: the tables of `docs/detectors.md`.
"""

import argparse
import json
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np

Answers = list[dict[str, Any]]

NEAR, SMALLEST, LARGEST = 0.3, 0.5, 2.0
"""A face is found where a box's middle lies no further from its own than this share of its side,
and the box's side is so many times its own, at least and at most."""
LEVELS = (24, 48, 96, 192, 321)


def make(work: Path, photographs: Path, faces: Path) -> None:
    """Write the pictures and the truth about them."""
    from recipes.detector.pictures import pictures  # noqa: PLC0415 - asking needs none of it

    truth = []
    work.mkdir(parents=True, exist_ok=True)
    for row, shown in enumerate(pictures(photographs, faces)):
        cv2.imwrite(str(work / f"{row:04}.png"), shown.picture)
        truth.append({"set": shown.set, "face": shown.face})
    (work / "truth.json").write_text(json.dumps(truth))
    print(f"{len(truth)} pictures")


def ask(work: Path, name: str, sets: list[str], first: int | None) -> None:
    """Write what a detector answers to each picture, and the processor time it took.

    Where sets are named, only to theirs, and where a number is, only to as many of each.
    """
    from feelingit.predict.detectors import detector  # noqa: PLC0415

    find = detector(name)
    # Opens what the detector opens when it first sees a face.
    find(np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8))
    answers: list[dict[str, Any] | None] = []
    asked: Counter[str] = Counter()
    for row, one in enumerate(_truth(work)):
        asked[one["set"]] += 1
        if (sets and one["set"] not in sets) or (first and asked[one["set"]] > first):
            answers.append(None)
            continue
        picture = cv2.cvtColor(cv2.imread(str(work / f"{row:04}.png")), cv2.COLOR_BGR2RGB)
        start = time.process_time()
        found = find(picture)
        took = time.process_time() - start
        answers.append({"ms": 1000 * took, "found": [[*one.box, one.score] for one in found]})
    (work / f"answers-{name.partition(':')[0]}.json").write_text(json.dumps(answers))


def show(work: Path) -> None:
    """Print a table of all sets, of the composites by the faces' size, and of the time."""
    asked = {path.stem.removeprefix("answers-"): json.loads(path.read_text())
             for path in sorted(work.glob("answers-*.json"))}  # fmt: skip
    truth = _truth(work)
    print(f"| set | pictures | {' | '.join(asked)} |")
    print("| --- " * (2 + len(asked)) + "|")
    for name in dict.fromkeys(one["set"] for one in truth):
        _line(name, [row for row, one in enumerate(truth) if one["set"] == name], truth, asked)
    composites = [row for row, one in enumerate(truth) if one["set"] == "composites"]
    for low, high in pairwise(LEVELS):
        rows = [row for row in composites if low <= truth[row]["face"][2] < high]
        _line(f"composites, {low} to {high - 1} pixels", rows, truth, asked)
    times = {name: [answers[row]["ms"] for row in composites if answers[row]]
             for name, answers in asked.items()}  # fmt: skip
    cells = (f"{np.median(one):.0f} ms, {max(one):.0f} at most" if one else "" for one in
             times.values())  # fmt: skip
    print(f"| composites, processor time | | {' | '.join(cells)} |")


def _line(named: str, rows: list[int], truth: Answers, asked: dict[str, Answers]) -> None:
    """Print a line about the pictures that all were asked about who were asked about any."""
    names = [name for name, answers in asked.items() if any(answers[row] for row in rows)]
    rows = [row for row in rows if all(asked[name][row] for name in names)]
    faces = sum(truth[row]["face"] is not None for row in rows)
    cells = dict.fromkeys(asked, "not asked")
    for name in names:
        judged = [_judged(truth[row]["face"], asked[name][row]["found"]) for row in rows]
        found, false = sum(hit for hit, _ in judged), sum(wrong for _, wrong in judged)
        share = f"{found} of {faces} ({100 * found / faces:.0f} %), " if faces else ""
        cells[name] = f"{share}{false}"
    print(f"| {named} | {len(rows)} | {' | '.join(cells.values())} |")


def _judged(face: list[float] | None, found: list[list[float]]) -> tuple[bool, int]:
    """Say whether the face was found, and how many boxes are not on it."""
    on = [face is not None and _on(face, box) for box in found]
    return any(on), len(on) - sum(on)


def _on(face: list[float], box: list[float]) -> bool:
    x, y, side = face
    left, top, width, height, _ = box
    away = np.hypot(left + width / 2 - x, top + height / 2 - y)
    return bool(away < NEAR * side and SMALLEST * side < width < LARGEST * side)


def _truth(work: Path) -> Answers:
    truth: Answers = json.loads((work / "truth.json").read_text())
    return truth


def main() -> None:
    """Do the step that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("step", choices=("make", "ask", "show"))
    parser.add_argument("work", type=Path)
    parser.add_argument("--photographs", type=Path)
    parser.add_argument("--faces", type=Path)
    parser.add_argument("--detector", default="dlib")
    parser.add_argument("--sets", nargs="*", default=[])
    parser.add_argument("--first", type=int)
    asked = parser.parse_args()
    if asked.step == "make":
        make(asked.work, asked.photographs, asked.faces)
    elif asked.step == "ask":
        ask(asked.work, asked.detector, asked.sets, asked.first)
    else:
        show(asked.work)


if __name__ == "__main__":
    main()
