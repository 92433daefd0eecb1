"""What tenants and users are called: names that a careless key, path or prefix would take for one another's."""

from __future__ import annotations

from tests.isolation.marks import LETTERS

_LONGEST = 63
_HOSTILE = (
    *("a", "a-", "a--", "a-a", "a--a", "aa", "a0", "0", "00", "0-0", "1", "11", "1e1", "0x1"),
    *("tenant", "tenant-", "tenant-1", "tenant-11", "tenant-1-1", "tenant1", "tenant-a", "tenant-tenant"),
    *(
        "system",
        "none",
        "null",
        "true",
        "false",
        "nan",
        "default",
        "everyone",
        "anonymous",
        "admin",
        "operator",
        "root",
    ),
    *("isg", "isgs", "key", "keys", "consent", "epoch", "switch", "switches", "audit", "meter", "purpose", "provider"),
    *("twin", "content", "mock", "mock-a", "user", "u-1", "con", "etc", "xn--caf-dma", "localhost"),
    *("a" * (_LONGEST - 1), "a" * _LONGEST, "a" * (_LONGEST - 1) + "b", "b" + "a" * (_LONGEST - 1)),
)
TENANTS = 64
WAVERING = 4
_CODES = tuple(first + second for first in LETTERS for second in LETTERS)[: TENANTS + WAVERING]
TENANT_LETTERS, WAVERING_LETTERS = _CODES[:TENANTS], _CODES[TENANTS:]
USER_LETTERS = LETTERS[:3]
SUSPENDED = "suspended"
_USERS = dict(zip(USER_LETTERS, ("u:1", "U:1", "a:u:1"), strict=True))
_NAMES = dict(
    zip(
        _CODES,
        [
            *_HOSTILE,
            *(f"account-{each}" for each in _CODES[len(_HOSTILE) : TENANTS]),
            *("wavers", "wavers-1", "w", "w-1"),
        ],
        strict=True,
    )
)
_POSITIONS = {letters: position for position, letters in enumerate(_CODES)}


def name_of(letters: str) -> str:
    """The tenant's name; nothing of a mark is in it."""
    return _NAMES[letters]


def user_of(letter: str) -> str:
    """The user's id; every tenant has users of the same ids, of which two differ by case and one holds a separator."""
    return _USERS[letter]


def credential_of(letters: str) -> str:
    """What the provider knows the tenant by."""
    return f"sk-provider-{letters * 12}"


def isolates_users(letters: str, purpose: str) -> bool:
    """True where a call of this tenant and purpose may hold one user's records only: half the tenants narrowed two purposes."""
    return purpose == "twin" or (_POSITIONS[letters] % 2 == 1 and purpose in {"deal_coach", "lead_scoring"})
