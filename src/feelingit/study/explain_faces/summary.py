"""What a command found, in words, for a terminal of 80 columns."""

import math
import textwrap
from collections.abc import Iterator

import pandas as pd

from feelingit.emotions import EMOTIONS
from feelingit.files import Json
from feelingit.study.explain_faces.folder import DONE
from feelingit.study.explain_faces.outcome import (
    ATLAS,
    FACES,
    FIGURE,
    MAPS,
    SHARES,
    UNREAD,
    Outcome,
)
from feelingit.study.explain_faces.trust import trust_in_words

WIDTH = 80


def summary(outcome: Outcome) -> str:
    """Say how many faces, how right the model is, where it looks most, and where the files are."""
    about = outcome.about
    paragraphs = [
        *_opening(about, before=outcome.before),
        "",
        *_table(outcome.shares, about),
        "",
        *(line for text in _remarks(about) for line in _wrapped(text)),
        "",
        *_files(outcome),
    ]
    return "\n".join(paragraphs)


def _opening(about: Json, *, before: bool) -> Iterator[str]:
    model = about["asked"]["model"]
    done = " (done before)" if before else ""
    yield from _wrapped(
        f"{about['faces']:,} faces of {about['of']}, {about['question']} by {about['method']}{done}"
    )
    if about["labelled"]:
        yield from _wrapped(
            f"model {model}: {about['right']:,} of {about['faces']:,} answers right "
            f"({100 * about['accuracy']:.1f} %)"
        )
    else:
        yield from _wrapped(f"model {model}; the faces have no labels")


def _table(shares: pd.DataFrame, about: Json) -> Iterator[str]:
    kind = " (right answers)" if about["labelled"] else ""
    yield f"{'asked about':<11}{'maps':>9}   looks most, for the region's size, at{kind}"
    for emotion in _asked(about):
        rows = shares[(shares["emotion"] == emotion) & (shares["answers"] != "wrong")]
        faces = int(rows["faces"].max()) if len(rows) else 0
        yield f"{emotion:<11}{faces:>9,}   {_most(rows) if faces else _none(about, emotion)}"


def _asked(about: Json) -> tuple[str, ...]:
    emotion = about["asked"]["emotion"]
    return (emotion,) if emotion in EMOTIONS else tuple(EMOTIONS)


def _most(rows: pd.DataFrame) -> str:
    best = rows.sort_values("ratio", ascending=False, kind="stable").iloc[0]
    low, high = float(best["ratio_low"]), float(best["ratio_high"])
    # Faces drawn again from one are that one, and say nothing of others.
    known = best["faces"] > 1 and not math.isnan(low)
    interval = f" (95 %: {low:.2f} to {high:.2f})" if known else ""
    return f"{best['region']:<9}{best['ratio']:.2f} x{interval}"


def _none(about: Json, emotion: str) -> str:
    """Say why there is nothing to say."""
    if not about["labelled"]:
        return "no face was asked about it"
    named = about["by_emotion"][emotion]
    if about["asked"]["emotion"] in ("true", "predicted") and named["right"] == 0:
        return "no face of it is answered rightly"
    return "no map of it can be used"


def _remarks(about: Json) -> Iterator[str]:
    left = {note: count for note, count in about["left_out"].items() if count}
    if left:
        said = "; ".join(f"{count:,} {note}" for note, count in left.items())
        yield f"left out of shares and mean maps: {said}"
    if about["constant"]:
        yield (
            f"every map is constant: what {about['method']} looks at keeps no places; choose an "
            "earlier layer or another method"
        )
    if about["unread"]:
        yield f"{about['unread']:,} pictures could not be used: {UNREAD} says why"
    yield trust_in_words(about["trust"], str(about["method"]))


def _files(outcome: Outcome) -> Iterator[str]:
    yield f"in {outcome.folder}:"
    yield f"  {FIGURE}, {ATLAS}  mean maps, as a figure and as numbers"
    yield f"  {SHARES}, {FACES}  shares of regions, by emotion and by face"
    yield f"  {MAPS}, {DONE}  a map a face; what was asked, of what"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_on_hyphens=False)
