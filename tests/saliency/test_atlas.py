import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from feelingit.errors import RunFolderError
from feelingit.saliency import Atlas, load_atlas, save_atlas


def atlas(examples: int = 2) -> Atlas:
    generator = np.random.default_rng(0)
    return Atlas(
        mean=generator.random((7, 6, 8)).astype(np.float32),
        count=np.arange(7),
        blank=np.zeros(7, np.int64),
        mean_face=generator.integers(0, 256, (7, 6, 8)).astype(np.uint8),
        example_images=generator.integers(0, 256, (examples, 6, 8)).astype(np.uint8),
        example_maps=generator.random((examples, 6, 8)).astype(np.float32),
        example_emotion=np.array(["happy"] * examples, dtype=np.str_),
        example_predicted=np.array(["happy"] * examples, dtype=np.str_),
        example_id=np.array(["test/happy/größe.png"] * examples, dtype=np.str_),
    )


@pytest.mark.parametrize("examples", [0, 2])
def test_an_atlas_comes_back_from_its_file(tmp_path: Path, examples: int) -> None:
    path = tmp_path / "saliency" / "vgg16-baseline-s0.npz"
    save_atlas(path, atlas(examples))
    loaded = load_atlas(path)
    for field in fields(Atlas):
        found, saved = (getattr(a, field.name) for a in (loaded, atlas(examples)))
        assert np.array_equal(found, saved)
        assert found.dtype == saved.dtype
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_missing_atlas_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match=r"a\.npz does not exist"):
        load_atlas(tmp_path / "a.npz")


@pytest.mark.parametrize("content", [b"", b"not an archive", "half", "other"])
def test_a_damaged_atlas_is_refused(tmp_path: Path, content: bytes | str) -> None:
    path = tmp_path / "a.npz"
    save_atlas(path, atlas())
    if content == "half":
        path.write_bytes(path.read_bytes()[:500])
    elif content == "other":
        np.savez(path, mean=np.zeros(3))
    elif isinstance(content, bytes):
        path.write_bytes(content)
    with pytest.raises(RunFolderError, match="damaged or no saliency atlas"):
        load_atlas(path)


def test_reading_an_atlas_needs_no_pytorch() -> None:
    code = "import feelingit.saliency, sys; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
