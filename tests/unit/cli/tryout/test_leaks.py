"""A planted value is found however it is written in a provider's bytes."""

import json

import pytest

from gateway.cli.tryout.leaks import leaks

NAME, PHONE = "Jane Doe", "+44 20 7946 0958"


def _body(text: str) -> bytes:
    return json.dumps({"messages": [{"role": "user", "content": text}]}).encode()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call Jane Doe", [NAME]),
        ("Call JANE DOE", [NAME]),
        ("Call +44 (0)20 ... no, 442079460958", [PHONE]),
        ("Call [PERSON_1] on [PHONE_NUMBER_2]", []),
        ("Call Jane, or Doe", []),
    ],
)
def test_values_in_another_case_or_grouping_are_leaks(text: str, found: list[str]) -> None:
    assert leaks(_body(text), (NAME, PHONE)) == found


def test_values_behind_escapes_and_in_keys_and_lists_are_leaks() -> None:
    assert leaks(b'{"a": ["J\\u0061ne Doe"]}', (NAME,)) == [NAME]
    assert leaks(b'{"Jane Doe": 1}', (NAME,)) == [NAME]


def test_a_sealed_block_that_went_out_unopened_leaks_everything() -> None:
    assert leaks(_body("isgseal1.AAAA.isgsealend"), (NAME, PHONE)) == [NAME, PHONE]
