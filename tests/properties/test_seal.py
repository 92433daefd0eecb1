"""Sealing and opening, over any text: what went in comes out, and nothing that was touched opens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.errors import Code, Refusal
from gateway.core.keys import API_PREFIX, compose, parse
from gateway.core.seal import SIGNATURE, Block, is_mentioned, open_block, runs
from tests.support.sealing import SEAL_KEYS, sealer
from tests.support.stages import NOW

REFUSED = {Code.CONTEXT_FORGED, Code.CONTEXT_FOREIGN}
TEXT = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: SIGNATURE not in text.lower())
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
KNOWN = NAMES.filter(lambda text: bool(text.strip()))


def seal(text: str, **changes: object) -> str:
    arguments: dict[str, object] = {"tenant": "acme", "record": "r1", "kind": "lead", **changes}
    return sealer().seal(text, **arguments)  # type: ignore[arg-type]  # by name


def refusal(text: str) -> Code | None:
    """The code with which `text` is refused, or None when every block in it opens."""
    try:
        for run in runs(text):
            open_block(run, tenant="acme", keys=SEAL_KEYS, now=NOW)
    except Refusal as refused:
        return refused.code
    return None


def opened(text: str) -> list[Block]:
    return [open_block(run, tenant="acme", keys=SEAL_KEYS, now=NOW) for run in runs(text)]


@given(TEXT, NAMES, st.dictionaries(NAMES, st.sampled_from(["addressee", "sender", "third"])), st.lists(KNOWN))
def test_what_was_sealed_is_what_opens(text: str, user: str, subjects: dict[str, str], known: list[str]) -> None:
    (run,) = runs(seal(text, user=user, subjects=subjects, known=known))
    block = open_block(run, tenant="acme", keys=SEAL_KEYS, now=NOW)

    assert (block.text, block.user) == (text, user)
    assert {subject: party.value for subject, party in block.subjects.items()} == subjects
    assert [each.value for each in block.known] == known


@given(st.lists(TEXT, max_size=4), TEXT)
def test_blocks_in_any_text_are_found_in_order_and_nothing_else_is(texts: list[str], between: str) -> None:
    blocks = [seal(text) for text in texts]
    whole = between + between.join(blocks)

    assert [whole[run.start : run.end] for run in runs(whole)] == blocks


@given(TEXT, st.data())
def test_a_block_with_any_character_replaced_never_opens_to_anything_else(text: str, data: st.DataObject) -> None:
    block = seal(text)
    at = data.draw(st.integers(0, len(block) - 1))
    other = data.draw(st.characters(exclude_characters=block[at]))
    changed = block[:at] + other + block[at + 1 :]

    # `+/` mean the same as `-_`, and the last character has bits that mean nothing: the same bytes may open.
    assert refusal(changed) in REFUSED or opened(changed) == opened(block)


@given(st.text(min_size=200, max_size=900), st.data())
def test_any_piece_of_a_block_longer_than_a_line_is_refused(text: str, data: st.DataObject) -> None:
    clean = text.encode("utf-8", "replace").decode().lower().replace(SIGNATURE, "")
    block = seal(clean)
    start = data.draw(st.integers(0, len(block) - 121))
    stop = data.draw(st.integers(start + 121, len(block)))
    piece = block[start:stop]

    assert piece == block or (is_mentioned(piece) and refusal(piece) is Code.CONTEXT_FORGED)


@pytest.mark.parametrize(("last", "signs"), [(0x7F, "\x01\x08\x0e\x1f\x7f"), (0x10FFFF, "\x01\x7f\u00ad\u200b\u0301")])
@given(st.data())
def test_a_signature_in_any_case_and_with_unseen_signs_inside_is_known_in_any_text(
    last: int, signs: str, data: st.DataObject
) -> None:
    around, unseen = st.text(st.characters(max_codepoint=last)), st.text(signs, max_size=2)
    spelled = [
        data.draw(st.sampled_from([letter, letter.upper()])) + data.draw(unseen, label="unseen") for letter in SIGNATURE
    ]

    assert is_mentioned(data.draw(around) + "".join(spelled) + data.draw(around))


@given(st.text(), st.text())
def test_any_text_is_read_or_refused_and_never_fails_otherwise(before: str, after: str) -> None:
    for middle in ("isgseal1.", ".isgsealend", "isgseal1.AAAA.isgsealend", ".isgseal."):
        assert refusal(before + middle + after) in REFUSED


@given(st.from_regex(r"[a-z0-9][a-z0-9-]{0,62}", fullmatch=True), st.binary(min_size=32, max_size=32))
def test_a_gateway_key_says_its_tenant_whatever_the_secret(tenant: str, secret: bytes) -> None:
    presented = parse(compose(API_PREFIX, tenant, "k1", secret))

    assert presented is not None
    assert presented.tenant == tenant


@given(st.text())
def test_any_text_is_a_key_or_none(text: str) -> None:
    assert parse(text) is None
