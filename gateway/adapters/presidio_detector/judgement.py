"""From a find to a span: its score, with context or without, and its label.

One rule differs from Presidio's scores: a bare run of digits of a weak pattern is not made certain by its check digit. Of any ten
random nine-digit numbers about four fit one of the world's check digits, so an order number would be a national identifier;
such a find needs a context word. Card numbers are the exception: a miss there is worse than a masked order number.
Nor is a number plate of a weak pattern: what is checked there is a range of provinces, and "03 at 10" fits one.
Nothing is checked that could not be reported whatever the check says, which is most of the work on text full of numbers.
"""

from __future__ import annotations

from gateway.adapters.presidio_detector.context import MIN_SCORE, ContextWords, enhanced
from gateway.adapters.presidio_detector.labels import LABEL_OF
from gateway.adapters.presidio_detector.passages import Passages
from gateway.adapters.presidio_detector.recognizer import Find
from gateway.adapters.presidio_detector.rule import Rule
from gateway.core.entities import PAYMENT, Label
from gateway.core.spans import Span

FLOOR = MIN_SCORE
"""Nothing is reported below Presidio's 0.4: a policy's threshold has no effect under it."""


SURE = 0.6
"""From this score on a find needs no context, and what lies within it is part of it."""


class Judgement:
    """Judges the finds of one scan, without context."""

    def __init__(self, passages: Passages) -> None:
        """For these texts."""
        self._text = passages.text
        self._sure = (0, 0)

    def worth(self, rule: Rule, start: int, end: int) -> bool:
        """False if no find of this rule here could reach `FLOOR`, or say more than the sure find that it lies in.

        Digits of a telephone number may fit some country's check digit by chance. Card numbers are always looked at.
        """
        first, last = self._sure
        if first <= start and end <= last and not rule.extends and LABEL_OF[rule.entity] not in PAYMENT:
            return False
        return self._hopeful(rule, start, end)

    def span(self, find: Find) -> Span | None:
        """The span, or None if its score is below `FLOOR`."""
        score = self.score(find)
        if score < FLOOR:
            return None
        if score >= SURE and find.end > self._sure[1]:
            self._sure = (find.start, find.end)
        return Span(find.start, find.end, LABEL_OF[find.rule.entity], score, find.rule.entity)

    def _hopeful(self, rule: Rule, start: int, end: int) -> bool:
        return rule.score >= FLOOR or (rule.certifies and not self._too_weak(rule, start, end))

    def score(self, find: Find) -> float:
        """How sure the find is."""
        weak = find.checked and self._too_weak(find.rule, find.start, find.end)
        return find.rule.score if weak else find.score

    def _too_weak(self, rule: Rule, start: int, end: int) -> bool:
        label = LABEL_OF[rule.entity]
        if rule.score >= FLOOR or label in PAYMENT:
            return False
        return label is Label.LICENSE_PLATE or self._text[start:end].isdigit()


class ContextJudgement(Judgement):
    """Judges with the context words before a find; never less than `Judgement`."""

    def __init__(self, passages: Passages, words: ContextWords) -> None:
        """For these texts, with every rule's context words."""
        super().__init__(passages)
        self._passages = passages
        self._context = words
        self._place = -1
        self._words: frozenset[str] = frozenset()

    def score(self, find: Find) -> float:
        """Raised where the context supports the find; a sure one needs no support."""
        score = super().score(find)
        return enhanced(score) if score < SURE and self._supported(find.rule, find.start) else score

    def _hopeful(self, rule: Rule, start: int, end: int) -> bool:
        return super()._hopeful(rule, start, end) or self._supported(rule, start)

    def _supported(self, rule: Rule, start: int) -> bool:
        if not rule.context:
            return False
        if start != self._place:
            self._place = start
            self._words = self._context.before(self._text, start, self._passages.context_floor(start))
        return not self._words.isdisjoint(rule.context)
