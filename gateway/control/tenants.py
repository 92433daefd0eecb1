"""Tenants: created with a random root key that only the master key opens; suspended, closed, activated."""

from __future__ import annotations

from gateway.control.plane import ControlPlane
from gateway.core.ledger import TenantRow, TenantStatus
from gateway.core.tenant import is_tenant_id

ROOT_KEY_BYTES = 32


async def create(plane: ControlPlane, tenant: str) -> TenantRow:
    """A new, active tenant. `ValueError` for an id of another form, or one that exists."""
    if not is_tenant_id(tenant):
        raise ValueError("a tenant's id has lower-case letters, digits and hyphens, at most 63")
    root_key = plane.cipher.wrap(plane.clock.random_bytes(ROOT_KEY_BYTES), tenant)
    row = TenantRow(tenant, TenantStatus.ACTIVE, root_key, plane.clock.now())
    await plane.store.put_tenant(row)
    return row


async def set_status(plane: ControlPlane, tenant: str, status: TenantStatus) -> None:
    """Suspend, close or activate; returns when it holds for every starting call. `LookupError` if unknown."""
    await plane.store.set_tenant_status(tenant, status)
    await plane.acknowledge()


async def unopened(plane: ControlPlane) -> list[str]:
    """Tenants whose root keys this master key does not open: their sealed records are refused.

    `ValueError` when it opens none of them: it is another deployment's.
    """
    rows = await plane.store.tenants()
    closed = [row.tenant for row in rows if not _opens(plane, row)]
    if closed and len(closed) == len(rows):
        raise ValueError(
            "the master key opens no tenant of this store: name the key that made it in secrets.master_key"
        )
    return closed


def _opens(plane: ControlPlane, row: TenantRow) -> bool:
    try:
        plane.cipher.unwrap(row.root_key, row.tenant)
    except ValueError:
        return False
    return True


async def find(plane: ControlPlane, tenant: str) -> TenantRow:
    """The tenant's row; `LookupError` for an unknown one."""
    for row in await plane.store.tenants():
        if row.tenant == tenant:
            return row
    raise LookupError("no such tenant")
