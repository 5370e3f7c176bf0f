import numpy as np
import pytest

from feelingit.evaluation.answers import answers
from feelingit.evaluation.comparison import compare
from feelingit.evaluation.intervals import Bootstrap, Interval
from feelingit.evaluation.rates import rates, unknown

from .covered_rows import said_under

GENERATOR = np.random.default_rng(11)
FACES = 60
EMOTIONS_OF = ["happy", "sad", "fear"] * 20
GROUPS = GENERATOR.integers(40, size=FACES).tolist()
SAID = {
    name: np.where(
        GENERATOR.random(FACES) < skill, EMOTIONS_OF, GENERATOR.choice(["happy", "sad"], FACES)
    ).tolist()
    for name, skill in (("none", 0.8), ("cup", 0.4), ("scarf", 0.5))
}


def test_a_difference_has_the_interval_of_the_paired_comparison() -> None:
    """Many columns at once must give what the comparison of one pair gives."""
    rows = said_under(SAID, emotions=EMOTIONS_OF, groups=GROUPS)
    (found,) = answers(rows)
    bootstrap = Bootstrap(300, 5)
    all_rates = rates(found.right, found.faces.subsets, found.faces.group, bootstrap)
    none, cup = found.places(["none", "cup"])
    columns = (all_rates.at(none) - all_rates.at(cup)).columns("difference")
    pair = [rows[rows["tested_on"] == name] for name in ("none", "cup")]
    expected = compare(pair[0], pair[1], Bootstrap(300, 5))
    assert columns == pytest.approx(
        {"difference": expected.difference, "low": expected.low, "high": expected.high}
    )


def test_a_subset_is_resampled_with_its_own_faces_in_the_denominator() -> None:
    (found,) = answers(said_under(SAID, emotions=EMOTIONS_OF, groups=GROUPS))
    bootstrap = Bootstrap(300, 5)
    sad = found.faces.subsets[[6]]
    one = rates(found.right, sad, found.faces.group, bootstrap).at(0)
    sums = bootstrap.sums(np.stack([found.right[0] & sad[0], sad[0]], axis=1), found.faces.group)
    assert Interval.of(one.values).low == Interval.of(sums[:, 0] / sums[:, 1]).low
    assert one.share == found.right[0][sad[0]].mean()


def test_the_mean_over_conditions_counts_each_alike() -> None:
    (found,) = answers(said_under(SAID, emotions=EMOTIONS_OF))
    all_rates = rates(found.right, found.faces.subsets, found.faces.group, Bootstrap(100))
    mean = all_rates.mean([1, 2])
    assert mean.share == pytest.approx((all_rates.at(1).share + all_rates.at(2).share) / 2)
    assert mean.values == pytest.approx((all_rates.at(1).values + all_rates.at(2).values) / 2)


def test_what_has_no_face_or_was_not_measured_is_not_a_number() -> None:
    (found,) = answers(said_under(SAID, emotions=EMOTIONS_OF))
    all_rates = rates(found.right, found.faces.subsets, found.faces.group, Bootstrap(100))
    surprise = all_rates.at(0, 7)
    assert np.isnan(surprise.share)
    assert all(np.isnan(list(surprise.columns("accuracy").values())))
    assert all(np.isnan(list((all_rates.at(0) - unknown(100)).columns("cost").values())))
