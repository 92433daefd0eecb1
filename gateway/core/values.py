"""Values: what one says when it is made, it says for good.

The type checker holds that, as it does for a frozen dataclass. At run time a value's fields are plain slots: a frozen dataclass
asks `object.__setattr__` for each of them, so that one takes three times as long to make, and a call makes forty. What is made
once, while loading, is a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def fixed(*, eq: bool = True, order: bool = False) -> Callable[[type[Made]], type[Made]]:
    """A dataclass of slots, equal and hashed by its fields; not `eq`: by identity."""
    return dataclass(slots=True, eq=eq, order=order, unsafe_hash=eq)
