"""The consent decision as a table: what is on file for this user and for everybody → may the call go on (C3.1, C7.1).

Unknown is no. A withdrawal wins over any grant. Unattended jobs (`system`) need a grant by name.
"""

from __future__ import annotations

from gateway.core.errors import Code
from gateway.core.ledger import SYSTEM_USER, ConsentState

_G, _W = ConsentState.GRANTED, ConsentState.WITHDRAWN

_TABLE: dict[tuple[ConsentState | None, ConsentState | None], Code | None] = {
    (_G, _G): None,
    (_G, None): None,
    (None, _G): None,
    (_G, _W): Code.CONSENT_WITHDRAWN,
    (_W, _G): Code.CONSENT_WITHDRAWN,
    (_W, _W): Code.CONSENT_WITHDRAWN,
    (_W, None): Code.CONSENT_WITHDRAWN,
    (None, _W): Code.CONSENT_WITHDRAWN,
}


def refusal(*, user: str, own: ConsentState | None, everyone: ConsentState | None) -> Code | None:
    """None when consent holds, else the code that says why not. A pair that the table lacks is `consent_required`."""
    if user == SYSTEM_USER and own is None and everyone is not _W:
        return Code.CONSENT_REQUIRED
    return _TABLE.get((own, everyone), Code.CONSENT_REQUIRED)
