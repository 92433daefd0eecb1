"""What is an address on a network, and of somebody: loopback, "any" and masks are of nobody."""

from __future__ import annotations

import ipaddress
import re

_NOBODY = re.compile(r"127\.|0\.0\.0\.0|255\.255\.")
_PLAIN = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")


def address(value: str) -> bool | None:
    """False for what is no address; else None: an address has no check digit."""
    # The expression has seen to it that each part is a byte.
    return None if _PLAIN.fullmatch(value) or _parsed(value) else False


def of_somebody(value: str) -> bool | None:
    """False for nobody's address, too."""
    if _PLAIN.fullmatch(value):
        return False if _NOBODY.match(value) else None
    parsed = _parsed(value)
    return None if parsed and not parsed.is_loopback and not parsed.is_unspecified else False


def _parsed(value: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_interface(value).ip
    except ValueError:
        return None
