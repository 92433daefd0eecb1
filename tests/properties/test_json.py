"""Any bytes at all: read strictly or refused, and never two meanings."""

import json
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import Limits, dump, parse, parse_value

NO_LIMITS = Limits(max_bytes=1 << 30, max_depth=1 << 20, max_nodes=1 << 30)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**63), 10**63), st.floats(allow_nan=False, allow_infinity=False), TEXT
)
VALUES: st.SearchStrategy[JsonValue] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=30
)
OBJECTS: st.SearchStrategy[JsonObject] = st.dictionaries(TEXT, VALUES, max_size=5)
SCRAPS = st.lists(
    st.sampled_from(
        [
            *'{}[],:"\\ \n',
            '"a"',
            '"a":',
            '{"a":',
            "1",
            "-0.5e3",
            "null",
            "true",
            "NaN",
            "\\u0041",
            "\\ud83d",
            "é",
            "\x00",
        ]
    ),
    max_size=40,
).map("".join)


@given(OBJECTS)
def test_what_is_written_is_read_back(value: JsonObject) -> None:
    assert parse(dump(value)) == value


@given(OBJECTS, st.data())
def test_however_a_document_is_written_it_means_the_same(value: JsonObject, data: st.DataObject) -> None:
    escaped, indent = data.draw(st.booleans()), data.draw(st.sampled_from([None, 0, 2]))

    assert parse(json.dumps(value, ensure_ascii=escaped, indent=indent).encode()) == value


@given(st.binary(max_size=60) | SCRAPS.map(lambda text: text.encode()))
@example(b'{"a":1}')
@example(b'{"\\ud800":1}')
def test_any_bytes_are_read_or_refused_and_only_as_json(raw: bytes) -> None:
    refusal, read = None, None
    try:
        read = parse(raw)
    except Refusal as caught:
        refusal = caught

    if refusal is None:
        assert read == json.loads(raw)
        assert parse(dump(read)) == read
    else:
        assert refusal.code in {Code.INVALID_REQUEST, Code.TOO_LARGE}
        assert refusal.__context__ is None


@given(VALUES, st.integers(1, 12), st.integers(1, 60))
def test_depth_and_nodes_are_counted_exactly(value: JsonValue, depth: int, nodes: int) -> None:
    limits = Limits(max_depth=depth, max_nodes=nodes)
    raw = json.dumps(value, indent=1, ensure_ascii=False).encode()
    fits = _nodes(value) <= nodes and _depth(value) <= depth

    if fits:
        assert parse_value(raw, limits) == value
    else:
        expected = Code.TOO_LARGE if _nodes(value) > nodes else Code.INVALID_REQUEST
        with pytest.raises(Refusal) as caught:
            parse_value(raw, limits)
        assert caught.value.code is expected


@given(OBJECTS.filter(bool), st.data())
def test_a_second_value_for_a_key_is_never_dropped_silently(value: JsonObject, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(value)))
    twice = dump(value)[:-1] + b"," + dump({key: data.draw(SCALARS)})[1:]

    with pytest.raises(Refusal):
        parse(twice, NO_LIMITS)


@given(st.integers(), st.floats())
def test_a_number_is_read_as_it_is_or_refused(whole: int, fraction: float) -> None:
    text = json.dumps({"a": whole, "b": fraction})
    if len(str(abs(whole))) > 64 or not math.isfinite(fraction):
        with pytest.raises(Refusal):
            parse(text.encode())
    else:
        assert parse(text.encode()) == {"a": whole, "b": fraction}


def _nodes(value: JsonValue) -> int:
    if isinstance(value, dict):
        return 1 + sum(map(_nodes, value.values()))
    return 1 + sum(map(_nodes, value)) if isinstance(value, list) else 1


def _depth(value: JsonValue) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0
