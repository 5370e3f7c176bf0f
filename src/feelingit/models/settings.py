"""What a study file may say of a network."""

from typing import Annotated, Literal

from pydantic import Field

from feelingit.settings import Settings

Architecture = Literal["vgg16", "resnet50", "compact"]


class ModelSettings(Settings):
    """One network: which, how wide, and with what control of overfitting.

    Attributes:
        name: How tables call it; the architecture's name unless said otherwise.
        architecture: A member of the registry.
        width: Factor on every layer's channels; 1 is the published network.
        batch_norm: Whether "with control" normalises batches. See each architecture for where.
        dropout: The probability of dropping a feature in the head, "with control".
    """

    architecture: Architecture
    name: Annotated[str, Field(pattern=r"^[a-z0-9_]*$")] = ""
    width: Annotated[float, Field(gt=0, le=4)] = 1.0
    batch_norm: bool = True
    dropout: Annotated[float, Field(ge=0, lt=1)] = 0.3

    @property
    def called(self) -> str:
        """The name in tables and paths."""
        return self.name or self.architecture
