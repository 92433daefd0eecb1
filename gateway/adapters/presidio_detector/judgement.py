"""Which hits are worth a look, and what a find's score is: with context or without.

One rule differs from Presidio's scores: a bare run of digits of a weak pattern is not made certain by its check digit. Of any ten
random nine-digit numbers about four fit one of the world's check digits, so an order number would be a national identifier;
such a find needs a context word. Card numbers are the exception: a miss there is worse than a masked order number.
Nor is a number plate of a weak pattern: what is checked there is a range of provinces, and "03 at 10" fits one.
Nothing is checked that could not be reported whatever the check says, which is most of the work on text full of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from gateway.adapters.presidio_detector.context import MIN_SCORE, Context, enhanced
from gateway.adapters.presidio_detector.engine import Reach
from gateway.adapters.presidio_detector.rule import Rule
from gateway.adapters.presidio_detector.words import WordHit
from gateway.core.entities import Label

FLOOR = MIN_SCORE
"""Nothing is reported below Presidio's 0.4: a policy's threshold has no effect under it."""


SURE = 0.6
"""From this score on a find needs no context, and what lies within it is part of it."""

_NONE = Context((), ())
_UNCERTAIN = frozenset({"ZA_DRIVER_LICENSE"})
"""Entities whose check is of the form alone: six digits and two letters are a part of many a technical key."""

_BARE = re.compile(r"(?:\\[bdD]|\[[0-9-]+\]|[0-9()?:|]|\{[0-9,]+\}|\[\^[^\]]*\])+")
"""A linear expression of digits alone, between its edges."""


def needs_context(rule: Rule) -> bool:
    """True if no find of this rule is reported without a context word, whatever its check says."""
    if rule.score >= FLOOR or not rule.by_digits or rule.is_payment:
        return False
    return not rule.certifies or _never_certain(rule) or bool(_BARE.fullmatch(rule.source))


def _never_certain(rule: Rule) -> bool:
    return rule.entity in _UNCERTAIN or rule.label is Label.LICENSE_PLATE


class Judgement:
    """Judges the hits of one scan, without context."""

    reach = Reach.ALONE

    def __init__(self, text: str) -> None:
        """For hits in this text."""
        self._text = text
        self._first = self._last = 0
        self._label: Label | None = None

    def see(self, words: Sequence[WordHit], names: Sequence[str]) -> None:
        """Take note of the context words, of those names by index; here they say nothing."""

    def worth(self, rule: Rule, start: int, end: int) -> bool:
        """False if no find of this rule here could reach `FLOOR`, or say more than the sure find that it lies in.

        Digits of a telephone number may fit some country's check digit by chance. Card numbers are always looked at, and a rule
        that may reach beyond its hit, unless for one more find of the same label.
        """
        if (
            end <= self._last
            and self._first <= start
            and (rule.label is self._label if rule.extends else not rule.is_payment)
        ):
            return False
        return rule.score >= FLOOR or self._hopeful(rule, start, end)

    def score(self, rule: Rule, start: int, end: int, *, checked: bool) -> float:
        """How sure a find is; below `FLOOR` it is none."""
        score = 1.0 if checked and not self._too_weak(rule, start, end) else rule.score
        if score >= SURE and end > self._last:
            self._first, self._last, self._label = start, end, rule.label
        return score if score >= FLOOR else 0.0

    def _hopeful(self, rule: Rule, start: int, end: int) -> bool:
        return rule.certifies and not self._too_weak(rule, start, end)

    def _too_weak(self, rule: Rule, start: int, end: int) -> bool:
        if rule.score >= FLOOR or rule.is_payment:
            return False
        return _never_certain(rule) or self._text[start:end].isdigit()


class ContextJudgement(Judgement):
    """Judges with the context words before a find; never less than `Judgement`."""

    reach = Reach.CONTEXT

    def __init__(self, text: str, floor: Callable[[int], int] = lambda _: 0) -> None:
        """For this text; `floor` says where words that may count for a place begin."""
        super().__init__(text)
        self._floor = floor
        self._context = _NONE
        self._place = -1
        self._words: frozenset[str] = frozenset()

    def see(self, words: Sequence[WordHit], names: Sequence[str]) -> None:
        """Take note of the context words."""
        self._context = Context(words, names)

    def score(self, rule: Rule, start: int, end: int, *, checked: bool) -> float:
        """Raised where the context supports the find; a sure one needs no support."""
        score = super().score(rule, start, end, checked=checked)
        return enhanced(score or rule.score) if score < SURE and self._supported(rule, start) else score

    def _hopeful(self, rule: Rule, start: int, end: int) -> bool:
        return super()._hopeful(rule, start, end) or self._supported(rule, start)

    def _supported(self, rule: Rule, start: int) -> bool:
        if not rule.context:
            return False
        if start != self._place:
            self._place = start
            self._words = self._context.before(start, self._floor(start))
        return not self._words.isdisjoint(rule.context)


class Everything(Judgement):
    """Takes every find with Presidio's score: the pattern's, or 1 for a validated one."""

    reach = Reach.EVERYTHING

    def worth(self, rule: Rule, start: int, end: int) -> bool:
        """Every hit is."""
        del rule, start, end
        return True

    def score(self, rule: Rule, start: int, end: int, *, checked: bool) -> float:
        """Presidio's."""
        del start, end
        return 1.0 if checked else rule.score
