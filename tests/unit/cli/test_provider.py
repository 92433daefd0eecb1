"""`isogate provider`."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.commands import Shell
from tests.support.configuration import ENVIRON, GATEWAY, write

TODAY = datetime.now(UTC).date()


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)


def until(days: int) -> str:
    """The configuration, its contract ending in so many days."""
    return GATEWAY.replace("2027-06-30", str(TODAY + timedelta(days=days)))


def test_the_list_shows_region_evidence_and_who_uses_it(shell: Shell, tmp_path: Path) -> None:
    write(tmp_path, gateway=until(400))

    listed = shell("provider", "list").out
    (sandbox, mock) = shell("provider", "list", "--json").json

    assert "acme/deal_coach" in listed
    assert str(TODAY + timedelta(days=400)) in listed
    assert (mock["standing"], mock["region"], mock["used_by"]) == ("valid", "eu", ["acme/deal_coach"])
    assert (mock["contract"]["evidence"], mock["contract"]["retention_days"]) == ("E-1", 0)
    assert (mock["vendor"]["provider"], mock["vendor"]["retention_days"]) == ("OpenAI", 30)
    assert mock["vendor"]["source"]
    assert sandbox["standing"] == "valid"
    assert "sk-mock-1" not in listed + str(mock)


@pytest.mark.parametrize(
    ("flags", "vendor"),
    [("openai", "30 days  "), ("mistral", "30 days, trains: by plan  "), ("ollama", "0 days, not confirmed  ")],
)
def test_the_list_shows_the_evidence_and_what_the_vendor_keeps_and_trains_on(
    shell: Shell, tmp_path: Path, flags: str, vendor: str
) -> None:
    write(tmp_path, gateway=until(400).replace("flags: openai", f"flags: {flags}"))

    heading, sandbox, mock = shell("provider", "list").out.splitlines()

    assert heading.split()[6:8] == ["EVIDENCE", "VENDOR"]
    assert f"  E-1  {' ' * (len('EVIDENCE') - len('E-1'))}" in mock
    assert vendor in mock
    assert "built in" not in sandbox


@pytest.mark.parametrize(
    ("days", "code", "says"),
    [(400, 0, "fine"), (30, 0, "ends soon"), (0, 0, "ends soon"), (-1, 1, "refused")],
)
def test_the_check_warns_ahead_and_fails_when_a_used_contract_ended(
    shell: Shell, tmp_path: Path, days: int, code: int, says: str
) -> None:
    write(tmp_path, gateway=until(days))

    ran = shell("provider", "check")

    assert ran.code == code
    assert ran.out.startswith(says)
    report = shell("provider", "check", "--json").json
    assert report["ok"] == (code == 0)
    assert [each["provider"] for each in report["ends_soon"]] == (["mock"] if says == "ends soon" else [])


def test_what_no_tenant_uses_fails_nothing(shell: Shell, tmp_path: Path) -> None:
    old = until(-1)[until(-1).index("  mock:") :].replace("mock:", "old:")
    write(tmp_path, gateway=until(400) + old)

    assert shell("provider", "check").code == 0
    assert [each["standing"] for each in shell("provider", "list", "--json").json] == ["valid", "valid", "ended"]


def test_a_provider_that_is_off_is_refused_with_the_reason_unless_it_is_taken_unproven(
    shell: Shell, tmp_path: Path
) -> None:
    off = until(400).replace("flags: openai", "flags: together")
    write(tmp_path, gateway=off)

    ran = shell("provider", "check")
    assert ran.code == 1
    assert "contradict each other" in ran.out
    assert shell("provider", "list", "--json").json[1]["standing"] == "off"

    write(tmp_path, gateway=off.replace("    flags:", "    unsafe_unproven_flags: true\n    flags:"))
    assert shell("provider", "check").code == 0
    assert "providers.mock.unsafe_unproven_flags" in shell("check", "--offline").out


def test_the_sample_is_fine(shell: Shell) -> None:
    assert shell("provider", "check", "--sample").code == 0


def test_a_tenants_credential_is_printed_encrypted_and_opens_at_start(
    acme: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ISOGATE_PROVIDER_KEY", "sk-of-acme-alone")
    encrypted = acme("provider", "encrypt", "sandbox", "--tenant", "acme", "--sample").out.strip()

    assert encrypted.startswith("encrypted:")
    assert "sk-of-acme" not in encrypted
    assert acme("provider", "encrypt", "nosuch", "--tenant", "acme", "--sample").code == 2
    assert acme("provider", "encrypt", "sandbox", "--tenant", "nobody", "--sample").code == 2
    monkeypatch.setenv("ISOGATE_PROVIDER_KEY", "aws:eu-central-1:AKIDEXAMPLE:secret")
    wrong = acme("provider", "encrypt", "sandbox", "--tenant", "acme", "--sample")
    assert (wrong.code, "litellm_prefix: bedrock" in wrong.err) == (2, True)
    monkeypatch.delenv("ISOGATE_PROVIDER_KEY")
    assert acme("provider", "encrypt", "sandbox", "--tenant", "acme", "--sample").code == 2
