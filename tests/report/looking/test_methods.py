"""Whose maps may be believed, and where it is said."""

from feelingit.report.figures import maps
from feelingit.report.limits import limits
from feelingit.report.looking.methods import (
    failures,
    main_method,
    marked,
    standing,
    trusted_everywhere,
)
from feelingit.report.results import Results
from feelingit.saliency.methods.names import METHOD_NAMES

from .changed import looking_at, tables_of, with_verdicts


def test_the_first_method_that_passes_everywhere_stands_for_all(results: Results) -> None:
    assert trusted_everywhere(results) == [
        "smooth_grad", "integrated_gradients", "occlusion_sensitivity",
    ]  # fmt: skip
    assert main_method(results) == "smooth_grad"
    good = with_verdicts(results, METHOD_NAMES, passes=True)
    assert main_method(good) == "grad_cam"


def test_the_method_that_fails_least_stands_for_all_where_none_passes(results: Results) -> None:
    bad = with_verdicts(results, METHOD_NAMES, passes=False)
    trust = bad.looking.trust.copy()
    trust.loc[(trust["method"] == "gradient") & (trust["test"] == "noise"), "passes"] = True
    better = looking_at(results, trust=trust)
    assert main_method(better) == "gradient"
    assert failures(better, "gradient") == failures(better, "grad_cam") - 2
    sheet = maps.main_sheet(better)
    assert sheet is not None
    assert "shown is gradient, which fails the fewest" in sheet.caption


def test_a_method_that_was_not_tested_does_not_stand_for_those_that_were(results: Results) -> None:
    bad = with_verdicts(results, METHOD_NAMES, passes=False)
    trust = bad.looking.trust.copy()
    trust.loc[trust["method"] == "smooth_grad", "passes"] = None
    assert main_method(looking_at(results, trust=trust)) == "grad_cam"


def test_grad_cam_stands_for_all_where_all_methods_fail_alike(results: Results) -> None:
    bad = with_verdicts(results, METHOD_NAMES, passes=False)
    assert main_method(bad) == "grad_cam"
    sheet = maps.main_sheet(bad)
    assert sheet is not None
    assert all("fails" in row.note for row in sheet.rows)
    assert "No method passes all its tests" in sheet.caption


def test_a_test_that_was_not_run_neither_passes_nor_fails(results: Results) -> None:
    trust = results.looking.trust.copy()
    trust.loc[trust["test"] == "shuffled", "passes"] = None
    found = standing(looking_at(results, trust=trust), results.models[0], "smooth_grad")
    assert found.not_run == ("shuffled",)
    assert found.trusted


def test_a_method_that_fails_is_marked_wherever_its_maps_are(results: Results) -> None:
    vgg, resnet = results.models
    assert marked(results, vgg, "grad_cam").endswith("passes its tests")
    assert marked(results, resnet, "grad_cam") == "\N{MULTIPLICATION SIGN} fails:\nnoise"
    assert marked(results, resnet, "gradient").endswith("randomised layers\n+1 more")
    sheet = maps.method_sheet(results, resnet)
    assert sheet is not None
    assert [row.note.startswith("\N{MULTIPLICATION SIGN}") for row in sheet.rows] == [
        True, True, False, False,
    ]  # fmt: skip
    assert "Grad-CAM fails noise on ResNet-50" in sheet.caption
    arms = maps.arm_sheet(results, resnet)
    assert arms is not None
    assert "Grad-CAM fails noise on ResNet-50" in arms.caption


def test_limits_name_the_methods_that_failed(results: Results) -> None:
    text = " ".join(limits(results))
    assert "gradient on VGG-16 and ResNet-50" in text
    assert "48\N{MULTIPLICATION SIGN}48 pixels" in text


def test_the_table_of_trust_has_every_test_of_every_method(results: Results) -> None:
    table = tables_of(results)["map_trust"]
    assert table.frame.shape == (2 * 12, 2 + 5)
    rows = table.frame.set_index(["Model", "Test"])
    assert rows.loc[("ResNet-50", "Noise"), "Grad-CAM"] == "\N{BALLOT X} 0.05"
    assert rows.loc[("ResNet-50", "All that were run"), "Gradient"] == "\N{BALLOT X} 9 of 11"
    assert rows.loc[("VGG-16", "All that were run"), "SmoothGrad"] == "\N{CHECK MARK} 11 of 11"
    assert "140 faces" in table.caption
    assert table.beneath is not None
    assert table.beneath.loc[0, "Grad-CAM"].endswith("vs 0.10")
