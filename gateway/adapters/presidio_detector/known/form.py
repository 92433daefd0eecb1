"""The spellings that a known value may have in a text, and what must hold where one stands for it to count."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from gateway.core.entities import Label


class Case(IntEnum):
    """What a form asks of its place, the least first."""

    ANY = 0
    """Nothing."""
    NAME = 1
    """A capital; or lower case in a text that writes no names with capitals, or beside a word that says it is a name."""
    WORD = 2
    """A capital; or lower case beside a word that says it is a name."""
    INITIALS = 3
    """Capitals only, in no row of capitals."""
    SIGNATURE = 4
    """Capitals that stand where a person signs or acts: initials that are an abbreviation too."""


class Ending(IntEnum):
    """What may be glued to a form's end."""

    NOTHING = 0
    NAME = 1
    """A genitive s, a case ending of a Slavic text; or the word is a user name made of the person's names."""
    STEM = 2
    """Nothing less than a case ending of a Slavic text: the form is a name without its last letter."""
    SLIP = 3
    """Half of a long name: the whole word is the name with one slip of the hand."""


NAMED, INITIALLED, LETTERED, CALLED, DISGUISED = 1, 2, 4, 8, 16
"""The ways in which a value is spelt: as itself or its parts, by initials, letter by letter, by nickname, turned round or moved.

Each has signs of its own (signs.py), so that a text's signs tell which spellings to make. Several are their sum.
"""
EVERY_WAY = NAMED | INITIALLED | LETTERED | CALLED | DISGUISED


class Form(NamedTuple):
    """What is asked of a spelling's place. A value's spellings share theirs: a call makes hundreds."""

    label: Label
    case: Case = Case.ANY
    ending: Ending = Ending.NOTHING


Spelling = tuple[str, Form]
"""A spelling, as it would be written, and what it asks."""
