"""`isogate seal` makes what the gateway opens."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.core.derive import derive
from gateway.core.entities import Label
from gateway.core.errors import Code, Refusal
from gateway.core.keys import SEAL_PREFIX, compose
from gateway.core.seal import Block, SealKey, open_block, runs
from gateway.core.source import Known, Party
from tests.support.commands import Ran, Shell

KEY = derive(b"root", "seal")
RECORD = ["--record", "lead-1", "--kind", "lead", "--user", "u-1"]


@pytest.fixture(autouse=True)
def _seal_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISOGATE_SEAL_KEY", compose(SEAL_PREFIX, "acme", "s1", KEY))


def test_a_sealed_record_opens_as_it_was(shell: Shell) -> None:
    Path("known.json").write_text(json.dumps(["Ashdown", ["Jonquil Ashdown", "c-1", "PERSON"], ["c@d.example", "c-2"]]))

    ran = shell(
        "seal", *RECORD, "--subject", "c-1=addressee", "--subject", "c-2=third", "--known", "known.json",
        stdin="Jonquil Ashdown asked.\nTwice: ü\n".encode(),
    )  # fmt: skip

    block = _opened(ran)
    assert block.text == "Jonquil Ashdown asked.\nTwice: ü"
    assert (block.kind, block.user) == ("lead", "u-1")
    assert block.subjects == {"c-1": Party.ADDRESSEE, "c-2": Party.THIRD}
    assert block.known == (
        Known("Ashdown"),
        Known("Jonquil Ashdown", Label.PERSON, Party.ADDRESSEE),
        Known("c@d.example", None, Party.THIRD),
    )


def test_a_record_is_bound_to_purposes(shell: Shell) -> None:
    block = _opened(shell("seal", *RECORD, "--purpose", "twin", "--purpose", "content", stdin=b"x"))

    assert block.purposes == frozenset({"content", "twin"})


def test_a_minor_is_marked(shell: Shell) -> None:
    assert _opened(shell("seal", *RECORD, "--subject", "c-1=third", "--minor", "c-1", stdin=b"x")).has_minor
    assert _opened(shell("seal", *RECORD, "--subject", "c-1=third", "--born", "c-1=2020-01-01", stdin=b"x")).has_minor


def test_a_seal_expires_when_it_was_said(shell: Shell) -> None:
    ran = shell("seal", *RECORD, "--expires", "0s", stdin=b"x")

    with pytest.raises(Refusal) as refused:
        _opened(ran)
    assert refused.value.code is Code.CONTEXT_EXPIRED


@pytest.mark.parametrize(
    "wrong",
    [
        ["--record", "r", "--kind", "Lead!"],
        ["--record", "r", "--kind", "sample"],
        [*RECORD, "--subject", "c-1=friend"],
        [*RECORD, "--subject", "c-1"],
        [*RECORD, "--expires", "soon"],
        [*RECORD, "--known", "nowhere.json"],
        [*RECORD, "--tenant", "globex"],
        ["--kind", "lead"],
    ],
)
def test_what_cannot_be_sealed_is_wrong_use_and_names_no_content(shell: Shell, wrong: list[str]) -> None:
    ran = shell("seal", *wrong, stdin=b"canary")

    assert ran.code == 2
    assert ran.out == ""
    assert "canary" not in ran.err


@pytest.mark.parametrize("known", ['"canary"', "{", '[["canary"]]', "[1]", '[["canary", "c-1", 3]]'])
def test_a_file_of_known_values_of_another_form_is_wrong_use(shell: Shell, known: str) -> None:
    Path("known.json").write_text(known)

    ran = shell("seal", *RECORD, "--known", "known.json", stdin=b"x")

    assert ran.code == 2
    assert "canary" not in ran.err


def test_another_key_is_wrong_use(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISOGATE_SEAL_KEY", "isg_acme_s1_x")

    assert shell("seal", *RECORD, stdin=b"x").code == 2


def _opened(ran: Ran) -> Block:
    assert ran.code == 0, ran.err
    (run,) = runs(ran.out)
    return open_block(run, tenant="acme", keys={"s1": SealKey(KEY)}, now=datetime.now(UTC))
