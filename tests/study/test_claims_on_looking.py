"""Claims about where models look, on runs whose maps are made up."""

import numpy as np
import pandas as pd
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.saliency.people import SOURCES, agreement_rows, ceiling, source_values
from feelingit.study.claims.overlap import overlaps, rank_of_pair
from feelingit.types import REGIONS
from tests.study.test_claims import BARE_ARM, as_the_study_says, judged, predictions

MODELS = ("vgg16", "resnet50")
OF = {"method": "grad_cam", "condition": "none"}
AREA = 1 / 7


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return predictions(as_the_study_says, arms=BARE_ARM, tested=("none",))


def model_id(model: str) -> str:
    return f"{model}-aTruenone-s0"


def shares(*cells: tuple[str, str, float], emotion: str = "angry") -> pd.DataFrame:
    table = pd.DataFrame(cells, columns=["model", "region", "ratio"])
    return table.assign(
        model_id=table["model"].map(model_id),
        emotion=emotion,
        answers="correct",
        area=AREA,
        share=table["ratio"] * AREA,
        ratio_low=table["ratio"] - 0.1,
        ratio_high=table["ratio"] + 0.1,
        faces=50,
        **OF,
    )


@pytest.fixture
def maps() -> pd.DataFrame:
    return shares(
        ("vgg16", "cheeks", 1.5),
        ("vgg16", "nose", 1.4),
        ("vgg16", "forehead", 1.3),
        ("resnet50", "cheeks", 1.5),
        ("resnet50", "nose", 1.05),
        ("resnet50", "forehead", 0.7),
    )


def test_maps_decide_by_their_intervals(rows: pd.DataFrame, maps: pd.DataFrame) -> None:
    table = judged(rows, shares=maps)
    assert table.loc["cheeks_and_nose_for_anger", "verdict"] == "undecided"
    assert table.loc["forehead_for_anger", "verdict"] == "supported"
    sentence = table.loc["forehead_for_anger", "sentence"]
    assert sentence.startswith("Grad-CAM saliency over area")
    assert "ResNet-50 forehead (seed 0) 0.70 [0.60, 0.80]" in sentence
    maps.loc[maps["region"] == "forehead", "ratio_low"] = 1.1
    maps.loc[maps["region"] == "forehead", ["ratio", "ratio_high"]] = 1.5
    assert judged(rows, shares=maps).loc["forehead_for_anger", "verdict"] == "contradicted"


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("method", "gradient", "no Grad-CAM maps of bare faces that vgg16-aTruenone-s0 named"),
        ("condition", "eyes", "no Grad-CAM maps of bare faces"),
        ("answers", "wrong", "no Grad-CAM maps of bare faces"),
        ("emotion", "sad", "no maps of vgg16-aTruenone-s0 for angry, cheeks"),
        ("faces", 9, "of 10 faces or more"),
        ("ratio", np.nan, "for angry, cheeks"),
    ],
)
def test_other_maps_do_not_count(
    rows: pd.DataFrame, maps: pd.DataFrame, column: str, value: object, said: str
) -> None:
    row = judged(rows, shares=maps.assign(**{column: value})).loc["cheeks_and_nose_for_anger"]
    assert row["verdict"] == "not tested"
    assert said in row["sentence"]


def profiles(alike: float, faces: int = 50) -> pd.DataFrame:
    """Make maps on which disgust is that far from its own profile to anger's."""
    generator = np.random.default_rng(6)
    each = {emotion: generator.dirichlet(np.ones(7)) for emotion in EMOTIONS}
    each["disgust"] = alike * each["angry"] + (1 - alike) * each["disgust"]
    tables = [
        shares(
            *(
                (model, region, share / AREA)
                for model in MODELS
                for region, share in zip(REGIONS, profile, strict=True)
            ),
            emotion=emotion,
        )
        for emotion, profile in each.items()
    ]
    return pd.concat(tables, ignore_index=True).assign(faces=faces)


def test_disgust_and_anger_overlap_where_they_share_regions(rows: pd.DataFrame) -> None:
    row = judged(rows, shares=profiles(0.95)).loc["disgust_and_anger_overlap"]
    assert row["verdict"] == "supported"
    assert row["low"] < row["estimate"] < row["high"]
    assert "number 1 of 21 pairs" in row["sentence"]
    assert "(in people's maps of Liu et al. the pair is number 1 of 15)" in row["sentence"]


def test_disgust_and_anger_apart_contradict(rows: pd.DataFrame) -> None:
    apart = profiles(0)
    for emotion, regions in (("angry", REGIONS[:3]), ("disgust", REGIONS[3:])):
        mine = (apart["emotion"] == emotion) & ~apart["region"].isin(regions)
        apart.loc[mine, "share"] = 0.001
    row = judged(rows, shares=apart).loc["disgust_and_anger_overlap"]
    assert row["verdict"] == "contradicted"
    assert row["high"] < 0


def test_wide_intervals_leave_the_overlap_undecided(rows: pd.DataFrame) -> None:
    wide = profiles(0.6)
    wide["ratio_low"], wide["ratio_high"] = wide["ratio"] - 4, wide["ratio"] + 4
    assert judged(rows, shares=wide).loc["disgust_and_anger_overlap", "verdict"] == "undecided"


def test_too_few_faces_of_disgust_leave_the_overlap_untested(rows: pd.DataFrame) -> None:
    few = profiles(0.95)
    few.loc[few["emotion"] == "disgust", "faces"] = 4
    row = judged(rows, shares=few).loc["disgust_and_anger_overlap"]
    assert row["verdict"] == "not tested"
    assert "for disgust, of 10 faces or more" in row["sentence"]


def test_profiles_have_in_common_what_lies_on_the_same_regions() -> None:
    three = np.array([[0.5, 0.5, 0.0], [0.5, 0.0, 0.5], [0.0, 0.0, 1.0]])
    assert overlaps(three).tolist() == [0.5, 0.0, 0.5]
    assert overlaps(np.stack([three, three[::-1]])).shape == (2, 3)
    assert rank_of_pair(overlaps(three), pd.Index(["angry", "disgust", "fear"])) == (2, 3)


def agreeing(like: str, *, turn: int = 0, center: str | None = None) -> pd.DataFrame:
    """Make the agreement of models that look where a source says, or says of other emotions."""
    values = source_values(like)
    ratios = pd.DataFrame(np.roll(values, turn, axis=0), values.index, values.columns)
    whole = ratios.reindex(list(EMOTIONS)).to_numpy(float) + 100
    known = ~np.isnan(whole).any(axis=1)
    emotions = np.repeat(np.flatnonzero(known), 4)
    areas = np.full((len(emotions), 7), 1 / 8)
    bias = -values.mean() if center is None else source_values(center).mean()
    table = agreement_rows(
        areas * whole[emotions],
        areas,
        emotions,
        center=bias.to_numpy(float),
        random=np.tile(np.arange(7.0), (7, 1)),
        resamples=20,
    )
    return pd.concat([table.assign(model_id=model_id(model), **OF) for model in MODELS])


@pytest.mark.parametrize("source", SOURCES)
def test_models_that_look_where_people_look_support(rows: pd.DataFrame, source: str) -> None:
    table = judged(rows, agreement=agreeing(source))
    row = table.loc[f"looks_where_people_look_{source}"]
    assert row["verdict"] == "supported"
    assert row["estimate"] == pytest.approx(1)
    assert "VGG-16 (seed 0) 1.00 [1.00, 1.00] against a centre bias -" in row["sentence"]
    emotion = table.loc[f"looks_there_for_that_emotion_{source}"]
    assert emotion["estimate"] == pytest.approx(1)
    # Two of 7! (or 6!) pairings at least, and each source tells its emotions apart.
    assert emotion["p"] < 0.05


def test_the_other_sources_are_named_as_the_ceiling(rows: pd.DataFrame) -> None:
    sentence = judged(rows, agreement=agreeing("emfacs")).loc[
        "looks_where_people_look_emfacs", "sentence"
    ]
    best = ceiling(resamples=1).query("emotion == 'all' and source_b == 'emfacs'")["rho"]
    for rho in best:
        assert f"{rho:.2f}" in sentence.partition("the other sources reach")[2]


def test_agreement_that_a_centre_bias_exceeds_contradicts(rows: pd.DataFrame) -> None:
    table = agreeing("wegrzyn2017", turn=3).assign(rho_center=0.99)
    row = judged(rows, agreement=table).loc["looks_where_people_look_wegrzyn2017"]
    assert row["verdict"] == "contradicted"
    assert np.isnan(row["p"])


def test_agreement_beyond_the_controls_and_not_beyond_chance_decides_nothing(
    rows: pd.DataFrame,
) -> None:
    table = agreeing("liu2022").assign(rho=0.1, low=0.05, high=0.15, rho_center=-0.2)
    table = table.assign(rho_random=np.nan, p_regions=0.4)
    row = judged(rows, agreement=table).loc["looks_where_people_look_liu2022"]
    assert row["verdict"] == "undecided"
    assert row["p"] == pytest.approx(0.8)
    # Nor do figures far beyond chance, where the faces leave it open.
    table = table.assign(low=-0.3, p_regions=0.0002)
    row = judged(rows, agreement=table).loc["looks_where_people_look_liu2022"]
    assert row["verdict"] == "undecided"


def test_regions_of_other_emotions_do_not_support(rows: pd.DataFrame) -> None:
    table = judged(rows, agreement=agreeing("wegrzyn2017", turn=1))
    row = table.loc["looks_there_for_that_emotion_wegrzyn2017"]
    assert row["verdict"] != "supported"
    worst = agreeing("wegrzyn2017").assign(rho=-0.5, low=-0.6, high=-0.4, p_emotions=1.0)
    row = judged(rows, agreement=worst).loc["looks_there_for_that_emotion_wegrzyn2017"]
    assert row["verdict"] == "contradicted"


def test_one_model_that_looks_elsewhere_keeps_all_from_being_supported(
    rows: pd.DataFrame,
) -> None:
    table = agreeing("emfacs")
    mine = table["model_id"] == model_id("resnet50")
    table.loc[mine, ["rho", "low", "high", "p_regions"]] = [0.0, -0.1, 0.1, 0.5]
    row = judged(rows, agreement=table).loc["looks_where_people_look_emfacs"]
    assert row["verdict"] == "undecided"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"method": "gradient"}, "no Grad-CAM maps of bare faces that vgg16-aTruenone-s0"),
        ({"condition": "eyes"}, "no Grad-CAM maps of bare faces"),
        ({"rho": np.nan}, "no Grad-CAM maps of bare faces"),
    ],
)
def test_other_agreement_does_not_count(
    rows: pd.DataFrame, change: dict[str, object], said: str
) -> None:
    table = judged(rows, agreement=agreeing("emfacs").assign(**change))
    for claim in ("looks_where_people_look_emfacs", "looks_there_for_that_emotion_emfacs"):
        assert table.loc[claim, "verdict"] == "not tested"
        assert said in table.loc[claim, "sentence"]


def test_without_maps_nothing_is_tested(rows: pd.DataFrame) -> None:
    table = judged(rows)
    claims = [name for name in table.index if name.startswith("looks_")]
    assert len(claims) == 2 * len(SOURCES)
    assert (table.loc[[*claims, "disgust_and_anger_overlap"], "verdict"] == "not tested").all()
    assert table.loc[claims, "sentence"].str.contains("the run has no saliency maps").all()
