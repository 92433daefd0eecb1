"""Tenants' own credentials at providers, encrypted under the tenant's root key: so they may stand in the configuration.

Whoever has the file has nothing without the master key and the store, and a line copied to another tenant or provider opens
nothing. They are opened at start; one that does not open ends it.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from types import MappingProxyType

from gateway.control.plane import ControlPlane
from gateway.control.tenants import find
from gateway.core.credential import check_credential
from gateway.core.deployment import credential_key
from gateway.core.ledger import TenantRow
from gateway.core.policy import Rulebook
from gateway.core.registry import ENCRYPTED, ProviderEntry


async def encrypt(plane: ControlPlane, tenant: str, provider: ProviderEntry, secret: str) -> str:
    """The text for `tenant_credentials`, another one each time.

    `LookupError` for an unknown tenant, `ValueError` for a secret that cannot be the provider's credential.
    """
    check_credential(secret, provider.litellm_prefix)
    row = await find(plane, tenant)
    cipher = plane.cipher.under(credential_key(plane.cipher.unwrap(row.root_key, tenant)))
    return ENCRYPTED + urlsafe_b64encode(cipher.wrap(secret.encode(), provider.name)).decode()


async def opened(plane: ControlPlane, rules: Rulebook) -> Rulebook:
    """The rules with every encrypted credential in the clear, in memory.

    `ValueError`, naming provider and tenant, for the first that does not open or whose tenant is not in the store.
    """
    if not any(_encrypted(entry) for entry in rules.providers.values()):
        return rules
    rows = {row.tenant: row for row in await plane.store.tenants()}
    entries = {
        name: replace(
            entry,
            tenant_credentials=MappingProxyType(
                {
                    **entry.tenant_credentials,
                    **{each: _open(plane, rows.get(each), each, entry) for each in _encrypted(entry)},
                }
            ),
        )
        for name, entry in rules.providers.items()
    }
    return replace(rules, providers=MappingProxyType(entries))


def _encrypted(entry: ProviderEntry) -> list[str]:
    return [tenant for tenant, text in entry.tenant_credentials.items() if text.startswith(ENCRYPTED)]


def _open(plane: ControlPlane, row: TenantRow | None, tenant: str, entry: ProviderEntry) -> str:
    text = entry.tenant_credentials[tenant].removeprefix(ENCRYPTED)
    wrapped = row.root_key if row else b""
    try:
        cipher = plane.cipher.under(credential_key(plane.cipher.unwrap(wrapped, tenant)))
        secret = cipher.unwrap(urlsafe_b64decode(text), entry.name).decode()
    except ValueError:
        raise ValueError(
            f"provider {entry.name}: the credential of tenant {tenant} does not open: encrypt it anew with"
            f" `isogate provider encrypt {entry.name} --tenant {tenant}`"
        ) from None
    try:
        check_credential(secret, entry.litellm_prefix)
    except ValueError as error:
        raise ValueError(f"provider {entry.name}: the credential of tenant {tenant} is none for it: {error}") from None
    return secret
