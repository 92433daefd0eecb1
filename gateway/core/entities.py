"""The closed list of kinds of personal data, which of them identify a person directly, and what may be done to them.

Names are the field's: Presidio's where Presidio has one. Presidio's country-specific entities (US_SSN, ES_NIE, ...) are
folded into the label a reader understands by `LABEL_OF`; the finer name stays on a `Span` as its `rule`.
"""

from __future__ import annotations

from enum import StrEnum


class Label(StrEnum):
    """A kind of personal data."""

    PERSON = "PERSON"
    EMAIL_ADDRESS = "EMAIL_ADDRESS"
    PHONE_NUMBER = "PHONE_NUMBER"
    STREET_ADDRESS = "STREET_ADDRESS"
    LOCATION = "LOCATION"
    ORGANIZATION = "ORGANIZATION"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    AGE = "AGE"
    CREDIT_CARD = "CREDIT_CARD"
    IBAN_CODE = "IBAN_CODE"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    CRYPTO = "CRYPTO"
    NATIONAL_ID = "NATIONAL_ID"
    TAX_ID = "TAX_ID"
    PASSPORT = "PASSPORT"
    DRIVER_LICENSE = "DRIVER_LICENSE"
    LICENSE_PLATE = "LICENSE_PLATE"
    ACCOUNT_ID = "ACCOUNT_ID"
    USERNAME = "USERNAME"
    PERSONAL_URL = "PERSONAL_URL"
    IP_ADDRESS = "IP_ADDRESS"
    SECRET = "SECRET"  # noqa: S105 - a label's name, no secret
    NRP = "NRP"
    HEALTH = "HEALTH"


INDIRECT = frozenset({Label.LOCATION, Label.ORGANIZATION, Label.AGE, Label.NRP, Label.HEALTH})
DIRECT = frozenset(Label) - INDIRECT
"""A miss of one of these is a leak."""

PAYMENT = frozenset({Label.CREDIT_CARD})
"""Never sent and never restored, whatever a policy says (C2.1)."""


class Action(StrEnum):
    """What is done to a found value before the call leaves (product.md section 4)."""

    PSEUDONYMISE = "pseudonymise"
    """A numbered token, restored at allowed sinks."""
    MASK = "mask"
    """An unnumbered token, `[LABEL]`; not restored."""
    DROP = "drop"
    """Taken out."""
    GENERALISE = "generalise"
    """A coarser value: age band, region."""
    KEEP = "keep"
    """Left as it stands."""
    BLOCK = "block"
    """Refuses the call."""


STRICTNESS = {
    Action.KEEP: 0,
    Action.PSEUDONYMISE: 1,
    Action.GENERALISE: 2,
    Action.MASK: 3,
    Action.DROP: 4,
    Action.BLOCK: 5,
}
"""A tenant can only tighten: its action holds where it is the stricter one."""
