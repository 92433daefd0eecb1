"""The Anonymizer port with presidio-anonymizer's operators.

Its own `Replace`, `Redact` and `Keep`, and one operator of ours for coarser values. Its engine is not used: it replaces over a
whole text by its own idea of overlaps, whereas the gateway resolves spans itself and asks for one value at a time. Operators are
looked up once.

One operator, for a service that nothing here calls, imports all of Presidio's analyzer with spaCy, and does without where that is
missing: so it is, meanwhile. That saves the start 1.2 s of CPU and 60 MiB.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType, ModuleType
from typing import cast

from gateway.core.entities import Action, Label
from gateway.core.folding import fold
from gateway.core.markets import market_of

_ANALYZER = "presidio_analyzer"


@contextmanager
def _without_analyzer() -> Iterator[None]:
    """While inside, Presidio's analyzer is not found, unless it is there already."""
    if _ANALYZER in sys.modules:
        yield
        return
    sys.modules[_ANALYZER] = cast("ModuleType", None)
    try:
        yield
    finally:
        del sys.modules[_ANALYZER]


with _without_analyzer():
    from presidio_anonymizer.operators import Keep, Operator, OperatorType, Redact, Replace

YEARS_IN_BAND = 10
OLDEST_BAND = 90
"""From here on one band: few people are that old, so a decade would point at them (HIPAA Safe Harbor, 45 CFR 164.514(b)(2))."""

_NUMBER = re.compile(r"[0-9]{1,3}")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_SHORT_YEAR = re.compile(r"[^0-9]'?([3-9])[0-9]$")
"""Two digits at the end of a date: of a birth date, 30 to 99 are years of the last century; less may be of either."""
_TENS: Mapping[str, int] = MappingProxyType(
    {
        word: tens
        for tens, words in {
            20: "twenty zwanzig veinte veinti venti vinte twintig",
            30: "thirty dreissig trente treinta trenta trinta dertig",
            40: "forty vierzig quarante cuarenta quaranta quarenta veertig",
            50: "fifty funfzig cinquante cincuenta cinquanta cinquenta vijftig",
            60: "sixty sechzig sesenta sessanta sessenta zestig",
            70: "seventy siebzig septante setenta settanta zeventig",
            80: "eighty achtzig huitante ochenta ottanta oitenta tachtig",
        }.items()
        for word in words.split()
    }
)
_AMBIGUOUS_TENS = ("quatre", "soixante", "vingt")
"""French counts 70 to 99 on these."""


class Band(Operator):
    """Replaces an age by its decade ("[30-39]"), a birth date by that of its year ("1980s"), a place by its market ("EMEA").

    A decade of age stands in brackets: without them, "30-39 years old" is an age again. What has no band becomes `new_value`.
    """

    def operate(self, text: str, params: dict[str, str] | None = None) -> str:
        """The band of `text`; `entity_type` says what it is."""
        given = params or {}
        band = _BANDS.get(given.get("entity_type", ""))
        return (band(text) if band else None) or given[Replace.NEW_VALUE]

    def validate(self, params: dict[str, str] | None = None) -> None:
        """Every entity has a band, if only its name."""

    def operator_name(self) -> str:
        """Its name among the operators."""
        return "band"

    def operator_type(self) -> OperatorType:
        """It anonymizes."""
        return OperatorType.Anonymize


class PresidioAnonymizer:
    """Applies an action to a value. Stateless; one serves all calls."""

    def __init__(self) -> None:
        """Look the operators up."""
        replace = Replace()
        self._operators: Mapping[Action, Operator] = MappingProxyType(
            {
                Action.PSEUDONYMISE: replace,
                Action.MASK: replace,
                Action.DROP: Redact(),
                Action.GENERALISE: Band(),
                Action.KEEP: Keep(),
            }
        )

    def replacement(self, value: str, label: Label, action: Action, token: str | None) -> str:
        """See the port. Raises `ValueError` for `BLOCK`, and for `PSEUDONYMISE` without a token."""
        operator = self._operators.get(action)
        if operator is None or (action is Action.PSEUDONYMISE and not token):
            msg = f"{action.value} makes no replacement"
            raise ValueError(msg)
        new = token if action is Action.PSEUDONYMISE else f"[{label}]"
        return str(operator.operate(value, {"entity_type": str(label), Replace.NEW_VALUE: new}))


def _age_band(text: str) -> str | None:
    found = _NUMBER.search(text)
    age = int(found[0]) if found else _tens_said(text)
    if age is None:
        return None
    if age >= OLDEST_BAND:
        return f"[{OLDEST_BAND}+]"
    first = age - age % YEARS_IN_BAND
    return f"[{first}-{first + YEARS_IN_BAND - 1}]"


def _tens_said(text: str) -> int | None:
    """The decade that a number word says, in seven languages; None where it says none or could say two."""
    folded = fold(text)
    if any(word in folded for word in _AMBIGUOUS_TENS):
        return None
    return next((tens for word, tens in _TENS.items() if word in folded), None)


def _birth_decade(text: str) -> str | None:
    found = _YEAR.search(text)
    if found:
        return f"{found[0][:3]}0s"
    short = _SHORT_YEAR.search(text)
    return f"19{short[1]}0s" if short else None


_BANDS: Mapping[str, Callable[[str], str | None]] = MappingProxyType(
    {Label.AGE.value: _age_band, Label.DATE_OF_BIRTH.value: _birth_decade, Label.LOCATION.value: market_of}
)
