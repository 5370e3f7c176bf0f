"""People and models with part of the face hidden."""

import numpy as np
import pandas as pd

from feelingit.report.results import Results

from .changed import looking_at, tables_of


def test_people_under_masks_stand_beside_the_models(results: Results) -> None:
    covered = results.looking.covered
    frame = tables_of(results)["people_hidden"].frame
    assert len(frame) == 2 * (7 + 1)
    row = covered[(covered["model_id"] == "vgg16-baseline-s0") & (covered["hidden"] == "eyes")]
    sad = row[row["emotion"] == "sad"].iloc[0]
    shown = frame[(frame["Hidden"] == "eyes (eyes)") & (frame["Emotion"] == "sad")].iloc[0]
    assert shown["People"] == f"{100 * sad['people']:.0f}"
    assert shown["VGG-16"] == f"{100 * sad['accuracy']:.1f}"
    taken = tables_of(results)["people_confusions"].frame
    assert list(taken["People"]) == ["72", "52"]


def test_the_order_of_emotions_is_compared_with_that_of_people(results: Results) -> None:
    covered = results.looking.covered
    alike = looking_at(results, covered=covered.assign(accuracy=covered["people"] / 2))
    turned = looking_at(results, covered=covered.assign(accuracy=1 - covered["people"]))
    for of, rho in ((alike, "1.00"), (turned, "\N{MINUS SIGN}1.00")):
        table = tables_of(of)["people_hidden"]
        rows = table.frame["Emotion"].str.startswith("their order")
        assert rows.sum() == 2
        assert set(table.frame.loc[rows, "VGG-16"]) == {rho}
    assert table.beneath is not None
    assert set(table.beneath.loc[rows, "VGG-16"]) == {"p = 1.000"}


def test_studies_of_masks_are_a_row_each(results: Results) -> None:
    table = results.looking.mask_studies
    frame = tables_of(results)["mask_studies"].frame
    assert len(frame) == len(table.groupby(["study", "covered"]))
    rinck = frame[frame["Study"] == "Rinck et al. 2022"].iloc[0]
    assert rinck["As well"] == "angry, neutral"
    assert "all (88 to 68 %)" in rinck["Named worse"]
    assert "disgust taken for angry" in rinck["Remarks"]
    sources = tables_of(results)["mask_studies"].beneath
    assert sources is not None
    carbon = sources["Study"][frame["Study"] == "Carbon 2020"].iloc[0]
    assert carbon.startswith("10.")


def test_of_many_confusions_the_commonest_and_those_of_people_are_kept(results: Results) -> None:
    few = results.looking.confusions
    more = few.assign(emotion="sad", people=np.nan, share=[0.1, 0.3, 0.2, 0.4])
    more["becomes"] = ["fear", "neutral", "fear", "neutral"]
    both = pd.concat([few, more], ignore_index=True)
    frame = tables_of(looking_at(results, confusions=both))["people_confusions"].frame
    assert list(frame["Faces"]) == [
        "disgust, taken for angry", "fear, taken for surprise", "sad, taken for neutral",
    ]  # fmt: skip
