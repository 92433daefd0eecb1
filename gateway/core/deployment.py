"""The keys of one deployment, each derived from its master key for one use, so that no use undoes another.

They are derived once, at start; the master key itself then serves the cipher alone
(`gateway/ports/crypto.py`). Whoever has the store without the master key can make none of these, so the ids
in the store name nobody.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

from gateway.core.derive import Keyed, derive
from gateway.core.fingerprints import FingerprintKeys
from gateway.core.ledger import EVERY_USER, SYSTEM_USER
from gateway.core.reasoning import ReasoningScope

MASTER_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class DeploymentKeys:
    """What is derived from the master key."""

    pepper: Keyed = field(repr=False)
    """Under which gateway keys are digested (`gateway/core/keys.py`)."""
    users: Keyed = field(repr=False)
    """Under which acting users' ids are hashed."""
    suppression: Keyed = field(repr=False)
    """Under which data subjects' ids are hashed: no tenant's root, so objections survive erasure (C7.2)."""
    caches: Keyed = field(repr=False)
    """From which each tenant's salt for a provider's caches is made (C4.5)."""
    samples: bytes = field(repr=False)
    """From which the sample deployment's keys are made, the same at each start."""
    reasoning: bytes = field(repr=False)
    """Under which reasoning is tagged that comes back (`gateway/core/reasoning.py`)."""
    backup: bytes = field(repr=False)
    """Under which a backup is marked, so that a changed one is refused (`gateway/core/backup.py`)."""
    fingerprints: FingerprintKeys = field(repr=False)
    """Under which values are compared between tenants (`gateway/core/fingerprints.py`)."""

    def user_id(self, tenant: str, user: str) -> str:
        """The store's id of a user; `*` and `system` stand for themselves.

        `*` is for the ledger's row of everybody: whoever takes a user from a caller refuses it.
        """
        return user if user in {EVERY_USER, SYSTEM_USER} else self.users.keyed_id(tenant, user)

    def subject_id(self, tenant: str, subject: str) -> str:
        """The store's id of a data subject."""
        return self.suppression.keyed_id(tenant, subject)

    def cache_salt(self, provider: str, tenant: str, user: str = "") -> str:
        """43 characters that only this deployment can make: a tenant's at one provider, another one at the next.

        `user`: the keyed id of the one user whose it is, where users are isolated.
        """
        whose = (tenant, user) if user else (tenant,)
        return urlsafe_b64encode(self.caches.derive(provider, *whose)).rstrip(b"=").decode()

    def reasoning_scope(self, tenant: str, user: str, purpose: str, provider: str) -> ReasoningScope:
        """Whose reasoning it is that this user of this tenant gets for this purpose from this provider."""
        return ReasoningScope(self.reasoning, (tenant, user, purpose, provider))


def deployment_keys(master_key: bytes) -> DeploymentKeys:
    """The deployment's keys. Raises `ValueError` unless the master key has 32 bytes."""
    if len(master_key) != MASTER_KEY_BYTES:
        raise ValueError("the master key has 32 bytes")
    return DeploymentKeys(
        pepper=Keyed(derive(master_key, "api-key")),
        users=Keyed(derive(master_key, "user")),
        suppression=Keyed(derive(master_key, "suppression")),
        caches=Keyed(derive(master_key, "cache-salt")),
        samples=derive(master_key, "sample-key"),
        reasoning=derive(master_key, "reasoning"),
        backup=derive(master_key, "backup"),
        fingerprints=FingerprintKeys.of(derive(master_key, "fingerprint")),
    )


def credential_key(root_key: bytes) -> bytes:
    """The key under which a tenant's credentials at providers are encrypted."""
    return derive(root_key, "provider-credential")


def seal_key(root_key: bytes, key_id: str) -> bytes:
    """A tenant's sealing key of that id, from the tenant's root key: nothing to store, and ids to rotate."""
    return derive(root_key, "seal", key_id)
