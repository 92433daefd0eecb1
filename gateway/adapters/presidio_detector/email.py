"""Where an e-mail address begins and ends.

The automaton looks for the sign and one character on either side; the address around it is walked here, each character at most
once, since no address crosses an "@". No list of public suffixes: `jane@corp.local` is an address, and looking suffixes up
would be network from inside the detector.
"""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.octets import LETTERS

TRIGGER = rf"[^\s\x00<>()\[\],;:@\"]@[\w{LETTERS}]"

_EDGE_SIGNS = "!#$%&'*+-/=?^`{|}~."
_BEFORE = re.compile(r".*[^\w!#$%&'*+/=?^`{|}~.-]", re.DOTALL)
_STEP = 64
_PARAMETER = re.compile(r"(?:[^?]*[?&])?(?:[A-Za-z_]{2,24}=)?(?=\w)")
"""What is before an address in a link or a setting, "?email=" or "ADMIN=", is no part of it."""
_DOMAIN = re.compile(r"\w+(?:-+\w+)*(?:\.\w+(?:-+\w+)*)+")
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+){1,2}")


def address(text: str, _start: int, end: int) -> tuple[int, int] | None:
    """The address around a hit; None if there is none: a domain needs a dot, and its end a letter, unlike a version's."""
    at = end - 2
    domain = _DOMAIN.match(text, at + 1)
    if not domain or _VERSION.fullmatch(domain[0]):
        return None
    first = _local_start(text, at)
    first += (at - first) - len(text[first:at].lstrip(_EDGE_SIGNS))
    parameter = _PARAMETER.match(text, first, at)
    first = parameter.end() if parameter else first
    return (first, domain.end()) if first < at else None


def _local_start(text: str, at: int) -> int:
    """Where the run of characters that an address may have before its "@" begins."""
    end = at
    while True:
        start = max(0, end - _STEP)
        found = _BEFORE.match(text, start, end)
        if found or not start:
            return found.end() if found else 0
        end = start
