"""A value split over the fields of a record: "ss1": "807-", "ss2": "54-9", "ss3": "013"; "user": "jane", "host": "acme.com".

Fields belong together that are numbered in a row, or whose names say so. The names and signs between the pieces stay, and only
the pieces are masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

_PAIRS = (
    (
        "user|username|user_name|local|local_part|localpart|mailbox|login|handle|alias",
        "host|hostname|domain|server|provider",
        "@",
    ),
    ("host|hostname|domain", "tld|suffix|extension", "."),
    (
        "house|house_no|houseno|house_number|housenumber|street_no|street_number|building|nr|no|number",
        "street|road|street_name|strasse|straße",
        " ",
    ),
    ("country|country_code|cc|prefix|dial|dial_code", "area|area_code|number|phone|local|line|subscriber", " "),
    ("area|area_code|prefix", "number|phone|local|line|subscriber|exchange", " "),
    ("exchange|prefix", "line|subscriber|number", " "),
    ("first|first_name|firstname|given|given_name", "last|last_name|lastname|family|family_name|surname", " "),
)
_SECONDS = "|".join(second for _, second, _ in _PAIRS)
TRIGGERS = (
    r"[a-z_](?:1|2)[\"']?[ \t]{0,2}[:=]",
    rf"[^a-z](?:{_SECONDS})[\"']?[ \t]{{0,2}}[:=]",
)
TAG_TRIGGERS = (rf"<(?:{_SECONDS}|[a-z_]{{1,20}}2)>",)
_FIELD = re.compile(
    r"(?P<quote>[\"']?)\b(?P<name>[A-Za-z_][A-Za-z_-]{0,30}?)(?P<number>[0-9]{0,2})(?P=quote)[ \t]{0,2}[:=][ \t]{0,4}"
    r"(?P<open>[\"']?)(?P<value>(?<=[\"'])[^\"'\n\0]{0,100}(?=[\"'])|[\w.@+-]{1,60})(?P=open)"
)
_TAGGED = re.compile(
    r"<(?P<name>[A-Za-z_][A-Za-z_-]{0,30}?)(?P<number>[0-9]{0,2})>(?P<value>[^<>\n\0]{1,100})</(?P=name)(?P=number)>"
)
_BETWEEN = re.compile(r"[\s,;&{}\[\]]{0,12}")
_REACH = 160
_LINKS = tuple((re.compile(first), re.compile(second), sign) for first, second, sign in _PAIRS)


def together(text: str, places: Places) -> Iterator[Edit]:
    """What is between two fields that belong together as the sign that joins them."""
    return _joints(_FIELD, text, places)


def together_in_tags(text: str, places: Places) -> Iterator[Edit]:
    """The same for fields that are tags."""
    return _joints(_TAGGED, text, places)


def _joints(form: re.Pattern[str], text: str, places: Places) -> Iterator[Edit]:
    before: re.Match[str] | None = None
    for found in near(form, text, places, _REACH, _REACH):
        if before and before["value"] and _BETWEEN.fullmatch(text, before.end(), found.start()):
            sign = _sign(before, found)
            if sign is not None:
                yield Edit(before.end("value"), found.start("value"), sign)
        before = found


def _sign(before: re.Match[str], after: re.Match[str]) -> str | None:
    """What joins the two fields; None if they do not belong together."""
    first, second = before["name"].lower(), after["name"].lower()
    if first == second and before["number"] and after["number"]:
        return "" if int(after["number"]) == int(before["number"]) + 1 else None
    for one, other, sign in _LINKS:
        if one.fullmatch(first) and other.fullmatch(second):
            return sign
    return None
