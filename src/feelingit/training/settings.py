"""Everything about training that a study file can set; the defaults are the published study's."""

from typing import Annotated, Literal

from pydantic import Field

from feelingit.settings import Settings

Optimiser = Literal["adam", "adamw", "sgd"]
Share = Annotated[float, Field(ge=0, le=1)]


class AugmentationSettings(Settings):
    """What is done to a batch of training faces, on the device, at random per face.

    Attributes:
        flip: Probability of a mirrored face.
        shift: Largest shift, as a share of the image's side.
        scale: Largest change of size: 0.1 means 0.9 to 1.1.
        rotate: Largest rotation, in degrees.
        brightness: Largest change of brightness, as a share of the way from black to white, and
            of contrast, as a factor: 0.2 means 0.8 to 1.2.
        erase: Probability that a random box (2 % to 33 % of the area) is blackened (Zhong et al.
            2020).
    """

    flip: Share = 0.0
    shift: Annotated[float, Field(ge=0, le=0.5)] = 0.0
    scale: Annotated[float, Field(ge=0, lt=1)] = 0.0
    rotate: Annotated[float, Field(ge=0, le=180)] = 0.0
    brightness: Annotated[float, Field(ge=0, lt=1)] = 0.0
    erase: Share = 0.0


class TrainingSettings(Settings):
    """How a network is trained.

    Attributes:
        optimiser: `adam`, `adamw`, or `sgd` with momentum 0.9 (Nesterov).
        learning_rate: The peak learning rate.
        weight_decay: Decoupled for `adamw`, L2 otherwise.
        batch_size: Faces a step, over all devices together. Each device averages over its own
            share, statistics of batch normalisation included.
        epochs: The most epochs.
        patience: Stop after this many epochs without a better validation loss; 0 never stops.
        schedule: `constant`, or `cosine` to zero over all epochs.
        warmup: Epochs over which the learning rate rises from zero.
        average: Decay per step of the exponential moving average of weights that is validated
            and kept; 0 keeps the plain weights.
        label_smoothing: Share of the target spread over all emotions.
        class_weights: `none`, or `balanced` by inverse frequency.
        precision: `auto` is mixed bf16 on CUDA and fp32 elsewhere.
        augmentation: See `AugmentationSettings`.
    """

    optimiser: Optimiser = "adam"
    learning_rate: Annotated[float, Field(gt=0, le=10)] = 1e-4
    weight_decay: Annotated[float, Field(ge=0, le=1)] = 0.0
    batch_size: Annotated[int, Field(ge=2, le=65536)] = 32
    epochs: Annotated[int, Field(ge=1, le=10000)] = 30
    patience: Annotated[int, Field(ge=0)] = 3
    schedule: Literal["constant", "cosine"] = "constant"
    warmup: Annotated[float, Field(ge=0)] = 0.0
    average: Annotated[float, Field(ge=0, lt=1)] = 0.0
    label_smoothing: Annotated[float, Field(ge=0, lt=1)] = 0.0
    class_weights: Literal["none", "balanced"] = "none"
    precision: Literal["auto", "fp32", "mixed"] = "auto"
    augmentation: AugmentationSettings = AugmentationSettings()
