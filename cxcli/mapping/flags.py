"""Yes or no: the closed list of words that are one, and nothing else."""

from collections.abc import Mapping
from types import MappingProxyType

FLAGS: Mapping[str, bool] = MappingProxyType(
    dict.fromkeys(("yes", "y", "true", "t", "1", "1.0"), True)
    | dict.fromkeys(("no", "n", "false", "f", "0", "0.0"), False)
)
"""The folded words of a yes-or-no field. A blank is not a no."""
