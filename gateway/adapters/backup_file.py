"""`BackupFile`: a backup, written to its place or read from it (`gateway/ports/moving.py`, `gateway/core/backup.py`).

It is for its owner alone (mode 0600), has its name only when it is whole and on the disk, and takes no existing file's place.
Until then it is a draft beside that name, locked by the one who writes it: the kernel lets go however that process ends.
Nothing of it is believed before the mark over all of it was checked; while it is read for restoring, the mark is checked again.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from gateway.core.backup import (
    END,
    PRINT,
    Head,
    Mark,
    UnreadableBackupError,
    check,
    head_line,
    print_lines,
    print_of,
)
from gateway.core.contents import Item, decode, encode
from gateway.core.fingerprints import Page
from gateway.ports.clock import Clock
from gateway.ports.store import UnusableStoreError

_MODE = 0o600
MAX_LINE_BYTES = 64 * 1024 * 1024
PAGE_PRINTS = 5_000


class BackupFile:
    """One file. `key`: `DeploymentKeys.backup`."""

    def __init__(self, path: Path, key: bytes, clock: Clock) -> None:
        """Open nothing yet."""
        self._path = path
        self._draft = path.with_name(f".{path.name}.part")
        self._key = key
        self._clock = clock
        self._file: BinaryIO | None = None
        self._mark = Mark(key)

    def head(self) -> Head:
        """What it says of itself, once all of it was checked. Raises `UnusableStoreError`."""
        with _told(self._path), self._path.open("rb") as file:
            return check(_lines(file), self._key)

    async def items(self) -> AsyncIterator[Item]:
        """See the port. Raises `UnusableStoreError` before the first item unless the file is whole and unchanged."""
        with _told(self._path):
            for line in self._read():
                if not line.startswith(PRINT):
                    yield decode(line)

    async def prints(self) -> AsyncIterator[Page]:
        """The fingerprints in it, page by page. Raises as `items`."""
        page: Page = []
        with _told(self._path):
            for line in self._read():
                if line.startswith(PRINT):
                    page.append(print_of(line))
                if len(page) == PAGE_PRINTS:
                    yield page
                    page = []
        if page:
            yield page

    async def begin(self) -> None:
        """See the port. `UnusableStoreError` while another process writes a backup of this name."""
        with _told(self._path):
            self._refuse_if_there()
            self._file = _locked(self._draft)
            self._mark = Mark(self._key)
            self._file.write(self._mark.over(head_line(self._key, Head(self._clock.now()))))

    async def put(self, items: Sequence[Item]) -> None:
        """See the port."""
        with _told(self._path):
            self._writing().writelines([self._mark.over(encode(item) + b"\n") for item in items])

    async def put_prints(self, pages: AsyncIterator[Page]) -> int:
        """Add what is enrolled, behind every item; how many prints there are, each owner's counted."""
        count = 0
        async for page in pages:
            with _told(self._path):
                lines = [self._mark.over(line + b"\n") for each in page for line in print_lines(*each)]
                self._writing().writelines(lines)
                count += len(lines)
        return count

    async def publish(self) -> None:
        """See the port."""
        with _told(self._path):
            file = self._writing()
            file.write(self._mark.end())
            file.flush()
            os.fsync(file.fileno())
            self._refuse_if_there()
            self._path.hardlink_to(self._draft)
            await self.discard()
            handle = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    async def discard(self) -> None:
        """See the port."""
        if self._file is not None:
            self._draft.unlink(missing_ok=True)  # while it is locked: afterwards it may be another's
            await self.close()

    async def close(self) -> None:
        """See the port."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _read(self) -> Iterator[bytes]:
        """The lines between head and end, without theirs; of a file that is being written, those so far."""
        if self._file is not None:
            self._file.flush()
        else:
            self.head()
        mark = Mark(self._key)
        with (self._draft if self._file else self._path).open("rb") as file:
            lines = _lines(file)
            line = mark.over(next(lines, b""))
            for line in lines:
                if line.startswith(END):
                    break
                yield mark.over(line).removesuffix(b"\n")
        if self._file is None and line != mark.end():
            raise UnreadableBackupError("was changed while it was read")

    def _writing(self) -> BinaryIO:
        if self._file is None:
            raise RuntimeError("a backup is written after it was begun")
        return self._file

    def _refuse_if_there(self) -> None:
        if os.path.lexists(self._path):
            raise UnusableStoreError(f"{self._path} is there already: name a file that does not exist")


def _locked(draft: Path) -> BinaryIO:
    """The empty draft, locked; what an earlier, unfinished writing left is gone. `UnusableStoreError` while another has it."""
    while True:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, _MODE)
        file = os.fdopen(handle, "wb")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with suppress(FileNotFoundError):
                found = os.fstat(handle)
                if os.path.samestat(found, draft.stat()):
                    if found.st_nlink == 1:
                        os.fchmod(handle, _MODE)
                        os.ftruncate(handle, 0)
                        return file
                    draft.unlink()  # it is a whole backup: its writer ended between giving it its name and taking this one
        except BlockingIOError:
            file.close()
            raise UnusableStoreError(f"{draft} is being written by another process: name another file") from None
        except BaseException:
            file.close()
            raise
        file.close()  # it got its name, or was discarded, since it was opened: look again


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines with their ends; none is longer than a store's largest row."""
    while line := file.readline(MAX_LINE_BYTES):
        yield line


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the disk and the reader say becomes `UnusableStoreError`."""
    try:
        yield
    except UnreadableBackupError as error:
        raise UnusableStoreError(f"{path} {error}; nothing of it is used") from None
    except OSError as error:
        raise UnusableStoreError(f"{path}: {error.strerror}") from None
    except ValueError:
        raise UnusableStoreError(f"{path} holds what this release does not know: restore it with a later one") from None
