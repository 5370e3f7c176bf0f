"""On what a network is trained: device, precision, processes. Lightning Fabric does the work."""

import logging
from dataclasses import dataclass
from typing import Literal

import torch
from lightning_fabric import Fabric

from feelingit.errors import DeviceError
from feelingit.training.settings import TrainingSettings

DeviceName = Literal["auto", "cpu", "cuda"]


@dataclass(frozen=True)
class Runtime:
    """Where training runs.

    Attributes:
        device: `auto` takes CUDA where it is.
        devices: Processes, one a device (on a CPU: processes that share its cores).
    """

    device: DeviceName = "auto"
    devices: int = 1

    @property
    def accelerator(self) -> Literal["cpu", "cuda"]:
        """Say which is used, `cpu` or `cuda`.

        Raises:
            DeviceError: CUDA was asked for and is not there, or has fewer devices.
        """
        found = torch.cuda.device_count() if torch.cuda.is_available() else 0
        if self.device == "cpu" or (self.device == "auto" and not found):
            return "cpu"
        if not found:
            raise DeviceError(
                "cuda was asked for, but this PyTorch finds no CUDA device; use --device cpu, or "
                "install a PyTorch built for CUDA"
            )
        if found < self.devices:
            raise DeviceError(f"{self.devices} CUDA devices were asked for, but {found} are there")
        return "cuda"

    def torch_device(self) -> torch.device:
        """Give the device for work in this process."""
        return torch.device(self.accelerator)

    def name(self) -> str:
        """Name the device for people."""
        if self.accelerator == "cuda":
            return torch.cuda.get_device_name()
        return f"CPU, {torch.get_num_threads()} threads"

    def fabric(self, settings: TrainingSettings) -> Fabric:
        """Make the Fabric that sets up networks, precision and processes."""
        # Its notices (which precision, which process) are told by this project's own console.
        logging.getLogger("lightning_fabric").setLevel(logging.WARNING)
        mixed = settings.precision == "mixed" or (
            settings.precision == "auto" and self.accelerator == "cuda"
        )
        return Fabric(
            accelerator=self.accelerator,
            devices=self.devices,
            strategy="ddp_spawn" if self.devices > 1 else "auto",
            precision="bf16-mixed" if mixed else "32-true",
        )
