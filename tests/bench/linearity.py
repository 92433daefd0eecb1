"""How the time of patterns grows with the text, from 1 kB to 1 MB: `python -m tests.bench.linearity` writes docs/linearity.svg.

CRM text and the shapes that make backtracking engines super-linear. A straight line of slope 1 is linear; the exponent is the
slope fitted over all sizes. CPU time of one thread, the least of several runs. Tests assert growth by counted work instead
(tests/unit/adapters/presidio_detector/test_recognizer.py).
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from gateway.adapters.presidio_detector.judgement import ContextJudgement
from gateway.adapters.presidio_detector.recognizer import LinearRecognizer, Work
from tests.bench.prompts import medium
from tests.support.detection import detector

PLOT = Path(__file__).parents[2] / "docs" / "linearity.svg"
SIZES = (1_000, 4_000, 16_000, 64_000, 256_000, 1_000_000)
RUNS = 3
SHAPES: Mapping[str, str] = {
    "CRM text": medium() + "\n",
    "e-mail-like": "a." * 40 + "a-" * 40 + "@",
    "URL-like": "1.1.1.a/b?c=",
    "digits": "1",
    "digits apart": "1 ",
    "one letter": "a",
    "labels": "ssn account no ",
    "streets": "1 a road via calle ",
    "table": "phone,name,id\n",
    "colons": "fe80::a:",
}
WIDTH, HEIGHT, MARGIN = 720, 460, 56
COLOURS = ("#1b6ca8", "#d1495b", "#edae49", "#00798c", "#66a182", "#7b5ea7", "#8d6e63", "#546e7a", "#c2185b", "#9e9d24")

Series = Sequence[tuple[int, float]]


def seconds_for(text: str) -> float:
    """The least CPU time of a scan."""
    [linear] = detector().analyzer.registry.recognizers
    assert isinstance(linear, LinearRecognizer)
    least = math.inf
    for _ in range(RUNS):
        begun = time.thread_time()
        for _ in linear.scan(text, Work(), ContextJudgement(text)):
            pass
        least = min(least, time.thread_time() - begun)
    return least


def exponent(series: Series) -> float:
    """The slope of the line through the points, on logarithmic axes."""
    points = [(math.log(size), math.log(seconds)) for size, seconds in series]
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def measured() -> dict[str, Series]:
    """Each shape's time by its size in characters."""
    return {
        name: [(size, seconds_for((shape * (size // len(shape) + 1))[:size])) for size in SIZES]
        for name, shape in SHAPES.items()
    }


def plot(series: Mapping[str, Series]) -> str:
    """The curves as SVG, both axes logarithmic."""
    times = [seconds for each in series.values() for _, seconds in each]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    first, last = math.log10(SIZES[0]), math.log10(SIZES[-1])

    def x(size: float) -> float:
        return MARGIN + (math.log10(size) - first) / (last - first) * (WIDTH - 4 * MARGIN)

    def y(seconds: float) -> float:
        return HEIGHT - MARGIN - (math.log10(seconds) - low) / (high - low) * (HEIGHT - 2 * MARGIN)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{MARGIN}" y="24" font-size="15">Patterns: CPU time by length of text</text>',
    ]
    for power in range(low, high + 1):
        at = y(10.0**power)
        label = f"{10.0 ** (power + 3):g} ms"
        lines += [
            f'<line x1="{MARGIN}" x2="{WIDTH - 3 * MARGIN}" y1="{at:.1f}" y2="{at:.1f}" stroke="#ddd"/>',
            f'<text x="{MARGIN - 6}" y="{at + 4:.1f}" text-anchor="end">{label}</text>',
        ]
    lines += [
        f'<text x="{x(size):.1f}" y="{HEIGHT - MARGIN + 20}" text-anchor="middle">{size // 1000} kB</text>'
        for size in SIZES
    ]
    for number, (name, each) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        points = " ".join(f"{x(size):.1f},{y(seconds):.1f}" for size, seconds in each)
        at = MARGIN + 18 * number
        lines += [
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>',
            f'<text x="{WIDTH - 3 * MARGIN + 8}" y="{at}" fill="{colour}">{name}: {exponent(each):.2f}</text>',
        ]
    return "\n".join([*lines, "</svg>\n"])


def main() -> None:
    """Measure, tell, draw."""
    series = measured()
    for name, each in series.items():
        steps = "  ".join(f"{size // 1000} kB {1000 * seconds:.2f} ms" for size, seconds in each)
        sys.stdout.write(f"{name:14} exponent {exponent(each):.2f}   {steps}\n")
    PLOT.write_text(plot(series), encoding="utf-8")


if __name__ == "__main__":
    main()
