"""What the detection part says: goals first, then the figures that they rest on, and a plot of cost against size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise

from tests.bench.detection import ENGINES, MEDIUM, SIZES, Looks
from tests.bench.linearity import exponent
from tests.bench.report import table
from tests.bench.stats import Spread, spread

MILLI = 1000.0
PER_WORDS = 1000.0
KIB = 1024
LONG = 65_536
"""Characters of a text on which fixed costs no longer count: about 10,000 words."""
NOTHING = "–"
NAMES, PATTERNS = "isogate", "isogate-patterns"
STOCK, STOCK_NAMES = "presidio", "presidio-names"


def as_text(looks: Looks) -> str:
    """The tables."""
    titles = {engine.name: engine.title for engine in ENGINES}
    cost = [
        [
            title,
            str(_per_words(looks, name, MEDIUM)),
            str(_per_words(looks, name, LONG)) if looks.of(name, LONG) else NOTHING,
            f"{looks.start_seconds[name]:.1f}",
            f"{_memory(looks, name):.0f}",
        ]
        for name, title in titles.items()
    ]
    growth = [[f"{size // KIB:,} kB", *(_milli(looks, name, size) for name in titles)] for size in SIZES]
    words = [f"CPU ms per 1,000 words, {size // KIB} kB" for size in (MEDIUM, LONG)]
    return "\n\n".join(
        "\n".join(table(rows))
        for rows in (
            [["detection", "goal", "measured"], *_goals(looks)],
            [["detection on CRM text", *words, "CPU s to start", "MiB"], *cost],
            [["CPU ms by size of the text", *titles.values()], *growth],
        )
    )


def _goals(looks: Looks) -> Iterator[list[str]]:
    yield ["patterns and known values, ms per 1,000 words", "≤ 1", str(_per_words(looks, PATTERNS, MEDIUM))]
    yield ["what the model of names adds, ms per 1,000 words", "≤ 80", str(_added(looks))]
    yield ["times faster than Presidio's patterns", "≥ 10", str(_times(looks, STOCK, PATTERNS))]
    yield ["with the model, times faster than Presidio with spaCy", "", str(_times(looks, STOCK_NAMES, NAMES))]
    points = [(size, looks.cpu(PATTERNS, size)) for size in SIZES]
    yield ["growth exponent, 1 kB to 1 MB", "1", f"{exponent(points):.2f}, at most {_steepest(points):.2f}"]
    yield ["memory of the engine, MiB", "≤ 120", f"{_memory(looks, NAMES):.0f}"]


def _per_words(looks: Looks, engine: str, characters: int) -> Spread:
    return spread([MILLI * each.cpu / each.words * PER_WORDS for each in looks.of(engine, characters)])


def _added(looks: Looks) -> Spread:
    pairs = zip(looks.of(NAMES, MEDIUM), looks.of(PATTERNS, MEDIUM), strict=True)
    return spread([MILLI * (all_of.cpu - part.cpu) / part.words * PER_WORDS for all_of, part in pairs])


def _times(looks: Looks, slow: str, fast: str) -> Spread:
    pairs = zip(looks.of(slow, MEDIUM), looks.of(fast, MEDIUM), strict=True)
    return spread([one.cpu / other.cpu for one, other in pairs])


def _steepest(points: Sequence[tuple[int, float]]) -> float:
    """The largest exponent between neighbouring sizes: a bend upwards at the end would hide in the whole."""
    return max(exponent(pair) for pair in pairwise(points))


def _memory(looks: Looks, engine: str) -> float:
    """After the first texts of a usual call's size: what a large text needs for itself is no standing cost."""
    return looks.of(engine, MEDIUM)[0].engine_mib


def _milli(looks: Looks, engine: str, characters: int) -> str:
    return f"{MILLI * looks.cpu(engine, characters):,.2f}" if looks.of(engine, characters) else NOTHING


def as_json(looks: Looks) -> dict[str, object]:
    """Every look."""
    return {
        "engines": {engine.name: engine.title for engine in ENGINES},
        "start_cpu_seconds": looks.start_seconds,
        "looks": [asdict(each) for each in looks.looks],
    }
