"""The tables, and how a connection is opened: with every setting that a promise rests on.

WAL with `synchronous=FULL`: a commit survives power loss. `secure_delete=ON`: what is deleted is overwritten
(with it off or `fast`, 1,000 of 1,000 deleted rows were still found in the file). `trusted_schema=OFF`: a
tampered schema runs no functions. Every connection is opened read-write-never-create, so that a file which
was deleted under a running gateway is a refusal, never a new empty ledger; `create` alone makes a file.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from gateway.ports.store import UnusableStoreError

VERSION = 3
APPLICATION_ID = 0x69736F67  # "isog"
RETIRED_ID = 0x69736F6D
"""A store that was moved to another one."""
BUSY_MILLISECONDS = 150
"""How long a write waits for another process's transaction (F09)."""
FILE_MODE = 0o600

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
    """Make the file with its tables, mode 0600, if there is none, and its directory (0700); leave what exists as it is.

    The file appears under its name when it is complete, so that processes which start together find one store.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists():
            return
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".isogate-") as nursery:
            made = Path(nursery) / path.name
            set_up(made)
            with suppress(FileExistsError):  # another process was first
                publish(made, path)
    except OSError as error:
        raise UnusableStoreError(f"{path} cannot be created: {error.strerror}") from None
    except sqlite3.Error as error:
        raise UnusableStoreError(f"{path} cannot be created: {error.sqlite_errorname}") from None


def set_up(path: Path) -> None:
    """Make an empty store in a new file. Raises `OSError` and `sqlite3.Error`."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE_MODE))
    with closing(_connect(path, read_only=False)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(_SCHEMA + _METERS)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={VERSION}")


def publish(made: Path, path: Path) -> None:
    """Give a complete file its name, which survives power loss too. `FileExistsError` when there is one of that name."""
    path.hardlink_to(made)
    handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check(path: Path) -> None:
    """Bring the file to this version, and raise `UnusableStoreError`, with the remedy, unless it is a sound ledger.

    The tables that decide are read in full; the audit, which may be large, is `isogate traces verify`'s.
    """
    if not path.exists():
        raise UnusableStoreError(f"{path} is missing: restore it from a backup, or create a new store")
    try:
        _upgrade(path)
        connection = connect(path, read_only=False)
    except sqlite3.Error as error:
        raise UnusableStoreError(_damaged(path, error.sqlite_errorname)) from None
    try:
        found = [row for table in _LEDGER for row in connection.execute(f"PRAGMA quick_check({table})")]
    except sqlite3.Error as error:
        raise UnusableStoreError(_damaged(path, error.sqlite_errorname)) from None
    finally:
        connection.close()
    if set(found) != {("ok",)}:
        raise UnusableStoreError(_damaged(path, "its tables do not fit together"))


def _upgrade(path: Path) -> None:
    """One step and its version number are one transaction; of several processes that start at once, one makes it."""
    with closing(_connect(path, read_only=False)) as connection:
        while _identity(connection)[0] == APPLICATION_ID and _identity(connection)[1] in _UPGRADES:
            connection.execute("BEGIN IMMEDIATE")
            _, version = _identity(connection)
            if version in _UPGRADES:
                for statement in _UPGRADES[version]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version={version + 1}")
            connection.execute("COMMIT")


def _identity(connection: sqlite3.Connection) -> tuple[int, int]:
    """Whose file it is, and of which version."""
    ((application_id,),) = connection.execute("PRAGMA application_id").fetchall()
    ((version,),) = connection.execute("PRAGMA user_version").fetchall()
    return application_id, version


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection to an existing store of this version. Raises `sqlite3.Error` or `UnusableStoreError`.

    A read-only one never waits; usable from any thread, by one at a time.
    """
    connection = _connect(path, read_only=read_only)
    try:
        application_id, version = _identity(connection)
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
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=0 if read_only else BUSY_MILLISECONDS / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    for pragma in ("trusted_schema=OFF", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _damaged(path: Path, what: str) -> str:
    return f"{path} is damaged or unreadable ({what}): restore it from a backup"


def _of_another_schema(path: Path, version: int, *, ours: bool) -> str:
    if not ours:
        return f"{path} is not a store of isogate: name another file"
    return f"{path} has schema version {version}, this release knows {VERSION}: run the release that made it"
