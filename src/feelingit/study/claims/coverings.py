"""The tests of claims about coverings that follow the face. Each gives a finding and a sentence.

A difference over several coverings is the mean of each face's differences under them, so that a
face counts once, however many coverings there are.
"""

from collections.abc import Callable, Iterable, Sequence

from feelingit.evaluation.arms import BARE, TrainedModel, bare_model
from feelingit.evaluation.comparison import Pooled, pooled_difference
from feelingit.evaluation.kinds import everyday, group_of
from feelingit.occlusion import condition
from feelingit.study.claims.accuracy import Judged, all_of
from feelingit.study.claims.evidence import Evidence, called, finding, under
from feelingit.study.claims.outcomes import Finding, NotTestedError, all_hold
from feelingit.study.claims.wording import points, sentence

LOWER_SHAPE = "nose_mouth_shape"
OTHER_SHAPES = {"forehead_shape": "the forehead", "eyes_shape": "eyes and brows"}
MARGIN = 0.01
"""The loss of accuracy that still counts as none: one point, set before any run was looked at."""

Seeds = Sequence[TrainedModel]
"""One network trained one way, one of each seed."""
Beside = tuple[str, str]
"""Two conditions to compare: the one that should cost less, and the one that should cost more."""
Compared = tuple[str, Pooled, int]
"""What was compared, the difference, and over how many pairs of conditions."""


def nose_and_mouth_shape(evidence: Evidence) -> Judged:
    """Compare a model trained on bare faces under each landmark mask and the nose-and-mouth one."""
    compared = []
    for model in evidence.models:
        bare = evidence.baseline(model)
        for shape, part in OTHER_SHAPES.items():
            pooled = evidence.difference(under(bare, shape), under(bare, LOWER_SHAPE))
            compared.append((f"{called(model)} against {part}", pooled))
    return all_of("Covering nose and mouth costs, in accuracy beyond the other mask", compared)


def from_below(evidence: Evidence) -> Judged:
    """Compare a model trained on bare faces with as much hidden from above and from below."""
    opening = "Hiding a share of the face from below costs, beyond as much from above"
    return _of_bare_models(evidence, opening, _above_and_below)


def beyond_area(evidence: Evidence) -> Judged:
    """Compare a model trained on bare faces under coverings and under boxes of their area."""
    opening = "Coverings cost, beyond boxes of their area"
    return _of_bare_models(evidence, opening, _box_and_covering)


def training_helps_unseen(evidence: Evidence) -> Judged:
    """Compare, under coverings that it has not seen, a model of others with one of none."""
    compared = [
        _over(evidence, mine, bare, _alike(_unseen(evidence, mine)), _named(mine))
        for mine, bare in _arms(evidence)
    ]
    opening = "Under coverings not seen in training, trained on others minus trained on bare faces"
    return _all(opening, compared)


def training_helps_more_than_bands(evidence: Evidence) -> Judged:
    """Compare, under coverings that neither has seen, a model of others with one of bands."""
    compared = [
        _over(
            evidence,
            mine,
            bands,
            _alike(name for name in _unseen(evidence, mine) if name not in bands[0].masks),
            f"{_named(mine)} minus {bands[0].arm}",
        )
        for mine, _ in _arms(evidence)
        for bands in _banded(evidence, mine)
    ]
    if not compared:
        raise NotTestedError("the run has no model trained on bare faces and the study's masks")
    opening = "Under coverings not seen in training, trained on others minus trained on bands"
    return _all(opening, compared)


def training_costs_nothing(evidence: Evidence) -> Judged:
    """Ask whether training with coverings loses less than `MARGIN` on bare faces."""
    compared = [
        _over(evidence, mine, bare, _alike([BARE]), _named(mine)) for mine, bare in _arms(evidence)
    ]
    # Without p value: that a loss is not shown does not show that there is none.
    found = [
        Finding(name, pooled.difference, pooled.low, pooled.high, null=-MARGIN)
        for name, pooled, _ in compared
    ]
    opening = "On bare faces, trained with coverings minus trained on bare faces alone"
    return all_hold(found), sentence(opening, map(points, found), f"({compared[0][1].n:,} faces)")


def _of_bare_models(
    evidence: Evidence, opening: str, pairs: Callable[[list[str]], list[Beside]]
) -> Judged:
    """Judge what must hold for every network that was trained on bare faces."""
    compared = []
    for model in evidence.models:
        bare = evidence.baseline(model)
        names = pairs(evidence.conditions(bare))
        compared.append(_over(evidence, bare, bare, names, called(model)))
    return _all(opening, compared)


def _over(evidence: Evidence, a: Seeds, b: Seeds, names: list[Beside], name: str) -> Compared:
    """Compare two sides by the mean over pairs of conditions and the seeds that both have."""
    other = {trained.seed: trained for trained in b}
    pairs = [
        (evidence.rows((mine, first)), evidence.rows((other[mine.seed], second)))
        for mine in a
        if mine.seed in other
        for first, second in names
    ]
    if not pairs:
        raise NotTestedError("the run tests no conditions that this could be judged by")
    return name, pooled_difference(pairs, evidence.bootstrap), len(names)


def _all(opening: str, compared: Sequence[Compared]) -> Judged:
    found = [finding(name, pooled) for name, pooled, _ in compared]
    _, pooled, conditions = compared[0]
    basis = f"({pooled.n:,} faces, mean over {conditions} conditions)"
    return all_hold(found), sentence(opening, map(points, found), basis)


def _above_and_below(tested: list[str]) -> list[Beside]:
    growing = [name for name in tested if group_of(name) == "growth"]
    both = [(name.replace("below", "above"), name) for name in growing]
    return [(above, below) for above, below in both if above != below and above in growing]


def _box_and_covering(tested: list[str]) -> list[Beside]:
    both = [(condition(name).control, name) for name in everyday(tested)]
    return [(box, name) for box, name in both if box is not None and box in tested]


def _alike(names: Iterable[str]) -> list[Beside]:
    return [(name, name) for name in names]


def _arms(evidence: Evidence) -> list[tuple[list[TrainedModel], list[TrainedModel]]]:
    """Find the arms that saw bare faces and coverings, each with the models of bare faces alone."""
    found = []
    for mine in _by_arm(evidence):
        pairs = [(one, _bare(evidence, one)) for one in mine]
        bare = [other for _, other in pairs if other is not None]
        if everyday(mine[0].masks) and BARE in mine[0].conditions and bare:
            found.append((mine, bare))
    if not found:
        raise NotTestedError(
            "the run has no model trained on bare faces and coverings beside one of bare faces"
        )
    return found


def _banded(evidence: Evidence, mine: Seeds) -> list[list[TrainedModel]]:
    """Find the arms of the same network that saw bare faces and the study's masks, and no more."""
    return [
        other
        for other in _by_arm(evidence)
        if other[0].model == mine[0].model
        and other[0].masks
        and BARE in other[0].conditions
        and not everyday(other[0].masks)
    ]


def _by_arm(evidence: Evidence) -> list[list[TrainedModel]]:
    arms: dict[tuple[str, str], list[TrainedModel]] = {}
    for trained in evidence.trained:
        arms.setdefault((trained.model, trained.arm), []).append(trained)
    return list(arms.values())


def _bare(evidence: Evidence, trained: TrainedModel) -> TrainedModel | None:
    return bare_model(evidence.trained, trained.model, trained.seed, control=trained.control)


def _named(trained: Seeds) -> str:
    return f"{called(trained[0].model)}, {trained[0].arm}"


def _unseen(evidence: Evidence, trained: Seeds) -> list[str]:
    """Name the coverings that were tested and not trained on."""
    tested = everyday(evidence.conditions(trained))
    return [name for name in tested if name not in trained[0].masks]
