"""The Anonymizer port with presidio-anonymizer's operators.

Its own `Replace`, `Redact` and `Keep`, and one subclass for bands. Its engine is not used: it replaces over a whole text by
its own idea of overlaps, whereas the gateway resolves spans itself and asks for one value at a time. Operators are looked
up once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from presidio_anonymizer.operators import Keep, Operator, OperatorType, Redact, Replace

from gateway.core.entities import Action, Label

YEARS_IN_BAND = 10
OLDEST_BAND = 90
"""From here on one band: few people are that old, so a decade would point at them (HIPAA Safe Harbor, 45 CFR 164.514(b)(2))."""

_NUMBER = re.compile(r"[0-9]{1,3}")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


class Band(Operator):
    """Replaces an age by its decade ("30-39") and a birth date by the decade of its year ("1980s"); else by `new_value`."""

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
    if not found:
        return None
    age = int(found[0])
    if age >= OLDEST_BAND:
        return f"{OLDEST_BAND}+"
    first = age - age % YEARS_IN_BAND
    return f"{first}-{first + YEARS_IN_BAND - 1}"


def _birth_decade(text: str) -> str | None:
    found = _YEAR.search(text)
    return f"{found[0][:3]}0s" if found else None


_BANDS: Mapping[str, Callable[[str], str | None]] = MappingProxyType(
    {Label.AGE.value: _age_band, Label.DATE_OF_BIRTH.value: _birth_decade}
)
