"""From an ordinary expression to Hyperscan's dialect: look-arounds and named groups become what a linear automaton can do.

- A look-behind in front, or a look-ahead at the end, of one class: a consumed byte (`lead`, `trail`).
- A label in a look-behind, `(?<=label)value`: matched; the find is the value. Its runs of spaces are bounded.
- Any other look-ahead: dropped, so that the result is wider; `cut` says that the original must be applied to the hits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gateway.adapters.presidio_detector.octets import LETTERS, octets
from gateway.adapters.presidio_detector.rule import FIND

_CLASS = r"(\[[^\]]*\]|\\[dw])"
_LEAD = re.compile(r"\(\?<!" + _CLASS + r"\)")
_TRAIL = re.compile(r"\(\?!" + _CLASS + r"\)$")
_SPACES = re.compile(r"\\s[*+]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Linear:
    """The linear form; `original` is the expression to refine its hits with (labels as a group named `find`)."""

    source: str
    lead: bool
    trail: bool
    cut: bool
    original: str


def linear(expression: str) -> Linear:
    r"""Translate. Letters beyond ASCII may stand outside classes only; `\w` and `\b` see ASCII."""
    original = _labelled(expression)
    source, lead, trail = _edges(original)
    source = source.replace(f"?P<{FIND}>", "?:")
    while found := re.search(r"\(\?[=!]", source):
        source = source[: found.start()] + source[_closing(source, found.start()) + 1 :]
    cut = original != expression or _has_lookahead(original, trail=trail)
    return Linear(_NOT_ASCII.sub(_either_case, source), lead, trail, cut, original)


def widened(expression: str) -> str:
    r"""The expression with letters beyond ASCII counted as word characters; `\w` may stand inside classes only."""
    return expression.replace(r"\w", r"\w" + LETTERS)


def _has_lookahead(expression: str, *, trail: bool) -> bool:
    return len(re.findall(r"\(\?[=!]", expression)) > trail


def _edges(expression: str) -> tuple[str, bool, bool]:
    lead, trail = _LEAD.match(expression), _TRAIL.search(expression)
    if trail:
        expression = expression[: trail.start()] + _complement(trail[1])
    if lead:
        expression = _complement(lead[1]) + expression[lead.end() :]
    return expression, bool(lead), bool(trail)


def _complement(char_class: str) -> str:
    return f"[^{char_class[1:]}" if char_class.startswith("[") else char_class.upper()


def _labelled(expression: str) -> str:
    if not expression.startswith("(?<="):
        return expression
    end = _closing(expression, 0)
    label = _SPACES.sub(lambda m: r"\s{0,4}" if m[0].endswith("*") else r"\s{1,4}", expression[4:end])
    return f"(?:{label})(?P<{FIND}>{expression[end + 1 :]})"


def _closing(expression: str, opening: int) -> int:
    """The position of the parenthesis that closes the one at `opening`."""
    depth, position, in_class = 0, opening, False
    while True:
        char = expression[position]
        if char == "\\":
            position += 1
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif char in "()":
            depth += 1 if char == "(" else -1
            if depth == 0:
                return position
        position += 1


def _either_case(found: re.Match[str]) -> str:
    """A letter's bytes in both cases: caseless matching knows ASCII only."""
    forms = {octets(form) for form in (found[0].lower(), found[0].upper()) if len(form) == 1}
    return "[" + "".join(f"\\x{form[0]:02x}" for form in sorted(forms)) + "]"
