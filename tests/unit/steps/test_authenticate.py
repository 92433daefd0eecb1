"""Step 1: the credential alone decides the tenant; one trip to the store; wrong keys all look alike."""

from datetime import datetime, timedelta

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.issuer import Bearer
from gateway.core.keys import API_PREFIX, compose
from gateway.core.ledger import Admission, AdmitAsk, KeyRole, TenantRow, TenantStatus
from gateway.core.stages import Authenticated
from gateway.steps.authenticate import authenticate
from tests.support.clock import SettableClock
from tests.support.stages import KEYS, NOW, admission, asked, key_row, rulebook, tenant_rules


class Admits:
    """The one store method that step 1 uses, answering what the test says and remembering what was asked."""

    def __init__(self, answer: Admission) -> None:
        self.answer = answer
        self.asks: list[AdmitAsk] = []

    async def admit(self, ask: AdmitAsk) -> Admission:
        self.asks.append(ask)
        return self.answer


async def run(store: Admits | None = None, **changes: object) -> Authenticated:
    clock = SettableClock()
    return await authenticate(asked(**changes), store or Admits(admission()), KEYS, clock, rulebook())  # type: ignore[arg-type]  # one method of the port is enough here


async def refused(answer: Admission | None = None, **changes: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await run(Admits(answer or admission()), **changes)
    return caught.value


async def test_a_valid_key_proves_tenant_and_purpose_in_one_trip() -> None:
    store = Admits(admission())

    stage = await run(store, subjects=("c1", "c2"))

    assert stage.tenant.tenant == "acme"
    assert len(store.asks) == 1
    assert store.asks[0].subjects == (KEYS.subject_id("acme", "c1"), KEYS.subject_id("acme", "c2"))
    assert "u1" not in store.asks[0].user


class Proves:
    """Takes one token, for what the test says."""

    def __init__(self, *purposes: str, tenant: str = "acme") -> None:
        self.bearer = Bearer("crm", tenant, frozenset(purposes))

    def prove(self, text: str, now: datetime) -> Bearer | None:
        return self.bearer if text == "a.good.token" else None


async def by_token(answer: Admission, tokens: Proves, key: str = "a.good.token") -> tuple[Authenticated, AdmitAsk]:
    store = Admits(answer)
    stage = await authenticate(asked(key=key), store, KEYS, SettableClock(), rulebook(), tokens)  # type: ignore[arg-type]  # one method of the port is enough here
    return stage, store.asks[0]


async def test_a_token_proves_tenant_and_purpose_and_the_store_is_asked_about_no_key() -> None:
    stage, ask = await by_token(admission(key=None), Proves("deal_coach"))

    assert (stage.tenant.tenant, stage.issuer) == ("acme", "crm")
    assert (ask.tenant, ask.key_digest) == ("acme", "")


@pytest.mark.parametrize(
    ("answer", "tokens", "key", "code"),
    [
        (admission(key=None), Proves("deal_coach"), "a.bad.token", Code.INVALID_KEY),
        (admission(key=None), Proves("twin"), "a.good.token", Code.PURPOSE_NOT_ALLOWED),
        (admission(key=None), Proves("deal_coach", tenant="initech"), "a.good.token", Code.TENANT_SUSPENDED),
        (
            admission(key=None, tenant=TenantRow("acme", TenantStatus.SUSPENDED, b"", NOW)),
            Proves("deal_coach"),
            "a.good.token",
            Code.TENANT_SUSPENDED,
        ),
        (
            admission(key=None, switched_off=frozenset({"issuer:crm"})),
            Proves("deal_coach"),
            "a.good.token",
            Code.SWITCHED_OFF,
        ),
    ],
)
async def test_a_token_opens_no_more_than_its_tenant_and_purposes(
    answer: Admission, tokens: Proves, key: str, code: Code
) -> None:
    with pytest.raises(Refusal) as caught:
        await by_token(answer, tokens, key)

    assert caught.value.code is code


@pytest.mark.parametrize("key", [None, "", "sk-other", "isg_acme_k1_short"])
async def test_what_has_not_the_form_of_a_key_never_reaches_the_store(key: str | None) -> None:
    store = Admits(admission())

    with pytest.raises(Refusal) as caught:
        await run(store, key=key)

    assert caught.value.code is Code.INVALID_KEY
    assert store.asks == []


@pytest.mark.parametrize(
    "row",
    [
        None,
        key_row(revoked=True),
        key_row(expires=NOW),
        key_row(expires=NOW - timedelta(seconds=1)),
        key_row(digest="0" * 64),
        key_row(tenant="globex"),
    ],
    ids=["unknown", "revoked", "expires now", "expired", "other digest", "other tenant"],
)
async def test_keys_that_prove_nothing_all_look_alike(row: object) -> None:
    refusal = await refused(admission(key=row))

    assert (refusal.code, refusal.param) == (Code.INVALID_KEY, None)


async def test_a_key_of_another_tenant_asks_about_that_tenant_alone() -> None:
    store = Admits(admission(key=None, tenant=None))

    with pytest.raises(Refusal):
        await run(store, key=compose(API_PREFIX, "globex", "k1", bytes(32)))

    assert store.asks[0].tenant == "globex"


@pytest.mark.parametrize("status", [TenantStatus.SUSPENDED, TenantStatus.CLOSED])
async def test_a_tenant_that_is_not_active_is_not_served(status: TenantStatus) -> None:
    assert (await refused(admission(tenant=TenantRow("acme", status, b"", NOW)))).code is Code.TENANT_SUSPENDED


async def test_a_tenant_without_a_file_is_not_served() -> None:
    clock = SettableClock()
    other = rulebook(tenant_rules(tenant="globex"))

    with pytest.raises(Refusal) as caught:
        await authenticate(asked(), Admits(admission()), KEYS, clock, other)  # type: ignore[arg-type]  # one method of the port is enough here

    assert caught.value.code is Code.TENANT_SUSPENDED


@pytest.mark.parametrize("switch", ["tenant:acme", "purpose:deal_coach"])
async def test_a_switch_stops_every_call_behind_it(switch: str) -> None:
    assert (await refused(admission(switched_off=frozenset({switch})))).code is Code.SWITCHED_OFF


async def test_a_switch_of_another_stops_nothing() -> None:
    stage = await run(Admits(admission(switched_off=frozenset({"tenant:globex", "purpose:twin"}))))

    assert stage.tenant.tenant == "acme"


@pytest.mark.parametrize("role", [KeyRole.REVIEWER, KeyRole.TENANT_ADMIN, KeyRole.OPERATOR])
async def test_only_app_keys_open_the_data_plane(role: KeyRole) -> None:
    assert (await refused(admission(key=key_row(role=role)))).code is Code.PURPOSE_NOT_ALLOWED


async def test_a_key_opens_its_own_purposes_only() -> None:
    assert (await refused(admission(key=key_row(purposes=frozenset({"twin"}))))).code is Code.PURPOSE_NOT_ALLOWED
    assert (await refused(purpose="unheard_of")).code is Code.PURPOSE_NOT_ALLOWED


@pytest.mark.parametrize("spelled", ["system", "System", "SYSTEM"])
async def test_an_unattended_job_is_one_however_it_is_spelled(spelled: str) -> None:
    stage = await run(user=spelled)

    assert (stage.user, stage.user_key) == ("system", "system")


async def test_the_acting_user_must_be_named() -> None:
    refusal = await refused(user=None)

    assert (refusal.code, refusal.param) == (Code.INVALID_REQUEST, "x-account-user")
