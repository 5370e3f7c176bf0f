import numpy as np
import pytest
from numpy.typing import NDArray

from feelingit.saliency.trust.estimates import estimate, estimates
from feelingit.saliency.trust.verdicts import COLUMNS, FEWEST, RULES, decide, not_run, table_of

Values = NDArray[np.float64]


def around(mean: float, n: int = 40, spread: float = 0.1) -> Values:
    values = np.random.default_rng(0).normal(0, spread, n)
    return values - values.mean() + mean


def verdict(test: str, values: Values, paired: Values | None = None) -> dict[str, object]:
    return decide(test, values, paired, resamples=500, seed=0)


@pytest.mark.parametrize("test", [name for name in RULES if name.startswith(("del", "ins"))])
def test_faithfulness_passes_above_zero_beyond_chance(test: str) -> None:
    assert verdict(test, around(0.1))["passes"] is True
    assert verdict(test, around(0.01))["passes"] is False
    assert verdict(test, around(-0.1))["passes"] is False
    assert verdict(test, np.zeros(40))["passes"] is False
    assert verdict(test, around(0.1))["reference"] == 0


@pytest.mark.parametrize("test", ["randomised", "shuffled"])
def test_other_networks_maps_must_be_less_alike_than_those_of_other_seeds(test: str) -> None:
    seeds = around(0.6, spread=0.3)
    assert verdict(test, seeds - around(0.1, spread=0.05), seeds)["passes"] is True
    assert verdict(test, seeds, seeds)["passes"] is False
    assert verdict(test, seeds + 0.1, seeds)["passes"] is False
    assert verdict(test, seeds - 0.1, seeds)["reference"] == pytest.approx(0.6)


@pytest.mark.parametrize("test", ["randomised", "shuffled"])
def test_without_seeds_they_must_be_below_a_half(test: str) -> None:
    assert verdict(test, around(0.4))["passes"] is True
    assert verdict(test, around(0.49))["passes"] is False
    assert verdict(test, np.ones(40))["passes"] is False
    assert verdict(test, around(0.4))["reference"] == 0.5


def test_seeds_are_held_against_other_faces_or_not_decided() -> None:
    assert verdict("seeds", around(0.8), around(0.6))["passes"] is True
    assert verdict("seeds", around(0.6), around(0.8))["passes"] is False
    undecided = verdict("seeds", around(0.8), np.full(40, np.nan))
    assert undecided["passes"] is None
    assert undecided["value"] == pytest.approx(0.8)
    assert np.isnan(undecided["reference"])


def test_noise_must_leave_maps_at_least_as_alike_as_the_bound() -> None:
    assert verdict("noise", around(0.8))["passes"] is True
    assert verdict("noise", around(0.71))["passes"] is False


def test_undefined_faces_are_left_out_and_counted() -> None:
    values = around(0.9)
    values[::2] = np.nan
    row = verdict("noise", values)
    assert row["faces"] == 20
    assert row["value"] == pytest.approx(np.nanmean(values))


def test_too_few_faces_decide_nothing() -> None:
    assert verdict("noise", np.full(FEWEST, 0.9))["passes"] is True
    assert verdict("noise", np.full(FEWEST - 1, 0.9))["passes"] is None
    none = verdict("noise", np.full(10, np.nan))
    assert none["passes"] is None
    assert none["faces"] == 0
    assert np.isnan(none["value"])


def test_every_rule_says_what_is_measured_and_why() -> None:
    for rule in RULES.values():
        assert rule.value
        assert rule.why


def test_a_table_tells_false_from_not_run_also_once_written() -> None:
    table = table_of([verdict("noise", around(0.8)), verdict("noise", around(0)), not_run("seeds")])
    assert tuple(table.columns) == COLUMNS
    assert table["passes"].tolist() == [True, False, None]
    assert [line.split(",")[5] for line in table.to_csv(index=False).splitlines()[1:]] == [
        "True",
        "False",
        "",
    ]


def test_intervals_hold_the_mean_and_narrow_with_more_faces() -> None:
    few, many = (estimate(around(0.5, n), 2000, 0) for n in (20, 400))
    assert few.low < 0.5 < few.high
    # The standard error of a mean: 1.96 * 0.1 / 20 on either side.
    assert (many.high - many.low) / 2 == pytest.approx(0.0098, rel=0.15)
    assert few.high - few.low > 3 * (many.high - many.low)


def test_columns_are_resampled_together_and_reproducibly() -> None:
    values = np.stack([around(0.2), 2 * around(0.2)], axis=1)
    one, double = estimates(values, 300, 7)
    assert double.low == pytest.approx(2 * one.low)
    assert estimates(values, 300, 7) == [one, double]
    assert estimate(values[:, 0], 300, 8).low != one.low
