"""Importing Presidio without spaCy and other things that are never run.

Presidio's package root imports spaCy for engines that the gateway's own process never runs: they have processes of their own
(plugins/). It imports a list of public suffixes, with an HTTP client, for a check of e-mail addresses that ours do not use
(`translation.py`). And it compiles each predefined expression to see that it can be, where ours are compiled by Hyperscan.
All this takes 1.3 of 1.9 s of CPU and 76 of 119 MiB (Presidio 2.2.366, hardened allocator). So such modules are stood in for
meanwhile; whoever wants one afterwards, through Presidio or by itself, gets the real one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import cast

_PACKAGE = "presidio_analyzer"
_PATTERN = f"{_PACKAGE}.pattern"
_VALIDATION = "_Pattern__validate_regex"
_STOOD_IN_FOR = frozenset({"spacy", "thinc", "tldextract"})


class _Name(type):
    """Stands for what a module has under a name: an annotation says it, a decorator calls it; all else asks for the real one."""

    def __call__(cls, *arguments: object, **options: object) -> object:
        return cast("Callable[..., object]", _real(cls))(*arguments, **options)

    def __getattr__(cls, name: str) -> object:
        return _registered if _Finder.is_at_work else getattr(_real(cls), name)

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cast("type", _real(cls)))


class _Module(ModuleType):
    """Stands for a module."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        if _Finder.is_at_work:
            return _Name(name, (), {"of": self.__name__})
        return getattr(import_module(self.__name__), name)


class _Finder(MetaPathFinder, Loader):
    """Finds the stand-ins."""

    is_at_work = False

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of a stand-in; that of Presidio's patterns, so that none is compiled; None for any other module."""
        if fullname.partition(".")[0] in _STOOD_IN_FOR:
            return ModuleSpec(fullname, self, is_package=True)
        return _unvalidated(PathFinder.find_spec(fullname, path, target)) if fullname == _PATTERN else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """A stand-in."""
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


class _Unvalidated(Loader):
    """Loads Presidio's patterns as they are, but for the trial of each."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """As Python would."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """As Python would, and more."""
        self._loader.exec_module(module)
        self.validation = vars(module.Pattern)[_VALIDATION]
        setattr(module.Pattern, _VALIDATION, staticmethod(lambda _expression: None))


def _unvalidated(spec: ModuleSpec | None) -> ModuleSpec | None:
    if spec is not None and spec.loader is not None:
        spec.loader = _Unvalidated(spec.loader)
    return spec


@contextmanager
def lean() -> Iterator[None]:
    """While inside, Presidio is imported as said above; nothing happens if it is there already, or spaCy is."""
    if {_PACKAGE, *_STOOD_IN_FOR} & sys.modules.keys():
        yield
        return
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    _Finder.is_at_work = True
    try:
        yield
    finally:
        _Finder.is_at_work = False
        sys.meta_path.remove(finder)
        for name in [name for name, module in sys.modules.items() if isinstance(module, _Module)]:
            del sys.modules[name]
        pattern = sys.modules[_PATTERN]
        loader = pattern.__spec__.loader if pattern.__spec__ else None
        if isinstance(loader, _Unvalidated):
            setattr(pattern.Pattern, _VALIDATION, loader.validation)


def _real(name: _Name) -> object:
    """What a stand-in stands for. `KeyError` for a class derived from one."""
    return getattr(import_module(vars(name)["of"]), name.__name__)


def _registered(*_names: object, **_options: object) -> Callable[[type], type]:
    """A decorator that leaves a class as it is."""
    return lambda decorated: decorated
