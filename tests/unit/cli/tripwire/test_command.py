"""`isogate tripwire`."""

from pathlib import Path

import pytest

from tests.support.commands import Shell

CONTACTS = "email,record\njane.doe@example.com,8f14e45f-ceea-467f-a9e6-7f3d1b09c2aa\nsesame,1234\n"


@pytest.fixture
def shell(shell: Shell) -> Shell:
    for tenant in ("acme", "globex"):
        shell("tenant", "create", tenant, "--sample")
    Path("contacts.csv").write_text(CONTACTS, encoding="utf-8")
    return shell


def counts(shell: Shell) -> dict[str, tuple[int, int]]:
    listed = shell("tripwire", "list", "--sample", "--json").json["tenants"]
    return {row["tenant"]: (row["marks"], row["values"]) for row in listed}


def test_a_file_is_enrolled_with_its_broken_lines_told_and_again_changes_nothing(shell: Shell) -> None:
    first = shell("tripwire", "enrol", "acme", "contacts.csv", "--sample")
    again = shell("tripwire", "enrol", "acme", "contacts.csv", "--sample")

    assert (first.code, again.code) == (1, 1)
    assert "new 2, enrolled before 0; problems 2" in first.out
    assert "new 0, enrolled before 2" in again.out
    assert first.err.count("line 3: ") == 2
    assert "sesame" not in first.out + first.err
    assert counts(shell) == {"acme": (1, 1), "globex": (0, 0)}


def test_a_file_is_checked_without_enrolling(shell: Shell) -> None:
    ran = shell("tripwire", "enrol", "acme", "contacts.csv", "--check", "--sample", "--json")

    assert (ran.code, ran.json["enrolled"], len(ran.json["broken"])) == (1, 0, 2)
    assert counts(shell)["acme"] == (0, 0)


def test_standard_input_is_a_file_too(shell: Shell) -> None:
    line = b'{"mail":"jane.doe@example.com"}\n'
    ran = shell("tripwire", "enrol", "acme", "-", "--format", "jsonl", "--column", "email=Mail", "--sample", stdin=line)

    assert ran.code == 0
    assert counts(shell)["acme"] == (0, 1)


def test_what_stands_in_a_file_is_removed_and_then_everything(shell: Shell) -> None:
    shell("tripwire", "enrol", "acme", "contacts.csv", "--sample")
    shell("tripwire", "enrol", "globex", "contacts.csv", "--sample")
    shell("tripwire", "canary", "acme", "--sample")
    assert "removed 2" in shell("tripwire", "remove", "acme", "contacts.csv", "--sample").out
    assert counts(shell) == {"acme": (1, 0), "globex": (1, 1)}

    assert shell("tripwire", "remove", "acme", "--all", "--sample").out == "removed everything of acme: 1\n"
    assert counts(shell) == {"acme": (0, 0), "globex": (1, 1)}
    assert shell("tripwire", "remove", "globex", "--all", "--sample", "--json").json["removed"] == 2


def test_a_canary_is_printed_once_alone(shell: Shell) -> None:
    ran = shell("tripwire", "canary", "acme", "--sample")

    assert len(ran.out.strip()) == 24
    assert "not shown again" in ran.err
    assert shell("tripwire", "canary", "acme", "--sample", "--json").json["canary"] != ran.out.strip()
    assert counts(shell)["acme"] == (2, 0)


def test_a_tenant_without_values_is_pointed_at_once_others_have_some(shell: Shell) -> None:
    assert shell("tripwire", "list", "--sample").err == ""
    shell("tripwire", "enrol", "acme", "contacts.csv", "--sample")

    listed = shell("tripwire", "list", "--sample")
    assert "enrol it too" in listed.err
    assert [line.split() for line in listed.lines[1:]] == [["acme", "1", "1"], ["globex", "0", "0"]]


@pytest.mark.parametrize(
    "arguments",
    [
        ("enrol", "nobody", "contacts.csv"),
        ("enrol", "acme", "none.csv"),
        ("enrol", "acme", "contacts.csv", "--column", "shoe=email"),
        ("enrol", "acme", "contacts.csv", "--column", "email=strange"),
        ("remove", "acme"),
        ("canary", "nobody"),
    ],
)
def test_what_cannot_be_meant_is_wrong_use(shell: Shell, arguments: tuple[str, ...]) -> None:
    assert shell("tripwire", *arguments, "--sample").code == 2
