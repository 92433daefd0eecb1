"""Values that words of further languages and other scripts name are found, and other words of their length name none."""

import asyncio
import re

import pytest

from gateway.adapters.presidio_detector.further_words import FURTHER
from gateway.adapters.presidio_detector.label_words import COMMON, SPECIFIC
from tests.support.detection import detector


def _hidden(text: str) -> str:
    [spans] = asyncio.run(detector().find([text], [], "en"))
    hidden = set[int]().union(*(range(span.start, span.end) for span in spans))
    return "".join("*" if place in hidden else char for place, char in enumerate(text))


@pytest.mark.parametrize(
    ("before", "value"),
    [
        ("Пароль: ", "Leto2031!x"),
        ("пароль ", "Leto2031!x"),
        ("密码:", "Xia2031!x"),
        ("我的密码是", "Xia2031!x"),
        ("비밀번호는 ", "Yeo2031!x"),
        ("סיסמה: ", "Kaitz31!x"),
        ("lösenord: ", "Sommar31!x"),
        ("jelszó: ", "Nyar2031!x"),
        ("旅券番号は", "TK4417265"),
        ("护照号码是", "E55120934"),
        ("여권번호: ", "M712B8769"),
        ("номер паспорта: ", "4511 203948"),
        ("生年月日:", "1977年3月4日"),
        ("생년월일: ", "1977년 3월 4일"),
        ("född ", "3 mars 1977"),
        ("дата рождения ", "04.03.1977"),
        ("nasci em ", "3 de março de 1977"),
        ('"dob":"', "1977-03-04"),
        ("Мой паспорт серия ", "4550 № 389095"),
        ("Reisepassnummer: ", "JC36T49RT"),
        ("PAN no. ", "REJPC 7056 H"),
        ("el DNI que figura (", "41207770"),
        ("le CNI indiqué (", "X4RTBPFW4"),
        ("born in Aberdeen on ", "12th of May 1977"),
        ("Discord: ", "annaberg#4821"),
        ("UID-Nummer: ", "AT U47543252"),
        ("kundnummer: ", "104482"),
        ("口座番号 ", "1234567"),
    ],
)
def test_what_follows_a_label_is_found(before: str, value: str) -> None:
    assert _hidden(f"{before}{value}\n") == f"{before}{'*' * len(value)}\n"


@pytest.mark.parametrize("text", ["писали: 4511203948 р.", "我的手表是55120934", "병원번호도: 712887"])
def test_another_word_of_that_length_names_nothing(text: str) -> None:
    assert _hidden(text) == text


def test_a_time_after_a_birth_date_does_not_keep_it() -> None:
    assert _hidden('{"dob":"1977-03-04T00:00:00Z"}') == '{"dob":"**********T00:00:00Z"}'


def test_every_list_is_one_that_is_used_and_in_small_letters() -> None:
    lists = {*SPECIFIC, *COMMON, "BORN", "PHONES", "PASSWORDS", "ADDRESSES", "LOGINS"}

    assert set(FURTHER) <= lists
    for words in FURTHER.values():
        assert all(word == word.lower() and not re.search(r"\s\s|^\s|\s$", word) for word in words)
