"""Keys that are cut by spaces: an issuer's prefix, and pieces of letters and digits that no words are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

_PREFIX = r"gh[opsur]_|sk-|[srp]k_(?:live|test)_|AKIA|ASIA|key-|glpat-|xox[abps]-|github_pat_"
TRIGGERS = (rf"[^a-z0-9](?:{_PREFIX})[a-z0-9_-]{{0,60}} [a-z0-9]",)
_PIECE = r"(?=[A-Za-z_-]*[0-9]|[a-zA-Z]*[a-z][A-Z])[A-Za-z0-9_-]{3,60}"
_KEY = re.compile(rf"(?<![A-Za-z0-9])(?:{_PREFIX})[A-Za-z0-9_-]{{0,60}}(?: {_PIECE}){{1,12}}(?![A-Za-z0-9])")
_REACH = 400


def joined(text: str, places: Places) -> Iterator[Edit]:
    """Each key in one piece."""
    for found in near(_KEY, text, places, 1, _REACH):
        yield Edit(found.start(), found.end(), found[0].replace(" ", ""))
