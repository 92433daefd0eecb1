"""The sample deployment: tenants with keys and consents, so that a first call works (`serve --sample`).

Its keys follow from the deployment's own master key: each start prints the same ones and no file holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gateway.control import consent, keys, tenants
from gateway.control.plane import ControlPlane
from gateway.core.derive import derive
from gateway.core.keys import API_PREFIX, compose
from gateway.core.ledger import EVERY_USER, KeyRole

SAMPLE_KEY_ID = "sample"


async def ensure(plane: ControlPlane, names: Iterable[str], versions: Mapping[str, str]) -> dict[str, str]:
    """Tenant → key text, for each of `names`; what is missing is made, what exists is left as it stands.

    `versions`: purpose → policy version. Consent is granted to every user of a purpose that has no row yet,
    so a withdrawal outlasts a restart; so does a revocation.
    """
    known = {row.tenant for row in await plane.store.tenants()}
    texts = {}
    for tenant in names:
        if tenant not in known:
            await tenants.create(plane, tenant)
        await _consents(plane, tenant, versions)
        texts[tenant] = await _key(plane, tenant, frozenset(versions))
    return texts


async def _consents(plane: ControlPlane, tenant: str, versions: Mapping[str, str]) -> None:
    there = {row.purpose for row in await plane.store.consents(tenant) if row.user == EVERY_USER}
    for purpose, version in versions.items():
        if purpose not in there:
            await consent.grant(plane, tenant, purpose=purpose, user=EVERY_USER, policy_version=version)


async def _key(plane: ControlPlane, tenant: str, purposes: frozenset[str]) -> str:
    secret = derive(plane.keys.samples, tenant)
    if SAMPLE_KEY_ID not in {row.key_id for row in await plane.store.keys(tenant)}:
        await keys.put(plane, tenant, SAMPLE_KEY_ID, secret, keys.KeyTerms(KeyRole.APP, purposes))
    return compose(API_PREFIX, tenant, SAMPLE_KEY_ID, secret)
