"""Augmentation of whole batches on their device, through kornia."""

from torch import nn

from feelingit.training.settings import AugmentationSettings

ERASED_AREA = (0.02, 0.33)
"""Of random erasing, as in Zhong et al. 2020."""


def augmentation(settings: AugmentationSettings) -> nn.Module | None:
    """Make a module from `float [n, 1, h, w]` in 0..1 to the same, changed at random per face.

    Draws from torch's global generator, so that a seed repeats it. None where nothing is to be
    changed. What comes in from beyond the border repeats the border.
    """
    # Kornia takes seconds to import, and most studies of the published protocol do without.
    if settings == AugmentationSettings():
        return None
    from kornia import augmentation as kornia  # noqa: PLC0415

    steps: list[nn.Module] = []
    if settings.flip:
        steps.append(kornia.RandomHorizontalFlip(p=settings.flip))
    if settings.shift or settings.scale or settings.rotate:
        steps.append(
            kornia.RandomAffine(
                degrees=settings.rotate,
                translate=(settings.shift, settings.shift),
                scale=(1 - settings.scale, 1 + settings.scale),
                padding_mode="border",
                p=1.0,
            )
        )
    if settings.brightness:
        around_one = (1 - settings.brightness, 1 + settings.brightness)
        steps.append(kornia.RandomBrightness(brightness=around_one, p=1.0))
        steps.append(kornia.RandomContrast(contrast=around_one, p=1.0))
    if settings.erase:
        steps.append(kornia.RandomErasing(p=settings.erase, scale=ERASED_AREA, value=0.0))
    return nn.Sequential(*steps)
