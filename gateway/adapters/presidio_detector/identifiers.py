"""Rules for identifiers with a form of their own that Presidio has no recognizer for.

Each is told by its form alone, from its issuer's description. Numbers whose form is common, and whose check digits decide, are in
checked.py.
"""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.dialect import linear
from gateway.adapters.presidio_detector.label_words import VEHICLE_NUMBERS
from gateway.adapters.presidio_detector.labelled import GAPS, announced, anything, following
from gateway.adapters.presidio_detector.rule import FIND, Rule, fitting

SCORE = 0.7
MONTH = "(?:0[1-9]|1[0-2])"
DAY = "(?:0[1-9]|[12][0-9]|3[01])"

_NIR_SPACES = re.compile(r"[ .]")
_NIR_MODULUS = 97


_FORMS = (
    # Brazil's CPF and CNPJ as written with their signs (Receita Federal).
    ("NATIONAL_ID", r"\b[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}\b"),
    ("TAX_ID", r"\b[0-9]{2}\.[0-9]{3}\.[0-9]{3}/[0-9]{4}-[0-9]{2}\b"),
    # The Emirates' identity number (ICP: 784 and the year of birth).
    ("NATIONAL_ID", r"\b784[- ]?(?:19|20)[0-9]{2}[- ]?[0-9]{7}[- ]?[0-9]\b"),
    # Pakistan's CNIC, Hong Kong's identity card, Chile's RUT, Belgium's register, Switzerland's AHV, Mexico's CURP and RFC.
    ("NATIONAL_ID", r"\b[1-9][0-9]{4}-[0-9]{7}-[0-9]\b"),
    ("NATIONAL_ID", r"\b[A-Z]{1,2}[0-9]{6}\([0-9A]\)"),
    ("NATIONAL_ID", r"\b[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}-[0-9K]\b"),
    ("NATIONAL_ID", r"\b[0-9]{2}\.[01][0-9]\.[0-3][0-9]-[0-9]{3}\.[0-9]{2}\b"),
    ("NATIONAL_ID", r"\b756\.[0-9]{4}\.[0-9]{4}\.[0-9]{2}\b"),
    ("NATIONAL_ID", r"\b[A-Z]{4}[0-9]{2}[01][0-9][0-3][0-9][HM][A-Z]{5}[0-9A-Z][0-9]\b"),
    ("TAX_ID", r"\b[A-Z]{3,4}[0-9]{2}[01][0-9][0-3][0-9][A-Z][0-9A-Z]{2}\b"),
    # Québec's health insurance number (RAMQ): three letters of the name and one, then the birth date, women's months from 51 on.
    # In small letters it is any word with a number: "card 4111 1111 1111 1111".
    ("NATIONAL_ID", r"\b(?-i:[A-Z]{4}) ?[0-9]{2}(?:0[1-9]|1[0-2]|5[1-9]|6[0-2]) ?(?:0[1-9]|[12][0-9]|3[01])[0-9]{2}\b"),
    # Argentina's CUIT, Kenya's PIN, and the VAT numbers of EU states whose form is distinct (Commission, VIES).
    ("TAX_ID", r"\b(?:20|2[34567]|30|3[34])-[0-9]{8}-[0-9]\b"),
    ("TAX_ID", r"\b[AP]0?[0-9]{8,9}[A-Z]\b"),
    ("TAX_ID", r"\b(?:ATU[0-9]{8}|NL[0-9]{9}B[0-9]{2}|BE[01][0-9]{9}|FR[0-9A-Z]{2}[0-9]{9})\b"),
    ("TAX_ID", r"\bES(?:[A-Z][0-9]{7}[0-9A-Z]|[0-9]{8}[A-Z])\b"),
    # An order of the largest web shop.
    ("ACCOUNT_ID", r"\b[0-9]{3}-[0-9]{7}-[0-9]{7}\b"),
    # A prefix that says whose number it is.
    (
        "ACCOUNT_ID",
        r"\b(?:cust?|customer|client|acct?|account|pol|policy|mbr|mem|member|ord|order|contract)[-_][0-9]{4,12}(?:-[A-Z0-9]{1,4})?\b",
    ),
)


_MBI = "[AC-HJ-KM-NP-RT-Y]"
"""A letter of the USA's Medicare number, which has none that looks like a digit."""
_IN_CAPITALS = (
    # Germany's pension number with spaces, Spain's social security number, the USA's Medicare number with spaces, Italy's tax
    # code with spaces.
    ("NATIONAL_ID", rf"[0-9]{{2}} {DAY}{MONTH}[0-9]{{2}} [A-Z] [0-9]{{3}}"),
    ("NATIONAL_ID", r"[0-9]{2}/[0-9]{8}/[0-9]{2}"),
    ("NATIONAL_ID", rf"[1-9]{_MBI}(?:{_MBI}|[0-9])[0-9] {_MBI}(?:{_MBI}|[0-9])[0-9] {_MBI}{{2}}[0-9]{{2}}"),
    ("NATIONAL_ID", r"(?:[A-Z]{6}|[A-Z]{3} [A-Z]{3}) [0-9]{2}[A-EHLMPRST][0-9]{2} [A-Z][0-9]{3}[A-Z]"),
    # Mexico's RFC with hyphens, Brazil's PIS, Indonesia's NPWP, Switzerland's UID, Venezuela's RIF, VAT numbers in groups.
    ("TAX_ID", rf"[A-Z]{{3,4}}-[0-9]{{2}}{MONTH}{DAY}-[0-9A-Z]{{3}}"),
    ("NATIONAL_ID", r"[0-9]{3}\.[0-9]{5}\.[0-9]{2}-[0-9]"),
    ("TAX_ID", r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9]-[0-9]{3}\.[0-9]{3}"),
    ("TAX_ID", r"CHE-?[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}(?: (?:MWST|TVA|IVA|TPV))?"),
    ("TAX_ID", r"[VEJPG]-?[0-9]{8}-[0-9]"),
    ("TAX_ID", r"FR[ .]?[0-9A-Z]{2}[ .][0-9]{3}[ .][0-9]{3}[ .][0-9]{3}"),
    ("TAX_ID", r"BE[ .]?[01][0-9]{3}[ .][0-9]{3}[ .][0-9]{3}"),
    ("TAX_ID", r"AT ?U ?[0-9]{8}"),
    # France's bank account (RIB).
    ("BANK_ACCOUNT", r"[0-9]{5} [0-9]{5} [0-9A-Z]{11} [0-9]{2}"),
)
"""In small letters these would be words and counts."""


# Québec's in any case, after its name.
_RAMQ = (
    r"\b(?:nam|ramq|maladie)[ :.]{1,3}"
    rf"(?P<{FIND}>[A-Z]{{4}} ?[0-9]{{2}}(?:0[1-9]|1[0-2]|5[1-9]|6[0-2]) ?(?:0[1-9]|[12][0-9]|3[01])[0-9]{{2}})\b"
)


# A vehicle's number (ISO 3779), which has its check digit in North America (49 CFR 565).
_VIN = r"\b[A-HJ-NPR-Z0-9]{17}\b"
_VIN_SIGNS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
_VIN_VALUES = "012345678912345678123457923456789"
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_MODULUS = 11


def identifiers() -> list[Rule]:
    """One rule per identifier."""
    nir = r"\b[12] ?[0-9]{2} ?(?:0[1-9]|1[0-2]) ?(?:[0-9]{2}|2[AB]) ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}\b"
    return [
        *(_rule(entity, expression) for entity, expression in _FORMS),
        Rule("NATIONAL_ID", SCORE, linear(nir).source, by_digits=True, validate=_nir_key, certifies=True),
        Rule("NATIONAL_ID", SCORE, linear(_RAMQ).source, by_digits=True, refine=fitting(_RAMQ)),
        Rule("CRYPTO", SCORE, linear(r"\b0x[0-9a-f]{40}\b").source),
        Rule("ACCOUNT_ID", SCORE, linear(_VIN).source, caseless=False, validate=_vin_key, certifies=True),
        announced("ACCOUNT_ID", VEHICLE_NUMBERS, following([(rf"(?:{GAPS}|[ \t]{{1,2}})({_VIN})", anything)]), SCORE),
        *(_rule(entity, rf"\b(?:{expression})\b", caseless=False) for entity, expression in _IN_CAPITALS),
    ]


def _rule(entity: str, expression: str, *, caseless: bool = True) -> Rule:
    return Rule(entity, SCORE, linear(expression).source, caseless=caseless, by_digits=True)


def _nir_key(value: str) -> bool | None:
    """The last two digits are 97 minus the rest modulo 97; Corsica's 2A and 2B count as 19 and 18."""
    digits = _NIR_SPACES.sub("", value).upper().replace("2A", "19").replace("2B", "18")
    return _NIR_MODULUS - int(digits[:-2]) % _NIR_MODULUS == int(digits[-2:])


def _vin_key(value: str) -> bool:
    """The ninth sign is the weighted sum modulo 11, X for ten."""
    total = sum(
        int(_VIN_VALUES[_VIN_SIGNS.index(sign)]) * weight for sign, weight in zip(value, _VIN_WEIGHTS, strict=True)
    )
    return value[8] == "0123456789X"[total % _VIN_MODULUS] and not value.isdigit() and not value.isalpha()
