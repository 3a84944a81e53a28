"""What the value to come is worked out with: margin, discount and horizon."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

_MONTHS_OF_YEAR: Final = 12


class Terms(Struct, frozen=True):
    """The part of revenue that is kept as `margin`, the yearly `discount` rate, and the `horizon` to look ahead."""

    margin: float = 1.0
    discount: float = 0.0
    horizon: str = "365 d"

    @property
    def parameters(self) -> Mapping[str, object]:
        """The terms, as they are printed with a number."""
        return {"margin": self.margin, "discount": self.discount, "horizon": self.horizon}

    @property
    def endless(self) -> Mapping[str, object]:
        """The terms of a value without horizon."""
        return {"margin": self.margin, "discount": self.discount}

    def discount_of(self, months: float) -> float:
        """Return the discount rate for so many months, which compounds to the yearly one."""
        return float((1 + self.discount) ** (months / _MONTHS_OF_YEAR) - 1)
