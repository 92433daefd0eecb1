"""Step 3: closed schema, listed model, contracted provider, tools that may only draft."""

from datetime import UTC, date, datetime, time

import pytest

from gateway.core.budget import Budget, Limit, Per
from gateway.core.entities import Action, Label
from gateway.core.errors import Code, Refusal
from gateway.core.policy import Rulebook, ToolEffect, ToolRule
from gateway.core.stages import Consented, Permitted
from gateway.core.strict_json import dump
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.steps.permit import permit
from tests.support.stages import (
    TODAY,
    admission,
    asked,
    authenticated,
    contract,
    entry,
    policy,
    rulebook,
    tenant_rules,
)

NOW = datetime.combine(TODAY, time(12, 0, 30), UTC)
TOOL = {"type": "function", "function": {"name": "draft_note", "parameters": {"type": "object", "properties": {}}}}


def body(**changes: object) -> bytes:
    fields = {"model": "small", "messages": [{"role": "user", "content": "hello"}], **changes}
    return dump(fields)


def run(raw: bytes | None = None, rules: Rulebook | None = None, **changes: object) -> Permitted:
    book = rules or rulebook()
    stage = authenticated(asked=asked(raw or body()), tenant=book.tenants["acme"], **changes)
    return permit(Consented(stage), book, NOW)


def refused(raw: bytes | None = None, rules: Rulebook | None = None, **changes: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        run(raw, rules, **changes)
    return caught.value


def test_an_ordinary_call_is_permitted_to_the_listed_provider_under_its_own_model_name() -> None:
    stage = run()

    assert (stage.provider.name, stage.model, stage.call.model) == ("mock", "mock-1", "small")


def test_an_unknown_field_is_refused_by_its_name() -> None:
    refusal = refused(body(zzz_unknown=1))

    assert (refusal.code, refusal.param) == (Code.PARAMETER_REFUSED, "zzz_unknown")


EMBEDDED = b'{"model":"small","input":"hello"}'


def embedding(**rules: object) -> Permitted:
    book = rulebook(tenant_rules(policy(**rules)))  # type: ignore[arg-type]  # fields by name, checked when run
    stage = authenticated(asked=asked(EMBEDDED, wire=OPENAI_EMBEDDINGS), tenant=book.tenants["acme"])
    return permit(Consented(stage), book, NOW)


def test_what_is_embedded_keeps_no_number_by_which_a_value_could_be_told() -> None:
    stage = embedding(default_action=Action.PSEUDONYMISE, actions={Label.LOCATION: Action.KEEP})

    assert stage.policy.action(Label.PERSON) is Action.MASK
    assert stage.policy.action(Label.LOCATION) is Action.KEEP
    assert stage.policy.version == policy().version


def test_a_purpose_whose_answers_are_checked_has_no_embeddings() -> None:
    with pytest.raises(Refusal) as caught:
        embedding(answer_schema={"type": "object"})

    assert caught.value.code is Code.PURPOSE_NOT_ALLOWED


@pytest.mark.parametrize("model", ["large", "Small", "small ", "mock/mock-1", "smal"])
def test_a_model_is_found_by_exact_name_or_not_at_all(model: str) -> None:
    assert refused(body(model=model)).code in {Code.MODEL_NOT_ALLOWED, Code.INVALID_REQUEST}


def test_a_provider_that_is_switched_off_takes_no_call() -> None:
    assert refused(admission=admission(switched_off=frozenset({"provider:mock"}))).code is Code.SWITCHED_OFF


@pytest.mark.parametrize(
    "provider",
    [
        entry(contract=None),
        entry(contract=contract(retention_days=30)),
        entry(contract=contract(no_training=False)),
        entry(contract=contract(valid_until=date(2026, 11, 22))),
        entry(contract=contract(purposes=frozenset({"twin"}))),
    ],
    ids=["no entry", "30 days kept", "trains", "expired yesterday", "other purposes"],
)
def test_a_provider_without_a_contract_that_holds_takes_no_call(provider: object) -> None:
    rules = rulebook(provider=provider)  # type: ignore[arg-type]  # the ids above name them

    assert refused(rules=rules).code is Code.PROVIDER_NOT_CONTRACTED


def test_a_foreign_region_needs_a_safeguard() -> None:
    bare = rulebook(provider=entry(region="us"))
    safe = rulebook(provider=entry(region="us", contract=contract(transfer_safeguard="SCC-2021/914")))

    assert refused(rules=bare).code is Code.REGION_NOT_ALLOWED
    assert run(rules=safe).provider.region == "us"


@pytest.mark.parametrize(
    ("listed", "allowed"),
    [(None, False), (ToolEffect.SEND, False), (ToolEffect.READ, True), (ToolEffect.DRAFT, True)],
)
def test_a_drafting_purpose_takes_tools_that_read_or_draft_only(listed: ToolEffect | None, *, allowed: bool) -> None:
    drafting = policy(tool_effects=frozenset({ToolEffect.READ, ToolEffect.DRAFT}))
    tools = {} if listed is None else {"draft_note": ToolRule("draft_note", listed)}
    rules = rulebook(tenant_rules(drafting, tools=tools))

    if allowed:
        assert run(body(tools=[TOOL]), rules).call.tools == ("draft_note",)
    else:
        assert refused(body(tools=[TOOL]), rules).param == "tools[0]"


def test_a_checked_answer_takes_no_tools_to_go_around_the_check() -> None:
    rules = rulebook(tenant_rules(policy(answer_schema={"type": "object"})))

    assert refused(body(tools=[TOOL]), rules).param == "tools"


def test_other_purposes_take_any_declared_tool() -> None:
    assert run(body(tools=[TOOL])).call.tools == ("draft_note",)


IMAGE = {"type": "image_url", "image_url": {"url": "data:image/png;base64," + "A" * 2_000_000}}
WITH_IMAGE = body(messages=[{"role": "user", "content": [IMAGE]}])


def with_images(raw: bytes, *, images: bool) -> Permitted:
    book = rulebook(tenant_rules(policy(images=images)))
    return permit(Consented(authenticated(asked=asked(raw), tenant=book.tenants["acme"])), book, NOW)


def test_images_are_taken_where_purpose_and_tenant_say_so_and_make_room_for_themselves_alone() -> None:
    text = {"type": "text", "text": "x" * 600_000}

    assert len(with_images(WITH_IMAGE, images=True).call.pictures) == 1
    for parts, code in (([text, text], Code.TOO_LARGE), ([text, IMAGE, text], Code.TOO_LARGE)):
        with pytest.raises(Refusal) as caught:
            with_images(body(messages=[{"role": "user", "content": parts}]), images=True)
        assert caught.value.code is code


def test_elsewhere_an_image_cannot_be_inspected_and_a_body_has_its_usual_bounds() -> None:
    small = body(
        messages=[{"role": "user", "content": [{**IMAGE, "image_url": {"url": "data:image/png;base64,AAAA"}}]}]
    )

    with pytest.raises(Refusal) as caught:
        with_images(small, images=False)
    assert (caught.value.code, caught.value.param) == (Code.UNINSPECTABLE, "messages[0].content[0].image_url.url")
    with pytest.raises(Refusal) as caught:
        with_images(WITH_IMAGE, images=False)
    assert caught.value.code is Code.TOO_LARGE


MINUTE = int(NOW.timestamp()) // 60 * 60


@pytest.mark.parametrize(
    ("per", "code", "seconds"), [(Per.MINUTE, Code.RATE_LIMITED, 30), (Per.HOUR, Code.BUDGET_EXHAUSTED, 3570)]
)
def test_a_tenant_with_nothing_left_is_told_how_long_to_wait(per: Per, code: Code, seconds: int) -> None:
    rules = rulebook(tenant_rules(budget=Budget(requests=Limit(5, per))))
    usage = {f"requests/{per}": (MINUTE, 5)}

    refusal = refused(rules=rules, admission=admission(usage=usage))
    assert (refusal.code, refusal.retry_after_seconds) == (code, seconds)
    assert refusal.headers["x-ratelimit-remaining-requests"] == "0"


def test_what_a_past_window_used_counts_no_more() -> None:
    rules = rulebook(tenant_rules(budget=Budget(tokens=Limit(5, Per.MINUTE))))

    for usage in ({"tokens/minute": (MINUTE - 60, 5)}, {"tokens/hour": (MINUTE, 5)}):
        assert run(rules=rules, admission=admission(usage=usage)).model == "mock-1"


def test_reasoning_is_not_shown_where_the_answer_is_checked() -> None:
    checked = rulebook(tenant_rules(policy(answer_schema={"type": "object"})))

    assert run().call.shows_reasoning
    assert not run(rules=checked).call.shows_reasoning
