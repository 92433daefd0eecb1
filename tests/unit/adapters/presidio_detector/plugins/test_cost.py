"""The time that a call may take follows what was measured."""

import time
from collections.abc import Sequence

import pytest

from gateway.adapters.presidio_detector.deadline import BASE_SECONDS, SECONDS_PER_WORD
from gateway.adapters.presidio_detector.plugins.cost import Cost, measured


def test_the_limit_grows_with_texts_words_and_factor() -> None:
    cost = Cost(per_text=0.01, per_word=0.001)

    assert cost.limit([], 2) == BASE_SECONDS
    assert cost.limit(["x" * 500], 2) == pytest.approx(BASE_SECONDS + 2 * (0.01 + 0.1))
    assert cost.limit(["x" * 500, "x" * 500], 3) == pytest.approx(BASE_SECONDS + 3 * 2 * (0.01 + 0.1))


async def test_a_slow_engine_is_given_more_time() -> None:
    async def ask(texts: Sequence[str]) -> None:
        time.sleep(0.002 * len(texts) + 2e-5 * sum(map(len, texts)))  # noqa: ASYNC251 - the cost itself

    cost = await measured(ask)

    assert cost.per_text >= 0.002
    assert cost.per_word >= 0.9 * 5 * 2e-5


async def test_a_fast_one_is_given_what_patterns_are_given() -> None:
    async def ask(texts: Sequence[str]) -> None:
        return

    assert (await measured(ask)).per_word == SECONDS_PER_WORD


async def test_the_first_time_does_not_count() -> None:
    asked = 0

    async def ask(texts: Sequence[str]) -> None:
        nonlocal asked
        asked += 1
        if asked == 1:
            time.sleep(0.2)  # noqa: ASYNC251 - as a model that loads on first use

    assert (await measured(ask)).limit(["x" * 5], 2) < BASE_SECONDS + 0.1
