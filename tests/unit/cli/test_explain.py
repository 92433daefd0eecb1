"""`isogate explain`: what would be decided and sent; nothing is dialled, nothing kept."""

import json
from pathlib import Path

import pytest

from tests.support.commands import Shell

BODY = {"model": "sandbox/echo", "messages": [{"role": "user", "content": "Mail jane.doe@example.com"}]}
CALL = ["explain", "--sample", "--purpose", "content", "--user", "u-17"]


@pytest.fixture
def allowed(acme: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    acme("consent", "grant", "acme", "--purpose", "content", "--everyone", "--sample")
    key = acme("key", "create", "acme", "--purposes", "content", "--sample").out.strip()
    monkeypatch.setenv("ISOGATE_KEY", key)
    return acme


def test_an_allowed_call_is_shown_step_by_step_with_the_body_that_would_leave(allowed: Shell) -> None:
    ran = allowed(*CALL, stdin=json.dumps(BODY).encode())

    assert ran.code == 0, ran.err
    assert [line.split()[1] for line in ran.lines[:6]] == [
        "authenticate",
        "consent",
        "permit",
        "isolate",
        "redact",
        "guard",
    ]
    assert "EMAIL_ADDRESS=1" in ran.out
    assert '"content": "Mail [EMAIL_ADDRESS_1]"' in ran.out
    assert "jane" not in ran.out


def test_programs_get_the_same_as_json(allowed: Shell) -> None:
    explained = allowed(*CALL, "--json", stdin=json.dumps(BODY).encode()).json

    assert explained["allowed"] is True
    assert explained["permit"]["model"] == "sandbox/echo"
    assert explained["body"]["messages"][-1]["content"] == "Mail [EMAIL_ADDRESS_1]"


def test_both_wires_are_understood(allowed: Shell) -> None:
    body = json.dumps({**BODY, "max_tokens": 10}).encode()

    assert allowed(*CALL, "--wire", "anthropic", stdin=body).code == 0


@pytest.mark.parametrize(
    ("wire", "body", "sent"),
    [
        ("embeddings", {"input": ["Mail jane.doe@example.com"]}, '"Mail [EMAIL_ADDRESS]"'),
        ("count-tokens", {"messages": BODY["messages"]}, '"Mail [EMAIL_ADDRESS_1]"'),
        ("responses", {"input": "Mail jane.doe@example.com"}, '"Mail [EMAIL_ADDRESS_1]"'),
    ],
)
def test_every_other_wire_is_understood_too(allowed: Shell, wire: str, body: dict[str, object], sent: str) -> None:
    ran = allowed(*CALL, "--wire", wire, stdin=json.dumps({"model": "sandbox/echo", **body}).encode())

    assert ran.code == 0, ran.err
    assert sent in ran.out


def test_a_refusal_is_explained_with_its_remedy(allowed: Shell) -> None:
    ran = allowed(*CALL, stdin=json.dumps({**BODY, "store": True}).encode())

    assert ran.code == 1
    assert ran.out.startswith("refused: parameter_refused at store")
    assert "C4.6" in ran.out


def test_programs_get_a_refusal_as_json(allowed: Shell) -> None:
    allowed("consent", "withdraw", "acme", "--purpose", "content", "--everyone", "--sample")

    ran = allowed(*CALL, "--json", stdin=json.dumps(BODY).encode())

    assert ran.code == 1
    assert (ran.json["allowed"], ran.json["code"]) == (False, "consent_withdrawn")


def test_nothing_is_kept(allowed: Shell) -> None:
    allowed(*CALL, stdin=json.dumps(BODY).encode())

    assert allowed("traces", "list", "--sample", "--json").json == []
    assert all(b"jane.doe" not in file.read_bytes() for file in Path("var").iterdir())


def test_a_key_is_needed_and_never_asked_for_on_the_command_line(acme: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ISOGATE_KEY", raising=False)

    assert acme(*CALL, stdin=b"{}").code == 2
    assert "--key KEY" not in acme("explain", "--help").out
