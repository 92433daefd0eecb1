"""Going through a file in batches, with progress: what is whole is handed on, what is broken told; where to go on is known."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from gateway.cli.screen import complain, progress
from gateway.cli.tripwire.lines import Columns, Line, read_csv, read_jsonl
from gateway.cli.wrong import WrongUseError
from gateway.control.tripwire import Item
from gateway.core.errors import Refusal
from gateway.ports.clock import Clock

BATCH_ITEMS = 5_000
TRIES = 5
PAUSE_SECONDS = 1.0
"""Between tries of a store that cannot be asked: a failover takes seconds, and a million lines are not begun anew."""
STDIN = Path("-")
FORMATS = ("csv", "jsonl")

Work = Callable[[Sequence[Item]], Awaitable[int]]


@dataclass(slots=True)
class Tally:
    """What became of a file."""

    lines: int = 0
    items: int = 0
    done: int = 0
    """What `work` counted."""
    broken: list[tuple[int, str]] = field(default_factory=list)
    """Line and reason."""


@dataclass(frozen=True, slots=True)
class File:
    """Which file, how to read it, and from which line on."""

    path: Path
    columns: Columns
    form: str | None = None
    from_line: int = 1

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Its bytes. `WrongUseError` when it cannot be read."""
        if self.path == STDIN:
            yield sys.stdin.buffer
            return
        try:
            file = self.path.open("rb")
        except OSError as error:
            raise WrongUseError(f"the file cannot be read: {error.strerror}") from None
        with file:
            yield file

    def lines(self, file: BinaryIO) -> Iterator[Line]:
        """Its records. `WrongUseError` when nothing says of which form it is."""
        form = self.form or self.path.suffix.removeprefix(".").lower()
        if form not in FORMATS:
            raise WrongUseError("name a .csv or .jsonl file, or say --format")
        if form == "jsonl":
            return read_jsonl(file, self.columns)
        texts = (line.decode("utf-8", "surrogateescape") for line in file)
        return read_csv(texts, self.columns)


class Run:
    """One way through a file."""

    def __init__(self, file: File, work: Work, clock: Clock, *, tells: bool) -> None:
        """`tells`: say each broken line as it comes, on standard error."""
        self._file = file
        self._work = work
        self._clock = clock
        self._tells = tells
        self._waiting: list[Item] = []
        self._next = file.from_line
        """Where to go on: everything before it is done."""
        self.tally = Tally()

    async def through(self) -> Tally:
        """Do it all. However it ends early, says where to go on."""
        try:
            with self._file.opened() as file:
                size = self._file.path.stat().st_size if file.seekable() and self._file.path != STDIN else 0
                for line in self._file.lines(file):
                    if line.last >= self._file.from_line:
                        await self._take(line, file, size)
            await self._flush(None)
        except WrongUseError:
            raise
        except BaseException:
            progress("")
            complain(f"stopped: what stands before line {self._next} is done; go on with --from-line {self._next}")
            raise
        progress("")
        return self.tally

    async def _take(self, line: Line, file: BinaryIO, size: int) -> None:
        self.tally.lines += 1
        for problem in line.problems:
            self.tally.broken.append((line.first, problem))
            if self._tells:
                where = f"line {line.first}" if line.first == line.last else f"lines {line.first} to {line.last}"
                complain(f"{where}: {problem}")
        self._waiting += line.items
        if len(self._waiting) >= BATCH_ITEMS:
            await self._flush(line.last + 1)
            share = f", {100 * file.tell() // size} %" if size else ""
            progress(f"{self.tally.lines:,} lines{share}")

    async def _flush(self, following: int | None) -> None:
        for left in reversed(range(TRIES)):
            try:
                self.tally.done += await self._work(self._waiting)
                break
            except Refusal:
                if not left:
                    raise
                await self._clock.sleep(PAUSE_SECONDS)
        self.tally.items += len(self._waiting)
        self._waiting = []
        self._next = following or self._next
