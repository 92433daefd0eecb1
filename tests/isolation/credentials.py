"""Credentials of every kind and state, put into an attempt."""

from __future__ import annotations

from collections.abc import Callable

from gateway.core.keys import API_PREFIX, compose
from tests.isolation import minting
from tests.isolation.drafts import Draft
from tests.isolation.names import SUSPENDED

_SECRET_BYTES = 32
_UNKNOWN = "nobody-here"


def with_key(choose: Callable[[Draft], str]) -> Callable[[Draft], None]:
    """An own record, and the credential that is chosen."""

    def make(draft: Draft) -> None:
        draft.key = choose(draft)
        draft.put(draft.block())

    return make


def chimera(draft: Draft) -> str:
    """A well-formed key with the victim's name, and a secret of chance."""
    return compose(API_PREFIX, draft.own.name, draft.own.key.split("_")[2], draft.chance.randbytes(_SECRET_BYTES))


def renamed(draft: Draft) -> str:
    """The other tenant's key with this tenant's name in it: its checksum no longer fits."""
    stem = draft.foreign.key.removeprefix(f"{API_PREFIX}_{draft.foreign.name}_")
    return f"{API_PREFIX}_{draft.own.name}_{stem}"


def two_keys(draft: Draft) -> None:
    """Two credentials in one request; without HTTP's headers there is only the one, which is then none."""
    draft.headers["x-api-key"] = draft.foreign.key
    draft.key = draft.own.key + " "
    draft.put(draft.block())


def by_token(draft: Draft) -> None:
    """A token names the tenant in place of a key."""
    draft.key = minting.minted(draft.own.name, draft.chance)
    draft.put(draft.block())


def by_double_token(draft: Draft) -> None:
    """The token's tenant is the one in its claim, whatever else stands in it."""
    draft.key = minting.naming_another(draft.own.name, draft.foreign.name)
    draft.put(draft.block())


def foreign_by_double_token(draft: Draft) -> None:
    """The record is of the tenant that the token names where nobody should look."""
    draft.key = minting.naming_another(draft.own.name, draft.foreign.name)
    draft.put(draft.block(draft.other, draft.user))


def foreign_by_token(draft: Draft) -> None:
    """Two tenants of one issuer."""
    draft.key = minting.minted(draft.own.name, draft.chance)
    draft.put(draft.block(), draft.block(draft.other, draft.user))


def by_forged_token(draft: Draft) -> None:
    """A token that its issuer did not sign as it stands."""
    draft.key = minting.forged(draft.own.name, draft.foreign.name, draft.chance)
    draft.put(draft.block())


def by_worthless_token(draft: Draft) -> None:
    """A token that was signed, and proves nothing here and now."""
    draft.key = minting.worthless(draft.own.name, draft.chance)
    draft.put(draft.block())


def by_token_of_nobody(draft: Draft) -> None:
    """A good token for a tenant that is not served."""
    draft.key = minting.minted(draft.chance.choice((SUSPENDED, _UNKNOWN)), draft.chance)
    draft.put(draft.block())
