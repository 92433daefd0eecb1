"""Letters that stand for nobody: spoken of, "no a in it", escaped in code, of the hours of a day, of abbreviations with points.

An initial is a letter, too, and initials look like "n.a."; so who does something, or is asked for it, stays somebody.
"""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.ner.cues import is_acting, is_announced, is_hinted, is_named
from gateway.core.spans import Span

_SPOKEN_OF = re.compile(
    r"(?<!\w)(?:no|an|(?:the|silent|capital) letter|a silent|buchstabe|lettre|letra|lettera) [\"']?\Z", re.IGNORECASE
)
_SPELT_ON = re.compile(r"[ .-]{1,2}[^\W\d_](?!\w)")
_ABBREVIATION = re.compile(
    r"(?<![\w.])(?:e\. ?g|i\. ?e|n\. ?a|[ap]\. ?m|z\. ?b|d\. ?h|p\. ?ex|"
    r"N\.A|P\.S|N\.B|r\. ?i\. ?p|R\.I\.P|n\.t\.b|t\.b\.[acd]|T\.B\.[ACD])"
    r"\.?(?![^\W_])"
)
_OF_SOMEBODY = re.compile(
    r"(?<!\w)(?:initial(?:s|en|es)?|patient|lawyer|client|from|to|by|for|is|are|signed)(?: (?:is|are|the letter|letter))*"
    r"\W{1,3}\Z",
    re.IGNORECASE,
)
"""Before somebody's initials, abbreviations or not."""
_PATH = re.compile(r"(?:\.\w{1,20})+ ?=[^=]")
"""After a letter or two with points between them: what is set in code, "a.b.c = 1"."""
_LETTERS = re.compile(r"[^\W\d_](?:\. ?[^\W\d_]){0,2}")
_REACH, _NEAR, _FAR = 16, 6, 40
_CUES = (is_named, is_acting, is_announced, is_hinted)


def is_a_letter(text: str, span: Span) -> bool:
    """True for a letter, or letters with points between them, that say nobody's name."""
    if _LETTERS.fullmatch(text, span.start, span.end) is None:
        return False
    before = max(0, span.start - _REACH)
    if text[max(0, span.start - 1) : span.start] == "\\" or _PATH.match(text, span.end):
        return True
    if _OF_SOMEBODY.search(text, max(0, span.start - _FAR), span.start):
        return False
    is_one = span.end - span.start == 1
    if is_one and _SPOKEN_OF.search(text, before, span.start) and not _SPELT_ON.match(text, span.end):
        return True
    for found in _ABBREVIATION.finditer(text, max(0, span.start - _NEAR), span.end + _NEAR):
        if found.start() <= span.start and span.end <= found.end():
            return not any(cue(text, *found.span()) for cue in _CUES)
    return False
