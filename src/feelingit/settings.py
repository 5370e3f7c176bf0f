"""The base of every settings object: strict keys, frozen values.

Knows nothing about files; `study.study_file` reads TOML into these.
"""

from pydantic import BaseModel, ConfigDict


class Settings(BaseModel):
    """Settings that refuse unknown keys and never change after they are read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)
