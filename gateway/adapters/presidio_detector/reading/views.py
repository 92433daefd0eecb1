"""Other readings of a text: windows on it in which what may be a disguise is undone, each scanned like the text itself.

Carriers (escapes, encodings) may hold each other, up to `MAX_DEPTH` deep; disguises are undone in the text and in every window
of a carrier. A window reaches a little beyond its edits, for the context that a find needs; a find counts only where it
touches an edit.
Deeper nesting and more text than `MAX_GROWTH` allows raise: nothing would be looked for reliably (threats T17).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from gateway.adapters.presidio_detector.deadline import EVERY
from gateway.adapters.presidio_detector.reading.lookalikes import latin
from gateway.adapters.presidio_detector.reading.rewriting import Edit, Mirror, Rewriting
from gateway.adapters.presidio_detector.reading.triggers import Places, Triggers
from gateway.core.entities import Label

MAX_DEPTH = 3
MAX_GROWTH = 3
"""So many times the text's own length may all windows together have …"""
FREE = 8_192
"""… beyond so many characters."""
BEFORE, AFTER = 60, 40
"""Characters of a window on either side of its edits; at least as many before as context words are looked for."""
_WORD = 30

Undo = Callable[[str, Places], Iterator[Edit]]
"""A text, and where its triggers are → edits, in order, that do not overlap."""


Check = Callable[[], None]
"""Raises once there is no more time."""

Floor = Callable[[int], int]
"""A place → where words that may count as context of it begin."""


class TooMuchError(Exception):
    """The text is encoded more than `MAX_DEPTH` deep, or reads as too much text."""


@dataclass(frozen=True, slots=True)
class Manner:
    """One kind of disguise: what gives it away, how it is undone, and what is believed of a find."""

    undo: Undo
    triggers: tuple[str, ...]
    floor: float = 0.0
    """A find counts from this score on."""
    carries: bool = False
    """True for a carrier, whose text may hold further ones."""
    joins: bool = False
    """True if it joins what may be two things: a find adds nothing to one of its label that has half of it without joining."""
    in_pieces: bool = False
    """True if what is edited stays: a find is masked around it."""
    turns: bool = False
    """True if each edit's range is read from its end to its beginning."""
    is_for_known: bool = False
    """True if only known values are looked for in it."""
    by_ends: bool = False
    """True if it is told where its triggers end only: for some expressions the starts are most of the work."""


SHOWN = Manner(lambda _text, _places: iter(()), (), carries=True)
"""Text that a sign of direction turns round: found by the reading, which has its signs."""


@dataclass(frozen=True, slots=True)
class View:
    """A window, and what it is a window on: None for the text itself."""

    manner: Manner
    rewriting: Rewriting | Mirror
    parent: View | None
    told: tuple[tuple[int, int, Label], ...] = ()
    """Ranges of its text whose form alone says what they are."""

    def places(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The ranges of the text that read `rewriting.text[start:end]`."""
        found = self.rewriting.pieces(start, end) if self.manner.in_pieces else [self.rewriting.origin(start, end)]
        for first, last in found:
            if self.parent:
                yield from self.parent.places(first, last)
            else:
                yield first, last


class Views:
    """Every manner, made ready."""

    def __init__(self, manners: Sequence[Manner], legible: Callable[[str], str], kept_as: str = "") -> None:
        """`legible` reads what an edit brings to light, as the text itself was read; `kept_as`: see compiled.py."""
        self._always = _Set([each for each in manners if not each.is_for_known], kept_as)
        for_known = [each for each in manners if each.is_for_known]
        self._for_known = _Set(for_known, kept_as and f"{kept_as}-for-known")
        self._legible = legible

    def of(
        self, text: str, floor: Floor, check: Check, shown: Sequence[Edit] = (), *, is_for_known: bool
    ) -> list[View]:
        """Every window on the text, `shown` being edits found elsewhere. Raises `TooMuchError`, and what `check` raises."""
        signs = self._signs(text, is_for_known=is_for_known)
        return self._shown(text, floor, check, shown, signs, is_for_known=is_for_known) if signs or shown else []

    def _shown(
        self,
        text: str,
        floor: Floor,
        check: Check,
        shown: Sequence[Edit],
        signs: Sequence[tuple[Manner, Places]],
        *,
        is_for_known: bool,
    ) -> list[View]:
        left = MAX_GROWTH * len(text) + FREE
        views = [self._view(SHOWN, text, group, window, None) for window, group in _grouped(text, shown, floor)]
        level: list[View | None] = [None, *views]
        for depth in range(MAX_DEPTH + 1):
            below: list[View | None] = []
            for parent in level:
                source, lowest = text, floor
                if parent:
                    source, lowest = parent.rewriting.text, _no_floor
                    signs = self._signs(source, is_for_known=is_for_known)
                for manner, edits in self._edits(source, signs, check):
                    for view in self._windows(manner, source, edits, lowest, parent):
                        left -= len(view.rewriting.text)
                        if left < 0 or (manner.carries and depth == MAX_DEPTH):
                            raise TooMuchError
                        views.append(view)
                        if manner.carries:
                            below.append(view)
            level = below
        return views

    def _signs(self, text: str, *, is_for_known: bool) -> list[tuple[Manner, Places]]:
        found = self._always.places(text)
        return found + self._for_known.places(text) if is_for_known else found

    def _edits(
        self, text: str, signs: Iterable[tuple[Manner, Places]], check: Check
    ) -> Iterator[tuple[Manner, Iterator[Edit]]]:
        """The edits of each manner that has any: most signs are no disguise's."""
        for manner, places in signs:
            check()
            undone = manner.undo(text, places)
            first = next(undone, None)
            if first is not None:
                yield manner, self._legibly(chain((first,), undone), check)

    def _windows(
        self, manner: Manner, text: str, edits: Iterator[Edit], floor: Floor, parent: View | None
    ) -> Iterator[View]:
        for window, group in _grouped(text, edits, floor):
            if not parent or any(_is_nested(parent.rewriting, each) for each in group):
                if manner.turns:
                    yield from (View(manner, Mirror(text, each.start, each.end), parent) for each in group)
                else:
                    yield self._view(manner, text, group, window, parent)

    def _view(self, manner: Manner, text: str, edits: list[Edit], window: tuple[int, int], parent: View | None) -> View:
        """The window read; letters that edits brought together may make a word of mixed alphabets."""
        rewriting = Rewriting(text, edits, *window)
        rewriting.text = latin(rewriting.text)
        told = tuple(
            (place, place + len(each.text), each.label)
            for each in edits
            if each.label and (place := rewriting.place(each.start)) >= 0
        )
        return View(manner, rewriting, parent, told)

    def _legibly(self, edits: Iterator[Edit], check: Check) -> Iterator[Edit]:
        for count, edit in enumerate(edits):
            if count % EVERY == EVERY - 1:
                check()
            yield edit._replace(text=self._legible(edit.text)) if edit.text else edit


class _Set:
    """Some manners, and their triggers compiled together."""

    def __init__(self, manners: Sequence[Manner], kept_as: str) -> None:
        self._manners = manners
        expressions = list(dict.fromkeys(each for manner in manners for each in manner.triggers))
        self._of_slot: Sequence[Sequence[int]] = [
            [place for place, manner in enumerate(manners) if each in manner.triggers] for each in expressions
        ]
        """For each expression, the manners that it gives away."""
        by_ends = {each for manner in manners if manner.by_ends for each in manner.triggers}
        slots = frozenset(slot for slot, each in enumerate(expressions) if each in by_ends)
        self._triggers = Triggers(expressions, kept_as, slots)

    def places(self, text: str) -> list[tuple[Manner, Places]]:
        """The manners that the text shows a sign of, and where."""
        hits = self._triggers.scan(text)
        shown: dict[int, list[tuple[int, int]]] = {}
        for slot, places in hits.items():
            for each in self._of_slot[slot]:
                shown.setdefault(each, []).extend(places)
        return [(self._manners[each], sorted(shown[each])) for each in sorted(shown)]


def _is_nested(rewriting: Rewriting | Mirror, edit: Edit) -> bool:
    return rewriting.touches(edit.start, max(edit.start + 1, edit.end))


def _grouped(text: str, edits: Iterable[Edit], floor: Floor) -> Iterator[tuple[tuple[int, int], list[Edit]]]:
    """The window around edits that are near each other, and they."""
    group: list[Edit] = []
    for edit in edits:
        if group and edit.start - group[-1].end > BEFORE + AFTER:
            yield _window(text, group, floor), group
            group = []
        group.append(edit)
    if group:
        yield _window(text, group, floor), group


def _window(text: str, group: list[Edit], floor: Floor) -> tuple[int, int]:
    """From where to where: whole words of the texts that the edits are in."""
    first, last = group[0].start, group[-1].end
    lowest, highest = floor(first), text.find("\0", last)
    highest = len(text) if highest < 0 else highest
    start, end = max(lowest, first - BEFORE), min(highest, last + AFTER)
    before, after = text[max(lowest, first - BEFORE - _WORD) : start], text[end : min(highest, last + AFTER + _WORD)]
    if before and not before[-1].isspace():
        start -= len(before.rsplit(maxsplit=1)[-1])
    if after and not after[0].isspace():
        end += len(after.split(maxsplit=1)[0])
    return start, end


def _no_floor(_place: int) -> int:
    return 0
