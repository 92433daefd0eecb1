"""Tenants with contacts, as a CRM has them: common names at the same few mail services, and some people known to several tenants.

Every person is a number, with an address and perhaps a telephone number of its own: what two tenants have in common is a person.
A third of the tenants write telephone numbers without their country. Nobody who is a stranger is anybody's contact.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from gateway.control.tripwire import Item
from gateway.core.fingerprints import Sort
from gateway.core.marks import mark_of
from gateway.core.normal_forms import email, phone

CONTACTS = 10_000
SHARED_PERCENT = 5
TENANTS_OF_A_SHARED_PERSON = 2.5
PHONES_EVERY = 4
RECORDS = 100
"""Enrolled record ids of each tenant."""
NATIONAL_EVERY = 3

_GIVEN = (
    "james",
    "mary",
    "john",
    "maria",
    "robert",
    "anna",
    "michael",
    "sarah",
    "david",
    "laura",
    "ana",
    "jose",
    "ali",
    "wei",
)
_FAMILY = (
    "smith",
    "jones",
    "garcia",
    "muller",
    "martin",
    "silva",
    "santos",
    "kim",
    "lee",
    "wang",
    "khan",
    "brown",
    "rossi",
)
_SERVICES = ("gmail.com", "gmail.com", "outlook.com", "yahoo.com", "hotmail.com", "icloud.com")
_NAMESPACE = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True)
class Plan:
    """A country's mobile numbers: its code, what stands before a number inside the country, and the number's own beginning."""

    code: str
    trunk: str
    begins: str
    digits: int


PLANS = (
    Plan("1", "", "2", 9),
    Plan("44", "0", "7", 9),
    Plan("49", "0", "151", 8),
    Plan("33", "0", "6", 8),
    Plan("91", "", "9", 9),
    Plan("55", "", "119", 8),
)
_STEP = 7_368_787
"""Prime, so that following people have numbers far apart, and no two the same one."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, by number."""

    number: int

    @property
    def name(self) -> tuple[str, str]:
        """Given and family name: fewer than 200 in all."""
        return _GIVEN[self.number % len(_GIVEN)], _FAMILY[self.number // len(_GIVEN) % len(_FAMILY)]

    @property
    def email(self) -> str:
        """Half of them at a mail service, half at a company."""
        given, family = self.name
        more = self.number // (len(_GIVEN) * len(_FAMILY))
        place = _SERVICES[more % len(_SERVICES)] if self.number % 2 else f"company-{self.number % 9973}.com"
        return f"{given}.{family}{more or ''}@{place}"

    @property
    def has_phone(self) -> bool:
        """Every tenant that knows somebody knows the same of them."""
        return self.number % PHONES_EVERY == 0

    def phone(self, *, national: bool) -> str:
        """As it is written, in groups of three."""
        plan = PLANS[self.number % len(PLANS)]
        own = str(self.number // len(PLANS) * _STEP % 10**plan.digits).rjust(plan.digits, "0")
        digits = plan.begins + own
        grouped = " ".join(digits[at : at + 3] for at in range(0, len(digits), 3))
        return f"{plan.trunk}{grouped}" if national else f"+{plan.code} {grouped}"


@dataclass(frozen=True, slots=True)
class World:
    """So many tenants, of whom each knows `CONTACTS` people."""

    tenants: int
    contacts: int = CONTACTS

    @property
    def people(self) -> int:
        """Everybody whom some tenant may know; greater numbers are strangers."""
        return self.tenants * self.contacts + self._pool

    @property
    def _pool(self) -> int:
        return max(1, int(self.tenants * self.contacts * SHARED_PERCENT / 100 / TENANTS_OF_A_SHARED_PERSON))

    def contact(self, tenant: int, at: int) -> Person:
        """A tenant's contact; the first ones are shared."""
        if at < self.contacts * SHARED_PERCENT // 100:
            return Person(self.tenants * self.contacts + (tenant * 1_000_003 + at * 7_919) % self._pool)
        return Person(tenant * self.contacts + at)

    def items(self, tenant: int) -> Iterator[Item]:
        """What the tenant enrols."""
        for at in range(self.contacts):
            person = self.contact(tenant, at)
            yield Sort.VALUE, email(person.email) or ""
            if person.has_phone:
                yield Sort.VALUE, phone(person.phone(national=is_national(tenant))) or ""
        for at in range(RECORDS):
            yield Sort.MARK, mark_of(record_id(tenant, at)) or ""


def is_national(tenant: int) -> bool:
    """True for a tenant that writes its contacts' numbers without the country."""
    return tenant % NATIONAL_EVERY == 0


def record_id(tenant: int, at: int) -> str:
    """A record's id, as the CRM makes them."""
    return str(uuid.uuid5(_NAMESPACE, f"{tenant}/{at}"))


def name_of(tenant: int) -> str:
    """The tenant's id."""
    return f"tenant-{tenant}"
