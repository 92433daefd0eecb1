"""What must hold in `issuers`: key sets that are there and come unaltered, and names that mean something."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from gateway.config.document import Document, Place
from gateway.config.forms import is_encrypted, is_private_host
from gateway.config.gateway_file import IssuerShape
from gateway.config.problem import Problem
from gateway.config.secret import file_of


def problems(
    document: Document, issuers: Mapping[str, IssuerShape], purposes: Collection[str], root: Path
) -> Iterator[Problem]:
    """Everything wrong with the section."""
    seen: dict[str, str] = {}
    for name, shape in issuers.items():
        place: Place = ("issuers", name)
        if shape.issuer in seen:
            yield document.problem(
                (*place, "issuer"), f"is {seen[shape.issuer]}'s too", "Let each iss claim stand once."
            )
        seen.setdefault(shape.issuer, name)
        for purpose in sorted(shape.purposes - {*purposes}):
            known = ", ".join(sorted(purposes)) or "none"
            yield document.problem((*place, "purposes"), f"no purpose {purpose!r}", f"There are: {known}.")
        yield from _keys(document, (*place, "keys"), shape, root)


def _keys(document: Document, place: Place, shape: IssuerShape, root: Path) -> Iterator[Problem]:
    path = file_of(shape.keys, root)
    if path is not None:
        if not path.is_file():
            yield document.problem(place, f"there is no file {path}", "Put the issuer's key set (JWKS) there.")
        return
    is_private = is_private_host(shape.keys)
    if is_private and not shape.allow_private:
        yield document.problem(
            place, "a loopback or private address", "Use the issuer's public address, or say allow_private: true."
        )
    if not is_encrypted(shape.keys) and not is_private:
        yield document.problem(place, "in clear", "Use https: whoever alters the keys on their way mints tokens.")
