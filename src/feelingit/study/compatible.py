"""Settings that have grown since runs were made with them, whose finished steps still count."""

from typing import Any, ClassVar

from pydantic import SerializerFunctionWrapHandler, model_serializer

from feelingit.settings import Settings


class Compatible(Settings):
    """Settings of which some came later.

    A later setting that is at its default is left out of what is written, so that the keys of
    steps that were finished before it came stay as they are. It reads back as it was.

    Attributes:
        LATER: The names of those settings.
    """

    LATER: ClassVar[tuple[str, ...]] = ()

    @model_serializer(mode="wrap")
    def _without_what_is_not_used(self, whole: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields = type(self).model_fields
        unused = [name for name in self.LATER if getattr(self, name) == fields[name].default]
        return {name: value for name, value in whole(self).items() if name not in unused}
