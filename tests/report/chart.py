"""A picture of the run: what each system leaves readable, with its interval. SVG, by the standard library alone."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from tests.report import figures
from tests.report.figures import Figure
from tests.report.outcome import Run, one

WIDTH, LEFT, RIGHT = 860, 300, 110
BAR, GAP, GROUP_HEAD, GROUP_GAP, TOP = 18, 5, 24, 16, 52
FONT = 'font-family="sans-serif" font-size="13"'
COLOURS = ("#0b6e4f", "#7fb69f", "#b8433a")
TITLE = "Direct identifiers left readable in CRM text (share, with 95 % interval)"

Bar = tuple[str, str, int, Figure]
"""Set, system, the system's number, share."""


def drawn(run: Run) -> str:
    """The picture, as the text of an SVG file."""
    parts, y = [], TOP
    for title, bars in groupby(_bars(run), key=lambda bar: bar[0]):
        parts.append(_text(16, y + 14, title, "bold"))
        y += GROUP_HEAD
        for _, system, number, figure in bars:
            parts += _bar(y, system, number, figure)
            y += BAR + GAP
        y += GROUP_GAP
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img" {FONT}>'
    title = f"<title>{escape(TITLE)}</title>"
    ground = f'<rect width="{WIDTH}" height="{y}" fill="#ffffff"/>'
    return "\n".join([frame, title, ground, _text(16, 28, TITLE, "bold"), *parts, "</svg>"]) + "\n"


def _bars(run: Run) -> Iterator[Bar]:
    for corpus in run.corpora:
        for known in (False, True) if corpus.has_known else ():
            title = corpus.title + (", with known values" if known else "")
            for number, system in enumerate(run.systems):
                each = one(run, corpus.name, system.name, known=known)
                share = figures.leak_rate(each.rows) if each else None
                if share is not None:
                    yield title, system.title, number, share


def _bar(y: int, system: str, number: int, figure: Figure) -> list[str]:
    scale, middle = WIDTH - LEFT - RIGHT, y + BAR / 2
    low, high = LEFT + scale * figure.low, LEFT + scale * figure.high
    return [
        _text(32, y + 14, system),
        f'<rect x="{LEFT}" y="{y}" width="{scale * figure.value:.1f}" height="{BAR}" fill="{COLOURS[number % len(COLOURS)]}"/>',
        f'<line x1="{low:.1f}" y1="{middle}" x2="{high:.1f}" y2="{middle}" stroke="#222222" stroke-width="1.5"/>',
        _text(int(max(high, LEFT) + 8), y + 14, f"{100 * figure.value:.1f} %"),
    ]


def _text(x: int, y: int, words: str, weight: str = "normal") -> str:
    return f'<text x="{x}" y="{y}" font-weight="{weight}" fill="#222222">{escape(words)}</text>'
