import json
from pathlib import Path

import pytest

from feelingit.errors import InputError, ModelError
from feelingit.predict.catalogue import (
    BARE,
    COVERED,
    Entry,
    card,
    made_card,
    models_in,
    shipped_models,
)
from feelingit.predict.model_file import DEFAULT
from tests.predict.tiny_model import write_model

FACTS = {
    "trained_on": "1,521 drawn faces, bare",
    "conditions": ["none", "lower_face"],
    "sees": "eyes_cut",
    "accuracy": {
        "none": {"accuracy": 0.7582, "low": 0.71, "high": 0.8, "n": 426, "ece": 0.0622},
        "lower_face": {"accuracy": 0.319, "n": 426},
    },
    "tested_on": "test faces without a copy in training",
    "architecture": "compact",
    "parameters": 696_119,
    "multiply_adds": 16_893_824,
    "feelingit": "0.1.0",
}


def test_the_models_that_ship_are_whole_and_the_first_is_the_default() -> None:
    first, *others = shipped_models()
    assert (first.name, first.default, first.problem) == (DEFAULT, True, None)
    assert not any(entry.default or entry.problem for entry in others)


def test_a_folder_s_models_are_listed_damaged_ones_with_what_is_wrong(tmp_path: Path) -> None:
    whole = write_model(tmp_path, facts=FACTS)
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"x")
    damaged, tiny = models_in(tmp_path)
    assert (damaged.name, damaged.path, damaged.size) == ("broken", broken, 0)
    assert "needs its description beside it" in str(damaged.problem)
    assert (tiny.name, tiny.path, tiny.problem) == ("tiny", whole, None)
    assert (tiny.height, tiny.width, tiny.size) == (8, 8, whole.stat().st_size)
    assert tiny.accuracy(BARE) == 0.7582
    assert tiny.accuracy(COVERED) == 0.319
    assert tiny.accuracy("sunglasses") is None


def test_a_folder_without_models_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no \.onnx file"):
        models_in(tmp_path)
    with pytest.raises(InputError, match="is not a folder"):
        models_in(tmp_path / "gone")


@pytest.mark.parametrize("accuracy", [None, [], 0.7, {"none": 0.7}, {"none": {"accuracy": "x"}}])
def test_facts_of_another_form_are_unknown_accuracies(accuracy: object) -> None:
    entry = Entry("x", "here", facts={"accuracy": accuracy})
    assert entry.accuracy(BARE) is None
    assert made_card("x", entry.facts, {}).startswith("# x\n")


def test_an_entry_as_a_record_is_json(tmp_path: Path) -> None:
    write_model(tmp_path, facts=FACTS)
    record = json.loads(json.dumps(models_in(tmp_path)[0].as_record()))
    assert record["name"] == "tiny"
    assert record["path"] == str(tmp_path / "tiny.onnx")
    assert record["facts"] == FACTS


def test_the_card_beside_a_model_is_shown_as_it_is(tmp_path: Path) -> None:
    path = write_model(tmp_path)
    path.with_suffix(".md").write_text("# A card of its own\n")
    assert card(path) == "# A card of its own\n"


def test_a_card_is_made_of_what_is_known(tmp_path: Path) -> None:
    lines = card(write_model(tmp_path, facts=FACTS)).splitlines()
    assert lines[0] == "# tiny"
    assert "- input: grey faces, 8x8 pixels; others are brought to that" in lines
    assert "- advised threshold: 0.5" in lines
    assert "- seen in training: bare, lower face" in lines
    assert "- architecture: compact, 696,119 parameters, 17 million multiply-adds a face" in lines
    assert "It takes rows out of every picture itself: eyes cut." in lines
    assert "| bare | 75.8 | 71.0 to 80.0 | 0.062 |" in lines
    assert "| lower face | 31.9 | - | - |" in lines


def test_a_card_of_a_damaged_model_is_refused(tmp_path: Path) -> None:
    path = write_model(tmp_path)
    path.write_bytes(b"")
    with pytest.raises(ModelError, match="the model is damaged"):
        card(path)


def test_control_characters_in_facts_do_not_reach_the_terminal() -> None:
    text = made_card("x", {"trained_on": "a\x1b[31mb\nc", "study": "\x07"}, {})
    assert not any(ord(letter) < 32 for letter in text.replace("\n", ""))
    assert "- trained on: a [31mb c" in text.splitlines()
