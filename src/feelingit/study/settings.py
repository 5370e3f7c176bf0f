"""What a study file can say: its whole vocabulary, with defaults and bounds.

Knows nothing about TOML (that is `study_file`) nor about how a study is run (that is `run`).
"""

from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, field_serializer, model_validator

from feelingit.models.settings import ModelSettings
from feelingit.occlusion.conditions import condition
from feelingit.saliency.methods.names import METHOD_NAMES
from feelingit.settings import Settings
from feelingit.study.compatible import Compatible
from feelingit.study.occlusion_settings import OcclusionSettings
from feelingit.study.sound import ConditionName, MethodName, not_sound, repeated
from feelingit.training.settings import Optimiser, TrainingSettings

Name = Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=40)]
Seed = Annotated[int, Field(ge=0, lt=2**32)]
LearningRate = Annotated[float, Field(gt=0, le=10)]


class DataSettings(Settings):
    """Where the faces come from and how they are read.

    Attributes:
        drawn: Draw this many faces instead of reading any; 0 reads `--data`.
        image_size: Side in pixels to which every face is brought.
        corrections: A CSV of `face_id, emotion or drop, reason`, relative to the study file.
        votes: The FER+ votes, `fer2013new.csv`, relative to the study file.
    """

    drawn: Annotated[int, Field(ge=0)] = 0
    image_size: Annotated[int, Field(ge=16, le=1024)] = 48
    corrections: Path | None = Field(default=None, strict=False)
    votes: Path | None = Field(default=None, strict=False)

    @field_serializer("corrections", "votes")
    def _name_of(self, path: Path | None) -> str | None:
        """Keep a file's name in the run folder; where it lies is nobody's business."""
        return None if path is None else path.name

    @model_validator(mode="after")
    def _drawn_faces_have_no_votes(self) -> Self:
        if self.drawn and self.votes is not None:
            raise not_sound("drawn faces have no votes: take votes out, or drawn", "votes")
        return self


class CleanSettings(Settings):
    """What is done about copies: see `audit.duplicates` for the rules."""

    duplicates: Literal["drop", "keep"] = "drop"
    conflicts: Literal["majority", "drop"] = "majority"


class SplitSettings(Settings):
    """How faces are divided.

    Attributes:
        test: The source's splits that are the test data; those that it lacks are passed over.
        test_share: Where the source has no test data: the share of faces held out as such.
        validation_share: The share of the training faces held out for validation.
        seed: Of both draws; the same for every training seed.
    """

    test: tuple[Literal["validation", "test"], ...] = Field(
        default=("validation", "test"), strict=False, min_length=1
    )
    test_share: Annotated[float, Field(ge=0, lt=1)] = 0.0
    validation_share: Annotated[float, Field(gt=0, lt=1)] = 0.2
    seed: Seed = 0


class TrainingArm(Compatible):
    """One row of the study's tables: what every model is trained on, and with what control.

    Attributes:
        name: Of the row, in paths and tables.
        train_on: The conditions; of several, each face of an epoch gets one at random.
        bare_share: Of several conditions with `none` among them, the share of the faces that stay
            bare; by default all conditions have equal shares.
        control: Whether overfitting is controlled (batch normalisation and dropout).
    """

    LATER: ClassVar[tuple[str, ...]] = ("bare_share",)

    name: Name
    train_on: tuple[ConditionName, ...] = Field(default=("none",), strict=False, min_length=1)
    control: bool = True
    bare_share: Annotated[float, Field(ge=0, le=1)] | None = None

    @property
    def trained_on(self) -> str:
        """The conditions as one word, as in the predictions table."""
        return "+".join(self.train_on)

    @model_validator(mode="after")
    def _conditions_mix(self) -> Self:
        if twice := repeated(self.train_on):
            raise not_sound(f"train_on lists {self.train_on[twice]} twice", "train_on")
        cut = [name for name in self.train_on if condition(name).cut]
        if cut and len(self.train_on) > 1:
            raise not_sound(
                f"{cut[0]} gives pictures of another size, so it cannot be mixed with other "
                f"conditions: train on it alone, or on {condition(cut[0]).hides}",
                "train_on",
            )
        return self

    @model_validator(mode="after")
    def _bare_is_one_of_several(self) -> Self:
        bare = any(condition(name).group == "bare" for name in self.train_on)
        if self.bare_share is not None and (len(self.train_on) == 1 or not bare):
            raise not_sound(
                f"{self.name} has a bare_share, but is not trained on bare faces and others: list "
                "none and other conditions in train_on, or take bare_share out",
                "bare_share",
            )
        return self


class StudyModel(ModelSettings):
    """A network of a study.

    Attributes:
        learning_rate: In place of the one under `[training]`. A narrow network wants a larger
            one: Adam's best rate goes with one over the width (Yang et al. 2022).
    """

    learning_rate: LearningRate | None = None


class SearchSettings(Settings):
    """Alternatives to compare on validation before the study proper; empty lists are not varied.

    Every combination is trained once per model, on bare faces, with control.
    """

    epochs: Annotated[int, Field(ge=1)] = 5
    learning_rate: tuple[LearningRate, ...] = Field(default=(), strict=False)
    dropout: tuple[Annotated[float, Field(ge=0, lt=1)], ...] = Field(default=(), strict=False)
    batch_norm: tuple[bool, ...] = Field(default=(), strict=False)
    batch_size: tuple[Annotated[int, Field(ge=2, le=65536)], ...] = Field(default=(), strict=False)
    optimiser: tuple[Optimiser, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _alternatives_differ(self) -> Self:
        lists = {name: values for name, values in self if isinstance(values, tuple)}
        if not any(lists.values()):
            raise not_sound(f"[search] lists no alternatives; give some of {', '.join(lists)}")
        for name, values in lists.items():
            if len(set(values)) < len(values):
                raise not_sound(f"[search] {name} lists an alternative twice", name)
        return self


class EvaluationSettings(Settings):
    """How sure the tables are made: the number of bootstrap resamples."""

    resamples: Annotated[int, Field(ge=100, le=100_000)] = 2000


class ControlSettings(Settings):
    """Networks that are trained for one purpose: to show when a map means nothing.

    Attributes:
        seeds: Each judged network is trained once more with each of these seeds.
        shuffled: Each judged network is trained once more on this many faces whose labels are
            shuffled, until it knows them by heart; 0 does without.
        drawn: Each architecture is trained on this many drawn faces whose emotion shows in the
            mouth alone, in the brows alone, and in the eyes alone; 0 does without.
    """

    seeds: tuple[Seed, ...] = Field(default=(), strict=False)
    shuffled: Annotated[int, Field(ge=0)] = 0
    drawn: Annotated[int, Field(ge=0)] = 0


class SaliencySettings(Settings):
    """The maps: how they are made, of how many faces, and how they are judged.

    Attributes:
        methods: Names of `saliency.methods.registry`; the first one is asked of every network,
            all of them are asked of the judged ones: those trained on bare faces.
        conditions: Beside bare faces, under what the judged networks are asked where they look.
        faces_per_emotion: The most faces of one emotion that a mean map is made of.
        judged_per_emotion: The most of these that methods are judged by: it takes many answers.
        examples: The most single faces of one emotion that are shown.
        permutations: Of the tests of maps.
        controls: What is trained to judge methods by.
    """

    methods: tuple[MethodName, ...] = Field(default=METHOD_NAMES, strict=False, min_length=1)
    conditions: tuple[ConditionName, ...] = Field(default=(), strict=False)
    faces_per_emotion: Annotated[int, Field(ge=1)] = 200
    judged_per_emotion: Annotated[int, Field(ge=2)] = 20
    examples: Annotated[int, Field(ge=1, le=20)] = 1
    permutations: Annotated[int, Field(ge=100, le=100_000)] = 1000
    controls: ControlSettings = ControlSettings()


class StudySettings(Settings):
    """A whole study."""

    title: str
    claim: str
    cost: str = ""
    expect: str = ""
    seeds: tuple[Seed, ...] = Field(default=(0,), strict=False, min_length=1)
    data: DataSettings = DataSettings()
    clean: CleanSettings = CleanSettings()
    split: SplitSettings = SplitSettings()
    occlusion: OcclusionSettings = OcclusionSettings()
    models: tuple[StudyModel, ...] = Field(strict=False, min_length=1)
    training: TrainingSettings = TrainingSettings()
    trainings: tuple[TrainingArm, ...] = Field(strict=False, min_length=1)
    search: SearchSettings | None = None
    evaluation: EvaluationSettings = EvaluationSettings()
    saliency: SaliencySettings = SaliencySettings()

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        for kind, names in (
            ("models", [model.called for model in self.models]),
            ("trainings", [arm.name for arm in self.trainings]),
        ):
            if twice := repeated(names):
                raise not_sound(
                    f"two of the [[{kind}]] are called {names[twice]!r}; give one of them "
                    "another name",
                    kind,
                    twice,
                    "name",
                )
        if twice := repeated(self.seeds):
            raise not_sound(f"seeds lists {self.seeds[twice]} twice", "seeds")
        return self

    @model_validator(mode="after")
    def _names_stay_apart(self) -> Self:
        """See to it that `a_b` trained on `c` and `a` trained on `b_c` are not both there."""
        names = [f"{model.called}_{arm.name}" for model in self.models for arm in self.trainings]
        if twice := repeated(names):
            raise not_sound(
                f"two networks would be called {names[twice]!r}, of a model's name and a "
                "training's; change one of the names",
                "trainings",
                twice % len(self.trainings),
                "name",
            )
        return self

    @model_validator(mode="after")
    def _trained_conditions_are_tested(self) -> Self:
        for number, arm in enumerate(self.trainings):
            if missing := [name for name in arm.train_on if name not in self.occlusion.conditions]:
                raise not_sound(
                    f"{arm.name} is trained on {', '.join(missing)}, but not tested on it: add it "
                    "to [occlusion] test",
                    "trainings",
                    number,
                    "train_on",
                )
        return self

    @model_validator(mode="after")
    def _mapped_conditions_are_tested(self) -> Self:
        for name in self.saliency.conditions:
            if name not in self.occlusion.conditions:
                raise not_sound(
                    f"[saliency] asks for maps under {name}, which is not tested: add it to "
                    "[occlusion] test",
                    "saliency",
                    "conditions",
                )
        return self
