"""Every parameter of every provider, sent as a caller would try to get it past a list of names.

Inside of raw-body and other fields, in another case, and twice. At the top of a body: `test_catalogue.py`.
"""

import re

import pytest

from gateway.core.call import render
from gateway.core.errors import Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.strict_json import dump, parse
from gateway.core.wire import Wire
from tests.support.catalogue import providers
from tests.support.providers import WIRES, body

UNSAFE = {"refuse", "force", "strip"}
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
MARK = "planted-7c1e"
NESTS = ("extra_body", "extra_query", "additional_model_request_fields", "metadata", "provider")
MUST_HAVE = {"model", "messages", "input", "max_tokens", "stream"}
"""What a body cannot be without: their values are judged by the wires' own tests."""


def names() -> set[str]:
    """Top-level parameters that some provider's row forces, strips or refuses, whatever their value."""
    rows = [row for known in providers().values() for row in known["params"] if row["verdict"] in UNSAFE]
    return {row["name"] for row in rows if _PLAIN.fullmatch(row["name"]) and not row.get("value_pattern")} - MUST_HAVE


def leaves(wire: Wire, asked: JsonObject) -> bytes:
    """What would be sent for it, or nothing when it is refused."""
    try:
        call = wire.read(asked)
    except Refusal:
        return b""
    given = render(call, [leaf.text for leaf in call.leaves])
    return dump(wire.outbound(given, model="m", note=None, forced={"store": False}))


@pytest.mark.parametrize("wire", WIRES, ids=lambda wire: wire.name)
@pytest.mark.parametrize("nest", NESTS)
def test_inside_of_another_field_it_does_not_leave(wire: Wire, nest: str) -> None:
    tried = sorted(names())
    assert len(tried) > 150
    for name in tried:
        assert MARK.encode() not in leaves(wire, {**body(wire), nest: {name: MARK}}), name


@pytest.mark.parametrize("wire", WIRES, ids=lambda wire: wire.name)
@pytest.mark.parametrize("change", [str.upper, str.title, lambda name: name + " ", lambda name: name.replace("_", "-")])
def test_written_otherwise_it_does_not_leave(wire: Wire, change: object) -> None:
    assert callable(change)
    for name in sorted(names()):
        other = change(name)
        if other != name:
            assert leaves(wire, {**body(wire), other: MARK}) == b"", other


@pytest.mark.parametrize("wire", WIRES, ids=lambda wire: wire.name)
def test_given_twice_it_is_refused(wire: Wire) -> None:
    for name in sorted(names()):
        twice = dump(body(wire))[:-1] + f',"{name}":false,"{name}":true}}'.encode()
        with pytest.raises(Refusal):
            parse(twice)
