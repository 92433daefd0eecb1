"""The words before a find, which make it surer.

Presidio's rule (LemmaContextAwareEnhancer): a context word among the five words before a find adds 0.35, and the result is at
least 0.4. Presidio needs a language model for the words and takes a context word inside a longer one ("ip" in "shipping");
here words are runs of letters of the text itself, compared whole, a plural s aside, in a window of `WINDOW` characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gateway.adapters.presidio_detector.rule import Rule

WINDOW = 72
WORDS = 6
SIMILARITY = 0.35
MIN_SCORE = 0.4

# A word ends where its case turns, so that the words of passportNumber and passport_number are found.
_WORD = re.compile(r"[^\W\d_a-z]*[^\W\d_A-Z]+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Context:
    """What stands before one place of a text."""

    words: frozenset[str]
    window: str

    def supports(self, rule: Rule) -> bool:
        """True if one of the rule's context words is among them."""
        return not rule.context.isdisjoint(self.words) or any(each in self.window for each in rule.phrases)


def context_before(text: str, start: int, floor: int) -> Context:
    """The last words before `start`, none from before `floor`."""
    window = text[max(floor, start - WINDOW) : start]
    words = [word.lower() for word in _WORD.findall(window)[-WORDS:]]
    singular = [word[:-1] for word in words if word.endswith("s")]
    return Context(frozenset(words + singular), window.lower())


def enhanced(score: float) -> float:
    """A score after a context word was found."""
    return min(1.0, max(score + SIMILARITY, MIN_SCORE))
