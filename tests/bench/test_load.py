"""The load generator against the mock upstream. How fast they are decides no test."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tests.bench import mock_upstream, prompts
from tests.bench.load import CallFailed, Window, measure
from tests.bench.processes import cpu_seconds, free_port, resident_mib
from tests.bench.scenarios import Scenario, scenarios

UPSTREAM_CHUNKS_SECONDS = mock_upstream.CHUNKS * mock_upstream.CHUNK_PAUSE_SECONDS


@pytest.fixture
async def port() -> AsyncIterator[int]:
    chosen, done = free_port(), asyncio.Event()
    server = asyncio.create_task(mock_upstream.serve(chosen, done.wait))
    await asyncio.sleep(0.05)
    yield chosen
    done.set()
    await server


def _window(port: int, *, stream: bool = False) -> Window:
    body = prompts.body("m", prompts.SMALL, stream=stream).decode()
    return Window(
        port,
        "/v1/chat/completions",
        {},
        body,
        2,
        0.05,
        0.0,
        mock_upstream.FIRST_WORD,
        mock_upstream.LAST_WORD,
    )


async def test_each_call_is_counted_and_reaches_the_upstream(port: int) -> None:
    before = mock_upstream.Upstream.calls

    tally = await measure(_window(port))

    # Two connections make one more call each while warming up.
    assert mock_upstream.Upstream.calls - before == tally.calls + 2
    assert len(tally.latencies) == tally.calls >= 2


async def test_the_first_token_of_a_stream_comes_long_before_its_end(port: int) -> None:
    tally = await measure(_window(port, stream=True))

    assert min(tally.latencies) >= UPSTREAM_CHUNKS_SECONDS * 0.9
    assert min(tally.first_token) < UPSTREAM_CHUNKS_SECONDS / 2


async def test_a_provider_that_thinks_first_answers_as_late_as_a_model_would(port: int) -> None:
    window = _window(port)
    body = prompts.body("m", f"{prompts.SMALL} {mock_upstream.AFTER_THOUGHT}", stream=False).decode()

    tally = await measure(replace(window, body=body))

    assert min(tally.latencies) >= mock_upstream.THOUGHT_SECONDS * 0.9


async def test_an_incomplete_answer_stops_the_bench(port: int) -> None:
    with pytest.raises(CallFailed):
        await measure(replace(_window(port), last="a word that never comes"))


def test_own_processes_have_weight() -> None:
    assert cpu_seconds([os.getpid()]) > 0
    assert resident_mib([os.getpid()]) > 1


def test_a_process_that_is_gone_weighs_nothing() -> None:
    assert cpu_seconds([2**22 + 1]) == 0


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda each: str(each.name))
def test_what_is_planted_stands_in_the_prompt(scenario: Scenario) -> None:
    assert all(value in scenario.text for value in scenario.planted)


def test_the_medium_prompt_has_its_words_and_never_changes() -> None:
    assert len(prompts.medium().split()) == prompts.MEDIUM_WORDS
    assert prompts.medium() == prompts.medium()
