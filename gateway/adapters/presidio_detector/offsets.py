"""From byte offsets of UTF-8 back to code points, in one pass over the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise

_CONTINUATION = bytes(range(0x80, 0xC0))


def code_points(data: bytes, wanted: Iterable[int]) -> Mapping[int, int]:
    """The code-point offset of each wanted byte offset; one inside a character counts as the end of that character.

    Counted once, from one wanted offset to the next.
    """
    places = sorted(set(wanted))
    points = [len(data[before:place].translate(None, _CONTINUATION)) for before, place in pairwise([0, *places])]
    return dict(zip(places, accumulate(points), strict=True))
