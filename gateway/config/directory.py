"""A directory of YAML files of one shape, each kept with the document that its complaints point into."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from gateway.config.document import Document, read
from gateway.config.gateway_file import Shape
from gateway.config.problem import Problem
from gateway.config.shaped import take_rest

ShapeT = TypeVar("ShapeT", bound=Shape)


@dataclass(frozen=True, slots=True)
class Read(Generic[ShapeT]):
    """One file: its name without `.yaml`, its document, and its shape when it has one."""

    name: str
    document: Document
    shape: ShapeT | None
    rest: ShapeT | None
    """The shape, or what is left of it without the broken parts: for a look at the file's other lines."""


@dataclass(frozen=True, slots=True)
class Directory(Generic[ShapeT]):
    """The files of one directory, by name, and what is wrong with the directory itself."""

    files: tuple[Read[ShapeT], ...]
    problems: tuple[Problem, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """Every file's name, broken files included: so one mistake is not told twice."""
        return frozenset(file.name for file in self.files)

    @property
    def shapes(self) -> dict[str, ShapeT]:
        """Name → shape, of the files that have one."""
        return {file.name: file.shape for file in self.files if file.shape is not None}


def read_directory(path: Path, shape: type[ShapeT], root: Path) -> Directory[ShapeT]:
    """Every `*.yaml` in `path`, sorted; files are shown relative to `root` where they lie below it."""
    shown = shorten(path, root)
    if not path.is_dir():
        return Directory((), (Problem(shown, 0, "", "is no directory", "Correct the path, or make it."),))
    strays = [
        Problem(shorten(stray, root), 0, "", "is not read: its name ends in .yml", "Rename it to end in .yaml.")
        for stray in sorted(path.glob("*.yml"))
    ]
    documents = [(file.stem, read(file, shorten(file, root))) for file in sorted(path.glob("*.yaml"))]
    return Directory(tuple(_read(name, document, shape) for name, document in documents), tuple(strays))


def _read(name: str, document: Document, shape: type[ShapeT]) -> Read[ShapeT]:
    rest = take_rest(shape, document)
    return Read(name, document, None if document.problems else rest, rest)


def shorten(path: Path, root: Path) -> str:
    """The path as the operator knows it."""
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
