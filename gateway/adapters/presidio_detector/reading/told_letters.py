"""Letters told by a word that begins with them, as on the telephone: "B as in bravo, R as in Rome", "B wie Berta, R wie Richard".

A row of three spells a value out, a name as a rule, whatever words are chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near
from gateway.core.entities import Label
from gateway.core.folding import fold

_LIKE = "as in|like|for|wie|comme|como|come|de|di|van|als|jak|jako"
TRIGGERS = (rf"[\s\x00\"'(][a-z][.:,]?,? (?:{_LIKE}) [a-z]",)
_ONE = rf"[^\W\d_][.:,]?,? (?:{_LIKE}) [^\W\d_]{{2,14}}"
_ROW = re.compile(
    rf"(?<![^\W_]){_ONE}(?:[,;.]{{0,2}}\s{{1,2}}(?:(?:and|then|und|dann|et|y|e|en) )?{_ONE}){{2,40}}", re.IGNORECASE
)
_LETTER = re.compile(rf"(?<![^\W_])([^\W\d_])[.:,]?,? (?:{_LIKE}) ([^\W\d_])", re.IGNORECASE)
_REACH = 400


def told(text: str, places: Places) -> Iterator[Edit]:
    """Each row as what it spells."""
    for found in near(_ROW, text, places, 0, _REACH):
        pairs = _LETTER.findall(found[0])
        if all(fold(letter) == fold(first) for letter, first in pairs):
            yield Edit(found.start(), found.end(), "".join(letter for letter, _ in pairs).upper(), Label.PERSON)
