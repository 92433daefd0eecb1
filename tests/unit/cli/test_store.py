"""`isogate store`: moved, backed up and restored, as an operator does it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.adapters.redis_store import lanes
from tests.support.commands import Shell
from tests.support.redis_server import RedisServer, closing_redis


@pytest.fixture
def granted(acme: Shell) -> Shell:
    grant = ("consent", "grant", "acme", "--sample", "--purpose", "content", "--everyone")
    assert acme(*grant).code == 0
    return acme


@pytest.fixture
def redis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RedisServer]:
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 10.0)
    (tmp_path / "redis").mkdir()
    with closing_redis(tmp_path / "redis") as server:
        yield server


def lost(store: str = "var/isogate.sqlite") -> None:
    for path in Path().glob(f"{store}*"):
        path.unlink()


def test_a_store_moves_to_redis_and_back(granted: Shell, redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    before = granted("consent", "list", "acme", "--sample", "--json").json
    granted("tripwire", "canary", "acme", "--sample")
    Path("url").write_text(redis.url)
    Path("url").chmod(0o600)
    ran = granted("store", "migrate", "--sample", "--to", "file:url")

    assert (ran.code, ran.out.split(",")[0]) == (0, "moved: tenants 1")
    assert "the old one is retired" in ran.err
    assert "was moved to another store" in granted("tenant", "list", "--sample").err
    monkeypatch.setenv("ISOGATE_STORE__URL", redis.url)
    assert granted("consent", "list", "acme", "--sample", "--json").json == before
    assert granted("traces", "verify", "--sample").code == 0
    back = granted("store", "migrate", "--sample", "--to", "sqlite:///var/new.sqlite", "--json").json
    assert (back["tenant"], back["consent"], back["chain_problems"]) == (1, 1, [])
    assert back["fingerprints"] == 1
    assert "was moved to another store" in granted("tenant", "list", "--sample").err
    monkeypatch.setenv("ISOGATE_STORE__URL", "sqlite:///var/new.sqlite")
    assert granted("tripwire", "list", "--sample", "--json").json["tenants"] == [
        {"tenant": "acme", "marks": 1, "values": 0}
    ]
    assert granted("consent", "list", "acme", "--sample", "--json").json == before


def test_a_restored_backup_says_its_age_and_serves_nobody_until_told_to(granted: Shell) -> None:
    saved = granted("store", "backup", "saved", "--sample", "--json").json
    withdraw = ("consent", "withdraw", "acme", "--sample", "--purpose", "content", "--everyone")
    assert granted(*withdraw).code == 0
    lost()
    ran = granted("store", "restore", "saved", "--sample")

    assert (saved["tenant"], saved["bytes"]) == (1, Path("saved").stat().st_size)
    assert (ran.code, ran.out.split(",")[0]) == (0, "restored: tenants 1")
    assert (
        "UTC, 0.0 hours ago: withdrawals, objections, revoked keys and switches of that time are not in it" in ran.err
    )
    assert "1 tenants are suspended" in ran.err
    assert [row["status"] for row in granted("tenant", "list", "--sample", "--json").json] == ["suspended"]


def test_the_tripwire_comes_back_with_a_backup_and_the_audit_says_what_happened(granted: Shell) -> None:
    canary = granted("tripwire", "canary", "acme", "--sample").out.strip()
    before = granted("tripwire", "list", "--sample", "--json").json["tenants"]
    saved = granted("store", "backup", "saved", "--sample", "--json").json
    lost()
    restored = granted("store", "restore", "saved", "--sample", "--json").json

    assert (saved["fingerprints"], restored["fingerprints"]) == (1, 1)
    assert granted("tripwire", "list", "--sample", "--json").json["tenants"] == before
    assert canary not in Path("saved").read_text()
    (record,) = [each for each in granted("traces", "list", "--sample", "--json").json if each["event"] == "restored"]
    assert (record["status"], record["suspended"], record["backup"]) == (
        "restored",
        1,
        restored["created"],
    )
    assert "restored" in granted("traces", "list", "--sample").out
    assert granted("traces", "verify", "--sample").code == 0


def test_a_backup_without_a_tripwire_that_answers_is_none(granted: Shell) -> None:
    Path("var/isogate.sqlite-fingerprints").write_bytes(b"no database" * 1000)
    ran = granted("store", "backup", "saved", "--sample")

    assert (ran.code, "move it away and enrol again" in ran.err) == (1, True)
    assert not list(Path().glob("*saved*"))


def test_who_accepts_the_loss_names_the_day_and_tenants_are_served(granted: Shell) -> None:
    granted("store", "backup", "saved", "--sample")
    created = json.loads(Path("saved").read_text().splitlines()[0])["created"][:10]
    lost()
    wrong = granted("store", "restore", "saved", "--sample", "--accept-lost-withdrawals-since", "2999-01-01")
    assert (wrong.code, f"was made on {created}" in wrong.err) == (2, True)
    assert not Path("var/isogate.sqlite").exists()
    right = granted("store", "restore", "saved", "--sample", "--accept-lost-withdrawals-since", created, "--json").json

    assert right["suspended"] == []
    assert [row["status"] for row in granted("tenant", "list", "--sample", "--json").json] == ["active"]


def test_nothing_is_restored_over_a_store_nor_saved_over_a_file(granted: Shell) -> None:
    granted("store", "backup", "saved", "--sample")
    again, over = granted("store", "backup", "saved", "--sample"), granted("store", "restore", "saved", "--sample")

    assert (again.code, over.code) == (1, 1)
    assert "saved is there already" in again.err
    assert "isogate.sqlite is there already" in over.err


def test_a_backup_needs_the_master_key_that_made_it(granted: Shell) -> None:
    granted("store", "backup", "saved", "--sample")
    lost()
    Path("var/master.key").write_text("ab" * 32)
    other = granted("store", "restore", "saved", "--sample")
    Path("var/master.key").unlink()
    none = granted("store", "restore", "saved", "--sample")

    assert (other.code, "another master key" in other.err) == (1, True)
    assert (none.code, "there is no master key" in none.err) == (2, True)
    assert "master" not in Path("saved").read_text()


@pytest.mark.parametrize("to", ["postgres://x", "env:NOT_THERE", "file:nowhere", "sqlite://relative"])
def test_a_target_that_is_none_is_wrong_use(to: str, granted: Shell) -> None:
    assert granted("store", "migrate", "--sample", "--to", to).code == 2
