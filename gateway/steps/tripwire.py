"""The tripwire of step 4: nothing that is another tenant's stands in the call, sealed or not (C4.5).

A bug of the CRM may put tenant B's row into tenant A's prompt. B's canaries and unguessable record ids refuse such a call. B's
personal values do not: tenants share real people, and a refusal would answer "does anyone else have this contact?". They alert
the operator, and the caller gets the same answer in the same way: every candidate is looked up and judged with the same work,
whatever comes of it.

Candidates are what is there already: the marks that step 4 saw in the texts, and the values that step 5 took out of them. The
question goes out when they are known and is answered while the body is built and read again (`gateway/ports/fingerprints.py`);
step 6 asks for the verdict before it commits. A store that cannot answer refuses the call.
"""

from __future__ import annotations

import asyncio
from asyncio import Future
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType

from gateway.core.deployment import DeploymentKeys
from gateway.core.errors import Code, Refusal
from gateway.core.fingerprints import Places, Sort, only_other
from gateway.core.ledger import Tripped
from gateway.core.normal_forms import COMPARED, normal_value
from gateway.core.stages import Isolated, Redacted, Wired
from gateway.core.vault import Vault
from gateway.ports.fingerprints import Fingerprints

MAX_OWNERS = 20
"""So many are named in a record. More would be a leak of everything, and is as well told by these."""
MARK, KEPT = "MARK", "KEPT"
"""What trips beside labels: a canary or record id; a value that the policy lets stand, whose label is no longer known."""

Told = Callable[[Tripped], None]


@dataclass(frozen=True, slots=True)
class _Candidate:
    sort: Sort
    print_: bytes
    kind: str
    path: str | None = field(default=None)
    """Where a mark stands, for the refusal."""


def tripwire(
    isolated: Isolated, redacted: Redacted, vault: Vault, fingerprints: Fingerprints, keys: DeploymentKeys, told: Told
) -> Tripwire:
    """Look up the call's marks and values. `told` hears what tripped, before the verdict is given."""
    return Tripwire(_candidates(isolated, redacted, vault, keys), redacted, fingerprints, keys, told)


class Tripwire:
    """The context in which the answer is awaited: a class, for a generator costs four times as much."""

    def __init__(
        self,
        candidates: list[_Candidate],
        redacted: Redacted,
        fingerprints: Fingerprints,
        keys: DeploymentKeys,
        told: Told,
    ) -> None:
        """Ask nothing yet."""
        self._candidates, self._redacted, self._fingerprints = candidates, redacted, fingerprints
        self._keys, self._told = keys, told
        self._asking: Future[list[Places]] | None = None

    async def __aenter__(self) -> Wired:
        """The question goes out."""
        if self._candidates:
            self._asking = self._fingerprints.places([each.print_ for each in self._candidates])
            if not self._asking.done():
                await asyncio.sleep(0)  # one turn of the loop, and it is written
        return Wired(self._redacted, self._cleared)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Nobody waits for the answer any more."""
        asking = self._asking
        if asking is not None and not asking.cancel() and not asking.cancelled():
            asking.exception()  # seen

    async def _cleared(self) -> None:
        if self._asking is None:
            return
        places = await self._asking
        counts, owners, refused = self._judged(places)
        if counts:
            self._told(Tripped(dict(counts), tuple(sorted(owner.hex() for owner in owners)[:MAX_OWNERS])))
        if refused:
            raise Refusal(Code.CONTEXT_FOREIGN, param=refused[0].path)

    def _judged(self, places: list[Places]) -> tuple[Counter[str], set[bytes], list[_Candidate]]:
        """What is one other tenant's alone: how many of each kind, whose, and the marks among them."""
        keys = self._keys.fingerprints
        tenant = self._redacted.permitted.authenticated.tenant.tenant
        mine = {sort: keys.owner(tenant, sort) for sort in Sort}
        counts, owners, refused = Counter[str](), set[bytes](), list[_Candidate]()
        for candidate, found in zip(self._candidates, places, strict=True):
            other = only_other(keys.owners_of(candidate.print_, found), mine[candidate.sort])
            if other is not None:
                counts[candidate.kind] += 1
                owners.add(other)
                if candidate.sort is Sort.MARK:
                    refused.append(candidate)
        return counts, owners, refused


def _candidates(isolated: Isolated, redacted: Redacted, vault: Vault, keys: DeploymentKeys) -> list[_Candidate]:
    print_of = keys.fingerprints.print_of
    values = {normal_value(value): str(label) for value, label in vault.values() if label in COMPARED}
    for text in redacted.kept:
        if not text.isalpha():
            values.setdefault(normal_value(text), KEPT)
    return [
        *[_Candidate(Sort.MARK, print_of(Sort.MARK, mark), MARK, path) for mark, path in isolated.marks.items()],
        *[_Candidate(Sort.VALUE, print_of(Sort.VALUE, normal), kind) for normal, kind in values.items() if normal],
    ]
