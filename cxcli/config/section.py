"""What every part of a config has in common."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A part of a config: closed (an unknown key is an error), unchangeable, each key described."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
