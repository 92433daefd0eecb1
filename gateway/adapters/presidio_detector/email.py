"""Where an e-mail address begins and ends.

The linear expression takes every byte beyond ASCII for a letter; here the characters are looked at. No list of public suffixes:
`jane@corp.local` is an address, and looking suffixes up would be network from inside the detector.
"""

from __future__ import annotations

_LOCAL_SIGNS = frozenset("!#$%&'*+-/=?^_`{|}~.")
_EDGE_SIGNS = "".join(_LOCAL_SIGNS - {"_"})


def address(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The address within a hit; None if too little is left of it to be one."""
    at = text.find("@", start, end)
    if not text[start:end].isascii():
        start, end = _local_start(text, at, start), _domain_end(text, at, end)
    start += (at - start) - len(text[start:at].lstrip(_EDGE_SIGNS))
    end = at + len(text[at:end].rstrip("-."))
    return (start, end) if start < at and "." in text[at + 2 : end] else None


def _local_start(text: str, at: int, start: int) -> int:
    position = at
    while position > start and (text[position - 1].isalnum() or text[position - 1] in _LOCAL_SIGNS):
        position -= 1
    return position


def _domain_end(text: str, at: int, end: int) -> int:
    position = at + 1
    while position < end and (text[position].isalnum() or text[position] in "-._"):
        position += 1
    return position
