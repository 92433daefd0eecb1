"""What is an address on a network, and of somebody: loopback, "any" and masks are of nobody, and a version is none."""

from __future__ import annotations

import ipaddress
import re

from gateway.adapters.presidio_detector.rule import Refine

_NOBODY = re.compile(r"127\.|0\.0\.0\.0|255\.255\.")
_PLAIN = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_VERSION = re.compile(
    r"(?<![^\W_])(?:v|ver|vers|versions?|versi[oó]n|versione|vers[aã]o|versie|wersja|s[uü]r[uü]m|release|firmware|"
    r"build|sections?|chapter|clause|paragraph|figure|fig|annex|appendix|abschnitt|kapitel|ziffer|artículo|§)[^\w\n\0]{0,4}$",
    re.IGNORECASE,
)
"""Before a version's number, and that of a part of a document."""
_UPGRADE = re.compile(r"(?<![^\W_])(?:up|down)grad(?:e|es|ed|ing) (?:from |to |from [0-9.]{3,15} to )\Z", re.IGNORECASE)
"""From one version to another."""
_LONGEST_UPGRADE = 36
_STAGE = re.compile(r"-(?:alpha|beta|rc|pre|preview|dev|snapshot|final)[0-9]{0,2}\b(?![.-][^\W0-9])", re.IGNORECASE)
"""A release's, unless it goes on as a host's name does."""
_IS_A_BUILD = re.compile(
    r"[\"'`*_)?.!,:;]{0,3} ?\(?(?:that|it|this)(?:['\u2019]s| is| was) (?:just |only )?(?:our|the|a|my|your) (?:\w{2,12} )?"
    r"(?:build|version|release|firmware)\b(?!['\u2019 -]{1,2}(?:server|host|machine|box|agent|node|farm))",
    re.IGNORECASE,
)
"""Said of a number: "that's our build"."""
_OF_A_MACHINE = re.compile(
    r"(?:(?<![^\W_])(?:ips?|ipv4|addr|address(?:es)?|adress[ae]n?|adres|direcci[oó]n|indirizzo|endere[cç]o|servers?|serveur|servidor|"
    r"serwer|hosts?|hostname|machine|node|peer|client|gateway|router|proxy|dns|ping|ssh)"
    r"(?:[ :=]{1,3}(?:is|was|ist|est|es|é|è))?[^\w\n\0]{0,4}|://|@)\Z",
    re.IGNORECASE,
)
_BEFORE = 20


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


def unless_version(refine: Refine | None) -> Refine:
    """A refinement after `refine`: what the text says is a version is no address.

    A word for a version says so before it; after it a release's stage, or "that's our build". These two count
    in IPv4's form alone, where no word says that an address comes.
    """

    def refined(text: str, start: int, end: int) -> tuple[int, int] | None:
        found = refine(text, start, end) if refine else (start, end)
        if found is None or _VERSION.search(text, max(0, found[0] - _BEFORE), found[0]) or _is_staged(text, *found):
            return None
        if _UPGRADE.search(text, max(0, found[0] - _LONGEST_UPGRADE), found[0]):
            return None
        return found

    return refined


def _is_staged(text: str, start: int, end: int) -> bool:
    return bool(
        (_STAGE.match(text, end) or _IS_A_BUILD.match(text, end))
        and _PLAIN.fullmatch(text, start, end)
        and not _OF_A_MACHINE.search(text, max(0, start - _BEFORE), start)
    )


def _parsed(value: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_interface(value).ip
    except ValueError:
        return None
