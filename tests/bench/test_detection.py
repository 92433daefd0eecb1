"""The detection part: texts of exact size, growth, and figures that compare within a round."""

import pytest

from tests.bench import detection_report
from tests.bench.detect_worker import measured, text_of
from tests.bench.detection import ENGINES, MEDIUM, SIZES, Look, Looks

COST_PER_CHARACTER = {"isogate": 2e-6, "isogate-patterns": 1e-6, "presidio": 10e-6, "presidio-names": 8e-6}


def _look(engine: str, characters: int, number: int) -> Look:
    cpu = COST_PER_CHARACTER[engine] * characters * number
    return Look(engine, characters, number, cpu, characters // 6, 1, 50.0 + number)


@pytest.fixture
def looks() -> Looks:
    found = [
        _look(engine.name, characters, number)
        for engine in ENGINES
        for characters in sorted({MEDIUM, *SIZES})
        for number in (1, 3)
        if characters <= engine.largest
    ]
    return Looks(dict.fromkeys(COST_PER_CHARACTER, 1.0), found)


@pytest.mark.parametrize("characters", [1, MEDIUM, 100_000])
def test_a_text_has_the_size_asked_for(characters: int) -> None:
    assert len(text_of(characters)) == characters


async def test_a_search_is_repeated_and_the_first_one_does_not_count() -> None:
    texts = []

    async def once(text: str) -> int:
        texts.append(text)
        return 7

    result = await measured(once, "two words", 0.0)

    assert (result["finds"], result["words"], result["calls"]) == (7, 2, len(texts) - 1)


def test_engines_are_compared_within_a_round(looks: Looks) -> None:
    text = detection_report.as_text(looks)

    measured = {
        line[: line.index("  ")]: line.split("  ")[-1].strip() for line in text.splitlines() if "times faster" in line
    }
    assert measured["times faster than Presidio's patterns"] == "10.0 (10.0 to 10.0)"
    assert measured["with the model, times faster than Presidio with spaCy"] == "4.00 (4.00 to 4.00)"


def test_memory_is_that_after_the_first_usual_text(looks: Looks) -> None:
    (line,) = [line for line in detection_report.as_text(looks).splitlines() if line.startswith("memory")]

    assert line.split()[-1] == "51"


def test_a_bend_upwards_at_the_end_shows(looks: Looks) -> None:
    bent = [*looks.looks, *(Look("isogate-patterns", SIZES[-1], 5 + at, 900.0, 1, 1, 1.0) for at in range(3))]

    assert "growth exponent, 1 kB to 1 MB" in detection_report.as_text(looks)
    assert "at most 1.00" in detection_report.as_text(looks)
    assert "at most 1.00" not in detection_report.as_text(Looks(looks.start_seconds, bent))
