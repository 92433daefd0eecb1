"""`isogate check`. Broken configurations are in tests/flows."""

from pathlib import Path

import pytest

from tests.support.commands import Shell


def test_the_sample_is_fine_before_it_was_ever_started(shell: Shell) -> None:
    ran = shell("check", "--sample", "--json")

    assert ran.code == 0
    assert ran.json["ok"] is True
    assert ran.json.keys() >= {"problems", "refusals", "warnings", "detection", "store", "unsafe"}
    assert not any(found for name, found in ran.json.items() if name != "ok")
    assert not Path("var").exists(), "looking makes nothing"


def test_a_fine_deployment_is_summed_up(acme: Shell) -> None:
    out = acme("check", "--sample").out

    assert "fine" in out
    assert "acme, globex" in out
    assert "sandbox (sandbox, local)" in out


def test_a_store_that_is_gone_is_a_problem_unless_it_is_not_asked(acme: Shell) -> None:
    Path("var/isogate.sqlite").unlink()

    ran = acme("check", "--sample")

    assert ran.code == 1
    assert "store:" in ran.out
    assert not Path("var/isogate.sqlite").exists()
    assert acme("check", "--sample", "--offline").code == 0


def test_a_tripwire_that_would_refuse_every_call_is_a_problem(acme: Shell) -> None:
    Path("var/isogate.sqlite-fingerprints").write_bytes(b"no database" * 1000)

    ran = acme("check", "--sample")

    assert ran.code == 1
    assert (
        "isogate.sqlite-fingerprints is damaged or unreadable (SQLITE_NOTADB): move it away and enrol again" in ran.out
    )
    assert acme("consent", "list", "acme", "--sample").code == 0, "whoever withdraws does not need it"


def test_a_master_key_that_is_gone_is_a_problem(acme: Shell) -> None:
    Path("var/master.key").unlink()

    ran = acme("check", "--sample")

    assert ran.code == 1
    assert "the master key is gone from" in ran.out
    assert not Path("var/master.key").exists()


def test_what_a_start_would_not_open_is_a_problem(acme: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISOGATE_PROVIDER_KEY", "sk-of-globex-alone")
    assert acme("tenant", "create", "globex", "--sample").code == 0
    encrypted = acme("provider", "encrypt", "sandbox", "--tenant", "globex", "--sample").out.strip()
    mock = "way: direct, wires: [openai.chat], base_url: 'https://m.example/v1', region: eu, flags: openai"
    issuer = (
        "issuer: 'https://crm.example', audience: gw, algorithms: [RS256], purposes: [content], keys: 'file:keys.json'"
    )
    config = (
        "tenants: package:tenants\nstore: {url: 'sqlite:///var/isogate.sqlite'}\nsecrets: {master_key: 'file:var/master.key'}\n"
        f"providers:\n  sandbox: {{way: sandbox}}\n  mock: {{{mock}, tenant_credentials: {{acme: '{encrypted}'}}}}\n"
    )
    Path("isogate.yaml").write_text(config)
    assert "the credential of tenant acme does not open" in acme("check").out

    Path("keys.json").write_text("{}")
    Path("isogate.yaml").write_text(f"{config}issuers: {{crm: {{{issuer}}}}}\n")
    assert "error issuers: issuer crm, " in acme("check").out

    Path("var/master.key").write_text("ab" * 32)
    ran = acme("check", "--sample")
    assert (ran.code, "the master key opens no tenant of this store" in ran.out) == (1, True)
    assert acme("check", "--sample", "--offline").code == 0


def test_what_is_wrong_with_a_store_stands_beside_the_line_that_names_it(shell: Shell, tmp_path: Path) -> None:
    key = tmp_path / "master.key"
    key.write_text("ab" * 32)
    key.chmod(0o600)
    Path("isogate.yaml").write_text(
        f"tenants: package:tenants\nproviders: {{sandbox: {{way: sandbox}}}}\nsecrets: {{master_key: 'file:{key}'}}\n"
        "store:\n  url: redis+cluster://127.0.0.1:1,127.0.0.1:2\n"
    )

    ran = shell("check")

    assert ran.code == 1
    assert (
        "isogate.yaml:5: error: store: Redis at 127.0.0.1:1 or 127.0.0.1:2 cannot be asked: nobody listens" in ran.out
    )


def test_a_store_of_a_wrong_form_is_named_with_what_is_wanted(shell: Shell) -> None:
    Path("isogate.yaml").write_text(
        "tenants: package:tenants\nproviders: {sandbox: {way: sandbox}}\nstore:\n  url: redis://a:1,b:2\n"
    )

    ran = shell("check")

    assert ran.code == 1
    assert "isogate.yaml:4: error: store.url" in ran.out
    assert "wanted for several servers: redis+cluster://" in ran.out


def test_a_warning_alone_is_no_failure(shell: Shell) -> None:
    Path("isogate.yaml").write_text(
        "listen: 0.0.0.0:8080\ntenants: package:tenants\nproviders:\n  sandbox:\n    way: sandbox\n"
    )

    ran = shell("check", "--offline")

    assert ran.code == 0
    assert "isogate.yaml:1: warning: listen" in ran.out


def test_no_configuration_at_all_is_wrong_use(shell: Shell) -> None:
    ran = shell("check")

    assert ran.code == 2
    assert "--sample" in ran.err


def test_a_recognizer_that_does_not_load_is_a_problem(shell: Shell) -> None:
    Path("ours.py").write_text("raise ValueError('not today')\n")
    Path("isogate.yaml").write_text(
        "tenants: package:tenants\nproviders: {sandbox: {way: sandbox}}\n"
        "detection:\n  recognizers:\n    ours: {python: 'ours:Badge'}\n"
    )

    ran = shell("check")

    assert ran.code == 1
    assert "detection: ValueError: not today" in ran.out


def test_no_detection_of_names_is_shown(shell: Shell) -> None:
    Path("isogate.yaml").write_text(
        "tenants: package:tenants\nproviders: {sandbox: {way: sandbox}}\ndetection: {names: unsafe_none}\n"
    )

    ran = shell("check")

    assert ran.code == 0
    assert "isogate.yaml:3: warning: detection.names.unsafe_none: weakens a promise" in ran.out
    assert "names are found by: unsafe_none" in ran.out
    assert shell("check", "--json").json["unsafe"] == ["detection.names.unsafe_none"]
