"""The chapter on coverings: what its figures, tables and sentences say of a run."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.figure_style import styled
from feelingit.report import build_report
from feelingit.report.answer_flows import changed, flows, gains, largest, lost_and_won
from feelingit.report.covered import Lookup, arms_of, everyday, groups, worst_of_each_group
from feelingit.report.covering_figures import covering_figures
from feelingit.report.covering_findings import covering_findings
from feelingit.report.figure_item import FigureItem
from feelingit.report.figure_list import figure_items
from feelingit.report.figures import covering_sheet, masks
from feelingit.report.figures.faces import chosen_with_landmarks, mean_with_landmarks
from feelingit.report.figures.growth import at_middle
from feelingit.report.figures.people_covered import Compared, compared
from feelingit.report.growing import curve
from feelingit.report.helped import Line, entry, leading
from feelingit.report.limits import limits
from feelingit.report.load import load
from feelingit.report.numbering import Extras
from feelingit.report.numbers import percent
from feelingit.report.prose import prose
from feelingit.report.results import Results
from feelingit.report.table_list import table_items
from feelingit.report.tables.coverings import by_emotion, coverings
from feelingit.report.tables.flows import answer_flows
from feelingit.report.tables.growth import growth
from feelingit.report.tables.trust import trust, untrusted
from feelingit.report.tables.unseen import unseen
from feelingit.run_folder import RunFolder

from .sample_run import SOME
from .test_faces import faces_seen

CHAPTER = {
    "covering_sheet", "coverings_compact", "flows_compact", "answer_gains_compact",
    "growth_compact", "growth_emotions_compact", "unseen_compact", "covering_emotions_compact",
    "covering_controls_compact", "people_covered_compact",
}  # fmt: skip
TABLES = {
    "coverings_compact", "coverings_compact_baseline", "coverings_compact_bands",
    "coverings_compact_some", "flows_compact", "growth_compact", "unseen_compact",
    "trust_compact",
}  # fmt: skip


def figures_of(results: Results) -> dict[str, FigureItem]:
    return {item.name: item for item in figure_items(results, show_faces=True)}


def row_of(results: Results, arm: str, name: str, emotion: str = "all") -> pd.Series:
    table = results.coverings
    found = table[
        (table["arm"] == arm) & (table["tested_on"] == name) & (table["emotion"] == emotion)
    ]
    assert len(found) == 1
    return found.iloc[0]


def test_a_run_without_coverings_has_no_such_chapter(results: Results) -> None:
    names = set(figures_of(results)) | {item.table.name for item in table_items(results)}
    assert not names & (CHAPTER | TABLES)
    assert not list(covering_findings(results))
    assert prose(results)["coverings"] == ""
    assert not any("drawn over bare faces" in text for text in limits(results))


def test_the_chapter_has_its_figures_and_tables(covered: Results) -> None:
    assert set(figures_of(covered)) >= CHAPTER
    assert {item.table.name for item in table_items(covered)} >= TABLES
    numbers = [item.number for item in figures_of(covered).values()]
    assert len(set(numbers)) == len(numbers)
    chapter = [n for name, n in ((i.name, i.number) for i in figures_of(covered).values())
               if name in CHAPTER]  # fmt: skip
    assert chapter == sorted(chapter, key=lambda number: int(number[1:]))


def test_the_page_shows_the_chapter_without_one_face(
    covered_run: RunFolder, tmp_path: Path
) -> None:
    page = build_report(covered_run, out=tmp_path / "report", show_faces=False)
    text = page.read_text(encoding="utf-8")
    for name in CHAPTER:
        assert f'id="figure-{name}"' in text
    for name in TABLES:
        assert f'id="table-{name}"' in text
    assert '<a href="#coverings">Coverings</a>' in text
    assert "nan" not in text.split("<main>")[1].lower().replace("financ", "").split()


def test_the_studys_own_figures_keep_to_the_studys_conditions(covered: Results) -> None:
    assert covered.studied == [
        "none", "forehead", "eyes", "lower_face", "box_quarter", "box_half", "forehead_shape",
        "eyes_shape",
    ]  # fmt: skip
    assert masks.conditions(covered) == covered.studied
    assert len(covered.conditions) > 30
    text = prose(covered)["conditions"]
    assert "sunglasses" not in text
    assert f"{len(covered.conditions) - len(covered.studied)} further conditions" in text


def test_a_run_without_coverings_shows_all_its_conditions(results: Results) -> None:
    assert results.studied == results.conditions


def test_coverings_are_sorted_within_their_group_by_the_baseline(covered: Results) -> None:
    model = covered.models[0]
    parts = groups(covered, model)
    assert [part.name for part in parts] == [
        "band", "shape", "mask", "eyewear", "headwear", "hand", "camera",
    ]  # fmt: skip
    for part in parts:
        accuracies = [row_of(covered, "baseline", name)["accuracy"] for name in part.coverings]
        assert accuracies == sorted(accuracies, reverse=True)
    assert set(everyday(covered, model)) == set(SOME) - {"forehead_shape", "eyes_shape"}


def test_the_baseline_comes_first_and_four_arms_are_shown_at_most(covered: Results) -> None:
    model = covered.models[0]
    assert [arm.name for arm in arms_of(covered, model)] == ["baseline", "bands", "some"]
    more = [
        replace(t, arm=f"{t.arm}{i}", model_id=f"{t.model_id}{i}", info=t.info)
        for t in covered.trainings
        for i in range(2)
    ]
    many = replace(covered, trainings=more)
    assert len(arms_of(many, many.models[0])) == 4


def test_table_of_coverings_sets_each_beside_its_control(covered: Results) -> None:
    table = coverings(covered, covered.models[0])
    at = list(table.frame["Covering"]).index("sunglasses")
    found = row_of(covered, "bands", "sunglasses")
    cell, beneath = table.frame["Bands"][at], table.beneath["Bands"][at]  # type: ignore[index]
    assert cell.startswith(f"{percent(found['accuracy'])} [{percent(found['low'])}")
    assert beneath.startswith(percent(found["beside_accuracy"]))
    light = list(table.frame["Covering"]).index("low light")
    assert table.beneath["Bands"][light] == ""  # type: ignore[index]
    assert table.beneath_name == "box of the same area"


def test_table_by_emotion_holds_the_runs_figures(covered: Results) -> None:
    model = covered.models[0]
    arm = arms_of(covered, model)[2]
    frame = by_emotion(covered, model, arm).frame.set_index("Covering")
    found = row_of(covered, "some", "cup", "happy")
    assert frame["Happy"]["cup at the mouth"].split()[0] == f"{100 * found['accuracy']:.0f}"
    assert list(frame.columns) == [
        "Angry",
        "Disgust",
        "Fear",
        "Happy",
        "Neutral",
        "Sad",
        "Surprise",
    ]


def test_answers_are_counted_from_bare_to_covered() -> None:
    counts = np.zeros((7, 7, 7))
    happy, neutral, sad = (EMOTIONS.index(e) for e in ("happy", "neutral", "sad"))
    counts[happy, happy, happy] = 5
    counts[happy, happy, neutral] = 3
    counts[sad, happy, sad] = 2
    assert changed(counts) == pytest.approx(0.5)
    assert lost_and_won(counts) == (pytest.approx(0.3), pytest.approx(0.2))
    most = largest(counts)
    assert most is not None
    assert (most.bare, most.covered, most.faces, most.share) == ("happy", "neutral", 3, 0.3)
    assert gains(counts)["happy"] == pytest.approx(-0.5)
    assert gains(counts)["neutral"] == pytest.approx(0.3)


def test_where_no_answer_changes_there_is_no_largest_change() -> None:
    counts = np.zeros((7, 7, 7))
    counts[0, 3, 3] = 4
    assert largest(counts) is None
    assert changed(counts) == 0


def test_flows_are_those_of_the_runs_table(covered: Results) -> None:
    model = covered.models[0]
    counts = flows(covered, model, covered.baseline, "cap")
    table = covered.flows[
        (covered.flows["arm"] == "baseline") & (covered.flows["tested_on"] == "cap")
    ]
    assert counts.sum() == table["faces"].sum()
    same = table.loc[table["bare"] == table["covered"], "faces"].sum()
    assert changed(counts) == pytest.approx(1 - same / table["faces"].sum())
    shown = answer_flows(covered, model)
    assert shown is not None
    assert len(shown.frame) == sum(len(part.coverings) for part in groups(covered, model))


def test_each_group_is_stood_for_by_its_costliest_covering(covered: Results) -> None:
    names = worst_of_each_group(covered, covered.models[0], 5)
    found = Lookup(covered, covered.models[0], covered.baseline)
    assert len(names) == 5
    masks_tested = ("surgical_mask", "ffp2_mask", "scarf")
    assert names[0] == max(masks_tested, key=found.cost)


def test_curves_begin_at_the_bare_face(covered: Results) -> None:
    model = covered.models[0]
    found = curve(covered, model, covered.baseline, "below")
    assert list(found.index) == [0, 0.2, 0.4, 0.6, 0.8]
    assert found["accuracy"][0] == pytest.approx(row_of(covered, "baseline", "none")["accuracy"])
    assert set(at_middle(covered, model, covered.baseline)) == {"below", "left"}
    table = growth(covered, model)
    assert table is not None
    assert len(table.frame) == 2 * 5


def test_arms_are_compared_on_what_the_arm_with_coverings_did_not_see(covered: Results) -> None:
    model = covered.models[0]
    lead = leading(covered, model)
    assert lead is not None
    assert lead.name == "some"
    line = Line("unseen", "all", "some")
    table = covered.unseen
    for arm, what in (("bands", "unseen by some"), ("some", "unseen")):
        expected = table[(table["arm"] == arm) & (table["what"] == what)].iloc[0]
        found = entry(covered, model, next(a for a in covered.arms if a.name == arm), line)
        assert found is not None
        assert found["difference"] == pytest.approx(expected["difference"])
        assert found["conditions"] == 7
    shown = unseen(covered, model)
    assert shown is not None
    assert set(shown.frame["Trained on"]) == {"Bands", "Some"}


def test_trust_gives_the_share_of_faces_and_both_accuracies(covered: Results) -> None:
    table = trust(covered, covered.models[0])
    assert table is not None
    assert list(table.frame["Tested on"].unique()) == [
        "bare faces", "forehead shape", "eye and brow shape", "mean of the coverings",
    ]  # fmt: skip
    faces, share = untrusted(covered)
    located = covered.located
    assert located is not None
    tested = covered.table["split"] == "test"
    assert faces == (located.quality[tested] < 0.5).sum()
    assert share == pytest.approx(faces / tested.sum())


def test_people_stand_beside_the_model_emotion_by_emotion(covered: Results) -> None:
    parts = compared(covered, covered.models[0])
    assert [part.title for part in parts] == ["mouth covered", "eyes covered", "worth of the mouth"]
    mouth, eyes, worth = parts
    assert (mouth.people["happy"], eyes.people["disgust"]) == (87.6, 95.2)
    assert (
        mouth.model["fear"] == 100 * row_of(covered, "baseline", "lower_face", "fear")["accuracy"]
    )
    assert eyes.model["fear"] == 100 * row_of(covered, "baseline", "eyes_shape", "fear")["accuracy"]
    assert worth.people["happy"] == pytest.approx(99.2 - 87.6)
    assert worth.model["sad"] == pytest.approx(eyes.model["sad"] - mouth.model["sad"])


def test_ranks_agree_wholly_or_not_at_all() -> None:
    people = pd.Series(range(7), index=EMOTIONS, dtype=float)
    assert Compared("same", people, 2 * people + 1).rho == pytest.approx(1)
    assert Compared("turned", people, -people).rho == pytest.approx(-1)
    assert np.isnan(Compared("alike", people, 0 * people).rho)


def test_people_are_left_out_where_only_one_part_was_covered(covered: Results) -> None:
    few = covered.scores[~covered.scores["tested_on"].isin(["eyes", "eyes_shape"])]
    assert compared(replace(covered, scores=few), covered.models[0]) == []


def test_landmarks_are_those_of_the_faces_that_are_shown(covered_run: RunFolder) -> None:
    results = load(covered_run)
    shown = chosen_with_landmarks(results, "happy", 1)
    with np.load(covered_run.path / "landmarks" / "landmarks.npz") as arrays:
        of = dict(zip(arrays["face_id"].tolist(), arrays["landmarks"], strict=True))
    images = {np.asarray(results.images[row]).tobytes(): face for face, row in
              zip(results.table["face_id"], results.table["row"], strict=True)}  # fmt: skip
    face_id = images[shown.images[0].tobytes()]
    assert shown.landmarks is not None
    assert np.array_equal(shown.landmarks[0], of[face_id])


def test_landmarks_that_are_missing_are_looked_for_anew(covered: Results) -> None:
    assert covered.located is not None
    unknown = replace(covered.located, landmarks=np.full_like(covered.located.landmarks, np.nan))
    without = replace(covered, located=unknown)
    assert chosen_with_landmarks(without, "happy", 1).landmarks is None
    assert mean_with_landmarks(without).landmarks is None
    assert mean_with_landmarks(replace(covered, located=None)).landmarks is None
    mean = mean_with_landmarks(covered).landmarks
    assert mean is not None
    assert mean.shape == (1, 68, 2)


@pytest.mark.parametrize("show_faces", [True, False])
def test_the_sheet_shows_faces_of_the_data_only_where_it_may(
    covered: Results, *, show_faces: bool
) -> None:
    with styled():
        figure = covering_sheet.draw(covered, show_faces=show_faces)
    assert (faces_seen(covered, figure) > 0) == show_faces


def test_the_sheet_has_every_covering_that_was_tested(covered: Results) -> None:
    shown = [name for _, names in covering_sheet.parts(covered) for name in names]
    assert set(shown) >= set(SOME)
    assert "surgical_mask@box" in shown
    assert {"below_40", "left_40"} <= set(shown)
    text = covering_sheet.caption(covered, show_faces=False)
    assert "drawn by the program" in text
    assert "left out" in text


def test_findings_are_the_runs_own_figures(covered: Results) -> None:
    found = dict(covering_findings(covered))
    assert list(found) == [
        "Coverings.", "Amount or place, under coverings.", "What covered faces are taken for.",
        "How much may be hidden.", "Training with coverings.", "Landmarks.",
    ]  # fmt: skip
    bare = row_of(covered, "baseline", "none")["accuracy"]
    assert f"names {percent(bare)} % of the bare faces right" in found["Coverings."]
    costs = {
        n: row_of(covered, "baseline", n)["cost"] for n in everyday(covered, covered.models[0])
    }
    assert percent(max(costs.values())) in found["Coverings."]
    table = covered.unseen
    gain = table[(table["arm"] == "some") & (table["what"] == "unseen")]["difference"].iloc[0]
    assert percent(abs(gain)) in found["Training with coverings."]
    assert all("nan" not in text.lower() for text in found.values())


def test_costs_that_are_gains_are_said_to_be_losses_of_training(covered: Results) -> None:
    worse = covered.unseen.assign(difference=-0.031, low=-0.05, high=-0.01)
    found = dict(covering_findings(replace(covered, unseen=worse)))
    assert "“some” loses 3.1 points" in found["Training with coverings."]


def test_parts_that_the_run_lacks_are_left_out(covered: Results) -> None:
    nothing = pd.DataFrame()
    bare = replace(covered, flows=nothing, growth=nothing, trust=nothing, unseen=nothing)
    names = {i.name for i in covering_figures(bare, Extras(), show_faces=False)}
    assert names == {
        "covering_sheet", "coverings_compact", "covering_emotions_compact",
        "covering_controls_compact", "people_covered_compact",
    }  # fmt: skip
    assert [gist for gist, _ in covering_findings(bare)] == [
        "Coverings.", "Amount or place, under coverings.",
    ]  # fmt: skip
    tables = {item.table.name for item in table_items(bare)}
    assert not tables & {"flows_compact", "growth_compact", "trust_compact", "unseen_compact"}


def test_a_run_whose_coverings_have_no_control_says_nothing_of_it(covered: Results) -> None:
    columns = [c for c in covered.coverings if c.startswith(("beside", "difference"))]
    alone = replace(covered, coverings=covered.coverings.assign(**dict.fromkeys(columns, np.nan)))
    names = {i.name for i in covering_figures(alone, Extras(), show_faces=False)}
    assert "covering_controls_compact" not in names
    assert "box" not in prose(alone)["coverings"]
    assert "Amount or place, under coverings." not in dict(covering_findings(alone))


def test_every_figure_of_the_chapter_can_be_drawn_when_only_shapes_were_tested(
    covered: Results,
) -> None:
    """Without coverings as in life there is no mean over them, and nothing seen or unseen."""
    kept = ("none", "forehead_shape", "eyes_shape")
    tables = {
        name: getattr(covered, name)[getattr(covered, name)["tested_on"].isin(kept)]
        for name in ("coverings", "flows", "trust", "scores")
    }
    few = replace(covered, **tables, growth=pd.DataFrame(), unseen=pd.DataFrame())
    for item in covering_figures(few, Extras(), show_faces=False):
        assert "nan" not in item.caption
        with styled():
            assert item.draw().axes
    assert all(text for _, text in covering_findings(few))
    assert all(item.table.frame.size for item in table_items(few))
