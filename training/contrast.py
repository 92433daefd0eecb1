"""Records in which only the word itself tells whether it is a name: lists, fields, headings, chat lines, tables.

The same forms are filled with ordinary words of fifteen languages, with names, or with both, so that neither the form nor the
capital decides. Words are wordfreq's, the commoner the oftener; names are the generator's lists' and made-up ones.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from training.sources import NOVEL, Record, fill_module, made_up

SHARE_OF_NAMES = ((0.6, 0.0), (0.85, 0.35), (1.0, 1.0))
"""Up to this throw of a record's dice, this share of its slots are names."""
GIVEN_ALONE = 0.5
"""Share of names that are a given name only."""
_SLOT = re.compile(r"W")
_FORMS = (
    "- [ ] W, W, W\n- [x] W: W W\n- [ ] W",
    "* W\n* W → W W\n* W",
    "1. W\n2. W W\n3. W",
    "W: W\nW: W W\nW: 12",
    "W; W; W; W\n4; 7; 1; 0",
    "W,W,W\nW,3,W\nW,5,W",
    '{"W": "W", "W": "W W", "W": 3}',
    '{"W":"W","W":null,"W":["W","W"]}',
    "| W | W |\n|--|--|\n| W | W W |\n| W | 4 |",
    "W: W W W?\nW: W, W W.\nW: W",
    "> W W W\nW W",
    "Re: W W\n\nW W. W W W",
    "# W W\n\n**W** W W, W",
    "W / W / W",
    "<li>W</li><li>W W</li><li>W</li>",
    "<b>W:</b> W W<br>W",
    "W = W, W = W(W)",
    "(W, '2026', 'W', 'W W')",
    "«W» - W. «W W» - W",
    "W!\nW W, W... W?",
    "W (W), W (W W), 3 x W",
    "09:00 W\n10:30 W W\n14:00 W, W",
    "W W: W. W W: W W.",
    "W + W = W. W ok, W W",
    "12/3 W, W. 13/3 W W",
    "W & W\nW, W & W",
    '"W", "W W" / "W"',
    "W_W: W-W",
    "@ W, W, W",
    "W W W W W W. W W W W",
    "W, W W W W. W W W, W W",
    "W\nW",
    "W W",
    "W",
)


class Contrasts:
    """Words by language and names, ready to be drawn."""

    def __init__(self, data: Path, ordinary: Path) -> None:
        """`ordinary`: a line per language, its code and its words, commonest first (`training.ordinary`)."""
        lines = (line.split() for line in ordinary.read_text("utf-8").splitlines())
        self._words: Mapping[str, Sequence[str]] = {line[0]: line[1:] for line in lines}
        lists = fill_module(data).Data()
        self._given, self._family = (list(table.values()) for table in (lists.given, lists.sur))

    def records(self, count: int, seed: int) -> Iterator[Record]:
        """So many records; the same for the same seed."""
        dice = random.Random(seed)
        languages = sorted(self._words)
        weights = [len(self._words[language]) for language in languages]
        for _ in range(count):
            (language,) = dice.choices(languages, weights)
            yield self._record(dice.choice(_FORMS), self._words[language], dice)

    def _record(self, form: str, words: Sequence[str], dice: random.Random) -> Record:
        throw = dice.random()
        share = next(share for bound, share in SHARE_OF_NAMES if throw <= bound)
        style = dice.choices((str.lower, str.upper, _with_capital, None), (35, 8, 42, 15))[0]
        text, at = "", 0
        spans: list[tuple[int, int, str]] = []
        for slot in _SLOT.finditer(form):
            text += form[at : slot.start()]
            at = slot.end()
            is_name = dice.random() < share
            value = self.name(dice) if is_name else _word(words, dice)
            shown = (style or dice.choice((str.lower, _with_capital)))(value)
            if is_name:
                spans.append((len(text), len(text) + len(shown), "PERSON"))
            text += shown
        return Record(text + form[at:], tuple(_joined(text, spans)), "contrast")

    def name(self, dice: random.Random) -> str:
        """A name, given alone or given and family, listed or made up."""
        parts = [self._given] if dice.random() < GIVEN_ALONE else [self._given, self._family]
        names = [dice.choice(dice.choice(part)) for part in parts]
        if dice.random() < NOVEL / (1 + NOVEL):
            names = [made_up(dice.choice(part), dice) for part in parts]
        return " ".join(names)


def _word(words: Sequence[str], dice: random.Random) -> str:
    return words[int(len(words) * dice.random() ** 1.5)]


def _with_capital(text: str) -> str:
    return " ".join(part[:1].upper() + part[1:] for part in text.split(" "))


def _joined(text: str, spans: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Names with only a space between them are one."""
    joined: list[tuple[int, int, str]] = []
    for start, end, label in spans:
        if joined and text[joined[-1][1] : start] == " ":
            joined[-1] = joined[-1][0], end, label
        else:
            joined.append((start, end, label))
    return joined
