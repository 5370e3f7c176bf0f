"""What follows from the maps: every sentence follows the tables."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.report.looking.agreeing import agreement, ceiling
from feelingit.report.looking.evidence import Looking
from feelingit.report.looking.findings import (
    people_sentence,
    place_sentence,
    trust_sentence,
    what_follows,
)
from feelingit.report.looking.methods import main_method
from feelingit.report.looking.regions import ratios, strongest
from feelingit.report.results import Results
from feelingit.saliency.methods.names import METHOD_NAMES

from .changed import looking_at, tables_of, with_verdicts


def test_what_follows_is_three_sentences_with_figures(results: Results, seeds: Results) -> None:
    for each in (results, seeds):
        sentences = what_follows(each)
        assert len(sentences) == 3
        assert not any("nan" in text.split() for text in sentences)
    assert what_follows(replace(results, looking=Looking())) == []


def test_the_sentence_on_trust_follows_the_verdicts(results: Results) -> None:
    text = trust_sentence(results)
    assert "Of 5 methods, SmoothGrad, integrated gradients and occlusion sensitivity pass" in text
    assert "Grad-CAM fails 1 of 22 (noise on ResNet-50)" in text
    good = trust_sentence(with_verdicts(results, METHOD_NAMES, passes=True))
    assert "Grad-CAM, gradient, SmoothGrad" in good
    assert "fails" not in good
    none = trust_sentence(with_verdicts(results, METHOD_NAMES, passes=False))
    assert none.startswith("None of 5 methods")
    assert "Grad-CAM comes closest (fails 22 of 22: deletion, " in none
    assert "the others fail gradient 22 of 22" in none
    untested = trust_sentence(looking_at(results, trust=pd.DataFrame()))
    assert "was not tested" in untested


def test_the_sentence_on_places_follows_the_shares(results: Results) -> None:
    shares = results.looking.shares.copy()
    shares.loc[shares["region"] == "chin", "ratio"] = 4.25
    text = place_sentence(looking_at(results, shares=shares))
    assert "VGG-16 looks most at the chin for 7 of 7 emotions (up to 4.2" in text
    assert "chin" not in place_sentence(results)
    same = {
        name: replace(atlas, p=np.ones_like(atlas.p))
        for name, atlas in results.looking.atlases.items()
    }
    assert "hardly differ" in place_sentence(looking_at(results, atlases=same))


@pytest.mark.parametrize(
    ("low", "p", "said"),
    [
        (0.3, 0.01, "VGG-16 looks where people do: "),
        (-0.3, 0.01, "VGG-16 cannot be said to look where people do: "),
        (0.3, 0.4, "VGG-16 cannot be said to look where people do: "),
    ],
)
def test_the_sentence_on_people_follows_the_agreement(
    results: Results, low: float, p: float, said: str
) -> None:
    table = results.looking.agreement.assign(rho=0.5, low=low, high=0.7, p_regions=p)
    assert said in people_sentence(looking_at(results, agreement=table))


def test_agreement_with_some_sources_is_agreement_in_part(results: Results) -> None:
    table = results.looking.agreement.assign(low=-0.5, p_regions=0.01)
    table.loc[table["source"] == "emfacs", ["rho", "low"]] = 0.9, 0.8
    text = people_sentence(looking_at(results, agreement=table))
    assert "looks in part where people do" in text
    assert "1 of 3 sources" in text
    assert "best with EMFACS" in text


def test_doubt_is_cast_on_agreement_by_a_method_that_fails(results: Results) -> None:
    bad = with_verdicts(results, METHOD_NAMES, passes=False)
    assert "its maps fail a test on VGG-16 and ResNet-50" in people_sentence(bad)
    assert "fail a test" not in people_sentence(results)


def test_agreement_is_that_of_the_table_over_seeds(seeds: Results) -> None:
    table, method = seeds.looking.agreement, main_method(seeds)
    ids = [t.model_id for t in seeds.of(seeds.models[0], seeds.baseline)]
    rows = table[table["model_id"].isin(ids) & (table["method"] == method)]
    rows = rows[(rows["condition"] == "none") & (rows["source"] == "emfacs")]
    found = agreement(seeds, seeds.models[0], "emfacs")
    assert found is not None
    assert found.rho == pytest.approx(rows.loc[rows["emotion"] == "all", "rho"].mean())
    assert found.floor == pytest.approx(0.05)
    assert agreement(seeds, seeds.models[0], "emfacs", "neutral") is None


def test_the_ceiling_is_how_well_the_other_sources_agree(results: Results) -> None:
    table = results.looking.sources
    every = table[table["emotion"] == "all"]
    of = every[(every["source_a"] == "emfacs") | (every["source_b"] == "emfacs")]
    assert len(of) == 2
    assert ceiling(results, "emfacs") == pytest.approx(of["rho"].mean())


def test_the_table_of_agreement_has_a_row_a_model_and_source(results: Results) -> None:
    frame = tables_of(results)["agreement"].frame
    assert len(frame) == 6
    found = agreement(results, results.models[1], "wegrzyn2017")
    assert found is not None
    row = frame[
        (frame["Model"] == "ResNet-50") & (frame["Source on people"] == "Wegrzyn et al. 2017")
    ]
    assert row.iloc[0, 2] == f"{found.rho:.2f}".replace("-", "\N{MINUS SIGN}")
    more = tables_of(results)["agreement_emotions"]
    assert (more.frame["Neutral"] == "\N{EN DASH}").sum() == 4


def test_ratios_are_means_over_seeds(seeds: Results) -> None:
    method = main_method(seeds)
    table = seeds.looking.shares
    rows = table[(table["method"] == method) & (table["condition"] == "none")]
    rows = rows[(rows["answers"] == "correct") & rows["model_id"].str.contains("baseline")]
    mean = rows[(rows["emotion"] == "sad") & (rows["region"] == "eyes")]["ratio"].mean()
    assert ratios(seeds, seeds.models[0], method).loc["sad", "eyes"] == pytest.approx(mean)
    assert set(strongest(seeds, seeds.models[0], method)) == set(EMOTIONS)
