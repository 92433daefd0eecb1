"""Each of these bugs, planted into the gateway, is noticed: a harness that finds nothing might look at nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.isolation import bugs_of_credentials as credentials
from tests.isolation import bugs_of_records as records
from tests.isolation.running import Stage, drawn, run, stage, stage_behind_http_here
from tests.isolation.world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEED = 6
ATTEMPTS = 30_000
"""At most: a run ends when the bug is seen."""
SOUND_ATTEMPTS = 1_000
AT_ONCE = 16
FOREIGN_SENT, FOREIGN_BACK = "to the provider: a mark of another tenant", "came back: a mark of another tenant"
STOPPED = "a tenant that is being stopped"
Plant = Callable[[pytest.MonkeyPatch, World], None]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def over_http(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with stage_behind_http_here(tmp_path_factory.mktemp("http")) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def there(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with stage(tmp_path_factory.mktemp("isolation"), http=()) as opened:
        yield opened


@dataclass(frozen=True, slots=True)
class Planted:
    """A bug, and what the harness says of it. `by`: the kind of attempt that alone can see it; others would only take time."""

    plant: Plant
    seen: str
    by: str = ""
    is_of_failing_store: bool = False

    def numbers(self, there: Stage) -> Iterator[int]:
        """The attempts to make, out of those that every run of this seed makes."""
        for number in range(ATTEMPTS):
            in_place = not self.is_of_failing_store or there.place(number) is there.failing
            if in_place and self.by in {"", drawn(SEED, number)[0].name}:
                yield number


BUGS = (
    Planted(records.tenant_of_the_body, FOREIGN_SENT),
    Planted(records.any_tenants_seal_key, FOREIGN_SENT),
    Planted(records.a_blocks_own_word, FOREIGN_SENT),
    Planted(records.one_vault_for_all, FOREIGN_BACK),
    Planted(records.one_pool_for_all, FOREIGN_BACK),
    Planted(records.one_salt_for_all, "to the provider: one salt for two"),
    Planted(records.a_salt_for_all_users, "to the provider: one salt for two"),
    Planted(records.no_look_at_the_user, "to the provider: two users' records in one call"),
    Planted(records.users_alike_but_for_case, "answered, where context_foreign was due"),
    Planted(records.cached_redaction, FOREIGN_SENT),
    Planted(records.cached_answers, FOREIGN_BACK),
    Planted(records.restorer_of_another_call, FOREIGN_BACK),
    Planted(records.one_credential_for_all, FOREIGN_SENT),
    Planted(records.no_expiry, "answered, where context_expired was due"),
    Planted(records.purposes_unread, "answered, where purpose_not_allowed was due"),
    Planted(records.untagged_reasoning, FOREIGN_SENT),
    Planted(credentials.revoked_keys_work, "answered, where invalid_key was due"),
    Planted(credentials.cached_admission, "begun, where", by=STOPPED),
    Planted(credentials.no_consent, "begun, where consent_withdrawn was due", by=STOPPED),
    Planted(credentials.nobody_is_cut, "not cut, where", by=STOPPED),
    Planted(credentials.tenant_of_the_tokens_header, FOREIGN_BACK),
    Planted(credentials.unverified_tokens, "answered, where invalid_key was due"),
    Planted(credentials.tokens_for_ever, "answered, where invalid_key was due"),
    Planted(
        credentials.answers_without_a_record, "answered, and the store could not record it", is_of_failing_store=True
    ),
)

_LATE = (
    records.one_pool_for_all,
    credentials.cached_admission,
    credentials.no_consent,
    credentials.nobody_is_cut,
    credentials.tenant_of_the_tokens_header,
    credentials.tokens_for_ever,
)
"""Seen over HTTP too, but only after some hundred attempts."""
SOON_SEEN = [bug for bug in BUGS if not bug.is_of_failing_store and bug.plant not in _LATE]


async def is_noticed(bug: Planted, there: Stage, patch: pytest.MonkeyPatch) -> bool:
    """Whether the bug's attempts, at most so many as are its own, show it."""
    bug.plant(patch, there.in_process.world)
    ended = await run(
        there, SEED, bug.numbers(there), until=lambda running: running.leaks.has(bug.seen), at_once=AT_ONCE
    )
    return ended.leaks.has(bug.seen)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.plant.__name__)
async def test_a_planted_bug_is_noticed(bug: Planted, there: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await is_noticed(bug, there, monkeypatch)


@pytest.mark.parametrize("bug", SOON_SEEN, ids=lambda bug: bug.plant.__name__)
async def test_a_planted_bug_is_noticed_over_http(
    bug: Planted, over_http: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over a Redis server, too: what the harness sees in process it sees by what came over the wire."""
    assert await is_noticed(bug, over_http, monkeypatch)


async def test_without_a_bug_the_same_attempts_find_nothing(there: Stage) -> None:
    ended = await run(there, SEED, range(SOUND_ATTEMPTS), at_once=AT_ONCE)

    assert ended.leaks.kept == []
    assert ended.shortcomings() == []
