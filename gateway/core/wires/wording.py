"""What a refusal says in words, the same in every wire.

What happened, what to do, who can do it. Fixed text only.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from gateway.core.errors import CATALOGUE, Code, Refusal

_SENTENCES: Final = MappingProxyType(
    {
        code: f"{explained.message} {explained.remedy} Who can mend it: {explained.mends.value}."
        for code, explained in CATALOGUE.items()
    }
)


def sentence(refusal: Refusal) -> str:
    """The message of an error body."""
    return _SENTENCES[refusal.code]


def by_code(groups: dict[str, tuple[Code, ...]], otherwise: str) -> MappingProxyType[Code, str]:
    """A wire's error type for every code.

    `groups` names the types that some codes have, `otherwise` the rest's.
    """
    named = {code: kind for kind, codes in groups.items() for code in codes}
    return MappingProxyType({code: named.get(code, otherwise) for code in Code})
