"""Workers under a real pool: what they find, what each fault costs, and that others are unaffected."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from gateway.adapters.presidio_detector.plugins import cost
from gateway.adapters.presidio_detector.plugins import pool as module
from gateway.adapters.presidio_detector.plugins.pool import Pool
from gateway.core.detection import Detection, Plugged
from gateway.core.entities import Label
from gateway.core.errors import Code, Refusal
from gateway.core.spans import Span
from gateway.ports.detector import UnusableDetectorError
from tests.support.recognizers import TOLD

pytestmark = pytest.mark.asyncio(loop_scope="module")

BADGES = {"BADGE": Label.ACCOUNT_ID}
FOUND = [Span(3, 9, Label.ACCOUNT_ID, 0.9, "BADGE")]
DETECTION = Detection(recognizers=(Plugged("told", python=TOLD),), labels=BADGES, workers=2, worker_memory_mib=1024)
REPLACED_SECONDS = 30.0
WRITTEN = Path("/tmp/isogate-told")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool() -> AsyncIterator[Pool]:
    opened = Pool(DETECTION)
    await opened.open()
    yield opened
    await opened.close()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(REPLACED_SECONDS):
        while not condition():  # noqa: ASYNC110 - other processes make it true
            await asyncio.sleep(0.02)


def is_written() -> bool:
    return WRITTEN.exists() and WRITTEN.read_text() != ""


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


async def both_ready(pool: Pool) -> set[int]:
    """The ids of both workers, once both are there and free."""
    await until(lambda: len(pool._line._free) == 2)
    return {hand.worker.pid for hand in pool._hands}


async def refused(pool: Pool, text: str) -> Code:
    with pytest.raises(Refusal) as caught:
        await pool.find(text, "en")
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value.code


async def test_finds_are_in_the_joined_texts(pool: Pool) -> None:
    assert await pool.find("no B-1234", "en") == FOUND
    assert await pool.find("é\0\0 \0王 B-1234\0", "en") == [Span(7, 13, Label.ACCOUNT_ID, 0.9, "BADGE")]
    assert await pool.find("", "en") == []
    assert await pool.find("\0 \0", "en") == []


async def test_a_language_that_nobody_speaks_is_looked_through_in_all(pool: Pool) -> None:
    assert await pool.find("no B-1234", "xx") == FOUND
    assert await pool.find("no B-1234", "") == FOUND


@pytest.mark.parametrize("word", ["beyond", "before", "empty", "garbage"])
async def test_an_answer_that_cannot_be_refuses_and_the_worker_is_replaced(pool: Pool, word: str) -> None:
    before = await both_ready(pool)

    assert await refused(pool, f"do-{word} B-1234") is Code.DETECTOR_UNAVAILABLE

    assert await pool.find("no B-1234", "en") == FOUND
    assert len(before & await both_ready(pool)) == 1


async def test_a_worker_that_is_killed_in_mid_call_refuses_and_is_replaced(pool: Pool) -> None:
    await both_ready(pool)
    asking = asyncio.create_task(pool.find("do-hang", "en"))
    other = asyncio.create_task(pool.find("no B-1234", "en"))
    await asyncio.sleep(0.1)
    busy = {hand.worker.pid for hand in pool._hands} - {hand.worker.pid for hand in pool._line._free}
    for pid in busy:
        os.kill(pid, signal.SIGKILL)

    assert len(busy) == 1
    with pytest.raises(Refusal, match="detector_unavailable"):
        await asking
    assert await other == FOUND
    assert not busy & await both_ready(pool)


@pytest.mark.parametrize("word", ["crash", "hoard"])
async def test_a_worker_that_ends_refuses_and_is_replaced(pool: Pool, word: str) -> None:
    before = await both_ready(pool)

    assert await refused(pool, f"do-{word}") is Code.DETECTOR_UNAVAILABLE
    assert await pool.find("no B-1234", "en") == FOUND
    assert len(before & await both_ready(pool)) == 1


async def test_a_worker_that_hangs_is_killed(pool: Pool) -> None:
    before = await both_ready(pool)

    assert await refused(pool, "do-hang") is Code.DETECTOR_UNAVAILABLE
    assert len(before & await both_ready(pool)) == 1


async def test_a_worker_that_hangs_delays_no_other_call(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    before = await both_ready(pool)
    monkeypatch.setattr(cost, "BASE_SECONDS", 60.0)
    hanging = asyncio.create_task(pool.find("do-hang", "en"))

    for _ in range(20):
        assert await pool.find("no B-1234", "en") == FOUND
    assert not hanging.done()
    (busy,) = before - {hand.worker.pid for hand in pool._line._free}
    os.kill(busy, signal.SIGKILL)
    with pytest.raises(Refusal, match="detector_unavailable"):
        await hanging


async def test_a_worker_that_dies_while_it_is_free_is_replaced_before_anybody_notices(pool: Pool) -> None:
    before = await both_ready(pool)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    await until(lambda: not before & {hand.worker.pid for hand in pool._hands})

    assert not before & await both_ready(pool)
    assert await pool.find("no B-1234", "en") == FOUND


@pytest.mark.parametrize("word", ["fail", "skip", "nan", "infinite", "negative", "over"])
async def test_an_exception_or_a_score_that_is_none_refuses_and_costs_no_worker(
    pool: Pool, word: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = await both_ready(pool)

    assert await refused(pool, f"do-{word} B-1234") is Code.DETECTOR_UNAVAILABLE
    assert await both_ready(pool) == before
    assert "B-1234" not in caplog.text


async def test_what_a_recognizer_prints_goes_nowhere(pool: Pool, capfd: pytest.CaptureFixture[str]) -> None:
    assert await pool.find("do-print this", "en") == [Span(0, 5, Label.ACCOUNT_ID, 0.9, "BADGE")]
    assert capfd.readouterr() == ("", "")


async def test_a_worker_opens_no_socket_starts_no_program_and_writes_no_file(pool: Pool) -> None:
    assert await pool.find("do-reach out", "en") == []
    assert not is_written()


async def test_a_caller_that_goes_away_takes_no_worker_along(pool: Pool) -> None:
    before = await both_ready(pool)
    asking = asyncio.create_task(pool.find("no B-1234 " * 2000, "en"))
    await asyncio.sleep(0)
    asking.cancel()

    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await both_ready(pool) == before


async def test_a_result_does_not_depend_on_what_else_runs(pool: Pool) -> None:
    await both_ready(pool)
    texts = [f"{'x' * number} B-{number:04d}" for number in range(60)]
    alone = [await pool.find(text, "en") for text in texts]

    assert await asyncio.gather(*(pool.find(text, "en") for text in texts)) == alone


async def test_a_call_waits_for_a_worker_only_so_long(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    await both_ready(pool)
    monkeypatch.setattr(pool._line, "_wait_seconds", 0.1)
    hanging = [asyncio.create_task(pool.find("do-hang", "en")) for _ in range(2)]
    await asyncio.sleep(0)

    assert await refused(pool, "no B-1234") is Code.OVERLOADED
    assert [type(each) for each in await asyncio.gather(*hanging, return_exceptions=True)] == [Refusal, Refusal]


async def test_a_text_that_cannot_be_read_refuses(pool: Pool) -> None:
    assert await refused(pool, "a \ud800") is Code.DETECTOR_UNAVAILABLE


async def test_an_old_worker_is_replaced_without_a_refusal() -> None:
    aging = Pool(DETECTION_OF_ONE, max_age_seconds=0.5)
    await aging.open()
    try:
        (first,) = {hand.worker.pid for hand in aging._hands}
        seen = set[int]()
        async with asyncio.timeout(REPLACED_SECONDS):
            while len(seen) < 2:
                assert await aging.find("no B-1234", "en") == FOUND
                seen |= {hand.worker.pid for hand in aging._hands if not hand.is_retired}
                await asyncio.sleep(0.02)
        await until(lambda: not is_running(first))
    finally:
        await aging.close()


async def test_closing_leaves_no_process() -> None:
    closing = Pool(DETECTION_OF_ONE)
    await closing.open()
    pids = {hand.worker.pid for hand in closing._hands}
    asking = asyncio.create_task(closing.find("do-hang", "en"))
    await asyncio.sleep(0.05)
    await closing.close()

    assert not any(map(is_running, pids))
    with pytest.raises((Refusal, asyncio.CancelledError)):
        await asking


@pytest.mark.parametrize(
    ("detection", "says"),
    [
        (Detection(recognizers=(Plugged("x", python="no_such_module:X"),)), "No module named 'no_such_module'"),
        (Detection(recognizers=(Plugged("x", python=TOLD),)), "no label for BADGE: enter one in detection.labels"),
        (
            Detection(recognizers=(Plugged("x", python=TOLD, options={"language": "de"}),), labels=BADGES),
            "a recognizer is for de, which is not in detection.languages",
        ),
        (
            Detection(recognizers=(Plugged("x", python=TOLD),), labels=BADGES, worker_memory_mib=64),
            r"detection\.worker_memory_mib is 64; a worker needs \d+ before any model",
        ),
    ],
)
async def test_what_cannot_be_loaded_is_said_at_the_start(detection: Detection, says: str) -> None:
    broken = Pool(detection, start_seconds=60)

    with pytest.raises(UnusableDetectorError, match=says):
        await broken.open()
    await broken.close()


async def test_what_loads_for_ever_is_said_at_the_start() -> None:
    endless = Plugged("x", python=TOLD, options={"seconds_to_load": 3600})
    broken = Pool(Detection(recognizers=(endless,), labels=BADGES), start_seconds=1)

    with pytest.raises(UnusableDetectorError, match="not loaded within 1 s"):
        await broken.open()
    await broken.close()


async def test_without_any_worker_calls_are_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lonely = Pool(DETECTION_OF_ONE)
    await lonely.open()
    monkeypatch.setattr(module, "environment", lambda: {"PYTHONPATH": "/nowhere"})
    try:
        assert await refused(lonely, "do-crash") is Code.DETECTOR_UNAVAILABLE
        await until(lambda: not lonely._hands)
        assert await refused(lonely, "no B-1234") is Code.DETECTOR_UNAVAILABLE
        monkeypatch.undo()
        await until(lambda: bool(lonely._hands))
        assert await lonely.find("no B-1234", "en") == FOUND
    finally:
        await lonely.close()


DETECTION_OF_ONE = Detection(
    recognizers=DETECTION.recognizers, labels=BADGES, workers=1, worker_memory_mib=DETECTION.worker_memory_mib
)
