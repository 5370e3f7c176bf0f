import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from feelingit.training.augment import augmentation
from feelingit.training.settings import AugmentationSettings

EVERY = {"flip": 1.0, "shift": 0.2, "scale": 0.2, "rotate": 20.0, "brightness": 0.3, "erase": 1.0}


def faces(n: int = 12, height: int = 24, width: int = 24) -> Tensor:
    """Draw noise, but none of it black or white."""
    generator = torch.Generator().manual_seed(0)
    return 0.2 + 0.6 * torch.rand(n, 1, height, width, generator=generator)


def changed(settings: AugmentationSettings, images: Tensor, seed: int = 0) -> Tensor:
    module = augmentation(settings)
    assert module is not None
    torch.manual_seed(seed)
    out: Tensor = module(images)
    return out


def test_nothing_asked_for_is_nothing_done() -> None:
    assert augmentation(AugmentationSettings()) is None


@pytest.mark.parametrize("option", EVERY)
@pytest.mark.parametrize("shape", [(24, 24), (18, 24)])
def test_each_option_changes_every_face_alone(option: str, shape: tuple[int, int]) -> None:
    images = faces(12, *shape)
    before = images.clone()
    out = changed(AugmentationSettings.model_validate({option: EVERY[option]}), images)
    assert out.shape == images.shape
    assert ((out - images).abs().amax(dim=(1, 2, 3)) > 1e-3).all()
    assert torch.equal(images, before)


@pytest.mark.parametrize("option", [name for name in EVERY if name != "flip"])
def test_faces_of_a_batch_are_changed_differently(option: str) -> None:
    alike = faces(1).repeat(12, 1, 1, 1)
    out = changed(AugmentationSettings.model_validate({option: EVERY[option]}), alike)
    assert len(torch.unique(out.flatten(1), dim=0)) > 10


@pytest.mark.parametrize("option", EVERY)
def test_a_seed_repeats_it_and_another_does_not(option: str) -> None:
    value = 0.5 if option in ("flip", "erase") else EVERY[option]
    settings = AugmentationSettings.model_validate({option: value})
    assert torch.equal(changed(settings, faces(), 1), changed(settings, faces(), 1))
    assert not torch.equal(changed(settings, faces(), 1), changed(settings, faces(), 2))


shares = st.floats(0, 1)


@settings(deadline=None, max_examples=25)
@given(
    flip=shares,
    shift=st.floats(0, 0.5),
    scale=st.floats(0, 0.9),
    rotate=st.floats(0, 180),
    brightness=st.floats(0, 0.9),
    erase=shares,
)
def test_pixels_stay_between_black_and_white(**options: float) -> None:
    module = augmentation(AugmentationSettings(**options))
    images = torch.rand(8, 1, 16, 16)
    out = images if module is None else module(images)
    assert torch.isfinite(out).all()
    assert out.min() >= 0
    assert out.max() <= 1 + 1e-6


def test_a_flip_mirrors_left_and_right() -> None:
    images = faces()
    assert torch.allclose(changed(AugmentationSettings(flip=1.0), images), images.flip(3))


def test_half_of_the_faces_are_flipped_at_a_half() -> None:
    images = faces(400, 4, 4)
    out = changed(AugmentationSettings(flip=0.5), images)
    assert 150 < (out != images).flatten(1).any(dim=1).sum() < 250


def test_a_shift_moves_no_further_than_asked_and_repeats_the_border() -> None:
    spot = torch.full((200, 1, 40, 40), 0.3)
    spot[:, :, 18:22, 18:22] = 1.0
    out = changed(AugmentationSettings(shift=0.1), spot)
    assert out.amin() >= 0.3 - 1e-5  # nothing black comes in
    rows, columns = (out > 0.6).nonzero()[:, 2:].unbind(1)
    for places in (rows, columns):
        assert places.min() >= 18 - 5
        assert places.max() <= 21 + 5
        assert places.min() < 16
        assert places.max() > 23


def test_brightness_and_contrast_stay_within_what_was_asked() -> None:
    grey = torch.full((300, 1, 4, 4), 0.5)
    out = changed(AugmentationSettings(brightness=0.2), grey)
    assert out.min() >= (0.5 - 0.2) * 0.8 - 1e-6
    assert out.max() <= (0.5 + 0.2) * 1.2 + 1e-6
    assert out.std() > 0.05


def test_erasing_blackens_one_box_of_two_to_thirty_three_percent() -> None:
    images = faces(200, 40, 40)
    black = (changed(AugmentationSettings(erase=1.0), images) == 0)[:, 0]
    shares = black.float().mean(dim=(1, 2))
    assert shares.min() > 0.01
    assert 0.2 < shares.max() < 0.36
    for mask in black:
        rows, columns = mask.any(1).sum(), mask.any(0).sum()
        assert mask.sum() == rows * columns


def test_without_gradients_asked_for_none_are_kept() -> None:
    with torch.no_grad():
        out = changed(AugmentationSettings.model_validate(EVERY), faces())
    assert not out.requires_grad
