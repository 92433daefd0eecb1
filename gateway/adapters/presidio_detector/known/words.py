"""From the place of a form to a find: where the word that holds it begins and ends, and whether it counts there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from gateway.adapters.presidio_detector.known.endings import is_bent
from gateway.adapters.presidio_detector.known.form import Case, Ending, Form
from gateway.adapters.presidio_detector.known.handles import is_made_of
from gateway.adapters.presidio_detector.known.joins import Beside, Found
from gateway.adapters.presidio_detector.known.name_clues import counts
from gateway.adapters.presidio_detector.known.name_forms import MIN_SLIP
from gateway.adapters.presidio_detector.known.patterns import Sought
from gateway.core.common_words import WORDS
from gateway.core.entities import Label
from gateway.core.folding import fold
from gateway.core.typos import is_slip

MAX_WORD = 32
"""Letters of a word on either side of a name in it; in a longer word there is no name."""
MIN_GENITIVE = 5
"""Letters that a name in lower case needs for a glued s to be a genitive."""
_SOLID = bytes(char.isalnum() for char in map(chr, range(0x80))).ljust(0x100, b"\0")
_LETTERS = re.compile(r"[^\W_]+")
_THAI, _LAO_END, _CJK, _WIDE_END = "\u0e00", "\u0eff", "\u2e80", "\uffef"


def solid(text: str) -> bytes:
    """A byte a character, 0 for what is no letter or digit of ASCII, and one that is the text's edge on both sides."""
    return text.encode("latin-1", "replace").translate(_SOLID) + b"\0"


def is_cut(text: str, beside: int, edge: int) -> bool:
    """True if the characters on both sides of a form's edge belong to one word. Scripts without spaces have no such edge."""
    if not 0 <= beside < len(text) or not text[beside].isalnum() or not (letter := text[edge]).isalnum():
        return False
    return letter.isascii() or not (_THAI <= letter <= _LAO_END or _CJK <= letter <= _WIDE_END)


def found_at(
    text: str, start: int, end: int, sought: Sought, beside: Mapping[int, Beside], edges: bytes = b""
) -> Found | None:
    """The find that the form at `text[start:end]` makes; None where it does not count. `edges`: `solid(text)`, if it is ASCII."""
    form = sought.form
    if edges:
        cut_left, cut_right = edges[start - 1] and edges[start], edges[end] and edges[end - 1]
    else:
        cut_left, cut_right = is_cut(text, start - 1, start), is_cut(text, end, end - 1)
    last = 0
    if not cut_left and form.ending is not Ending.SLIP:
        last = _last(text, start, end, form) if cut_right else 0 if form.ending is Ending.STEM else end
    if last and counts(text, start, last, form.case):
        return Found(start, last, form.label, sought.owners)
    if last and not cut_right:
        return None
    if form.ending is Ending.NAME:
        return _user_name(text, start, end, sought, beside)
    if form.ending is Ending.SLIP and not (cut_left and cut_right):
        return _misspelt(text, start, end, sought, beside)
    return None


def _last(text: str, start: int, end: int, form: Form) -> int:
    """Where a form that begins a word ends, with its grammatical ending; 0 if the word is another."""
    _, last = word_around(text, end - 1, end)
    if form.ending is Ending.NAME and text[end:last] in {"s", "S"} and _has_genitive(text, start, end, form):
        return end
    return last if form.ending in {Ending.NAME, Ending.STEM} and is_bent(text, start, end, last) else 0


def _has_genitive(text: str, start: int, end: int, form: Form) -> bool:
    if text[start].isupper() or (form.case is Case.ANY and end - start >= MIN_GENITIVE):
        return True
    return counts(text, start, end, max(form.case, Case.NAME))


def _user_name(text: str, start: int, end: int, sought: Sought, beside: Mapping[int, Beside]) -> Found | None:
    first, last = word_around(text, start, end)
    word = fold(text[first:last])
    for owner in sought.owners:
        own = beside.get(owner)
        if own and is_made_of(word, own.words, own.initials):
            return Found(first, last, Label.USERNAME, sought.owners)
    return None


def _misspelt(text: str, start: int, end: int, sought: Sought, beside: Mapping[int, Beside]) -> Found | None:
    first, last = word_around(text, start, end)
    names = (name for owner in sought.owners if owner in beside for name in beside[owner].words)
    if not is_misspelt(fold(text[first:last]), names):
        return None
    return Found(first, last, sought.form.label, sought.owners) if counts(text, first, last, sought.form.case) else None


def is_misspelt(word: str, names: Iterable[str]) -> bool:
    """True if the word, folded, is one of the names, folded, with one slip of the hand, and no word of its own."""
    return word not in WORDS and any(len(name) >= MIN_SLIP and is_slip(word, name) for name in names)


def word_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The word that holds this range, looked at no further than `MAX_WORD` characters each way."""
    before = _LETTERS.match(text[max(0, start - MAX_WORD) : start][::-1])
    after = _LETTERS.match(text, end, end + MAX_WORD)
    return start - (before.end() if before else 0), after.end() if after else end
