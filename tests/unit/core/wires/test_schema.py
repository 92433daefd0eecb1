"""Treatments: each lets its own values through, and names the place of all others."""

import re
from typing import cast

import pytest

from gateway.core.call import Leaf, Role, Shape, Tree
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonValue
from gateway.core.wires.closed import closed
from gateway.core.wires.schema import (
    MAX_LEAVES,
    Array,
    Boolean,
    ByKind,
    Link,
    Name,
    Nullable,
    Number,
    NumberMap,
    OneOf,
    Pattern,
    Seed,
    Text,
    Treatment,
    Walk,
    one_of,
    unknown,
)

TEXT = Text(Role.USER, max_characters=5)
NUMBER = Number(0, 2, whole=False)
COUNT = Number(1, 4)
ONE_OF = OneOf("type", {"text": closed({"type": one_of("text")})}, frozenset({"image"}))
TOKENS = NumberMap(re.compile(r"[0-9]{1,3}"), Number(-1, 1), max_keys=2)

ACCEPTED: list[tuple[Treatment, JsonValue]] = [
    (NUMBER, 0),
    (NUMBER, 2),
    (NUMBER, 0.5),
    (COUNT, 4),
    (Boolean(), True),
    (one_of("a", "b"), "b"),
    (Pattern(re.compile("[a-z]+")), "abc"),
    (TOKENS, {"17": 1, "4": -1}),
    (Nullable(COUNT), None),
    (Array(COUNT, 2), [1, 2]),
    (ByKind(text=one_of("auto"), array=Array(COUNT, 1)), "auto"),
    (ByKind(text=one_of("auto"), array=Array(COUNT, 1)), [1]),
    (ONE_OF, {"type": "text"}),
]
REFUSED: list[tuple[Treatment, JsonValue, Code, str]] = [
    (TEXT, "longer", Code.INVALID_REQUEST, "at"),
    (TEXT, 1, Code.INVALID_REQUEST, "at"),
    (TEXT, None, Code.INVALID_REQUEST, "at"),
    (NUMBER, True, Code.INVALID_REQUEST, "at"),
    (NUMBER, 2.01, Code.INVALID_REQUEST, "at"),
    (NUMBER, -1, Code.INVALID_REQUEST, "at"),
    (NUMBER, "1", Code.INVALID_REQUEST, "at"),
    (COUNT, 1.0, Code.INVALID_REQUEST, "at"),
    (COUNT, 5, Code.INVALID_REQUEST, "at"),
    (Boolean(), 1, Code.INVALID_REQUEST, "at"),
    (Boolean(), "true", Code.INVALID_REQUEST, "at"),
    (one_of("a"), "A", Code.PARAMETER_REFUSED, "at"),
    (one_of("a"), ["a"], Code.INVALID_REQUEST, "at"),
    (Pattern(re.compile("[a-z]+")), "abc\n", Code.INVALID_REQUEST, "at"),
    (TOKENS, {"+17": 1}, Code.INVALID_REQUEST, "at"),
    (TOKENS, {"1": 0, "2": 0, "3": 0}, Code.INVALID_REQUEST, "at"),
    (TOKENS, {"1": 2}, Code.INVALID_REQUEST, "at"),
    (Seed(), 2**63, Code.INVALID_REQUEST, "at"),
    (Seed(), True, Code.INVALID_REQUEST, "at"),
    (Array(COUNT, 2), [1, 2, 3], Code.INVALID_REQUEST, "at"),
    (Array(COUNT, 2, min_items=1), [], Code.INVALID_REQUEST, "at"),
    (Array(COUNT, 2), [1, 0], Code.INVALID_REQUEST, "at[1]"),
    (Array(COUNT, 2), {"0": 1}, Code.INVALID_REQUEST, "at"),
    (ByKind(text=one_of("a")), ["a"], Code.INVALID_REQUEST, "at"),
    (ByKind(array=Array(COUNT, 1)), None, Code.INVALID_REQUEST, "at"),
    (ONE_OF, {"type": "image"}, Code.UNINSPECTABLE, "at"),
    (ONE_OF, {"type": "video"}, Code.PARAMETER_REFUSED, "at.type"),
    (ONE_OF, {"type": ["text"]}, Code.PARAMETER_REFUSED, "at.type"),
    (ONE_OF, {}, Code.PARAMETER_REFUSED, "at.type"),
    (ONE_OF, "text", Code.INVALID_REQUEST, "at"),
    (Name(Role.SCHEMA), "two words", Code.INVALID_REQUEST, "at"),
    (Name(Role.SCHEMA), "x" * 65, Code.INVALID_REQUEST, "at"),
    (Link(), "call 1", Code.INVALID_REQUEST, "at"),
    (Link(), 1, Code.INVALID_REQUEST, "at"),
]


@pytest.mark.parametrize(("treatment", "value"), ACCEPTED)
def test_a_value_of_the_closed_kinds_stays_as_it_is(treatment: Treatment, value: JsonValue) -> None:
    walk = Walk()

    assert treatment.read(value, "at", walk) == value
    assert walk.leaves == []


@pytest.mark.parametrize(("treatment", "value", "code", "param"), REFUSED)
def test_every_other_value_is_refused_by_place(treatment: Treatment, value: JsonValue, code: Code, param: str) -> None:
    with pytest.raises(Refusal) as caught:
        treatment.read(value, "at", Walk())

    assert (caught.value.code, caught.value.param) == (code, param)


def test_text_becomes_a_leaf_numbered_by_its_turn() -> None:
    walk = Walk()
    tree = Array(TEXT, 2).read(["a", "b"], "at", walk)

    assert tree == walk.leaves
    assert [(each.index, each.path, each.role, each.shape, each.text) for each in walk.leaves] == [
        (0, "at[0]", Role.USER, Shape.TEXT, "a"),
        (1, "at[1]", Role.USER, Shape.TEXT, "b"),
    ]


def test_a_name_is_a_leaf_that_admits_no_token() -> None:
    leaf = cast("Leaf", Name(Role.SCHEMA).read("find_contact", "at", Walk()))

    assert (leaf.shape, leaf.role, leaf.text) == (Shape.NAME, Role.SCHEMA, "find_contact")


def test_a_tool_is_declared_once() -> None:
    walk = Walk()
    declares = Name(Role.SCHEMA, declares=True)
    declares.read("find", "at", walk)

    assert walk.tools == ["find"]
    with pytest.raises(Refusal):
        declares.read("find", "at", walk)


def test_ids_of_tool_calls_leave_renumbered_and_still_tie_result_to_call() -> None:
    walk = Walk()
    ids: list[Tree] = [Link().read(each, "at", walk) for each in ("tel-4915112345678", "b", "tel-4915112345678")]

    assert ids == ["call00000", "call00001", "call00000"]


def test_a_seed_keeps_its_meaning_and_loses_its_digits() -> None:
    folded = [Seed().read(each, "at", Walk()) for each in (42, 4915112345678, 4915112345678, -1)]

    assert folded[0] == 42
    assert folded[1] == folded[2]
    assert all(isinstance(each, int) and 0 <= each < 2**16 for each in folded)


def test_leaves_are_bounded() -> None:
    walk = Walk()
    for _ in range(MAX_LEAVES):
        walk.leaf("x", "at", Role.USER, Shape.TEXT)

    with pytest.raises(Refusal) as caught:
        walk.leaf("x", "at", Role.USER, Shape.TEXT)
    assert caught.value.code is Code.TOO_LARGE


def test_a_key_that_may_be_somebody_s_number_is_never_repeated() -> None:
    assert unknown("messages[0]", "foo").param == "messages[0].foo"
    assert unknown("messages[0]", "+49 151 1234").param == "messages[0].*"
    assert unknown("", "extra_body").param == "extra_body"


@pytest.mark.parametrize(("written", "sent"), [(1.411111111111111, 1.411), (0.7, 0.7), (1.9999, 2.0), (1, 1)])
def test_a_fraction_keeps_so_many_places_that_no_number_of_anybody_fits(written: float, sent: float) -> None:
    assert Number(0, 2, whole=False).read(written, "temperature", Walk()) == sent
