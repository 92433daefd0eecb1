"""What `serve` says before it opens a port. Serving itself is shown in tests/flows."""

import socket
from pathlib import Path

import pytest

from gateway.cli import main as cli
from gateway.cli import serve
from tests.support.commands import Shell

CONFIG = """listen: 127.0.0.1:{port}
store:
  url: sqlite:///var/isogate.sqlite
secrets:
  master_key: file:var/master.key
tenants: package:tenants
providers:
  sandbox:
    way: sandbox
"""


@pytest.fixture(autouse=True)
def _this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "start_hardened", lambda environ: None)
    monkeypatch.setattr(serve, "_run", lambda config, listener: pytest.fail("it would serve"))
    monkeypatch.setattr(serve, "forbid_dumps", lambda: pytest.fail("it would serve"))


def test_every_problem_is_said_at_once_and_nothing_is_made(shell: Shell) -> None:
    Path("isogate.yaml").write_text("listen: nowhere\ntenants: package:tenants\nstore:\n  url: mysql://x\n")

    ran = shell("serve")

    assert ran.code == 1
    assert "isogate.yaml:1: listen" in ran.err
    assert "isogate.yaml:4: store.url" in ran.err
    assert not Path("var").exists()


def test_a_port_in_use_is_said_in_one_line(shell: Shell) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        Path("isogate.yaml").write_text(CONFIG.format(port=taken.getsockname()[1]))

        ran = shell("serve")

    assert ran.code == 1
    assert "cannot listen on 127.0.0.1" in ran.err
    assert ran.err.count("\n") == 1


def test_a_store_that_cannot_be_asked_stops_the_start_with_line_and_remedy(acme: Shell) -> None:
    url = "redis://somebody:hidden@127.0.0.1:1/0"
    Path("isogate.yaml").write_text(CONFIG.format(port=1).replace("sqlite:///var/isogate.sqlite", url))

    ran = acme("serve")

    assert ran.code == 1
    assert "isogate.yaml:3: store: Redis at 127.0.0.1:1 cannot be asked: nobody listens there" in ran.err
    assert "hidden" not in ran.err


def test_a_store_that_went_missing_stops_the_start(acme: Shell) -> None:
    Path("var/isogate.sqlite").unlink()
    Path("isogate.yaml").write_text(CONFIG.format(port=1))

    ran = acme("serve")

    assert ran.code == 1
    assert not Path("var/isogate.sqlite").exists()


def test_a_tripwire_that_would_refuse_every_call_stops_the_start(acme: Shell) -> None:
    Path("var/isogate.sqlite-fingerprints").write_bytes(b"no database" * 1000)
    Path("isogate.yaml").write_text(CONFIG.format(port=1))

    ran = acme("serve")

    assert (ran.code, "isogate.sqlite-fingerprints is damaged" in ran.err, "enrol again" in ran.err) == (1, True, True)


def test_a_master_key_that_is_gone_stops_the_start_and_is_not_made_anew(acme: Shell) -> None:
    Path("var/master.key").unlink()
    Path("isogate.yaml").write_text(CONFIG.format(port=1))

    ran = acme("serve")

    assert (ran.code, ran.out) == (2, "")
    assert "the master key is gone from" in ran.err
    assert "var/master.key, and this store's tenants were made with it: put it back" in ran.err
    assert not Path("var/master.key").exists(), "a new one would pass for the lost one"


@pytest.mark.parametrize(
    ("text", "says"),
    [("ab" * 32, "the master key opens no tenant of this store"), ("ab", "is 64 hexadecimal digits"), ("", "64 hex")],
    ids=["another deployment's", "cut off", "empty"],
)
def test_a_wrong_master_key_stops_the_start(acme: Shell, text: str, says: str) -> None:
    Path("var/master.key").write_text(text)
    Path("isogate.yaml").write_text(CONFIG.format(port=1))

    ran = acme("serve")

    assert (ran.code, says in ran.err) == (2, True), ran.err
    assert "abab" not in ran.err


def test_a_tenants_credential_that_does_not_open_stops_the_start(acme: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISOGATE_PROVIDER_KEY", "sk-of-globex-alone")
    assert acme("tenant", "create", "globex", "--sample").code == 0
    encrypted = acme("provider", "encrypt", "sandbox", "--tenant", "globex", "--sample").out.strip()
    provider = "  mock: {way: direct, wires: [openai.chat], base_url: 'https://m.example/v1', region: eu, flags: openai"
    Path("isogate.yaml").write_text(
        f"{CONFIG.format(port=1)}{provider}, tenant_credentials: {{acme: '{encrypted}'}}}}\n"
    )

    ran = acme("serve")

    assert ran.code == 2
    assert (
        "provider mock: the credential of tenant acme does not open: encrypt it anew with `isogate provider" in ran.err
    )


def test_an_unknown_log_level_is_wrong_use(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISOGATE_LOG_LEVEL", "trace")

    assert shell("serve", "--sample").code == 2


def test_the_server_tells_nothing_of_itself_and_of_callers() -> None:
    config = serve._uvicorn(1, "debug")

    assert not config.access_log
    assert not config.server_header
    assert not config.proxy_headers
    assert config.ws == "none"
    assert config.timeout_graceful_shutdown == 25
