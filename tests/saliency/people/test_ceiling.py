import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from feelingit.saliency.people import ALL, SOURCES, ceiling, source_values
from feelingit.saliency.people.ceiling import COLUMNS


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return ceiling(resamples=500, seed=1)


def test_each_pair_of_sources_is_compared_once(table: pd.DataFrame) -> None:
    assert table.columns.tolist() == list(COLUMNS)
    pairs = {frozenset(pair) for pair in zip(table["source_a"], table["source_b"], strict=True)}
    assert len(pairs) == len(SOURCES) * (len(SOURCES) - 1) / 2
    assert not table.duplicated(["source_a", "source_b", "emotion"]).any()
    # Neutral is in one source alone.
    assert set(table["emotion"]) == {*source_values("liu2022").index, ALL}


def test_rho_is_between_the_sources_values(table: pd.DataFrame) -> None:
    for _, row in table[table["emotion"] != ALL].iterrows():
        a, b = (source_values(row[side]).loc[row["emotion"]] for side in ("source_a", "source_b"))
        assert row["rho"] == pytest.approx(spearmanr(a, b).statistic)
        assert np.isnan(row["low"])
        assert 1 / 5040 <= row["p"] <= 1


def test_the_mean_over_emotions_has_an_interval(table: pd.DataFrame) -> None:
    for pair, rows in table.groupby(["source_a", "source_b"]):
        whole = rows[rows["emotion"] == ALL].iloc[0]
        each = rows[rows["emotion"] != ALL]["rho"]
        assert whole["rho"] == pytest.approx(each.mean()), pair
        assert each.min() <= whole["low"] < whole["rho"] < whole["high"] <= each.max()


def test_what_helps_people_is_where_action_units_move(table: pd.DataFrame) -> None:
    # The one pair of sources that agrees beyond chance; people's own two do so weakly.
    sure = table[(table["emotion"] == ALL) & (table["p"] < 0.05)]
    assert sure[["source_a", "source_b"]].to_numpy().tolist() == [["wegrzyn2017", "emfacs"]]
