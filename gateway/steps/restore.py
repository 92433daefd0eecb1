"""Step 8.

What turns the tokens of one answer back into values, where this purpose and this tenant let them go.
"""

from __future__ import annotations

from gateway.core.deployment import DeploymentKeys
from gateway.core.restorers import VaultRestorers
from gateway.core.stages import Permitted
from gateway.core.vault import Vault


def restore(permitted: Permitted, vault: Vault, keys: DeploymentKeys) -> VaultRestorers:
    """The restorers of the answer to this call; they work while `vault` is open and count what they restore."""
    authenticated = permitted.authenticated
    scope = keys.reasoning_scope(
        authenticated.tenant.tenant, authenticated.user, authenticated.asked.purpose, permitted.provider.name
    )
    return VaultRestorers(vault, permitted.policy.sinks, authenticated.tenant.tools, scope)
