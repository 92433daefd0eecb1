"""The sample deployment: tenants with keys and consents, so that a first call works (`serve --sample`).

Its keys follow from the deployment's own master key: each start prints the same ones and no file holds them.
"""

from __future__ import annotations

from collections.abc import Mapping

from gateway.control import consent, keys, tenants
from gateway.control.plane import ControlPlane
from gateway.core.derive import derive
from gateway.core.keys import API_PREFIX, compose
from gateway.core.ledger import EVERY_USER, KeyRole
from gateway.core.policy import Rulebook

SAMPLE_KEY_ID = "sample"


Versions = Mapping[str, Mapping[str, str]]
"""Tenant → purpose → version of the policy that holds for it: the purpose's, as the tenant made it stricter."""


def versions(rules: Rulebook) -> Versions:
    """Of every tenant."""
    return {
        tenant: {name: policy.version for name, policy in each.purposes.items()}
        for tenant, each in sorted(rules.tenants.items())
    }


async def ensure(plane: ControlPlane, policies: Versions) -> dict[str, str]:
    """Tenant → key text, for each in `policies`; what is missing is made, what exists is left as it stands.

    Consent is granted to every user of a purpose that has no row yet,
    so a withdrawal outlasts a restart; so does a revocation.
    """
    known = {row.tenant for row in await plane.store.tenants()}
    texts = {}
    for tenant, own in policies.items():
        if tenant not in known:
            await tenants.create(plane, tenant)
        await _consents(plane, tenant, own)
        texts[tenant] = await _key(plane, tenant, frozenset(own))
    return texts


async def _consents(plane: ControlPlane, tenant: str, own: Mapping[str, str]) -> None:
    there = {row.purpose for row in await plane.store.consents(tenant) if row.user == EVERY_USER}
    for purpose, version in own.items():
        if purpose not in there:
            await consent.grant(plane, tenant, purpose=purpose, user=EVERY_USER, policy_version=version)


async def _key(plane: ControlPlane, tenant: str, purposes: frozenset[str]) -> str:
    secret = derive(plane.keys.samples, tenant)
    if SAMPLE_KEY_ID not in {row.key_id for row in await plane.store.keys(tenant)}:
        await keys.put(plane, tenant, SAMPLE_KEY_ID, secret, keys.KeyTerms(KeyRole.APP, purposes))
    return compose(API_PREFIX, tenant, SAMPLE_KEY_ID, secret)
