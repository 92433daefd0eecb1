"""What the model takes for a value of somebody's and is a program's, a formula's or a table's.

All of it is told by its whole notation, so that a part of a value is never let go. What a rule finds stays found.
"""

from __future__ import annotations

import re
from base64 import b64decode
from itertools import pairwise

from gateway.adapters.presidio_detector.counting import HOURS, is_count, is_hours
from gateway.adapters.presidio_detector.labelled import MASK
from gateway.adapters.presidio_detector.payment import is_of_an_issuer
from gateway.adapters.presidio_detector.reading.number_words import NUMBERS
from gateway.adapters.presidio_detector.things import is_of_a_paper, is_of_a_thing, is_surely_of_a_thing
from gateway.core.entities import Label

_SIDE = 100
_WORD = re.compile(r"(?<![\w+/=-])(?:=\?)?[\w+/-]+={0,2}(?![\w+/=-])")
_MACHINES = re.compile(
    r"0x[0-9a-f]{1,8}|(?:(?:ssh-)?ed|x)25519|base-?(?:16|32|36|45|58|62|64|85)|sha-?(?:1|224|256|384|512)|md5|crc-?(?:16|32|64)|"
    r"aes-?(?:128|192|256)|rsa-?(?:1024|2048|3072|4096)|utf-?(?:8|16|32)|"
    r"(?-i:sha256-[A-Za-z0-9+/]{43}=|sha384-[A-Za-z0-9+/]{64}|sha512-[A-Za-z0-9+/]{86}==)",
    re.IGNORECASE,
)
"""A number of 32 bits, an algorithm, and the hash by which a page checks what it loads."""
_SENTENCE = re.compile(r"[A-Z]?[a-z]{1,16}(?:[,;:]? [a-z]{1,16}){3,40}[.!?]?")
"""Without a capital inside, a digit or a sign of an address. What is in base64 is read for itself besides (reading/blobs.py)."""
_BASE64 = re.compile(r"[A-Za-z0-9+/]{24,400}={0,2}")
_DECIMAL = re.compile(r"(?<![\w.,+-])[0-9]\.[0-9]{5,17}(?![\w.])")
_GROUPS = re.compile(r"(?<![\w.,+-])[1-9][0-9]{0,2}(?: [0-9]{3}){1,2}(?![\w]|[ .-][0-9])")
_LIST = re.compile(r"(?<![\w.,+-])[1-9][0-9]{1,3}(?:, [1-9][0-9]{1,3}){2,24}(?![\w]|,? [0-9])")
_ALIKE = 1.5
"""How much more the greatest of a list's counts may be than the least."""
_CENTS = re.compile(r"(?<![\w.,])[0-9]{1,6}\.\Z")
_CURRENCY = re.compile(
    r"(?<![A-Z])(?:AED|AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HUF|INR|JPY|KES|MXN|NOK|PLN|SEK|SGD|TRY|USD|ZAR)[;,|\t]\Z"
)
_CENTS_AFTER = re.compile(r"[0-9]{2}(?![\w./-]|[ ]?[0-9])")
_CELL_ENDS = re.compile(r"[;,|\t\n]|\Z")
_AMOUNT = re.compile(r"[1-9][0-9]{0,6}")
_TERM = re.compile(r"(?<![\w-])[A-Z]{3,8}-[0-9]{1,2}(?:Y|YR|YRS|M)(?![\w-])")
"""A plan and how many years it runs."""
_REPLACES = re.compile(r"([\w./-]{3,24}) (?:replaces|supersedes|ersetzt|remplace|sustituye|sostituisce) \Z")
_SYSTEM = re.compile(
    r"(?:OS|iOS|iPadOS|macOS|Android|Windows|Ubuntu|Debian|Fedora|Office|Chrome|Firefox|Safari|Edge) [0-9]{1,2}"
)
_DAY = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)")
_PIECE = re.compile(r"[0-9]{1,3}")
_MODEL_BEFORE, _MODEL_AFTER = re.compile(r"[A-Za-z]{2}-\Z"), re.compile(r"[A-Z](?!\w)")
_MAIL_BEFORE, _MAIL_AFTER = re.compile(r"(?<!\w)by \Z"), re.compile(r" with E?SMTPS?A?\b")
_PROTOCOL = re.compile(r"(?:E?SMTPS?A?|LMTPS?A?|HTTPS?|IMAPS?)")
_ROW = re.compile(r"[0-9]+(?:(?: | / )[0-9]+)*")
_MIN_ROW = 6
_BEFORE = 32


def is_notation(label: Label, text: str, start: int, end: int) -> bool:
    """True for what is nobody's, though the model calls it `label`; of pieces that touch each other, from first to last."""
    if label is Label.STREET_ADDRESS:
        return _is_no_house(text, start, end)
    if label is Label.USERNAME and _is_of_mail(text, start, end):
        return True
    if _is_machines(text, start, end):
        return True
    if label in {Label.USERNAME, Label.EMAIL_ADDRESS, Label.DATE_OF_BIRTH}:
        return False
    return _is_things(text, start, end) or _is_sum(label, text, start, end) or _is_countdown(text[start:end])


def _is_machines(text: str, start: int, end: int) -> bool:
    word = _covering(_WORD, text, start, end)
    return _MACHINES.fullmatch(word) is not None or (_BASE64.fullmatch(word) is not None and _is_sentence(word))


def _is_sentence(word: str) -> bool:
    try:
        read = b64decode(word + "=" * (-len(word) % 4), validate=True).decode("ascii")
    except ValueError:
        return False
    return _SENTENCE.fullmatch(read) is not None


def _is_things(text: str, start: int, end: int) -> bool:
    """True for the number of a product, in one piece, and for what says how such numbers look."""
    value = text[start:end]
    if MASK.fullmatch(value) or _covering(_TERM, text, start, end):
        return True
    replaced = _REPLACES.search(text, max(0, start - _BEFORE), start)
    if replaced and is_surely_of_a_thing(text, replaced.start(1)):
        return True
    return value.isalnum() and is_of_a_thing(text, start)


def _is_sum(label: Label, text: str, start: int, end: int) -> bool:
    """True for a fraction, an amount, hours and counts; what may be dialled is a list of counts only if it says so."""
    value = text[start:end]
    if (_ROW.fullmatch(value) and is_count(text, start, end)) or is_hours(_covering(HOURS, text, start, end)):
        return True
    before = max(0, start - _BEFORE)
    if _AMOUNT.fullmatch(value) and _CURRENCY.search(text, before, start) and _CELL_ENDS.match(text, end):
        return True
    if label is Label.PHONE_NUMBER:
        return False
    if _CENTS_AFTER.match(text, start) and _CENTS.search(text, before, start):
        return True
    decimal = _covering(_DECIMAL, text, start, end)
    if decimal and not is_of_an_issuer(decimal.replace(".", "")):
        return True
    return " 000" in _covering(_GROUPS, text, start, end) or _is_list(_covering(_LIST, text, start, end))


def _is_list(row: str) -> bool:
    """True for three counts or more that are much the same, and no card's groups."""
    counts = [int(each) for each in row.split(", ")] if row else []
    digits = "".join(map(str, counts))
    return bool(counts) and max(counts) <= _ALIKE * min(counts) and not is_of_an_issuer(digits)


def _is_countdown(value: str) -> bool:
    """True for number words that go up or down by one."""
    numbers = [NUMBERS.get(each, -1) for each in re.findall(r"\w+", value.lower())]
    steps = {after - before for before, after in pairwise(numbers)}
    return len(numbers) >= _MIN_ROW and min(numbers) >= 0 and steps in ({1}, {-1})


def _is_of_mail(text: str, start: int, end: int) -> bool:
    """True for a machine and a protocol on a mail's way."""
    if _PROTOCOL.fullmatch(text, start, end):
        return True
    is_by = _MAIL_BEFORE.search(text, max(0, start - _BEFORE), start)
    return is_by is not None and _MAIL_AFTER.match(text, end) is not None


def _is_no_house(text: str, start: int, end: int) -> bool:
    """True for a program's version, a day, a paper of business, and the number in a model's name."""
    if _SYSTEM.fullmatch(text, start, end) or _DAY.fullmatch(text, start, end):
        return True
    number = start + text[start:end].rfind(" ") + 1
    if text[number:end].isdecimal() and is_of_a_paper(text, number):
        return True
    is_model = _PIECE.fullmatch(text, start, end) and _MODEL_AFTER.match(text, end)
    return bool(is_model) and _MODEL_BEFORE.search(text, max(0, start - _BEFORE), start) is not None


def _covering(expression: re.Pattern[str], text: str, start: int, end: int) -> str:
    """What of the text around fits and has all of the range in it; "" for nothing."""
    last = min(len(text), end + _SIDE)
    for found in expression.finditer(text, max(0, start - _SIDE), last):
        if found.start() <= start and end <= found.end():
            return found[0] if found.end() < last or last == len(text) else ""
    return ""
