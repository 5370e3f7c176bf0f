"""Which maps the chapter shows, and what is drawn on them."""

from dataclasses import replace

import numpy as np

from feelingit.emotions import EMOTIONS
from feelingit.figure_style import styled
from feelingit.report.figure_list import figure_items
from feelingit.report.figures import map_differences, maps
from feelingit.report.figures import truth as figure_of_truth
from feelingit.report.figures.map_sheet import draw_sheet, scale_of
from feelingit.report.looking.means import difference_maps, mean_maps
from feelingit.report.results import Results
from feelingit.saliency.atlas import RIGHT, WRONG

from .changed import FIGURES, TABLES, figures_of, looking_at, tables_of


def test_the_chapter_has_its_figures_and_tables(results: Results) -> None:
    assert figures_of(results) >= FIGURES
    assert set(tables_of(results)) >= TABLES


def test_the_sheet_stands_for_the_studys_figures_of_maps(results: Results, alone: Results) -> None:
    two = {item.name: item.number for item in figure_items(results, show_faces=False)}
    one = {item.name: item.number for item in figure_items(alone, show_faces=False)}
    assert (two["maps"], two["regions"]) == ("6\N{EN DASH}7", "8")
    assert (one["maps"], one["regions"]) == ("6", "7")


def test_maps_of_several_seeds_are_weighted_by_their_faces(seeds: Results) -> None:
    model = seeds.models[0]
    first, second = (training.model_id for training in seeds.of(model, seeds.baseline))
    atlases = dict(seeds.looking.atlases)
    for name, count in ((first, 30), (second, 10)):
        atlases[name] = replace(atlases[name], count=np.full_like(atlases[name].count, count))
    looking = replace(seeds.looking, atlases=atlases)
    found = mean_maps(looking, [first, second], "grad_cam", "none")
    a, b = (atlases[name].mean[0, 0, RIGHT, 3].astype(float) for name in (first, second))
    assert np.allclose(found[3].amount, 0.75 * a + 0.25 * b)
    assert found[3].count == 40
    assert len(found) == len(EMOTIONS) + 1


def test_a_place_stands_out_where_it_does_with_every_seed(seeds: Results) -> None:
    names = [training.model_id for training in seeds.of(seeds.models[0], seeds.baseline)]
    atlases = dict(seeds.looking.atlases)
    for row, name in enumerate(names):
        atlas = atlases[name]
        p, mean = np.ones_like(atlas.p), atlas.mean.copy()
        p[0, 0, 0, 5, 5] = 0.01
        p[0, 0, 0, 6 + row, 5] = 0.01
        mean[0, 0, RIGHT, 0, 5:8, 5] = atlas.over_all[0, 0, 5:8, 5] + 1
        atlases[name] = replace(atlas, p=p, mean=mean)
    found = mean_maps(replace(seeds.looking, atlases=atlases), names, "grad_cam", "none")[0]
    assert np.argwhere(found.more).tolist() == [[5, 5]]
    assert not found.less.any()


def test_maps_of_few_faces_are_counted_and_not_shown(results: Results) -> None:
    few = {
        name: replace(atlas, count=np.minimum(atlas.count, 9))
        for name, atlas in results.looking.atlases.items()
    }
    sheet = maps.main_sheet(looking_at(results, atlases=few))
    assert sheet is not None
    assert not any(mean.drawn for row in sheet.rows for mean in row.means[:-1])
    assert all(mean.count == 9 for mean in sheet.rows[0].means[:-1] if mean.count)
    axes = draw_sheet(sheet.rows, scale_of(sheet.rows, sheet.says)).axes[0]
    assert "n 9, too few" in {text.get_text() for text in axes.texts}
    assert len(axes.images) == len(sheet.rows)


def test_a_network_that_did_not_learn_the_truth_is_said_to_be_untested(results: Results) -> None:
    truth = results.looking.truth.copy()
    lost = truth["model"] == results.models[1].name
    truth.loc[lost, ["share", "chance", "ratio", "low", "high"]] = np.nan
    truth["passes"] = truth["passes"].astype(object).where(~lost, None)
    of = looking_at(results, truth=truth)
    said = "ResNet-50 did not learn to tell such faces apart"
    assert said in figure_of_truth.caption(of)
    assert "did not learn these faces" in figure_of_truth.draw(of).axes[1].texts[0].get_text()


def test_wrong_answers_have_maps_but_no_test(results: Results) -> None:
    found = mean_maps(results.looking, ["vgg16-baseline-s0"], "grad_cam", "none", WRONG)
    assert found[0].count == 12
    assert not any((mean.more | mean.less).any() for mean in found)


def test_emotions_without_a_right_answer_have_no_map(results: Results) -> None:
    name = "vgg16-baseline-s0"
    atlas = results.looking.atlases[name]
    count, mean = atlas.count.copy(), atlas.mean.copy()
    count[:, :, :, 1], mean[:, :, :, 1] = 0, 0
    few = looking_at(
        results,
        atlases=dict(results.looking.atlases) | {name: replace(atlas, count=count, mean=mean)},
    )
    means = mean_maps(few.looking, [name], "grad_cam", "none")
    assert means[1].count == 0
    expected = np.mean([m.amount for i, m in enumerate(means[:7]) if i != 1], axis=0)
    assert np.allclose(means[7].amount, expected)
    sheet = maps.main_sheet(few)
    assert sheet is not None
    with styled():
        figure = maps.draw(sheet)
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert texts.count("no face") == 1
    assert len(figure.axes[0].images) == 15


def test_a_difference_can_be_turned(results: Results) -> None:
    each = results.looking.differences[0]
    straight, turned = difference_maps(each), difference_maps(each, turned=True)
    assert np.allclose(straight[2].amount, -turned[2].amount)
    assert (straight[2].more == turned[2].less).all()
    assert straight[0].count == each.count[0]


def test_covered_faces_stand_before_bare_ones(results: Results) -> None:
    sheets = {sheet.name: sheet for sheet in map_differences.difference_sheets(results)}
    assert [row.label for row in sheets["maps_differences"].rows] == [
        "VGG-16\nnose and mouth", "VGG-16\neyes", "ResNet-50\nnose and mouth", "ResNet-50\neyes",
    ]  # fmt: skip
    assert [row.label for row in sheets["maps_models"].rows] == ["VGG-16\nminus\nResNet-50"]
    assert sheets["maps_models"].diverging


def test_no_text_of_the_chapter_is_not_a_number(
    results: Results, seeds: Results, alone: Results
) -> None:
    for each in (results, seeds, alone):
        texts = [f"{i.caption} {i.alt} {i.title}" for i in figure_items(each, show_faces=True)]
        for table in tables_of(each).values():
            texts += [table.caption, " ".join(table.frame.astype(str).to_numpy().ravel())]
        assert not any("nan" in text.lower().replace("[", " ").split() for text in texts)


def test_every_figure_of_a_run_without_tests_can_be_drawn(alone: Results) -> None:
    with styled():
        for item in figure_items(alone, show_faces=True):
            if item.section.startswith(("saliency", "regions", "map_")):
                assert item.draw().get_figheight() > 0
