"""Rules for values that a label word names: "policy no: XK-4711", "dob 3/4/71", "passwort: …".

A label makes even a plain number personal, and little is asked of the value's form, so these rules find identifiers of
countries that Presidio has no pattern for. Label words in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish
and Turkish; the form of each is our own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from gateway.adapters.presidio_detector.dialect import linear, widened
from gateway.adapters.presidio_detector.rule import FIND, Rule, Validate, extending

SCORE = 0.6
MIN_DIGITS: Mapping[str, int] = {"TAX_ID": 7, "NATIONAL_ID": 5, "PASSPORT": 5, "DRIVER_LICENSE": 5}
"""Fewer are no number of that kind ("VAT 20 %", "social 5"); 3 where nothing else is said."""
DISTINCTIVE_DIGITS = 5
MAX_VALUE = 72
"""Characters that a value may have."""

_WORDS: Mapping[str, str] = {
    "NATIONAL_ID": (
        r"ssn|social security|social|social insurance|national insurance|nino|nhs|national id|id card|identity card|nie|nif|dni|"
        r"cpf|curp|aadhaa?r|bsn|pesel|nir|insee|sécurité sociale|sécu|codice fiscale|c\.f\.|personnummer|ahv|avs|personalausweis|"
        r"sozialversicherungsnummer|tc kimlik|kimlik|tckn|rut|bvn|nin|cnic|medicare|medicaid|mrn|versichertennummer"
    ),
    "TAX_ID": (
        r"vat|tin|ein|itin|tax|tax id|ust-?id|steuer-?id|steuernummer|partita iva|p\.? ?iva|siren|siret|gstin|cnpj|cif|rfc|nip|"
        r"btw|abn|tfn|utr"
    ),
    "PASSPORT": r"passport|reisepass|pasaporte|passeport|passaport[oe]|paszport|pasaport|paspoort",
    "DRIVER_LICENSE": (
        r"driver'?s? licen[cs]e|driving licen[cs]e|führerschein|permis de conduire|patente|carnet de conducir|rijbewijs|"
        r"prawo jazdy|ehliyet|cnh"
    ),
    "LICENSE_PLATE": (
        r"licen[cs]e plate|number plate|plate|reg|kennzeichen|matrícula|immatriculation|targa|kenteken|placa|plaka|tablica|vrm"
    ),
    "ACCOUNT_ID": (
        r"customer|client|account|acct|member|membership|policy|order|subscriber|loyalty|patient|contract|"
        r"booking|reservation|frequent flyer|kunden|kundennummer|vertragsnummer|bestellnummer|policennummer|cliente|cliënt|"
        r"póliza|polizza|klantnummer|polisnummer|klienta|müşteri|apólice|dossier"
    ),
    "BANK_ACCOUNT": (
        r"bank account|account|acct|acc|a/c|sort|sort code|sortcode|routing|aba|bsb|konto|kontonummer|blz|bankleitzahl|compte|"
        r"cuenta|clabe|conto|conta|agência|rekening|rekeningnummer|konta|hesap|transit"
    ),
}
_KIND = r"(?:id|no|nos|num|number|nr|nº|n°|code|card|ref|reference|nummer|número|numero|numer|#)(?![a-z])"
_GAP = r"[\"']?(?: ?(?:is|was|ist|es|est|è|é|=|:|#|\.|-|–)){0,3}[ \t]{0,3}[\"'#]?"
_IDENTIFIER = r"[A-Z0-9]{1,12}(?:[-/.]?[A-Z0-9]{1,12}| [A-Z0-9]{0,5}[0-9][A-Z0-9]{0,5}){1,6}"
_VALUES: Mapping[str, str] = {
    "BANK_ACCOUNT": r"[0-9](?:[ -]?[0-9]){5,19}",
    "LICENSE_PLATE": r"[A-Z0-9]{1,4}(?:[ -]?[A-Z0-9]{1,4}){1,3}",
    "ACCOUNT_ID": r"[A-Z0-9]{1,12}(?:[-/_.]?[A-Z0-9]{1,12}){1,4}",
}
# These words are common in text that names nobody ("order 500 units"): without a word for "number", or a sign, beside them the
# value must look like nothing else.
_COMMON = frozenset({"ACCOUNT_ID", "BANK_ACCOUNT"})

_DATE = (
    r"[0-9]{1,4}[./-] ?[0-9]{1,2}[./-] ?[0-9]{2,4}"
    r"|[0-9]{1,2}(?:st|nd|rd|th|\.)? (?:of |de |d')?[a-z\w]{3,12}\.?,?(?: (?:de |of )?[0-9]{2,4})?"
    r"|[a-z\w]{3,12}\.? [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{2,4}"
)
_BORN = (
    r"d\.?o\.?b\.?|date[ _]?of[ _]?birth|birth[ _]?date|birthday|bday|born|geboren|geb\.|geburtsdatum|"
    r"née? le|date de naissance|fecha de nacimiento|nacid[oa]|nacimiento|data di nascita|nat[oa] il|"
    r"data de nascimento|nascid[oa]|nascimento|geboortedatum|data urodzenia|urodzon[ya]|ur\.|doğum tarihi"
)
_CALENDAR = re.compile(r"(?:19|20)[0-9]{2}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?|(?:Q[1-4]|H[12]|FY)[-/ ]?[0-9]{2,4}")
_BORN_GAP = r"[\"']?(?: ?(?:is|was|on|am|el|em|il|le|op|in|=|:|,|-|\()){0,3}[ \t]{0,3}[\"']?"


def labelled() -> list[Rule]:
    """The rules of every label word, and of birth dates."""
    rules = [_rule("DATE_OF_BIRTH", rf"\b(?:{_BORN}){_BORN_GAP}", r"[\w]", _DATE, _has_digit)]
    for entity, words in _WORDS.items():
        value = _VALUES.get(entity, _IDENTIFIER)
        many = _digits(MIN_DIGITS.get(entity, 3), letters=entity == "LICENSE_PLATE")
        if entity in _COMMON:
            signed = rf"\b(?:{words})(?:[ _]?{_KIND}{_GAP}| ?[=:#]{_GAP})"
            plain = _digits(DISTINCTIVE_DIGITS, letters=entity == "ACCOUNT_ID")
            rules += [
                _rule(entity, signed, "[A-Z0-9]", value, many),
                _rule(entity, rf"\b(?:{words}) ", "[A-Z0-9]", value, plain),
            ]
        else:
            rules.append(_rule(entity, rf"\b(?:{words})(?:[ _]?{_KIND}|(?![a-z])){_GAP}", "[A-Z0-9]", value, many))
    return rules


def _rule(entity: str, label: str, first: str, value: str, validate: Validate) -> Rule:
    """The automaton looks for the label and the value's first character only: the whole value would make it too large."""
    return Rule(
        entity,
        SCORE,
        linear(widened(label + first)).source,
        refine=extending(rf"{label}(?P<{FIND}>{value})\b", MAX_VALUE),
        extends=True,
        validate=validate,
    )


def _has_digit(value: str) -> bool | None:
    return None if any(map(str.isdigit, value)) else False


def _digits(least: int, *, letters: bool) -> Validate:
    """A value with fewer digits is a word of the sentence; a date or a quarter is no number of anybody's."""

    def validate(value: str) -> bool | None:
        if sum(map(str.isdigit, value)) < least or _CALENDAR.fullmatch(value):
            return False
        return None if not letters or any(map(str.isalpha, value)) else False

    return validate
