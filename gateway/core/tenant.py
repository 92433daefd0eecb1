"""The form of a tenant's id: lower-case letters, digits and hyphens, at most 63 of them, as in a DNS label.

A fixed form leaves no two spellings of one tenant (case, Unicode forms) and no separator inside an id (T03):
`_` parts the pieces of a key's text, `:` and `{}` those of a store's keys. It promises nothing about
existence: the store knows that.
"""

from __future__ import annotations

import re

TENANT_ID = r"[a-z0-9][a-z0-9-]{0,62}"
"""The form as a regular expression's source, for the grammars that hold an id."""

_FORM = re.compile(TENANT_ID)


def is_tenant_id(text: str) -> bool:
    """True when `text` has the form of a tenant's id."""
    return _FORM.fullmatch(text) is not None
