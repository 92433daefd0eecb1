"""Tags of reasoning: one block, one tenant, one user, one purpose, one provider; the block comes back to the byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.deployment import deployment_keys
from gateway.core.jsontypes import JsonObject
from gateway.core.reasoning import CARRIERS, parted

KEYS = deployment_keys(bytes(range(32)))
SCOPE = KEYS.reasoning_scope("acme", "u-17", "twin", "p1")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
THINKING = st.builds(
    lambda thinking, signature: {"type": "thinking", "thinking": thinking, "signature": signature}, TEXT, TEXT
)
REDACTED = TEXT.map(lambda data: {"type": "redacted_thinking", "data": data})
ITEMS = st.builds(
    lambda summary, encrypted: {
        "type": "reasoning",
        "summary": [{"type": "summary_text", "text": text} for text in summary],
        "encrypted_content": encrypted,
    },
    st.lists(TEXT, max_size=3),
    TEXT,
)
BLOCKS = st.one_of(THINKING, REDACTED, ITEMS)


@given(BLOCKS)
def test_a_block_comes_back_as_it_went(block: JsonObject) -> None:
    found = parted(SCOPE.tagged(block))

    assert found is not None
    tag, bare = found
    assert bare == block
    assert SCOPE.owns(bare, tag)


@given(BLOCKS, BLOCKS)
def test_a_tag_is_of_one_block_only(block: JsonObject, other: JsonObject) -> None:
    tag, _ = parted(SCOPE.tagged(block)) or ("", {})

    assert SCOPE.owns(other, tag) == (block == other)


@pytest.mark.parametrize(
    "whose",
    [
        ("globex", "u-17", "twin", "p1"),
        ("acme", "u-18", "twin", "p1"),
        ("acme", "u-17", "content", "p1"),
        ("acme", "u-17", "twin", "p2"),
        ("acmeu-17", "", "twin", "p1"),
    ],
)
def test_a_tag_proves_nothing_to_anybody_else(whose: tuple[str, str, str, str]) -> None:
    block: JsonObject = {"type": "thinking", "thinking": "hm", "signature": "signed"}
    tag, _ = parted(SCOPE.tagged(block)) or ("", {})

    assert not KEYS.reasoning_scope(*whose).owns(block, tag)
    assert not deployment_keys(bytes(32)).reasoning_scope("acme", "u-17", "twin", "p1").owns(block, tag)


@pytest.mark.parametrize("value", ["", "signed", "isgreason2.", "isgreason2.00.x", "isgreason1." + "0" * 32 + ".x"])
@pytest.mark.parametrize("kind", CARRIERS)
def test_what_has_no_tag_is_told_apart(kind: str, value: str) -> None:
    assert parted({"type": kind, CARRIERS[kind]: value}) is None


def test_a_key_does_not_show() -> None:
    assert repr(SCOPE) == "ReasoningScope()"
