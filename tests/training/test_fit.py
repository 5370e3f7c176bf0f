import torch
from lightning_fabric import Fabric

from feelingit.models.predictor import predictor
from feelingit.training.batches import Loader, Sample
from feelingit.training.epoch import validate
from feelingit.training.fit import fit
from feelingit.training.progress import Epoch, TrainingProgress
from feelingit.training.settings import TrainingSettings

from .tiny import fabric, network, same, separable, timeless, unlearnable

QUICK = TrainingSettings(learning_rate=0.005, batch_size=14, epochs=8, patience=0)
OVERFITTING = TrainingSettings(learning_rate=0.01, batch_size=8, epochs=40, patience=3)


def fitted(settings: TrainingSettings, *, seed: int = 0) -> TrainingProgress:
    model = network("vgg16", control=False)
    train, validation = separable(140, 1), separable(28, 2)
    return fit(model, train, validation, settings, fabric=fabric(settings), seed=seed)


def test_what_can_be_told_apart_is_learned() -> None:
    history = fitted(QUICK).history
    assert history[-1].train_loss < 0.6 * history[0].train_loss
    assert history[-1].validation_loss < 0.6 * history[0].validation_loss
    assert history[-1].validation_accuracy > 0.5


def test_a_trained_network_predicts_what_its_history_says() -> None:
    settings, model, validation = QUICK, network(), separable(28, 2)
    progress = fit(model, separable(56, 1), validation, settings, fabric=fabric(settings))
    model.load_state_dict(progress.best)
    right = predictor(model)(validation.images).argmax(axis=1) == validation.labels
    assert right.mean() == progress.history[progress.best_epoch - 1].validation_accuracy


def overfitted() -> tuple[TrainingProgress, dict[str, torch.Tensor], Sample]:
    """Train on faces that can only be remembered; give also the last weights."""
    model, validation = network(), unlearnable(48, seed=2)
    run = fabric(OVERFITTING)
    progress = fit(model, unlearnable(24, seed=1), validation, OVERFITTING, fabric=run)
    return progress, model.state_dict(), validation


def test_training_stops_after_patience_epochs_and_keeps_the_best_weights() -> None:
    progress, last, validation = overfitted()
    losses = [epoch.validation_loss for epoch in progress.history]
    best = progress.best_epoch
    assert len(losses) == best + 3 < OVERFITTING.epochs
    assert losses[best - 1] == min(losses)
    assert losses[-1] > losses[best - 1]
    assert _loss_of(progress.best, validation) == losses[best - 1]
    assert _loss_of(last, validation) == losses[-1]


def _loss_of(weights: dict[str, torch.Tensor], validation: Sample) -> float:
    model = network(seed=5)
    model.load_state_dict(weights)
    cpu = torch.device("cpu")
    return validate(model, Loader(validation, cpu, 256), None, Fabric(accelerator="cpu"))[0]


def test_with_averaging_the_average_is_what_is_judged_and_kept() -> None:
    settings = OVERFITTING.model_copy(update={"average": 0.9, "epochs": 2})
    model, validation = network(), unlearnable(48, 2)
    progress = fit(model, unlearnable(24, 1), validation, settings, fabric=fabric(settings))
    judged = progress.history[progress.best_epoch - 1].validation_loss
    assert _loss_of(progress.best, validation) == judged
    assert _loss_of(model.state_dict(), validation) != judged


def test_patience_zero_never_stops_early() -> None:
    settings = OVERFITTING.model_copy(update={"patience": 0, "epochs": 12})
    train, validation = unlearnable(24, 1), unlearnable(48, 2)
    progress = fit(network(), train, validation, settings, fabric=fabric(settings))
    assert len(progress.history) == 12
    assert progress.best_epoch < 9


def test_the_same_seed_trains_the_same_network_and_another_seed_another() -> None:
    settings = QUICK.model_copy(update={"epochs": 2})
    one, two, three = (fitted(settings, seed=seed) for seed in (3, 3, 4))
    assert same(one.best, two.best)
    assert timeless(one) == timeless(two)
    assert not same(one.best, three.best)


def test_each_epoch_is_told_as_it_ends() -> None:
    told: list[Epoch] = []
    settings = QUICK.model_copy(update={"epochs": 3})
    progress = fit(
        network(),
        separable(14),
        separable(14),
        settings,
        fabric=fabric(settings),
        on_epoch=told.append,
    )
    assert told == progress.history
    assert [epoch.epoch for epoch in told] == [1, 2, 3]
    assert all(epoch.seconds > 0 for epoch in told)


def test_the_history_gives_the_rate_at_the_start_of_each_epoch() -> None:
    update = {"epochs": 4, "warmup": 1.0, "schedule": "cosine"}
    rates = [e.learning_rate for e in fitted(QUICK.model_copy(update=update)).history]
    assert rates[0] == 0
    assert rates[1] == QUICK.learning_rate
    assert rates[1] > rates[2] > rates[3] > 0


def test_networks_train_on_what_is_left_of_a_cut_picture() -> None:
    settings = QUICK.model_copy(update={"epochs": 1})
    train, validation = (separable(28, seed, ("lower_face_cut",)) for seed in (1, 2))
    progress = fit(network("vgg16"), train, validation, settings, fabric=fabric(settings))
    assert progress.best_epoch == 1


def test_mixed_precision_learns_too() -> None:
    history = fitted(QUICK.model_copy(update={"precision": "mixed"})).history
    assert history[-1].validation_loss < 0.6 * history[0].validation_loss
