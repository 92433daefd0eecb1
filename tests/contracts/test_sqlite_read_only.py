"""A SQLite store that cannot be written: refused, said at the start with the remedy, and well again without a restart.

To root no permission applies, so the store is tried by a process without root's way around them.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.support.permissions import needs_permissions, without_roots_way

READ_ONLY = """
import asyncio, sys
from pathlib import Path
from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.adapters.system_clock import SystemClock
from gateway.core.errors import Refusal
from gateway.core.ledger import *
from gateway.ports.store import UnusableStoreError
from tests.support.ledger import *

async def said(act):
    try:
        answer = await act
        return "fine" if answer is None else answer
    except (Refusal, UnusableStoreError) as error:
        return str(error)

async def look(store, trace):
    print(await said(store.commit(commit_ask(0, trace))), end=" ")
    print(await said(store.put_objection("acme", trace)), end=" ")
    print(await said(store.is_ready()), await said(store.problems()))

async def main(path, what):
    store = SqliteStore.open(path, SystemClock(), create=True)
    await store.put_tenant(tenant_row())
    await store.close()
    store = SqliteStore.open(path, SystemClock())
    (path if what == "file" else path.parent).chmod(0o400 if what == "file" else 0o500)
    try:
        SqliteStore.open(path, SystemClock())
    except UnusableStoreError as error:
        print(error)
    print(await said(store.announce()))
    await look(store, "refused")
    (path if what == "file" else path.parent).chmod(0o600 if what == "file" else 0o700)
    print(await said(store.problems()))
    for log in path.parent.glob("store.db-*"):
        log.chmod(0o600)
    print(await said(store.announce()))
    await look(store, "written")
    print([record.trace for record in await store.records()])
    await store.close()

asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
"""


@needs_permissions
@pytest.mark.parametrize("what", ["file", "folder"])
async def test_a_store_that_cannot_be_written_is_no_store_until_it_can(what: str, tmp_path: Path) -> None:
    path = tmp_path / "store" / "store.db"
    words = (*without_roots_way(), sys.executable, "-c", READ_ONLY, os.fspath(path), what)
    process = await asyncio.create_subprocess_exec(*words, stdout=asyncio.subprocess.PIPE)
    lines = (await process.communicate())[0].decode().splitlines()

    place = path if what == "file" else path.parent
    remedy = (
        f"{place} cannot be written: let the user that runs isogate write it, on a file system that is not read-only"
    )
    left = remedy.replace("store.db ", "store.db-wal ")
    assert lines == [
        remedy,
        "fine" if what == "file" else remedy,
        f"audit_unavailable store_unavailable False ['{remedy}']",
        f"['{left}']" if what == "file" else "[]",
        "fine",
        "fine fine True []",
        "['written']",
    ]
