import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from feelingit.errors import InputError
from feelingit.landmarks import Located
from feelingit.occlusion import cover
from feelingit.occlusion.workers import Pending, Task, Workers
from feelingit.synthetic import Drawn, draw_faces
from feelingit.training.batches import Loader, Sample
from feelingit.types import Images

CPU = torch.device("cpu")


def numbered(n: int, train_on: tuple[str, ...] = ("none",)) -> Sample:
    """Give faces whose every pixel tells which one it is (up to 65,025), and their numbers."""
    images = np.ones((n, 8, 8), np.uint8)
    images[:, :, 0::2] = (np.arange(n) // 255 + 1)[:, None, None]
    images[:, :, 1::2] = (np.arange(n) % 255 + 1)[:, None, None]
    return Sample(images, np.arange(n), train_on)


def seen(loader: Loader, seed: int = 0, epoch: int = 1) -> list[list[int]]:
    return [labels.tolist() for _, labels in loader.batches(seed, epoch)]


@given(
    faces=st.integers(1, 300),
    batch_size=st.integers(2, 64),
    ranks=st.integers(1, 4),
    seed=st.integers(0, 2**31),
    epoch=st.integers(1, 1000),
)
def test_an_epoch_shows_every_face_once_but_for_a_rest_too_small_to_normalise(
    faces: int, batch_size: int, ranks: int, seed: int, epoch: int
) -> None:
    sample = numbered(faces)
    loaders = [Loader(sample, CPU, batch_size, rank=rank, ranks=ranks) for rank in range(ranks)]
    steps = list(zip(*(seen(loader, seed, epoch) for loader in loaders), strict=True))
    assert len(steps) == len(loaders[0])
    shown = [face for step in steps for share in step for face in share]
    rest = faces % batch_size
    left_out = rest if rest < 2 * ranks and faces >= batch_size else 0
    assert len(set(shown)) == len(shown) == faces - left_out
    for step in steps:
        sizes = [len(share) for share in step]
        assert max(sizes) - min(sizes) <= 1
        assert sum(sizes) <= batch_size


@pytest.mark.parametrize("ranks", [2, 3])
def test_ranks_share_the_batches_that_one_process_would_see(ranks: int) -> None:
    sample = numbered(54)
    whole = seen(Loader(sample, CPU, 12))
    shares = [seen(Loader(sample, CPU, 12, rank=rank, ranks=ranks)) for rank in range(ranks)]
    for step, batch in enumerate(whole):
        together = [face for share in shares for face in share[step]]
        assert sorted(together) == sorted(batch)


def test_pixels_and_labels_belong_together() -> None:
    for pixels, labels in Loader(numbered(600), CPU, 64).batches(3, 2):
        assert pixels.dtype == torch.uint8
        assert pixels.shape == (64, 8, 8) or len(pixels) == 600 % 64
        faces = (pixels[:, 0, 0].long() - 1) * 255 + pixels[:, 0, 1].long() - 1
        assert torch.equal(faces, labels)


def test_the_order_depends_on_the_seed_and_the_epoch_alone() -> None:
    sample = numbered(100)
    one = Loader(sample, CPU, 10)
    first = seen(one, seed=1, epoch=1)
    seen(one, seed=1, epoch=2)
    torch.rand(5)
    assert seen(one, seed=1, epoch=1) == first
    assert seen(Loader(sample, CPU, 10), seed=1, epoch=1) == first
    assert seen(one, seed=1, epoch=2) != first
    assert seen(one, seed=2, epoch=1) != first


def test_the_rest_that_sits_out_is_another_one_each_epoch() -> None:
    loader = Loader(numbered(21), CPU, 10)
    missing = {
        min(set(range(21)) - {face for batch in seen(loader, epoch=epoch) for face in batch})
        for epoch in range(1, 20)
    }
    assert len(missing) > 5


MIXTURE: tuple[str, ...] = ("none", "eyes", "box_quarter")


def test_a_single_condition_covers_every_face() -> None:
    sample = numbered(9, ("forehead_cut",))
    assert np.array_equal(sample.covered(0, 1), cover(sample.images, "forehead_cut"))
    pixels, _ = Loader(sample, CPU, 9).everything()
    assert pixels.shape == (9, 6, 8)


def test_a_mixture_gives_each_face_one_of_its_conditions_about_equally_often() -> None:
    sample = numbered(900, MIXTURE)
    covered = sample.covered(0, 1)
    bare = (covered == sample.images).all(axis=(1, 2))
    eyes = (covered == cover(sample.images, "eyes")).all(axis=(1, 2))
    boxed = ((covered == 0).mean(axis=(1, 2)) == 0.25) & ~eyes
    counts = [int(kind.sum()) for kind in (bare, eyes, boxed)]
    assert sum(counts) == 900
    assert min(counts) > 250


def test_in_a_mixture_a_face_has_the_box_that_it_would_have_alone() -> None:
    alone = numbered(900, ("box_quarter",)).covered(0, 1)
    mixed = numbered(900, MIXTURE).covered(0, 1)
    boxed = (mixed == alone).all(axis=(1, 2))
    assert boxed.sum() > 250


@pytest.mark.parametrize("train_on", [("box_half",), MIXTURE])
def test_random_coverings_are_drawn_anew_each_epoch_from_seed_and_epoch_alone(
    train_on: tuple[str, ...],
) -> None:
    sample = numbered(40, train_on)
    first = sample.covered(5, 1)
    assert np.array_equal(sample.covered(5, 1), first)
    assert not np.array_equal(sample.covered(5, 2), first)
    assert not np.array_equal(sample.covered(6, 1), first)
    loader = Loader(sample, CPU, 40)
    epochs = [next(loader.batches(5, epoch))[0] for epoch in (1, 2, 1)]
    assert torch.equal(epochs[0], epochs[2])
    shown = [sorted(epoch.flatten(1).tolist()) for epoch in epochs]
    assert shown[0] == sorted(first.reshape(40, -1).tolist())
    assert shown[0] != shown[1]


def test_validation_faces_are_covered_the_same_way_each_time() -> None:
    loader = Loader(numbered(40, MIXTURE), CPU, 16)
    before, labels = loader.everything()
    list(loader.batches(1, 7))
    after, _ = loader.everything()
    assert torch.equal(before, after)
    assert labels.tolist() == list(range(40))


@pytest.mark.parametrize("train_on", [("none",), ("eyes",), ("eyes_cut",), MIXTURE])
def test_the_sample_stays_as_it_was_and_may_be_read_only(
    train_on: tuple[str, ...],
) -> None:
    sample = numbered(20, train_on)
    sample.images.setflags(write=False)
    pixels, _ = Loader(sample, CPU, 10).everything()
    pixels.zero_()
    assert np.array_equal(sample.images, numbered(20).images)


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(140, 32, seed=4)


def on_coverings(drawn: Drawn, bare_share: float | None = 0.25) -> Sample:
    labels = drawn.faces.labels
    train_on = ("none", "sunglasses", "noise", "eyes")
    return Sample(drawn.faces.images, labels, train_on, drawn.landmarks, bare_share)


def test_coverings_lie_on_each_face_by_its_landmarks(drawn: Drawn) -> None:
    images = drawn.faces.images
    sample = Sample(images, drawn.faces.labels, ("sunglasses",), drawn.landmarks)
    parts = sample.parts(0, 1)
    assert [part.task.name for part in parts] == ["sunglasses"]
    keys, seed = np.arange(140, dtype=np.uint64), parts[0].task.seed
    expected = cover(images, "sunglasses", seed=seed, keys=keys, landmarks=drawn.landmarks)
    assert np.array_equal(sample.covered(0, 1), expected)


def test_landmarks_are_found_where_none_are_given(
    drawn: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def locate(images: Images) -> Located:
        asked.append(len(images))
        return Located(drawn.landmarks, np.ones(len(images), np.float32))

    monkeypatch.setattr("feelingit.training.sample.locate", locate)
    images, labels = drawn.faces.images, drawn.faces.labels
    found = Sample(images, labels, ("none", "sunglasses"))
    given = Sample(images, labels, ("none", "sunglasses"), drawn.landmarks)
    assert np.array_equal(found.covered(1, 2), given.covered(1, 2))
    found.covered(1, 3)
    Sample(images, labels, ("none", "eyes")).covered(0, 1)
    assert asked == [140]


def test_the_bare_share_stays_bare_and_the_others_share_what_is_left() -> None:
    images = np.zeros((4000, 4, 4), np.uint8)
    train_on = ("eyes", "none", "box_quarter")
    sample = Sample(images, np.zeros(4000, np.int64), train_on, bare_share=0.7)
    sizes = {part.task.name: len(part.rows) for part in sample.parts(0, 1)}
    assert sizes.keys() == {"eyes", "box_quarter"}
    assert sizes["eyes"] == pytest.approx(600, abs=80)
    assert sizes["box_quarter"] == pytest.approx(600, abs=80)


@pytest.mark.parametrize(("share", "bare"), [(0.0, 0), (1.0, 140)])
def test_all_faces_or_none_may_stay_bare(drawn: Drawn, share: float, bare: int) -> None:
    parts = on_coverings(drawn, share).parts(0, 1)
    assert 140 - sum(len(part.rows) for part in parts) == bare


def test_epochs_are_the_same_whether_or_not_they_were_covered_ahead(
    drawn: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feelingit.occlusion.workers.FEWEST", 1)
    sample = on_coverings(drawn)
    with Workers(1) as workers:
        ahead, alone = Loader(sample, CPU, 32, workers=workers), Loader(sample, CPU, 32)
        for epoch, following in ((1, 2), (2, 3), (5, None), (1, 2)):
            shown = list(ahead.batches(7, epoch, following))
            expected = list(alone.batches(7, epoch))
            assert len(shown) == len(expected)
            for (pixels, labels), (same_pixels, same_labels) in zip(shown, expected, strict=True):
                assert torch.equal(pixels, same_pixels)
                assert torch.equal(labels, same_labels)
        before, _ = ahead.everything()
        assert torch.equal(before, alone.everything()[0])


def on_one_covering(drawn: Drawn) -> Sample:
    return Sample(drawn.faces.images, drawn.faces.labels, ("surgical_mask",), drawn.landmarks)


def test_the_next_epoch_is_begun_before_this_one_is_used(drawn: Drawn) -> None:
    begun: list[str] = []

    class Watched(Workers):
        def start(self, task: Task) -> Pending:
            begun.append(task.name)
            return super().start(task)

    loader = Loader(on_one_covering(drawn), CPU, 32, workers=Watched(0))
    batches = loader.batches(0, 1, 2)
    next(batches)
    assert len(begun) == 2
    list(batches)
    next(loader.batches(0, 2, None))
    assert len(begun) == 2
    bare = Loader(numbered(9), CPU, 3, workers=Watched(0))
    list(bare.batches(0, 1, 2))
    assert len(begun) == 2


@pytest.mark.parametrize("ranks", [2, 3])
def test_each_rank_covers_its_own_faces_as_one_process_would(drawn: Drawn, ranks: int) -> None:
    sample = on_coverings(drawn)
    whole = list(Loader(sample, CPU, 24).batches(1, 2))
    shares = [
        list(Loader(sample, CPU, 24, rank=r, ranks=ranks).batches(1, 2)) for r in range(ranks)
    ]
    for rank, steps in enumerate(shares):
        for (mine, labels), (pixels, all_labels) in zip(steps, whole, strict=False):
            assert torch.equal(mine, pixels[rank::ranks])
            assert torch.equal(labels, all_labels[rank::ranks])


def test_there_must_be_as_many_landmarks_as_images(drawn: Drawn) -> None:
    with pytest.raises(ValueError, match="140 images but 3 landmarks"):
        Sample(drawn.faces.images, drawn.faces.labels, ("none",), drawn.landmarks[:3])


def test_a_condition_that_cuts_cannot_be_one_of_several() -> None:
    with pytest.raises(InputError, match=r"eyes_cut gives pictures of another size.*alone"):
        numbered(4, ("none", "eyes_cut"))


def test_there_must_be_a_face() -> None:
    with pytest.raises(InputError, match="no face to train on"):
        numbered(0)


def test_there_must_be_as_many_labels_as_images() -> None:
    with pytest.raises(ValueError, match="3 images but 2 labels"):
        Sample(np.zeros((3, 8, 8), np.uint8), np.zeros(2, np.int64))
