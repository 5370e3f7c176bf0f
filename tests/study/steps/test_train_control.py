import numpy as np

from feelingit.study.steps.train import with_shuffled_labels
from feelingit.study.steps.train_control import by_heart
from feelingit.training.batches import Sample
from feelingit.training.settings import AugmentationSettings, TrainingSettings


def sample(count: int = 700) -> Sample:
    labels = np.arange(count) % 7
    images = np.repeat(labels.astype(np.uint8)[:, None, None], 16, axis=1).repeat(16, axis=2)
    return Sample(images, labels)


def test_labels_are_dealt_anew_among_the_faces_that_were_drawn() -> None:
    shuffled = with_shuffled_labels(sample(), 350, seed=0)
    assert len(shuffled.images) == len(shuffled.labels) == 350
    own = shuffled.images[:, 0, 0]
    assert np.array_equal(np.bincount(own, minlength=7), np.bincount(shuffled.labels, minlength=7))
    # By chance one label in seven is a face's own.
    assert 0.05 < (own == shuffled.labels).mean() < 0.25


def test_the_same_seed_deals_the_same_labels() -> None:
    one, same, other = (with_shuffled_labels(sample(), 350, seed) for seed in (0, 0, 1))
    assert np.array_equal(one.labels, same.labels)
    assert not np.array_equal(one.labels, other.labels)


def test_where_there_are_fewer_faces_all_are_taken() -> None:
    assert len(with_shuffled_labels(sample(70), 350, seed=0).images) == 70


def test_a_few_faces_are_seen_often_as_they_are_and_to_the_end() -> None:
    usual = TrainingSettings(
        epochs=16, average=0.999, label_smoothing=0.1, augmentation=AugmentationSettings(flip=0.5)
    )
    changed = by_heart(usual, faces=24_000, shuffled=2000)
    assert changed.epochs == 48
    assert changed.patience == 0
    assert changed.augmentation == AugmentationSettings()
    assert changed.average == changed.label_smoothing == 0
    assert changed.learning_rate == usual.learning_rate
