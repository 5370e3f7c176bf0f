import pytest
import torch

from feelingit.errors import DeviceError
from feelingit.training.runtime import Runtime
from feelingit.training.settings import TrainingSettings

without_cuda = pytest.mark.skipif(torch.cuda.is_available(), reason="CUDA is there")
with_cuda = pytest.mark.skipif(not torch.cuda.is_available(), reason="CUDA is not there")


@without_cuda
def test_cuda_asked_for_and_absent_is_said_in_a_sentence() -> None:
    runtime = Runtime("cuda")
    for ask in (lambda: runtime.accelerator, runtime.torch_device, runtime.name):
        with pytest.raises(DeviceError, match=r"cuda was asked for.*--device cpu"):
            ask()
    with pytest.raises(DeviceError):
        runtime.fabric(TrainingSettings())


@without_cuda
def test_auto_is_the_cpu_where_there_is_nothing_else() -> None:
    assert Runtime().accelerator == "cpu"
    assert Runtime().torch_device() == torch.device("cpu")


@with_cuda
def test_auto_is_cuda_where_it_is() -> None:
    assert Runtime().accelerator == "cuda"


@with_cuda
def test_more_devices_than_there_are_is_said_in_a_sentence() -> None:
    with pytest.raises(DeviceError, match="99 CUDA devices were asked for"):
        _ = Runtime("cuda", devices=99).accelerator


def test_the_cpu_is_always_there() -> None:
    assert Runtime("cpu").accelerator == "cpu"
    assert Runtime("cpu").name().startswith("CPU, ")


def test_one_device_is_one_process() -> None:
    fabric = Runtime("cpu").fabric(TrainingSettings())
    assert fabric.world_size == 1
    assert fabric.device == torch.device("cpu")


@pytest.mark.parametrize(
    ("precision", "kind"),
    [("auto", torch.float32), ("fp32", torch.float32), ("mixed", torch.bfloat16)],
)
def test_precision_is_what_was_asked_for(precision: str, kind: torch.dtype) -> None:
    settings = TrainingSettings.model_validate({"precision": precision})
    layer = torch.nn.Linear(4, 4)
    with Runtime("cpu").fabric(settings).autocast():
        assert layer(torch.ones(1, 4)).dtype == kind
