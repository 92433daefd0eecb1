"""One rule of detection: a linear-time expression or a list of words, and what turns its hits into finds.

An expression is Hyperscan's dialect over UTF-8 bytes: no look-around, no back-reference. Look-arounds of the original live on as
edges (`lead`, `trail`: one byte before or after the find that the expression consumes) or in `refine`, which sees a hit and its
surroundings. No expression's classes let NUL into a find: it separates texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from gateway.adapters.presidio_detector.labels import LABEL_OF
from gateway.core.entities import PAYMENT, Label

Refine = Callable[[str, int, int], tuple[int, int] | None]
"""(text, start, end) of a hit → the find's range, or None: no find. Its cost is bounded by the hit's length."""

Validate = Callable[[str], bool | None]

FIND = "find"
"""Name of the group that is the find; without it the whole match is."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """How one kind of value is found. `score` is Presidio's: how sure the form alone makes us, from 0 to 1."""

    entity: str
    score: float
    source: str = ""
    """The linear expression, ASCII; bytes of UTF-8 beyond it are escaped. Empty for a rule that has `after`."""
    after: frozenset[str] = frozenset()
    """Words and phrases, lower case; each, as a whole word, is a hit, and `refine` looks what follows it."""
    caseless: bool = True
    by_digits: bool = False
    """True if every match has a digit, and no more than islands.MARGIN bytes without one in a row."""
    lead: bool = False
    trail: bool = False
    refine: Refine | None = None
    extends: bool = False
    """True if `refine` goes beyond the hit; then a hit inside the rule's last find is none of its own."""
    validate: Validate | None = None
    """True: a check digit or the like holds; False: it cannot be one; None: cannot tell."""
    certifies: bool = False
    """False if `validate` never says True."""
    context: frozenset[str] = frozenset()
    """Words and phrases that, shortly before a find, make it surer; lower case."""
    column: bool = False
    """True for a rule whose word heads a table's column; every cell below that `validate` does not refuse is a find."""
    label: Label | None = field(init=False)
    """The entity's label, if it has one."""
    is_payment: bool = field(init=False)

    def __post_init__(self) -> None:
        """Look the label up once: judging a hit asks for it."""
        label = LABEL_OF.get(self.entity)
        object.__setattr__(self, "label", label)
        object.__setattr__(self, "is_payment", label in PAYMENT)


def fitting(expression: str, flags: re.RegexFlag = re.IGNORECASE) -> Refine:
    """A refinement that keeps a hit if `expression` matches all of it; the group `find`, where there is one, is the find."""
    compiled = re.compile(expression, flags)
    group: int = compiled.groupindex.get(FIND, 0)

    def refine(text: str, start: int, end: int) -> tuple[int, int] | None:
        found = compiled.fullmatch(text, start, end)
        return found.span(group) if found else None

    return refine


def extending(expression: str, reach: int, flags: re.RegexFlag = re.IGNORECASE) -> Refine:
    """A refinement that matches anew from a hit's start and may take up to `reach` characters after it.

    For a rule with `extends`. Keep `reach` small: it is the price of every hit.
    """
    compiled = re.compile(expression, flags)
    group: int = compiled.groupindex.get(FIND, 0)

    def refine(text: str, start: int, end: int) -> tuple[int, int] | None:
        found = compiled.match(text, start, end + reach)
        return found.span(group) if found else None

    return refine


def unless(is_nobodys: Callable[[str, int, int], bool], refine: Refine | None = None) -> Refine:
    """`refine`, or the hit as it is; but nothing of what `is_nobodys` says (text, start, end of the find)."""

    def refined(text: str, start: int, end: int) -> tuple[int, int] | None:
        found = refine(text, start, end) if refine else (start, end)
        return None if found is None or is_nobodys(text, *found) else found

    return refined
