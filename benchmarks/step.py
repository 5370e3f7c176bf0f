"""The share of training that is spent outside forward, backward and optimiser."""

import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from lightning_fabric import Fabric

from benchmarks.epoch import AUGMENTED
from benchmarks.pictures import SIDE, sample
from benchmarks.timing import Row, seconds_of
from feelingit.models.registry import build
from feelingit.models.settings import ModelSettings
from feelingit.training.batches import Loader
from feelingit.training.epoch import train_epoch
from feelingit.training.runtime import Runtime
from feelingit.training.settings import AugmentationSettings, TrainingSettings
from feelingit.training.trainer import Trainer, set_up

BARE = AUGMENTED.model_copy(update={"augmentation": AugmentationSettings()})
AVERAGED = AUGMENTED.model_copy(update={"average": 0.999})


def measure(*, quick: bool) -> list[Row]:
    faces, repeats = (192, 1) if quick else (512, 5)
    return [
        _row(name, settings, faces, repeats)
        for name, settings in (
            ("bare", BARE),
            ("augmented", AUGMENTED),
            ("augmented, weights averaged", AVERAGED),
        )
    ]


def _row(name: str, settings: TrainingSettings, faces: int, repeats: int) -> Row:
    train = sample(faces)
    fabric = Runtime("cpu").fabric(settings)
    network = build(ModelSettings(architecture="compact"), SIDE, control=True)
    trainer = set_up(network, train, settings, fabric, seed=0)
    loader = Loader(train, fabric.device, settings.batch_size)
    train_epoch(trainer, loader, 1)
    watch = Watch(trainer, fabric)
    shares, steps = [], []
    for number in range(2, 2 + repeats):
        watch.inside = 0.0
        whole = seconds_of(partial(train_epoch, trainer, loader, number))
        shares.append(1 - watch.inside / whole)
        steps.append(whole / len(loader))
    return Row(
        f"share of a step of compact outside forward, backward, optimiser: {name}",
        f"{100 * statistics.median(shares):.1f} %",
        f"of {1000 * statistics.median(steps):.0f} ms for {settings.batch_size} faces",
        aim="under 5 %",
    )


class Watch:
    """Adds up the time that a trainer spends in forward, backward and optimiser."""

    def __init__(self, trainer: Trainer, fabric: Fabric) -> None:
        self.inside = 0.0
        self._since = 0.0
        trainer.wrapped.register_forward_pre_hook(self._start)
        trainer.wrapped.register_forward_hook(self._stop)
        fabric.backward = self._around(fabric.backward)  # type: ignore[method-assign]
        trainer.optimiser.step = self._around(trainer.optimiser.step)  # type: ignore[method-assign]

    def _start(self, *_: object) -> None:
        self._since = time.perf_counter()

    def _stop(self, *_: object) -> None:
        self.inside += time.perf_counter() - self._since

    def _around(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever `act` takes
            self._start()
            result = act(*args, **options)
            self._stop()
            return result

        return timed
