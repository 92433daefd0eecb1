"""Which labelled identifiers hold a check digit that is right: for them a miss has no excuse.

Cards and IBANs are checked. Of national and tax numbers only the generator knows which scheme a number is of, so what it makes
is noted while it makes it.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Self, cast

WITHOUT = {
    "NATIONAL": frozenset({"ssn", "nino", "bvn", "ke", "cnic", "gen", "mbi"}),
    "TAX": frozenset({"pan", "rfc", "ein", "kra", "vat"}),
}
"""Schemes of the generator that have no public check digit, or whose digit it does not compute."""
NUMBERS = frozenset({"NATIONAL_ID", "TAX_ID"})
MIN_IBAN = 15

_Generator = Callable[[Random], str]


class CheckDigits:
    """Tells checked identifiers from others. Inside its `with`, numbers that the generator makes are noted."""

    def __init__(self, data: Path) -> None:
        self._generators = _identifiers(data / "crm")
        self._made: set[str] = set()
        self._before: dict[str, dict[str, _Generator]] = {}

    def __enter__(self) -> Self:
        for table, without in WITHOUT.items():
            makers = self._table(table)
            self._before[table] = dict(makers)
            makers.update({name: self._noting(make) for name, make in makers.items() if name not in without})
        return self

    def __exit__(self, *_: object) -> None:
        for table, makers in self._before.items():
            self._table(table).update(makers)

    def among(self, text: str, spans: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
        """The ranges whose value holds a right check digit, written in figures."""
        for start, end, label in spans:
            if self._holds(_plain(text[start:end]), label):
                yield start, end

    def _holds(self, value: str, label: str) -> bool:
        if label == "CREDIT_CARD":
            return value.isascii() and value.isdigit() and bool(self._generators.luhn_ok(value))
        if label == "IBAN_CODE":
            return value.isascii() and len(value) >= MIN_IBAN and bool(self._generators.iban_ok(value))
        return label in NUMBERS and value in self._made

    def _table(self, name: str) -> dict[str, _Generator]:
        return cast("dict[str, _Generator]", getattr(self._generators, name))

    def _noting(self, make: _Generator) -> _Generator:
        def noting(dice: Random) -> str:
            value = make(dice)
            self._made.add(_plain(value))
            return value

        return noting


def _plain(value: str) -> str:
    return "".join(filter(str.isalnum, value)).upper()


def _identifiers(folder: Path) -> ModuleType:
    """The generator's own module of identifiers: the very one that it imports, by its name."""
    loaded = sys.modules.get("idgen")
    if loaded is not None:
        return loaded
    spec = importlib.util.spec_from_file_location("idgen", folder / "idgen.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "idgen.py")
    module = sys.modules["idgen"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
