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
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import NamedTuple

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


class _Candidates(NamedTuple):
    """What is looked up: the marks with where they stand, then the values with their kinds; the prints of all in this order."""

    marks: Mapping[str, str | None]
    values: Mapping[str, str]
    prints: list[bytes]


_NONE = _Candidates({}, {}, [])


def tripwire(
    isolated: Isolated, redacted: Redacted, vault: Vault, fingerprints: Fingerprints, keys: DeploymentKeys, told: Told
) -> Tripwire:
    """Look up the call's marks and values. `told` hears what tripped, before the verdict is given."""
    candidates = _NONE if fingerprints.is_idle() else _candidates(isolated, redacted, vault, keys)
    return Tripwire(candidates, redacted, fingerprints, keys, told)


class Tripwire:
    """The context in which the answer is awaited: a class, for a generator costs four times as much."""

    def __init__(
        self,
        candidates: _Candidates,
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
        if self._candidates.prints:
            self._asking = self._fingerprints.places(self._candidates.prints)
            if not self._asking.done():
                await asyncio.sleep(0)  # one turn of the loop, and it is written
        return Wired(self._redacted, self._cleared)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Nobody waits for the answer any more, nor for what went wrong with it."""
        if self._asking is not None and not self._asking.cancel() and not self._asking.cancelled():
            self._asking.exception()  # seen, so that nobody tells of it

    async def _cleared(self) -> None:
        if self._asking is None:
            return
        places = await self._asking
        tripped = self._tripped(self._keys.fingerprints.all_owners(self._candidates.prints, places))
        if not tripped:
            return
        counts = Counter(kind for kind, _, _ in tripped)
        owners = sorted({owner.hex() for _, owner, _ in tripped})
        self._told(Tripped(dict(counts), tuple(owners[:MAX_OWNERS])))
        if MARK in counts:
            raise Refusal(Code.CONTEXT_FOREIGN, param=next(path for kind, _, path in tripped if kind == MARK))

    def _tripped(self, owners: list[frozenset[bytes]]) -> list[tuple[str, bytes, str | None]]:
        """What is one other tenant's alone: of which kind, whose, and where a mark stands."""
        marks, values = self._candidates.marks, self._candidates.values
        tenant, keys = self._redacted.permitted.authenticated.tenant.tenant, self._keys.fingerprints
        of_marks, of_values = keys.owner(tenant, Sort.MARK), keys.owner(tenant, Sort.VALUE)
        others = [only_other(each, of_marks) for each in owners[: len(marks)]]
        others += [only_other(each, of_values) for each in owners[len(marks) :]]
        if not any(others):
            return []
        what = [*[(MARK, path) for path in marks.values()], *[(str(kind), None) for kind in values.values()]]
        return [(kind, other, path) for (kind, path), other in zip(what, others, strict=True) if other is not None]


def _candidates(isolated: Isolated, redacted: Redacted, vault: Vault, keys: DeploymentKeys) -> _Candidates:
    values: dict[str, str] = {normal_value(value): label for value, label in vault.values() if label in COMPARED}
    for text in redacted.kept:
        if not text.isalpha():
            values.setdefault(normal_value(text), KEPT)
    values.pop("", None)
    prints_of = keys.fingerprints.prints_of
    prints = (prints_of(Sort.MARK, isolated.marks) if isolated.marks else []) + prints_of(Sort.VALUE, values)
    return _Candidates(isolated.marks, values, prints)
