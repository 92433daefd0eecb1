"""AWS's access keys as a provider's credential, in one line: `aws:REGION:ACCESS_KEY_ID:SECRET_ACCESS_KEY[:SESSION_TOKEN]`.

With one, calls are signed; any other credential is a key that is sent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_BEGINS: Final = "aws:"
_FORM: Final = re.compile(
    r"aws:(?P<region>[a-z0-9-]+):(?P<key_id>[A-Za-z0-9]+):(?P<secret>[!-9;-~]+)(?::(?P<session>[!-9;-~]+))?"
)
_WANTED: Final = (
    "wanted of AWS access keys: aws:REGION:ACCESS_KEY_ID:SECRET_ACCESS_KEY, and :SESSION_TOKEN for a role's"
)


@dataclass(frozen=True, slots=True)
class AccessKey:
    """What signs a call, and for which region."""

    region: str
    key_id: str
    secret: str = field(repr=False)
    session: str | None = field(repr=False)
    """The token that a role's keys have beside them."""


def is_access_key(credential: str) -> bool:
    """True for what begins as access keys do, in the right form or not."""
    return credential.startswith(_BEGINS)


def access_key(credential: str) -> AccessKey:
    """The access key of a line. `ValueError`, saying what is wanted and nothing of the line."""
    found = _FORM.fullmatch(credential)
    if found is None:
        raise ValueError(_WANTED)
    return AccessKey(**found.groupdict())
