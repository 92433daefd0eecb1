"""A picture of detection's cost by the size of the text, both axes logarithmic: a straight line at 45 degrees is linear."""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape

from tests.bench.detection import ENGINES, SIZES, Looks

WIDTH, HEIGHT = 860, 460
LEFT, RIGHT, TOP, BOTTOM = 84, 330, 50, 50
LEAST_MS, MOST_MS = 0.1, 10_000.0
COLOURS = ("#0b6e4f", "#7fb69f", "#b8433a", "#e0a63a")
TITLE = "CPU time of detection by size of the text"
FONT = 'font-family="sans-serif" font-size="13"'
MILLI, KIB = 1000.0, 1024


def drawn(looks: Looks) -> str:
    """The picture, as the text of an SVG file."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" {FONT}>',
            f"<title>{escape(TITLE)}</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
            _text(LEFT, 28, TITLE, "start"),
            *_grid(),
            *_lines(looks),
            "</svg>\n",
        ]
    )


def _grid() -> Iterator[str]:
    power = LEAST_MS
    while power <= MOST_MS:
        y = _y(power)
        yield f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#dddddd"/>'
        yield _text(LEFT - 8, y + 4, f"{power:,g} ms", "end")
        power *= 10
    for size in SIZES:
        yield _text(_x(size), HEIGHT - BOTTOM + 20, f"{size // KIB} kB", "middle")


def _lines(looks: Looks) -> Iterator[str]:
    for number, (engine, colour) in enumerate(zip(ENGINES, COLOURS, strict=True)):
        points = [(_x(size), _y(MILLI * looks.cpu(engine.name, size))) for size in looks.sizes(engine.name)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points)
        at = TOP + 24 + 44 * number
        yield f'<rect x="{WIDTH - RIGHT + 24}" y="{at - 11}" width="14" height="14" fill="{colour}"/>'
        for line, part in enumerate(engine.title.split(" (")):
            yield _text(WIDTH - RIGHT + 46, at + 18 * line, part if line == 0 else f"({part}", "start")


def _x(characters: float) -> float:
    return LEFT + 20 + (WIDTH - LEFT - RIGHT - 40) * _between(characters, SIZES[0], SIZES[-1])


def _y(milliseconds: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * _between(milliseconds, LEAST_MS, MOST_MS)


def _between(value: float, least: float, most: float) -> float:
    return math.log(value / least) / math.log(most / least)


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="#222222">{escape(words)}</text>'
