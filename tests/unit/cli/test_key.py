"""`isogate key`."""

from pathlib import Path

from gateway.core.keys import parse
from tests.support.commands import Shell


def test_a_new_key_stands_alone_on_standard_output(acme: Shell) -> None:
    ran = acme("key", "create", "acme", "--purposes", "content,twin", "--sample")

    presented = parse(ran.out.strip())
    assert presented is not None
    assert presented.tenant == "acme"
    assert presented.key_id in ran.err


def test_no_list_shows_a_key_and_no_file_holds_one(acme: Shell) -> None:
    key = acme("key", "create", "acme", "--purposes", "content", "--sample").out.strip()

    assert key not in acme("key", "list", "acme", "--sample", "--json").out
    assert all(key.encode() not in path.read_bytes() for path in Path("var").iterdir())


def test_a_list_shows_what_a_key_may_do_and_until_when(acme: Shell) -> None:
    acme("key", "create", "acme", "--purposes", "content", "--expires", "2099-12-31", "--sample")

    (row,) = acme("key", "list", "acme", "--sample", "--json").json
    assert row["purposes"] == ["content"]
    assert row["expires"] == "2099-12-31T23:59:59+00:00"


def test_a_revoked_key_is_listed_as_revoked(acme: Shell) -> None:
    created = acme("key", "create", "acme", "--purposes", "content", "--sample", "--json").json

    assert acme("key", "revoke", "acme", created["id"], "--sample").code == 0
    assert "revoked" in acme("key", "list", "acme", "--sample").out


def test_a_rotated_key_is_printed_once_and_the_old_one_ends(acme: Shell) -> None:
    created = acme("key", "create", "acme", "--purposes", "content", "--sample", "--json").json
    rotated = acme("key", "rotate", "acme", created["id"], "--overlap", "2", "--sample")
    rows = acme("key", "list", "acme", "--sample", "--json").json

    presented = parse(rotated.out.strip())
    assert presented is not None
    assert presented.key_id != created["id"]
    assert "2 more hours" in rotated.err
    assert {row["id"]: bool(row["expires"]) for row in rows} == {created["id"]: True, presented.key_id: False}
    assert [row["last_used"] for row in rows] == [None, None]


def test_a_key_rotated_without_an_overlap_is_revoked(acme: Shell) -> None:
    created = acme("key", "create", "acme", "--purposes", "content", "--sample", "--json").json
    rotated = acme("key", "rotate", "acme", created["id"], "--overlap", "0", "--sample", "--json").json
    rows = acme("key", "list", "acme", "--sample", "--json").json

    assert {row["id"]: row["revoked"] for row in rows} == {created["id"]: True, rotated["id"]: False}
    assert acme("key", "rotate", "acme", created["id"], "--sample").code == 2
    assert acme("key", "rotate", "acme", rotated["id"], "--overlap", "-1", "--sample").code == 2


def test_a_key_that_ended_is_listed_as_expired(acme: Shell) -> None:
    acme("key", "create", "acme", "--purposes", "content", "--expires", "2020-01-01", "--sample")

    assert "expired" in acme("key", "list", "acme", "--sample").out


def test_a_seal_key_is_the_same_each_time_and_another_one_per_id(acme: Shell) -> None:
    first, again = acme("key", "seal", "acme", "--sample"), acme("key", "seal", "acme", "--sample")
    other = acme("key", "seal", "acme", "--id", "s2", "--sample")

    assert first.out == again.out != other.out
    assert first.err == ""
    assert "seal_keys" in other.err


def test_a_key_that_could_open_nothing_is_wrong_use(acme: Shell) -> None:
    assert acme("key", "create", "acme", "--sample").code == 2
    assert acme("key", "create", "acme", "--purposes", "gossip", "--sample").code == 2
    assert acme("key", "create", "nobody", "--purposes", "content", "--sample").code == 2
    assert acme("key", "create", "acme", "--purposes", "content", "--expires", "soon", "--sample").code == 2
