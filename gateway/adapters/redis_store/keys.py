"""The one builder of Redis keys: injective, and with a tenant's keys in one slot of a cluster (T03).

Parts are percent-quoted, so that `:`, `{`, `}` and `%` in a key are always the builder's own. A tenant's keys
share the hash tag `{t.<tenant>}`, which is never empty: records that belong to no tenant have a slot too.
What belongs to all has one slot; no call needs it.
"""

from __future__ import annotations

from urllib.parse import quote

SWITCHES = "isogate:{all}:switches"
"""Hash: kill switch → number of its last change and `off` or `on`, by a colon. Every tenant's slot has its own copy."""
TENANTS = "isogate:{all}:tenants"
"""Set of the tenants' ids; written before a tenant's own keys, so it may name one that is not there."""
PROCESSES = "isogate:{all}:processes"
"""Set of the processes that made themselves known; one whose `process_key` stays away is gone (`presence.py`)."""
STATE = "isogate:{all}:state"
"""There while the store is no store: `filling` (being moved here), `retired` (was moved away)."""
HOLD = "isogate:{all}:hold"
"""There, with an expiry, while somebody moves the store."""
UNTENANTED = ""
"""Stands for a tenant where no key proved one."""


def joined(*parts: str) -> str:
    """One text from several: equal only for equal parts."""
    return ":".join([_quoted(part) for part in parts])


def _quoted(part: str) -> str:
    """Most parts are keyed ids, in which nothing is to be quoted."""
    return part if part.isascii() and part.isalnum() else quote(part, safe="", errors="surrogatepass")


def process_key(process: str) -> str:
    """Whose expiry tells that a process is gone."""
    return f"isogate:process:{joined(process)}"


class TenantKeys:
    """The keys of one tenant."""

    __slots__ = (
        "audit",
        "consent",
        "history",
        "keyids",
        "keys",
        "meters",
        "objections",
        "open",
        "revoked",
        "rows",
        "switches",
        "tenant",
        "traces",
        "uses",
    )

    def __init__(self, tenant: str) -> None:
        """Build them all; they are a dozen short strings."""
        stem = f"isogate:{{t.{joined(tenant)}}}:"
        self.tenant = stem + "tenant"
        """Hash: row, status, epoch."""
        self.switches = stem + "switches"
        """Hash: the copy of `SWITCHES` by which its calls are admitted."""
        self.keys = stem + "keys"
        """Hash: digest → key."""
        self.keyids = stem + "keyids"
        """Hash: key id → digest."""
        self.revoked = stem + "revoked"
        """Set of revoked digests."""
        self.uses = stem + "uses"
        """Hash: digest → the last day on which it was used."""
        self.meters = stem + "meters"
        """Hash: meter → window and what was used of it, by a colon."""
        self.consent = stem + "consent"
        """Hash: purpose and user → current row."""
        self.history = stem + "history"
        """Sorted set of consent events, by time."""
        self.objections = stem + "objections"
        """Set of subjects."""
        self.audit = stem + "audit"
        """Stream of chain links, without what expires."""
        self.rows = stem + "rows"
        """Hash: id in `audit` → nonce and row; deleted when they expire."""
        self.traces = stem + "traces"
        """Hash: trace → ids in `audit`, by commas."""
        self.open = stem + "open"
        """Hash: trace of an intent without outcome → process and id in `audit`."""


FINGERPRINTS = "isogate:fingerprints"
"""A bit for each shard of fingerprints, set before anything is enrolled into it."""
ENROLLED = tuple([f"isogate:{{f.enrolled.{number}}}" for number in range(16)])
"""Each is there before anything is enrolled at all. They are spread over a cluster, so that one that answers tells for all."""


def fingerprints_key(shard: int) -> str:
    """The hash of one shard of fingerprints: print and place → covered owner. Each shard has a slot of its own."""
    return f"isogate:{{f.{shard:05x}}}"
