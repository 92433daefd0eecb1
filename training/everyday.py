"""Records of ordinary text in many languages: what programs say to people, lists of nouns, and sentences about words.

`texts` holds, unpacked anywhere below it: translations of the Home Assistant frontend (Apache-2.0), Wagtail and Django (BSD),
annotations of emoji (Unicode's licence) and WordNet (its own, permissive). Nobody is named in them; a listed name that no
dictionary has as a word is left out with its sentence. In some records words give way to names, in the same forms: a form alone
says nothing. Only what identifies somebody was looked for.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from gateway.adapters.presidio_detector.ner.tags import LABELS
from gateway.adapters.presidio_detector.ner.words import WORD, fold
from gateway.core.entities import INDIRECT
from training.contrast import Contrasts
from training.listed_names import listed_names
from training.sources import Record

_LANGUAGES = "en es fr de pt it nl pl tr sv da nb no nn cs hu ro id sk hr sr-Latn fi ca"
LANGUAGES = frozenset(_LANGUAGES.split())
ANNOTATED = frozenset(map(str, (label for label in LABELS if label not in INDIRECT)))
SHARE_OF_NAMES = ((0.62, 0.0), (0.82, 0.3), (1.0, 1.0))
"""Of lists: up to this throw of a record's dice, this share of its items are names."""
LISTS, WITH_NAMES = 0.35, 0.3
"""Shares of records, and of those of sentences that name somebody."""
IN_CAPITALS, OF_ONE_KIND, WITH_SENTENCE = 0.5, 0.6, 0.4
"""Shares of names in the place of words in lower case; of lists of nouns that belong together; of lists beside a sentence."""
_SHORTEST, _LONGEST = 3, 260
_MIN_WORD = 4
_MESSAGE = re.compile(r'^msgstr "(.*)"\n((?:".*"\n)*)', re.MULTILINE)
_QUOTED = re.compile(r'"(.*)"\n')
_EXAMPLE = re.compile(r'"([^"]{8,240})"')
_FOREIGN = re.compile(r"[@%{}\\<>\u0370-\u1dff\u3000-\uffff]|://|_\w|\d{4}")
_WHO = re.compile(
    r"\{(?:name|user|user_name|username|person|owner|author)\}|%\((?:user|username|name|author|person)\)s"
)
_BETWEEN = (" ", " ", "\n", "\n\n", "\n- ", " | ", " / ", "; ", ", ", ": ", "\n* ", "\n> ", " – ", "\t")
_OF_LIST = (", ", ", ", ", ", "; ", " / ", "\n", "\n- ", " | ", " + ", ",", " & ", ": ", " → ", "\n[ ] ", '", "', "\t")


class Everyday:
    """Sentences and lists of nouns by language, ready to be drawn."""

    def __init__(self, data: Path, texts: Path, words: Path) -> None:
        """`words`: a line per language of a dictionary's words, as `training.dictionary_words` writes it."""
        self._names = Contrasts(data, words)
        ordinary = {fold(word) for line in words.read_text("utf-8").splitlines() for word in line.split()[1:]}
        self._nobodys = frozenset(listed_names()) - ordinary
        self._sentences = _by_language(each for each in _all_sentences(texts) if self._is_ordinary(each[1]))
        self._lists = _lists(texts)

    def records(self, count: int, seed: int) -> Iterator[Record]:
        """So many records; the same for the same seed."""
        dice = random.Random(seed)
        languages = sorted(self._sentences)
        weights = [min(len(self._sentences[each]), 6_000) for each in languages]
        for _ in range(count):
            (language,) = dice.choices(languages, weights)
            if dice.random() < LISTS and language in self._lists:
                yield self._listed(language, dice)
            else:
                yield self._told(language, dice)

    def _is_ordinary(self, sentence: str) -> bool:
        return not any(word[0].isupper() and fold(word) in self._nobodys for word in WORD.findall(sentence))

    def _told(self, language: str, dice: random.Random) -> Record:
        between = dice.choice(_BETWEEN)
        sentences = dice.choices(self._sentences[language], k=dice.choice((1, 1, 1, 2, 2, 3, 4)))
        named = dice.random() < WITH_NAMES
        made = _Made()
        for number, sentence in enumerate(sentences):
            made.add(between if number else "")
            self._sentence(sentence, dice, made, named=named)
        return made.record(language)

    def _sentence(self, sentence: str, dice: random.Random, made: _Made, *, named: bool) -> None:
        if who := _WHO.search(sentence):
            made.add(_WHO.sub("", sentence[: who.start()]))
            made.add(self._names.name(dice), is_name=True)
            made.add(_WHO.sub("", sentence[who.end() :]))
            return
        places = [found for found in WORD.finditer(sentence) if len(found[0]) >= _MIN_WORD]
        if not (named and places):
            made.add(sentence)
            return
        place = dice.choice(places)
        name = self._names.name(dice)
        made.add(sentence[: place.start()])
        made.add(name if place[0][0].isupper() or dice.random() < IN_CAPITALS else name.lower(), is_name=True)
        made.add(sentence[place.end() :])

    def _listed(self, language: str, dice: random.Random) -> Record:
        throw = dice.random()
        share = next(share for bound, share in SHARE_OF_NAMES if throw <= bound)
        between, items = dice.choice(_OF_LIST), self._items(language, dice)
        style = dice.choice((str.lower, _with_capital, _with_capital, str))
        made = _Made()
        if dice.random() < WITH_SENTENCE:
            made.add(dice.choice(self._sentences[language]).rstrip(".") + dice.choice((": ", "\n- ", ":\n", ". ", " ")))
        for number, item in enumerate(items):
            made.add(between if number else "")
            is_name = dice.random() < share
            made.add(style(self._names.name(dice) if is_name else item), is_name=is_name)
        if dice.random() < WITH_SENTENCE:
            made.add(dice.choice((". ", "\n", ".\n\n", "! ")) + dice.choice(self._sentences[language]))
        return made.record(language)

    def _items(self, language: str, dice: random.Random) -> Sequence[str]:
        nouns, count = self._lists[language], dice.choice((1, 2, 3, 3, 4, 4, 5, 6, 8))
        items = dice.choices(nouns, k=count)
        if dice.random() < OF_ONE_KIND:
            start = dice.randrange(max(1, len(nouns) - count))
            return nouns[start : start + count]
        return items


class _Made:
    """A text as it grows, and where names stand in it."""

    def __init__(self) -> None:
        self._text = ""
        self._spans: list[tuple[int, int, str]] = []

    def add(self, text: str, *, is_name: bool = False) -> None:
        if is_name:
            self._spans.append((len(self._text), len(self._text) + len(text), "PERSON"))
        self._text += text

    def record(self, language: str) -> Record:
        return Record(self._text, tuple(self._spans), "everyday", ANNOTATED, language=language)


def _with_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _by_language(sentences: Iterable[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    found: dict[str, dict[str, None]] = {}
    for language, sentence in sentences:
        is_short = _SHORTEST <= len(sentence) <= _LONGEST and sentence[-1] != "="
        if language in LANGUAGES and is_short and not _FOREIGN.search(_WHO.sub("", sentence)):
            found.setdefault(language, {})[sentence] = None
    return {language: list(each) for language, each in found.items()}


def _all_sentences(texts: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(texts.rglob("LC_MESSAGES/*.po")):
        for first, more in _MESSAGE.findall(path.read_text("utf-8")):
            yield path.parent.parent.name.split("_")[0], first + "".join(_QUOTED.findall(more))
    for path in sorted(texts.rglob("translations/**/*-*.json")):
        language = path.name.rsplit("-", 1)[0]
        values = json.loads(path.read_text("utf-8")).values()
        yield from ((language.split("-")[0], value) for value in values if isinstance(value, str))
    for path in sorted(texts.rglob("wordnet/data.*")):
        for line in path.read_text("utf-8").splitlines():
            gloss = line.partition(" | ")[2]
            yield from (("en", example) for example in _EXAMPLE.findall(gloss))
            yield "en", gloss.partition(";")[0].strip()


def _lists(texts: Path) -> Mapping[str, Sequence[str]]:
    """Of each language the nouns that emoji are found by, those of one emoji next to each other."""
    found: dict[str, Sequence[str]] = {}
    for path in sorted(texts.rglob("annotations/*/annotations.json")):
        language = path.parent.name
        if language in LANGUAGES:
            rows = json.loads(path.read_text("utf-8"))["annotations"]["annotations"].values()
            nouns = [noun for row in rows for noun in dict.fromkeys([*row.get("tts", ()), *row.get("default", ())])]
            found[language] = [noun for noun in nouns if not _FOREIGN.search(noun) and len(noun) >= _SHORTEST]
    return found
