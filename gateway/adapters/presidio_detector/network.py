"""What is an address on a network, and of somebody: loopback, "any" and masks are of nobody, and a version is none."""

from __future__ import annotations

import ipaddress
import re

from gateway.adapters.presidio_detector.rule import Refine, unless

_NOBODY = re.compile(r"127\.|0\.0\.0\.0|255\.255\.")
_PLAIN = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_GAP = r"(?:[^\w\n\0]{0,4}|[\"']?</[a-z]{1,8}>\s{0,4}<[a-z]{1,8}>)"
"""Between a word and its number; in a table the cell ends between them."""
_SAID = r"(?:(?:number|no\.?|nr\.?|is|was|ist|est|es|è|é)\W{1,2}){0,2}"
_VERSION = re.compile(
    r"(?<![^\W_])(?:v|ver|vers|(?:soft|firm)ware-?versions?|versions?|versi[oó]n|versiones|versione|versioni|vers[aã]o|vers[oõ]es|"
    r"versies?|versie|wersja|verze|s[uü]r[uü]m|release|firmware|sections?|chapter|clause|paragraph|figure|fig|annex|"
    r"appendix|abschnitt|kapitel|ziffer|artículo|§|build)"
    rf"(?:[^\w\n\0]{{1,4}}{_SAID}\Z|{_GAP}\Z)",
    re.IGNORECASE,
)
"""Before a version's number, and that of a part of a document."""
_CHANGE = re.compile(
    r"(?<![^\W_])(?:(?:(?:since|after|with|in|the|latest|new|this|applied|installed) ){1,2}(?:update|hotfix|service pack)|"
    r"(?:seit|nach|mit) (?:dem |der )?(?:update|aktualisierung)|(?:depuis|après|avec) la mise à jour|"
    r"(?:desde|tras|con) la actualización|(?:dopo|da|con) l'aggiornamento|(?:desde|após|com) a atualização|"
    r"(?:sinds|na|met) de update) \Z",
    re.IGNORECASE,
)
"""Since when something is as it is; an update of a machine is told otherwise, "update 10.0.0.7 tonight"."""
_NUMBER = r"[0-9]{1,4}(?:\.[0-9]{1,5}){1,3}(?:-[a-z]{1,8}[0-9.]{0,4})?"
_TO = r"(?: to | ?(?:->|\u2192|>) ?|, (?:then )?hotfix )"
_UPGRADE = re.compile(
    rf"(?<![^\W_])(?:(?:up|down)grad(?:e|es|ed|ing) (?:path:? (?:from )?|from |to )(?:{_NUMBER}{_TO}){{0,4}}|"
    r"(?:versions?|releases?|builds?|compat(?:ibility)?(?: table)?)"
    rf"\W{{1,3}}(?:{_NUMBER} ?[|/] ?){{1,6}})\Z",
    re.IGNORECASE,
)
"""From one version to another, and a list of them."""
_OF_A_DEVICE = re.compile(r"[\"']fw[\"'] ?: ?[\"']\Z", re.IGNORECASE)
_FIRST = re.compile(r"[0-9]\.")
"""How a device's firmware begins; "fw" may name a firewall, too."""
_GOES_ON = re.compile(r" [^\W\d_]")
"""After an address of which something is told."""
_LONGEST_UPGRADE = 72
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
_LONGEST_WORD = 48


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
    return unless(_is_version, refine)


def _is_version(text: str, start: int, end: int) -> bool:
    if _VERSION.search(text, max(0, start - _LONGEST_WORD), start):
        return True
    if _GOES_ON.match(text, end) is None and _CHANGE.search(text, max(0, start - _LONGEST_WORD), start):
        return True
    if _UPGRADE.search(text, max(0, start - _LONGEST_UPGRADE), start):
        return True
    if _OF_A_DEVICE.search(text, max(0, start - _BEFORE), start):
        return _FIRST.match(text, start) is not None
    return _is_staged(text, start, end)


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
