"""Applying an action to a found value."""

from __future__ import annotations

from typing import Protocol

from gateway.core.entities import Action, Label


class Anonymizer(Protocol):
    """Turns a value into what stands in its place."""

    def replacement(self, value: str, label: Label, action: Action, token: str | None) -> str:
        """What `action` makes of `value`.

        The given token (`PSEUDONYMISE`), `[LABEL]` (`MASK`), nothing (`DROP`), a band (`GENERALISE`; `[LABEL]` where no
        band is known), the value (`KEEP`). `BLOCK` is the caller's to refuse.
        """
        ...
