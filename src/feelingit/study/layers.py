"""See to it before anything is trained that every network has the layers that maps are made of."""

from feelingit.errors import ModelError, StudyFileError
from feelingit.saliency.methods.names import taken_apart
from feelingit.study.settings import StudySettings


def check_layers(settings: StudySettings) -> None:
    """Look for the layers that `[saliency] methods` names in every network of a study.

    Raises:
        StudyFileError: A network lacks one; those that it has are listed.
    """
    layers = [layer for name in settings.saliency.methods if (layer := taken_apart(name)[1])]
    for model in settings.models if layers else ():
        from feelingit.models.registry import build  # noqa: PLC0415 - few studies name layers
        from feelingit.saliency.methods.layers import path_of  # noqa: PLC0415

        side = settings.data.image_size
        network = build(model, side, control=True)
        for layer in layers:
            try:
                path_of(network, layer, side, side)
            except ModelError as error:
                raise StudyFileError(f"[saliency] methods, {model.called}: {error}") from error
