"""What a study file can say about the conditions under which models are tested."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from feelingit.occlusion.conditions import condition
from feelingit.occlusion.growth import DIRECTIONS
from feelingit.settings import Settings
from feelingit.study.compatible import Compatible
from feelingit.study.sound import ConditionName, ControlName, Direction, not_sound, repeated

DERIVED = ("control", "growth")
"""The groups of conditions that stand beside others and have no controls of their own."""


class GrowthSettings(Settings):
    """Coverings that grow over the face: every share from every direction.

    Attributes:
        shares: Percent of the face that are hidden.
        directions: From where: `below`, `above`, `left` or `right`, or `scattered`.
    """

    shares: tuple[Annotated[int, Field(ge=1, le=99)], ...] = Field(
        default=(20, 40, 60, 80), strict=False, min_length=1
    )
    directions: tuple[Direction, ...] = Field(default=DIRECTIONS, strict=False, min_length=1)

    @property
    def conditions(self) -> tuple[str, ...]:
        """The names of the growing conditions, from each direction by share."""
        shares = sorted(self.shares)
        return tuple(f"{direction}_{share}" for direction in self.directions for share in shares)

    @model_validator(mode="after")
    def _each_is_named_once(self) -> Self:
        for name, values in self:
            if twice := repeated(values):
                raise not_sound(f"[occlusion.growth] {name} lists {values[twice]} twice", name)
        return self


class OcclusionSettings(Compatible):
    """The conditions under which every model is tested, whatever it was trained on.

    Attributes:
        test: Their names.
        controls: What stands beside every tested covering that hides pixels: `box` tests
            `sunglasses@box` beside `sunglasses`.
        growth: Coverings that grow over the face, if any.
    """

    LATER: ClassVar[tuple[str, ...]] = ("controls", "growth")

    test: tuple[ConditionName, ...] = Field(
        default=("none", "forehead", "eyes", "lower_face", "box_quarter", "box_half"),
        strict=False,
        min_length=1,
    )
    controls: tuple[ControlName, ...] = Field(default=(), strict=False)
    growth: GrowthSettings | None = None

    @property
    def conditions(self) -> tuple[str, ...]:
        """All that is tested: what is named, then the controls, then what grows."""
        controls = [f"{name}@{kind}" for kind in self.controls for name in self._controlled()]
        growing = () if self.growth is None else self.growth.conditions
        return tuple(dict.fromkeys([*self.test, *controls, *growing]))

    def _controlled(self) -> list[str]:
        """Name the tested coverings that follow the face and hide pixels of it."""
        tested = map(condition, self.test)
        return [
            one.name
            for one in tested
            if one.follows_face and one.control is not None and one.group not in DERIVED
        ]

    @model_validator(mode="after")
    def _each_is_named_once(self) -> Self:
        for name, values in (("test", self.test), ("controls", self.controls)):
            if twice := repeated(values):
                raise not_sound(f"[occlusion] {name} lists {values[twice]} twice", name)
        return self
