"""Between steps 5 and 6: the provider builds the exact bytes, of redacted texts alone, and nothing leaves."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager

from gateway.core.call import render
from gateway.core.deployment import DeploymentKeys
from gateway.core.flags import NOTHING
from gateway.core.note import NOTE
from gateway.core.policy import Isolation
from gateway.core.registry import Way
from gateway.core.stages import Redacted, Upstream
from gateway.ports.provider import Prepared, Provider


def prepare(
    redacted: Redacted, providers: Mapping[Way, Provider], keys: DeploymentKeys
) -> AbstractAsyncContextManager[Prepared]:
    """What will be written, once entered; with a note where tokens stand in it, and the salt of whoever may share a cache.

    Raises what `Provider.prepare` raises.
    """
    permitted = redacted.permitted
    authenticated = permitted.authenticated
    entry, call, wire = permitted.provider, permitted.call, authenticated.asked.wire
    tenant = authenticated.tenant.tenant
    user = authenticated.user_key if permitted.policy.isolation is Isolation.USER else ""
    rule = entry.rules.get(wire.name)
    salt = keys.cache_salt(entry.name, tenant, user) if rule and rule.salted else ""
    forced = rule.forced(permitted.model, salt) if rule else NOTHING
    body = wire.outbound(
        render(call, redacted.texts, redacted.pictures, relaxed=redacted.tokens > 0),
        model=permitted.model,
        note=NOTE if redacted.tokens else None,
        forced=forced,
    )
    upstream = Upstream(entry, wire, permitted.model, tenant, body, call.stream, forced, user)
    return providers[entry.way].prepare(upstream)
