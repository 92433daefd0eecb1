"""Opening sealed blocks: whole and this tenant's own, or the call is refused."""

import base64
import hmac
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from gateway.core.deployment import seal_key
from gateway.core.entities import Label
from gateway.core.errors import Code, Refusal
from gateway.core.seal import Block, SealKey, is_mentioned, open_block, runs
from gateway.core.source import Known, Party
from tests.support.sealing import ROOT_KEY, SEAL_KEYS, seal_key_text, sealer
from tests.support.stages import NOW

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "sealing.json").read_text(encoding="utf-8"))


KEY = seal_key(ROOT_KEY, "s1")


def seal(text: str = "Met Jane.", **changes: object) -> str:
    arguments: dict[str, object] = {"tenant": "acme", "record": "r1", "kind": "lead", **changes}
    return sealer("acme", "globex").seal(text, **arguments)  # type: ignore[arg-type]  # by name


def opened(text: str) -> Block:
    """The last block of the text; all are opened, in order."""
    return [open_block(run, tenant="acme", keys=SEAL_KEYS, now=NOW) for run in runs(text)][-1]


def refused(text: str) -> Code:
    with pytest.raises(Refusal) as caught:
        opened(text)
    assert caught.value.__cause__ is None
    return caught.value.code


def forged(header: object, text: bytes = b"x") -> str:
    """A block that the right key signed, with a header that the SDK would not write."""
    signed = json.dumps(header).encode() + b"\n" + text
    payload = base64.urlsafe_b64encode(signed + hmac.digest(KEY, signed, "sha256")).decode().rstrip("=")
    return f"isgseal1.{payload}.isgsealend"


EIGHTEENTH = NOW.date().replace(year=NOW.year - 18)
HEADER = {"v": 1, "kid": "s1", "tenant": "acme", "record": "r", "kind": "lead", "expires": int(NOW.timestamp()) + 9}


@pytest.mark.parametrize("vector", VECTORS["valid"], ids=lambda vector: vector["name"])
def test_the_documented_vectors_open(vector: dict[str, str]) -> None:
    assert opened(vector["block"]).text == vector["arguments"]["text"]  # type: ignore[index]  # plain JSON


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda vector: vector["name"])
def test_the_documented_refusals_hold(vector: dict[str, str]) -> None:
    assert refused(vector["block"]) == vector["code"]


def test_a_block_opens_to_what_was_sealed() -> None:
    block = opened(
        seal(
            user="u1",
            purposes=["twin", "content", "twin"],
            subjects={"c1": "addressee", "c2": "third"},
            known=["Initech", ("Jane", "c1"), ("Bob", "c2", "PERSON"), ("+1", "c1", "NEW_LABEL")],
        )
    )

    assert (block.text, block.kind, block.user) == ("Met Jane.", "lead", "u1")
    assert block.purposes == frozenset({"content", "twin"})
    assert opened(seal()).purposes is None
    assert dict(block.subjects) == {"c1": Party.ADDRESSEE, "c2": Party.THIRD}
    assert block.known == (
        Known("Initech"),
        Known("Jane", None, Party.ADDRESSEE),
        Known("Bob", Label.PERSON, Party.THIRD),
        Known("+1", None, Party.ADDRESSEE),
    )
    assert "Jane" not in repr(block)


@pytest.mark.parametrize(
    ("subjects", "known", "party"),
    [
        ({"c1": "addressee"}, [], Party.ADDRESSEE),
        ({"c1": "third", "c2": "third"}, ["Jane"], Party.THIRD),
        ({"c1": "addressee", "c2": "third"}, [], Party.UNKNOWN),
        ({"c1": "addressee"}, [("Jane", "c1")], Party.UNKNOWN),
        ({}, [], Party.UNKNOWN),
    ],
)
def test_a_find_is_somebodys_only_when_it_can_be_nobody_elses(
    subjects: dict[str, str], known: list[object], party: Party
) -> None:
    block = opened(seal(subjects=subjects, known=known))

    assert block.party is party
    assert all(each.party is party for each in block.known if not subjects or known == ["Jane"])


def test_text_around_and_between_blocks_is_left_where_it_is() -> None:
    one, two = seal("one"), seal("two")
    text = f'{{"a":"\\n{one}\\n","b":"{two}"}}'

    assert [text[run.start : run.end] for run in runs(text)] == [one, two]


def test_another_accounts_block_is_foreign() -> None:
    assert refused(seal(tenant="globex")) is Code.CONTEXT_FOREIGN


def test_a_block_expires() -> None:
    block = seal(expires=timedelta(seconds=1))

    (run,) = runs(block)
    with pytest.raises(Refusal, match="context_expired"):
        open_block(run, tenant="acme", keys=SEAL_KEYS, now=NOW + timedelta(seconds=1))


def test_a_retired_or_unknown_seal_key_opens_nothing() -> None:
    (run,) = runs(seal())

    with pytest.raises(Refusal, match="context_forged"):
        open_block(run, tenant="acme", keys={"s2": SEAL_KEYS["s1"]}, now=NOW)


def test_a_block_cut_or_changed_at_any_place_is_forged() -> None:
    block = seal("Met Jane Doe on Monday. " * 12)

    for at in range(len(block)):
        cut_end, cut_start = block[:at], block[at:]
        assert not is_mentioned(cut_end) or refused(cut_end) is Code.CONTEXT_FORGED
        assert at == 0 or not is_mentioned(cut_start) or refused(cut_start) is Code.CONTEXT_FORGED
        swapped = block[:at] + ("A" if block[at] != "A" else "B") + block[at + 1 :]
        assert refused(swapped) in {Code.CONTEXT_FORGED, Code.CONTEXT_FOREIGN}, at


@pytest.mark.parametrize(
    "spoil",
    [
        str.upper,
        str.title,
        lambda block: block.replace(".", "\\."),
        lambda block: block.replace("-", "\\-").replace("_", "\\_").replace(".", "\\."),
        lambda block: "\n".join(block[at : at + 76] for at in range(0, len(block), 76)),
        lambda block: block[100:-100],
        lambda block: block + ".isgsealend",
        lambda block: block[60:] + " " + block,
        lambda block: block + block[60:] + block,
        lambda block: block.upper() + block,
        lambda block: block[:-60] + block,
        lambda block: block.removesuffix(".isgsealend") + block,
        lambda block: "see isgseal for the manual",
    ],
)
def test_whatever_bears_the_signature_and_is_no_whole_block_is_forged(spoil: object) -> None:
    assert refused(spoil(seal("x" * 400))) is Code.CONTEXT_FORGED  # type: ignore[operator]  # a function of text


@pytest.mark.parametrize(
    "text",
    [
        "i\u200bs\u200bg\u200bs\u200be\u200ba\u200bl1.abc",
        "ｉｓｇｓｅａｌ1.abc",
        "𝐢𝐬𝐠𝐬𝐞𝐚𝐥1.abc",
        "ⓘⓢⓖⓢⓔⓐⓛ1.abc",
        "isg\u00adseal1.abc",
        "isg\x01seal1.abc",
        "isg\u0335seal1.abc",
        "IſGSEAL é \ufeffISG\u2060SEAL",
        "isg\u0301seal1.abc",
        "is\u0302gs\u030ceal1.abc",
    ],
)
def test_a_disguised_signature_is_forged(text: str) -> None:
    assert is_mentioned(text)
    assert refused(text) is Code.CONTEXT_FORGED


@pytest.mark.parametrize("text", ["", "plain", "José isg seal", "می\u200cخواهیم", "ｉｓｇ ｓｅａｌ", "👩\u200d💻 ﬁne"])
def test_text_without_it_is_not(text: str) -> None:
    assert not is_mentioned(text)


def test_a_block_inside_a_blocks_text_is_forged() -> None:
    assert refused(forged(HEADER, seal("x").encode())) is Code.CONTEXT_FORGED


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"kind": 1},
        {"kind": "Lead"},
        {"user": 1},
        {"expires": "soon"},
        {"expires": True},
        {"expires": None},
        {"subjects": ["c1"]},
        {"subjects": {"c1": "unknown"}},
        {"subjects": {"c1": 1}},
        {"known": ["Jane"]},
        {"known": [[1, None, None]]},
        {"known": [[]]},
        {"known": [["Jane"]]},
        {"known": [["Jane", 7, None]]},
        {"known": [["Jane", None, None], "abc"]},
        {"known": [["Jane", "c9", None]]},
        {"known": {"a": 1}},
        {"minors": "c1"},
        {"purposes": "content"},
        {"purposes": [1]},
        {"purposes": {"content": True}},
        {"born": {"c1": "1990"}},
        {"born": {"c1": 1990}},
        {"kid": ["s1"]},
    ],
)
def test_a_genuine_block_of_an_unknown_form_is_refused_too(change: dict[str, object]) -> None:
    assert opened(forged(HEADER)).text == "x"
    assert refused(forged({**HEADER, **change})) is Code.CONTEXT_FORGED


@pytest.mark.parametrize("header", [[], "x", None, 1])
def test_a_header_that_is_no_object_is_forged(header: object) -> None:
    assert refused(forged(header)) is Code.CONTEXT_FORGED


@pytest.mark.parametrize("payload", ["", "A", "AA", "A=", "é", "a b", "[" * 50, "W1tb" * 50_000])
def test_a_payload_of_nothing_or_rubbish_is_forged(payload: str) -> None:
    assert refused(f"isgseal1.{payload}.isgsealend") is Code.CONTEXT_FORGED


@pytest.mark.parametrize("length", [0, 1, 32, 64])
def test_a_prepared_key_makes_the_mac_of_the_documented_format(length: int) -> None:
    key = SealKey(bytes(range(length)))

    for size in (0, 1, 55, 56, 64, 1_000):  # around the ends of the hash's blocks
        message = bytes(size)
        assert key.mac(message) == hmac.digest(bytes(range(length)), message, "sha256")


def test_a_key_longer_than_a_block_of_the_hash_is_none() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        SealKey(bytes(65))


def test_text_that_is_not_utf8_is_forged() -> None:
    assert refused(forged(HEADER, b"\xff")) is Code.CONTEXT_FORGED


@pytest.mark.parametrize(
    ("born", "minor"),
    [
        (EIGHTEENTH + timedelta(days=1), True),
        (EIGHTEENTH, False),
        (NOW.date(), True),
        (date(1960, 1, 1), False),
    ],
)
def test_a_person_is_a_minor_until_the_eighteenth_birthday(born: date, *, minor: bool) -> None:
    assert opened(seal(subjects={"c1": "third"}, born={"c1": born})).has_minor is minor


def test_a_flagged_minor_is_one_whatever_the_dates_say() -> None:
    assert opened(seal(subjects={"c1": "third"}, minors=["c1"], born={"c1": date(1960, 1, 1)})).has_minor


def test_a_megabyte_of_beginnings_is_refused_at_the_first() -> None:
    assert refused("isgseal1." * 100_000) is Code.CONTEXT_FORGED
    assert refused("isgseal1.a.isgseal.isgseal1.isgseal." * 30_000) is Code.CONTEXT_FORGED


def test_the_seal_key_of_the_tests_is_the_documented_one() -> None:
    assert seal_key_text() == VECTORS["seal_key"]
