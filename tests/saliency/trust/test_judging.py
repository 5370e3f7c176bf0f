import copy
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import torch
from numpy.typing import NDArray
from pandas.testing import assert_frame_equal
from torch import nn

from feelingit.errors import InputError
from feelingit.models.registry import build
from feelingit.models.settings import ModelSettings
from feelingit.saliency.methods.grad_cam import grad_cam
from feelingit.saliency.methods.registry import Method
from feelingit.saliency.trust import Judged, judge
from feelingit.saliency.trust.effort import Effort
from feelingit.saliency.trust.faithful import CURVES
from feelingit.saliency.trust.judging import judge_by
from feelingit.saliency.trust.question import Question
from feelingit.saliency.trust.sanity import CASCADE
from feelingit.saliency.trust.verdicts import COLUMNS, RULES
from feelingit.types import Images, Maps

from .networks import Linear, blank, edges, faces, inverted, truth

EFFORT = Effort(faces=28, steps=2, draws=2)
FAITHFUL = [name for name in RULES if name.startswith(("deletion", "insertion"))]


def judged(method: Method, **others: object) -> Judged:
    images, targets = faces()
    question = Question(method, images, targets, seed=0, resamples=300, batch_size=64)
    return judge_by(question, Linear(), EFFORT, **others)  # type: ignore[arg-type]


def passes(found: Judged) -> dict[str, object]:
    return dict(zip(found.trust["test"], found.trust["passes"], strict=True))


def fresh(seed: int) -> Linear:
    torch.manual_seed(seed)
    network = Linear()
    network.logits.reset_parameters()
    return network


def test_the_true_map_of_a_linear_network_passes_every_test() -> None:
    found = judged(truth, seeds=[Linear(0.11), Linear(0.09)], shuffled=fresh(1))
    assert found.trust["test"].tolist() == list(RULES)
    assert all(verdict is True for verdict in passes(found).values()), found.trust


def test_an_inverted_map_fails_faithfulness() -> None:
    found = passes(judged(inverted))
    assert [found[test] for test in FAITHFUL] == [False] * 6


def test_an_edge_detector_fails_whatever_depends_on_the_network() -> None:
    alone = judged(edges, shuffled=fresh(1))
    assert passes(alone)["randomised"] is False
    assert passes(alone)["shuffled"] is False
    assert np.allclose(alone.randomised["similarity"], 1)
    beside = passes(judged(edges, seeds=[Linear(0.11)], shuffled=fresh(1)))
    assert beside["randomised"] is False
    assert beside["shuffled"] is False


def test_constant_maps_decide_nothing_and_no_face_counts() -> None:
    found = judged(blank, seeds=[Linear()], shuffled=fresh(1))
    assert set(passes(found).values()) == {None}
    assert set(found.trust["faces"]) == {0}
    assert found.trust["value"].isna().all()
    assert set(found.randomised["faces"]) == {0}
    assert set(found.curves["faces"]) == {0}


def test_a_face_with_a_constant_map_is_left_out_everywhere() -> None:
    def mostly(
        model: nn.Module, images: Images, targets: NDArray[np.int64], *, batch_size: int = 64
    ) -> Maps:
        maps = truth(model, images, targets, batch_size=batch_size)
        maps[targets == 3] = 0
        return maps

    found = judged(mostly, seeds=[Linear(0.11)])
    run = found.trust[found.trust["passes"].notna()]
    assert set(run["faces"]) == {24}
    assert set(found.curves["faces"]) == {24}


def test_what_is_missing_is_not_decided() -> None:
    alone = judged(truth).trust.set_index("test")
    assert alone.loc["seeds", "passes"] is None
    assert alone.loc["shuffled", "passes"] is None
    assert alone.loc["randomised", "reference"] == 0.5
    beside = judged(truth, seeds=[Linear(0.11)]).trust.set_index("test")
    assert beside.loc["randomised", "reference"] == beside.loc["seeds", "value"]


def test_tables_have_the_columns_that_are_published() -> None:
    found = judged(truth)
    assert tuple(found.trust.columns) == COLUMNS
    assert tuple(found.curves.columns) == CURVES
    assert tuple(found.randomised.columns) == CASCADE
    orders = found.curves.groupby(["kind", "order"])["share"].agg(["min", "max"])
    assert len(orders) == 8
    assert set(orders["min"]) == {0}
    assert set(orders["max"]) == {1}


def tables(found: Judged) -> list[pd.DataFrame]:
    return [found.trust, found.curves, found.randomised]


def test_verdicts_are_the_same_again_and_for_any_batch_size() -> None:
    torch.manual_seed(0)
    network = build(ModelSettings(architecture="compact", width=0.125), 24, control=True)
    images, targets = faces(7)
    question = Question(grad_cam, images[:, 12:36, 12:36], targets, 0, 100, batch_size=64)
    first, again, small = (
        judge_by(asked, network, EFFORT)
        for asked in (question, question, replace(question, batch_size=5))
    )
    for one, other in zip(tables(first), tables(again), strict=True):
        assert_frame_equal(one, other)
    for one, other in zip(tables(first), tables(small), strict=True):
        # Rounding may put two cells or pixels that are nearly equal in another order.
        assert_frame_equal(one, other, atol=2e-3, check_dtype=False)


def test_the_networks_come_back_as_they_were() -> None:
    networks = [
        build(ModelSettings(architecture="compact", width=0.125), 48, control=True).train()
        for _ in range(3)
    ]
    before = copy.deepcopy([network.state_dict() for network in networks])
    images, targets = faces(7)
    judge(networks[0], "grad_cam", images, targets, seeds=networks[1:2], shuffled=networks[2],
          resamples=10)  # fmt: skip
    for network, kept in zip(networks, before, strict=True):
        assert network.training
        assert all(weight.requires_grad for weight in network.parameters())
        for name, value in network.state_dict().items():
            assert torch.equal(value, kept[name]), name


def test_progress_ends_where_it_said_it_would() -> None:
    seen: list[tuple[int, int]] = []
    judged(truth, seeds=[Linear()], progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert len({total for _, total in seen}) == 1
    assert seen[-1][0] <= seen[-1][1]


def test_another_seed_draws_anew_but_decides_the_same_of_a_clear_case() -> None:
    images, targets = faces()
    question = Question(truth, images, targets, seed=0, resamples=300, batch_size=64)
    one = judge_by(question, Linear(), EFFORT)
    other = judge_by(replace(question, seed=1), Linear(), EFFORT)
    assert not np.allclose(one.trust["value"].dropna(), other.trust["value"].dropna())
    assert passes(one) == passes(other)


def test_as_many_targets_as_faces_are_expected() -> None:
    images, targets = faces(7)
    with pytest.raises(ValueError, match="7 images but 6 targets"):
        judge(Linear(), "grad_cam", images, targets[:6])


def test_without_a_face_nothing_is_decided() -> None:
    images, targets = faces(0)
    question = Question(truth, images, targets, seed=0, resamples=10, batch_size=64)
    found = judge_by(question, Linear(), EFFORT, seeds=[Linear()], shuffled=Linear())
    assert found.trust["test"].tolist() == list(RULES)
    assert set(passes(found).values()) == {None}
    assert set(found.trust["faces"]) == {0}


def test_a_method_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="grad_kam"):
        judge(Linear(), "grad_kam", *faces(7))
