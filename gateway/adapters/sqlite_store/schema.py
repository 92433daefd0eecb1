"""The store's tables, and how its file is made, brought up to date, checked and opened (`whole_file.py`)."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from gateway.adapters.sqlite_store import whole_file
from gateway.adapters.sqlite_store.whole_file import identity, is_damaged, what_is_wrong
from gateway.ports.store import UnusableStoreError

VERSION = 3
APPLICATION_ID = 0x69736F67  # "isog"
RETIRED_ID = 0x69736F6D
"""A store that was moved to another one."""
BUSY_MILLISECONDS = 150
"""How long a write waits for another process's transaction (F09)."""

_LEDGER = ("everyone", "tenants", "keys", "consents", "consent_events", "objections", "switches", "meters")
_METERS = """
CREATE TABLE meters (
  tenant TEXT NOT NULL REFERENCES tenants, meter TEXT NOT NULL, window INTEGER NOT NULL, used INTEGER NOT NULL,
  PRIMARY KEY (tenant, meter)
) STRICT, WITHOUT ROWID
"""
_SCHEMA = """
CREATE TABLE everyone (one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL) STRICT;
INSERT INTO everyone VALUES (1, 0);
CREATE TABLE tenants (
  tenant TEXT PRIMARY KEY, status TEXT NOT NULL, root_key BLOB NOT NULL, created TEXT NOT NULL,
  epoch INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE keys (
  tenant TEXT NOT NULL REFERENCES tenants, digest TEXT NOT NULL, key_id TEXT NOT NULL, role TEXT NOT NULL,
  purposes TEXT NOT NULL, created TEXT NOT NULL, expires TEXT, revoked INTEGER NOT NULL DEFAULT 0, last_used TEXT,
  PRIMARY KEY (tenant, digest), UNIQUE (tenant, key_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE consents (
  tenant TEXT NOT NULL REFERENCES tenants, purpose TEXT NOT NULL, user TEXT NOT NULL, state TEXT NOT NULL,
  policy_version TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (tenant, purpose, user)
) STRICT, WITHOUT ROWID;
CREATE TABLE consent_events (
  id INTEGER PRIMARY KEY, tenant TEXT NOT NULL REFERENCES tenants, purpose TEXT NOT NULL, user TEXT NOT NULL,
  state TEXT NOT NULL, policy_version TEXT NOT NULL, at TEXT NOT NULL,
  UNIQUE (tenant, purpose, user, at, state, policy_version)
) STRICT;
CREATE TABLE objections (
  tenant TEXT NOT NULL REFERENCES tenants, subject TEXT NOT NULL, PRIMARY KEY (tenant, subject)
) STRICT, WITHOUT ROWID;
CREATE TABLE switches (switch TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  id INTEGER PRIMARY KEY, writer TEXT NOT NULL, sequence INTEGER NOT NULL, nonce BLOB, previous BLOB NOT NULL,
  digest BLOB NOT NULL, row_hash BLOB NOT NULL, row BLOB, tenant TEXT NOT NULL, trace TEXT NOT NULL,
  UNIQUE (writer, sequence)
) STRICT;
CREATE INDEX audit_by_tenant ON audit (tenant, id);
CREATE INDEX audit_by_trace ON audit (trace);
CREATE TABLE open_intents (
  trace TEXT PRIMARY KEY, id INTEGER NOT NULL, process TEXT NOT NULL, tenant TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
"""

_UPGRADES = {
    1: ("ALTER TABLE keys ADD COLUMN last_used TEXT",),
    2: ("ALTER TABLE open_intents ADD COLUMN tenant TEXT NOT NULL DEFAULT ''", _METERS),
}
"""Version → what makes the next one of it. Each only adds, and one that failed has changed nothing."""


def create(path: Path) -> None:
    """Make the store's file, if there is none. Raises `UnusableStoreError`."""
    whole_file.create(path, set_up)


def set_up(path: Path) -> None:
    """Make an empty store in a new file. Raises `OSError` and `sqlite3.Error`."""
    whole_file.set_up(path, _SCHEMA + _METERS, APPLICATION_ID, VERSION)


def check(path: Path) -> None:
    """Bring the file to this version, and raise `UnusableStoreError`, with the remedy, unless it is a sound ledger.

    The tables that decide are read in full; the audit, which may be large, is `isogate traces verify`'s.
    """
    look_at(path)
    if unwritable := unwritable_place(path):
        raise UnusableStoreError(unwritable)
    try:
        _upgrade(path)
        with closing(connect(path, read_only=False)) as connection:
            found = [row for table in _LEDGER for row in connection.execute(f"PRAGMA quick_check({table})")]
    except sqlite3.Error as error:
        raise UnusableStoreError(told(path, error)) from None
    if set(found) != {("ok",)}:
        raise UnusableStoreError(_damaged(path, "its tables do not fit together"))


def look_at(path: Path) -> None:
    """Raise `UnusableStoreError` unless a file is there."""
    try:
        if path.is_file():
            return
        is_there = path.exists()
    except OSError as error:
        raise UnusableStoreError(
            f"{path} cannot be reached ({error.strerror}): let the user that runs isogate in"
        ) from None
    if is_there:
        raise UnusableStoreError(f"{path} is no file: name one in store.url, such as {path / 'isogate.sqlite'}")
    raise UnusableStoreError(f"{path} is missing: restore it from a backup, or create a new store")


def told(path: Path, error: sqlite3.Error) -> str:
    """What keeps the store's file from being used, with the remedy."""
    return _damaged(path, error.sqlite_errorname) if is_damaged(error) else what_is_wrong(path, error)


def unwritable_place(path: Path) -> str | None:
    """Which of the folder, the file and its log cannot be written, with the remedy.

    SQLite makes a log with the permissions that the file has: what was read-only for a moment leaves one that stays so.
    """
    for place in (path.parent, path, *(path.with_name(f"{path.name}{suffix}") for suffix in ("-wal", "-shm"))):
        if place.exists() and not os.access(place, os.W_OK):
            return f"{place} cannot be written: let the user that runs isogate write it, on a file system that is not read-only"
    return None


def _upgrade(path: Path) -> None:
    """One step and its version number are one transaction; of several processes that start at once, one makes it."""
    with closing(_connect(path, read_only=False)) as connection:
        while identity(connection)[0] == APPLICATION_ID and identity(connection)[1] in _UPGRADES:
            connection.execute("BEGIN IMMEDIATE")
            _, version = identity(connection)
            if version in _UPGRADES:
                for statement in _UPGRADES[version]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version={version + 1}")
            connection.execute("COMMIT")


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection to an existing store of this version. Raises `sqlite3.Error` or `UnusableStoreError`.

    A read-only one never waits; usable from any thread, by one at a time.
    """
    connection = _connect(path, read_only=read_only)
    try:
        application_id, version = identity(connection)
    except BaseException:
        connection.close()
        raise
    if (application_id, version) == (APPLICATION_ID, VERSION):
        return connection
    connection.close()
    if application_id == RETIRED_ID:
        raise UnusableStoreError(f"{path} was moved to another store: name that one in store.url")
    raise UnusableStoreError(_of_another_schema(path, version, ours=application_id == APPLICATION_ID))


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    return whole_file.connect(path, read_only=read_only, wait_seconds=0 if read_only else BUSY_MILLISECONDS / 1000)


def _damaged(path: Path, what: str) -> str:
    return f"{path} is damaged or unreadable ({what}): restore it from a backup, or name another file"


def _of_another_schema(path: Path, version: int, *, ours: bool) -> str:
    if not ours:
        return f"{path} is not a store of isogate: name another file"
    return f"{path} has schema version {version}, this release knows {VERSION}: run the release that made it"
