"""Names that Faker (MIT), the United States census in `names`, and gender-guesser's nam_dict.txt (GNU FDL) list.

Words are left out of lists, or marked in them, because they are among these. Only names of the first two are passed on.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path

import gender_guesser
import names
from faker.providers import person

from gateway.adapters.presidio_detector.ner.words import WORD, fold

_NAME_COLUMNS = slice(3, 29)


def listed_names() -> Iterator[str]:
    """Every word of every listed name, as `words.fold` writes it."""
    return chain(_folded(_faker()), _folded(_census()), _folded(_gender_guesser()))


def free_names() -> Iterator[str]:
    """The same of Faker and the census alone, whose lists may be passed on."""
    return chain(_folded(_faker()), _folded(_census()))


def names_of(locale: str) -> Iterator[str]:
    """Every word of every name that Faker lists for a locale such as "cs_CZ", as `words.fold` writes it."""
    return _folded(_faker_names(locale))


def _folded(texts: Iterable[str]) -> Iterator[str]:
    return (fold(word) for text in texts for word in WORD.findall(text))


def _faker() -> Iterator[str]:
    for module in pkgutil.iter_modules(person.__path__):
        yield from _faker_names(module.name)


def _faker_names(locale: str) -> Iterator[str]:
    for attribute, values in vars(import_module(f"{person.__name__}.{locale}").Provider).items():
        if ("first_name" in attribute or "last_name" in attribute) and isinstance(values, list | tuple | dict):
            yield from map(str, values)


def _census() -> Iterator[str]:
    for path in Path(names.__file__).parent.glob("dist.*"):
        yield from (line.split()[0] for line in path.read_text("ascii").splitlines())


def _gender_guesser() -> Iterator[str]:
    lines = Path(gender_guesser.__file__).with_name("data").joinpath("nam_dict.txt").read_text("utf-8").splitlines()
    return (line[_NAME_COLUMNS] for line in lines if not line.startswith("#"))
