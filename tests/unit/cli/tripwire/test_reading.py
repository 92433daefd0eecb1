"""Going through a file: in batches, told where it stopped, and gone on from there."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from gateway.cli.tripwire import reading
from gateway.cli.tripwire.lines import KINDS
from gateway.cli.tripwire.reading import TRIES, File, Run
from gateway.cli.wrong import WrongUseError
from gateway.control.tripwire import Item
from gateway.core.errors import Code, Refusal
from tests.support.clock import SettableClock

COLUMNS = {kind: kind for kind in KINDS}


class Working:
    """Takes batches; fails as often as it is told to before each."""

    def __init__(self, failures: Sequence[int] = ()) -> None:
        self.batches: list[list[str]] = []
        self._failures = list(failures)

    async def __call__(self, items: Sequence[Item]) -> int:
        if self._failures and self._failures[0]:
            self._failures[0] -= 1
            raise Refusal(Code.STORE_UNAVAILABLE)
        self._failures = self._failures[1:]
        self.batches.append([normal for _, normal in items])
        return len(items)


class Patient(SettableClock):
    async def sleep(self, seconds: float) -> None:
        """Time flies."""


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "BATCH_ITEMS", 10)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "contacts.CSV"
    path.write_text("email\n" + "".join(f"a{number}@example.com\n" for number in range(25)), encoding="utf-8")
    return path


def run(path: Path, work: Working, **changes: object) -> Run:
    return Run(File(path, COLUMNS, **changes), work, Patient(), tells=True)  # type: ignore[arg-type]  # fields by name


async def test_a_file_goes_through_in_batches(path: Path) -> None:
    work = Working()
    tally = await run(path, work).through()

    assert [len(batch) for batch in work.batches] == [10, 10, 5]
    assert (tally.lines, tally.items, tally.done, tally.broken) == (25, 25, 25, [])


async def test_a_store_that_comes_back_is_asked_again(path: Path) -> None:
    work = Working([TRIES - 1, 1])

    assert (await run(path, work).through()).done == 25


async def test_where_it_stopped_is_said_and_going_on_from_there_does_the_rest(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stopped = Working([0, TRIES])
    with pytest.raises(Refusal):
        await run(path, stopped).through()
    said = capsys.readouterr().err
    assert "--from-line 12" in said

    rest = Working()
    await run(path, rest, from_line=12).through()
    assert stopped.batches + rest.batches == [
        [f"a{number}@example.com" for number in some] for some in (range(10), range(10, 20), range(20, 25))
    ]


async def test_broken_lines_are_all_told_with_their_numbers(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text("email,notes\nsesame,x\na@example.com,\nopen,'x\n", encoding="utf-8")  # noqa: ASYNC240 - a test's own file
    tally = await run(path, Working()).through()

    said = capsys.readouterr().err
    assert [line for line, _ in tally.broken] == [2, 4]
    assert "line 2: email" in said
    assert "sesame" not in said


async def test_a_file_of_no_known_form_or_none_at_all_is_wrong_use(tmp_path: Path, path: Path) -> None:
    with pytest.raises(WrongUseError, match="cannot be read"):
        await run(tmp_path / "none.csv", Working()).through()
    with pytest.raises(WrongUseError, match="cannot be read"):
        await run(tmp_path, Working()).through()
    strange = path.rename(tmp_path / "contacts.txt")  # noqa: ASYNC240 - a test's own file
    with pytest.raises(WrongUseError, match="--format"):
        await run(strange, Working()).through()
    assert (await run(strange, Working(), form="csv").through()).lines == 25
