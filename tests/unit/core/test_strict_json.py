"""One strict reading, one writing."""

import json
import sys
import time

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.strict_json import ANSWER, MIB, Limits, dump, dump_text, parse, parse_value

NOT_JSON = {
    "empty": b"",
    "not UTF-8": b'{"a": "\xff"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "overlong UTF-8": b'{"a": "\xc0\xaf"}',
    "surrogate in UTF-8": b'{"a": "\xed\xa0\x80"}',
    "BOM": b'\xef\xbb\xbf{"a": 1}',
    "duplicate key": b'{"store": false, "store": true}',
    "duplicate key, escaped": b'{"store": false, "st\\u006fre": true}',
    "duplicate key, nested": b'{"a": [{"b": 1, "b": 1}]}',
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": -Infinity}',
    "overflow": b'{"a": 1e999}',
    "long integer": b'{"a": ' + b"1" * 65 + b"}",
    "very long integer": b'{"a": ' + b"1" * 5000 + b"}",
    "long fraction": b'{"a": 0.' + b"1" * 63 + b"}",
    "lone surrogate": b'{"a": "\\ud83d"}',
    "lone low surrogate as a key": b'{"\\uDE00": 1}',
    "trailing data": b'{"a": 1} {}',
    "trailing comma": b'{"a": 1,}',
    "control character": b'{"a": "\x01"}',
    "comment": b'{"a": 1 /* */}',
    "single quotes": b"{'a': 1}",
    "leading zero": b'{"a": 01}',
    "array": b"[1]",
    "string": b'"a"',
    "null": b"null",
}


@pytest.mark.parametrize("name", NOT_JSON)
def test_what_two_parsers_could_read_differently_is_refused(name: str) -> None:
    assert _refused(NOT_JSON[name]) is Code.INVALID_REQUEST


def test_the_same_document_comes_back() -> None:
    text = '{"a":[1,-2.5,true,null,"Zoë 😀 \\u2028"],"b":{"":""}}'

    assert dump(parse(text.encode())) == text.replace("\\u2028", "\u2028").encode()


def test_an_escaped_pair_of_surrogates_is_one_character() -> None:
    assert parse(b'{"a": "\\ud83d\\ude00"}') == {"a": "\U0001f600"}


def test_an_escaped_backslash_before_ud_is_no_surrogate() -> None:
    assert parse(b'{"a": "\\\\ud800"}') == {"a": "\\ud800"}


def test_sixty_four_digits_are_read_exactly() -> None:
    assert parse(b'{"a": ' + b"9" * 64 + b"}") == {"a": 10**64 - 1}


@pytest.mark.parametrize(("size", "expected"), [(99, None), (100, None), (101, Code.TOO_LARGE)])
def test_the_limit_of_bytes_is_exact(size: int, expected: Code | None) -> None:
    body = b'{"a": "' + b"x" * (size - 9) + b'"}'

    assert len(body) == size
    assert _refused(body, Limits(max_bytes=100)) is expected


@pytest.mark.parametrize("depth", [23, 24, 25, 100, 50_000])
def test_the_limit_of_depth_is_exact(depth: int) -> None:
    body = b'{"a":' * (depth - 1) + b"[]" + b"}" * (depth - 1)
    limits = Limits(max_nodes=100_000)

    assert _refused(body, limits) is (None if depth <= 24 else Code.INVALID_REQUEST)


@pytest.mark.parametrize("item", [b"0", b"[]", b"{ }", b'"{[,,,"', b'"\\""', b'[ "," ]'])
def test_the_limit_of_nodes_is_exact(item: bytes) -> None:
    each = 2 if item == b'[ "," ]' else 1
    for nodes, expected in ((998, None), (1002, Code.TOO_LARGE)):
        body = b'{"a": [' + b", ".join([item] * ((nodes - 2) // each)) + b"]}"

        assert _refused(body, Limits(max_nodes=1000)) is expected


def test_brackets_and_commas_inside_strings_count_for_nothing() -> None:
    text = "[{," * 20_000

    assert parse(dump({"a": text})) == {"a": text}


def test_a_long_body_is_measured_the_same_at_the_cut_of_its_probe() -> None:
    for padding in range(40):
        body = b'{"a": "' + b"x" * (64 * 1024 - 40 + padding) + b'", "b": [1, {}, [], [ ]]}'

        assert _refused(body, Limits(max_nodes=7)) is None
        assert _refused(body, Limits(max_nodes=6)) is Code.TOO_LARGE


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 12 * MIB,
        b"[]" * MIB,
        b'{"a":' * 200_000,
        b"[," * MIB,
        b'"\\"' * MIB,
        b'"' + b"\\" * (2 * MIB + 1),
        b"]" * MIB,
        b'{"a": "' + b"\\u0041" * MIB,
    ],
    ids=lambda body: body[:8].decode(),
)
def test_hostile_bodies_cost_little_and_never_escape(body: bytes) -> None:
    started = time.process_time()

    assert _refused(body, Limits(max_bytes=16 * MIB)) in {Code.INVALID_REQUEST, Code.TOO_LARGE}
    assert time.process_time() - started < 0.5


def test_a_provider_s_answer_breaks_with_a_provider_s_code() -> None:
    assert _refused(b"<html>", ANSWER) is Code.PROVIDER_ERROR
    assert _refused(b"[" * 100, ANSWER) is Code.PROVIDER_ERROR


def test_a_refusal_and_its_chain_hold_nothing_of_the_document() -> None:
    with pytest.raises(Refusal) as caught:
        parse(b'{"canary-4711": canary-4711}')

    assert caught.value.__context__ is None
    assert "canary" not in f"{caught.value!r}{caught.value}"


def test_no_key_outlives_its_document() -> None:
    document = parse(b'{"canary-key-%d": 1}' % 4711)
    (key,) = document
    del document

    assert sys.getrefcount(key) <= 2  # this name's, and the question's: whoever else keeps keys may be no collector's


def test_any_value_can_stand_in_a_string() -> None:
    assert parse_value(b" [1] ") == [1]


def test_what_is_no_json_is_not_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump({"a": float("nan")})
    with pytest.raises(UnicodeEncodeError):
        dump({"a": "\ud800"})
    with pytest.raises(TypeError):
        dump({"a": b""})


def test_writing_is_compact_and_keeps_the_order() -> None:
    assert dump_text({"b": 1, "a": [1.5, "é"]}) == '{"b":1,"a":[1.5,"é"]}'
    assert json.loads(dump({"b": "\n"})) == {"b": "\n"}


def _refused(body: bytes, limits: Limits | None = None) -> Code | None:
    try:
        parse(body, limits) if limits else parse(body)
    except Refusal as refusal:
        return refusal.code
    return None
