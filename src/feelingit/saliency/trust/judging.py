"""Judge one method on one network: every test that needs no drawn faces."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from torch import nn

from feelingit.saliency.methods.registry import method_named
from feelingit.saliency.trust.effort import Effort, effort_of, spread
from feelingit.saliency.trust.faithful import faithful
from feelingit.saliency.trust.question import Question
from feelingit.saliency.trust.sanity import Sanity
from feelingit.saliency.trust.verdicts import table_of
from feelingit.types import Images, Progress


@dataclass(frozen=True)
class Judged:
    """What is known of one method on one network.

    Attributes:
        trust: `test, value, low, high, reference, passes, faces`, a row for each of
            `verdicts.RULES`; `passes` is True, False, or None where it cannot be said.
        curves: `kind, order, share, probability, low, high, faces`.
        randomised: `layers, layer, similarity, low, high, faces`.
    """

    trust: pd.DataFrame
    curves: pd.DataFrame
    randomised: pd.DataFrame


def judge(
    network: nn.Module,
    method: str,
    images: Images,
    targets: NDArray[np.int64],
    *,
    seeds: Sequence[nn.Module] = (),
    shuffled: nn.Module | None = None,
    seed: int = 0,
    resamples: int = 2000,
    batch_size: int = 64,
    progress: Progress | None = None,
) -> Judged:
    """Test whether a method's maps of a network can be trusted.

    Args:
        network: The judged one; it comes back as it was.
        method: By name, as in the registry; `grad_cam:LAYER` too.
        images: `uint8 [n, height, width]`.
        targets: `int64 [n]`, the emotion that each map is asked about.
        seeds: The same network trained with other seeds. Without, `seeds` is not decided, and
            `randomised` and `shuffled` are held against a fixed bound.
        shuffled: The same network trained on shuffled labels. Without, `shuffled` is not decided.
        seed: Of everything drawn: orders, noise, fresh weights, resamples.
        resamples: Of the bootstrap over faces.
        batch_size: Faces at once on the network's device; changes results by rounding alone.
        progress: Called with how many sets of maps and curves are done, and of how many.

    Raises:
        InputError: There is no such method.
        ModelError: The network lacks what the method or the randomisation reads.
        ValueError: There are not as many targets as images.
    """
    question = Question(
        method_named(method), images, np.asarray(targets), seed, resamples, batch_size
    )
    return judge_by(
        question,
        network,
        effort_of(method),
        seeds=seeds,
        shuffled=shuffled,
        progress=progress,
    )


def judge_by(
    question: Question,
    network: nn.Module,
    effort: Effort,
    *,
    seeds: Sequence[nn.Module] = (),
    shuffled: nn.Module | None = None,
    progress: Progress | None = None,
) -> Judged:
    """Test a method that need not be in the registry; see `judge`."""
    if len(question.images) != len(question.targets):
        raise ValueError(f"{len(question.images)} images but {len(question.targets)} targets")
    # Own maps, curves and noise; then one set of maps a network.
    networks = len(seeds) + (shuffled is not None) + effort.steps * effort.draws
    tell = _counter(progress, 3 + networks)
    own = question.maps(network)
    tell()
    rows, curves = faithful(question, network, own)
    tell()
    few = spread(question.targets, effort.faces)
    sanity = Sanity(question.of(few), network, own[few], tell)
    like_seeds = sanity.like_seeds(seeds)
    randomised, cascade = sanity.randomised(effort.steps, effort.draws, like_seeds)
    rows += [
        randomised,
        sanity.shuffled(shuffled, like_seeds),
        sanity.seeds(like_seeds),
        sanity.noise(),
    ]
    return Judged(table_of(rows), curves, cascade)


def _counter(progress: Progress | None, total: int) -> Callable[[], None]:
    """Make what is called after each part; a network may have fewer layers than steps."""
    done = count(1)

    def tell() -> None:
        if progress is not None:
            progress(min(next(done), total), total)

    return tell
