"""Step 4: sealed records are opened, and are this tenant's and this user's own."""

from datetime import timedelta
from typing import Any

import pytest

from gateway.core.call import Call, Leaf, Reasoning, Role, Shape
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.ledger import TenantRow, TenantStatus
from gateway.core.policy import Isolation, PurposePolicy, Sealing
from gateway.core.reasoning import parted
from gateway.core.source import Known, Party, Source
from gateway.core.stages import Isolated, Permitted
from gateway.steps.isolate import MAX_MARKS, isolate
from tests.support.sealing import cipher, sealer, tenant_row
from tests.support.stages import KEYS, NOW, admission, asked, authenticated, permitted, policy, tenant_rules

TWIN = policy("twin", isolation=Isolation.USER, sealing=Sealing.REQUIRED, max_unsealed_characters=20)


def seal(text: str = "Met Jane.", tenant: str = "acme", **changes: object) -> str:
    arguments: dict[str, object] = {"record": "r1", "kind": "lead", "user": "u1", **changes}
    return sealer("acme", "globex").seal(text, tenant=tenant, **arguments)  # type: ignore[arg-type]  # by name


def stage(*leaves: Leaf | str, rules: PurposePolicy | None = None, **changes: object) -> Permitted:
    """A permitted call of these texts; `changes` go to its admission, or replace `asked`, `tenant`, `user`."""
    made = tuple(
        leaf if isinstance(leaf, Leaf) else Leaf(index, f"messages[{index}]", Role.USER, Shape.TEXT, leaf)
        for index, leaf in enumerate(leaves)
    )
    about = {name: changes.pop(name) for name in ("asked", "tenant", "user") if name in changes}
    proved = authenticated(admission=admission(**{"tenant": changes.pop("row", tenant_row()), **changes}), **about)
    call = Call("openai.chat", "small", stream=False, body={}, leaves=made)
    return permitted(call, authenticated=proved, policy=rules or policy())


def run(*leaves: Leaf | str, rules: PurposePolicy | None = None, **changes: object) -> Isolated:
    return isolate(stage(*leaves, rules=rules, **changes), cipher(), KEYS, NOW)


def refused(*leaves: Leaf | str, rules: PurposePolicy | None = None, **changes: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        run(*leaves, rules=rules, **changes)
    return caught.value


def test_text_without_a_block_passes_as_it_stands() -> None:
    isolated = run("hello", "")

    assert [passage.text for passage in isolated.passages] == ["hello", ""]
    assert [[(s.start, s.end, s.source) for s in p.segments] for p in isolated.passages] == [
        [(0, 5, Source(Role.USER))],
        [],
    ]
    assert (isolated.blocks, isolated.known, isolated.subjects) == (0, (), ())


def test_a_block_is_replaced_by_its_text_with_its_own_source() -> None:
    block = seal("Met Jane.", subjects={"c1": "addressee"}, known=["Jane"])
    (passage,) = run(f"Write about {block} now").passages

    assert passage.text == "Write about Met Jane. now"
    assert [(passage.text[s.start : s.end], s.source) for s in passage.segments] == [
        ("Write about ", Source(Role.USER)),
        ("Met Jane.", Source(Role.USER, "lead", Party.ADDRESSEE)),
        (" now", Source(Role.USER)),
    ]


def test_known_values_and_subjects_of_all_blocks_are_collected_once() -> None:
    one = seal(subjects={"c1": "addressee"}, known=[("Jane", "c1")])
    two = seal("x", subjects={"c1": "addressee", "c2": "third"}, known=[("Jane", "c1"), ("Bob", "c2")])
    isolated = run(one, one, two, asked=asked(subjects=("c3", "c1")))

    assert isolated.blocks == 2
    assert isolated.known == (Known("Jane", None, Party.ADDRESSEE), Known("Bob", None, Party.THIRD))
    assert set(isolated.subjects) == {KEYS.subject_id("acme", subject) for subject in ("c1", "c2", "c3")}


def test_another_accounts_block_is_refused_in_whatever_leaf_it_stands() -> None:
    for role in Role:
        leaf = Leaf(0, "messages[0]", role, Shape.TEXT, f"a {seal(tenant='globex')} b")
        assert refused(leaf).code is Code.CONTEXT_FOREIGN


@pytest.mark.parametrize("shape", [Shape.KEY, Shape.NAME, Shape.NUMBER])
def test_a_block_outside_of_text_is_forged(shape: Shape) -> None:
    assert refused(Leaf(0, "tools[0]", Role.TOOL, shape, seal())).code is Code.CONTEXT_FORGED


def test_a_cut_block_is_forged_and_an_old_one_expired() -> None:
    assert refused(seal()[:-3]).code is Code.CONTEXT_FORGED
    assert refused(seal(expires=timedelta(seconds=-1))).code is Code.CONTEXT_EXPIRED


def test_a_block_of_a_retired_seal_key_is_forged() -> None:
    assert refused(seal(), tenant=tenant_rules(seal_keys=frozenset({"s2"}))).code is Code.CONTEXT_FORGED


def test_a_root_key_that_does_not_open_is_the_gateways_fault_and_no_callers() -> None:
    broken = TenantRow("acme", TenantStatus.ACTIVE, b"wrapped by another master key", NOW)

    assert refused(seal(), row=broken).code is Code.INTERNAL
    assert run("no block, nothing to open", row=broken).blocks == 0


@pytest.mark.parametrize("user", ["u2", None])
def test_where_users_are_isolated_every_block_is_the_acting_users_own(user: str | None) -> None:
    assert refused(seal(user=user), rules=TWIN).code is Code.CONTEXT_FOREIGN
    assert refused(seal(), seal(user=user), rules=TWIN).code is Code.CONTEXT_FOREIGN
    assert run(seal(), rules=TWIN).blocks == 1


def test_a_team_shares_its_records_where_the_purpose_isolates_tenants() -> None:
    assert run(seal(user="u2"), seal(user=None)).blocks == 2


def test_a_writing_sample_serves_nobody_but_its_user_whatever_the_purpose() -> None:
    assert refused(seal(kind="sample", user="u2")).code is Code.CONTEXT_FOREIGN
    assert run(seal(kind="sample", user="u1")).passages[0].segments[0].source.is_sample


def test_a_record_that_names_purposes_serves_these_alone() -> None:
    named = asked().purpose

    assert refused(seal(purposes=["another"])).code is Code.PURPOSE_NOT_ALLOWED
    assert refused(seal(), seal(purposes=["another"])).code is Code.PURPOSE_NOT_ALLOWED
    assert run(seal(purposes=["another", named]), seal(purposes=named)).blocks == 2


def test_an_unattended_job_does_not_get_a_users_records() -> None:
    assert refused(seal(user="u1"), rules=TWIN, user="system").code is Code.CONTEXT_FOREIGN


def test_a_purpose_of_sealed_records_refuses_a_call_without_one() -> None:
    assert refused("short", rules=TWIN).code is Code.CONTEXT_UNSEALED


def test_around_sealed_records_there_is_room_for_instructions_up_to_the_limit() -> None:
    assert run("x" * 10 + seal("y" * 500) + "x" * 5, "x" * 5, rules=TWIN).blocks == 1
    assert refused("x" * 10 + seal() + "x" * 5, "x" * 6, rules=TWIN).code is Code.CONTEXT_UNSEALED


def test_what_developers_write_into_tool_schemas_does_not_count_as_unsealed() -> None:
    schema = Leaf(1, "tools[0].description", Role.SCHEMA, Shape.TEXT, "x" * 500)

    assert run(seal(), schema, rules=TWIN).blocks == 1


def test_a_minor_in_any_block_refuses_the_call() -> None:
    assert refused(seal(), seal(minors=["c1"])).code is Code.SUBJECT_MINOR
    assert refused(seal(), seal(born={"c1": "2015-01-01"})).code is Code.SUBJECT_MINOR


def test_once_somebody_objected_a_call_says_whom_it_is_about() -> None:
    refusal = refused("hello", has_objections=True)

    assert (refusal.code, refusal.param) == (Code.INVALID_REQUEST, "x-data-subjects")
    assert run("hello", has_objections=True, asked=asked(subjects=())).blocks == 0
    assert run(seal(subjects={"c1": "third"}), has_objections=True).blocks == 1


THOUGHT: JsonObject = {"type": "thinking", "thinking": "hm", "signature": "signed"}


def thought(
    block: JsonObject = THOUGHT,
    *,
    tenant: str = "acme",
    user: str = "u1",
    purpose: str = "deal_coach",
    provider: str = "mock",
) -> Permitted:
    """A call of u1 for deal_coach, with reasoning that was handed out to somebody."""
    tag, _ = parted(KEYS.reasoning_scope(tenant, user, purpose, provider).tagged(THOUGHT)) or ("", {})
    call = Call(
        "anthropic.messages",
        "small",
        stream=False,
        body={},
        leaves=(),
        reasoning=(Reasoning("messages[1].content[0]", tag, block),),
    )
    return permitted(call)


def test_reasoning_of_this_user_and_purpose_passes() -> None:
    assert isolate(thought(), cipher(), KEYS, NOW).passages == ()


@pytest.mark.parametrize(
    "whose",
    [
        {"tenant": "globex"},
        {"user": "u2"},
        {"purpose": "content"},
        {"provider": "other"},
        {"block": {**THOUGHT, "thinking": "hm!"}},
    ],
)
def test_reasoning_that_was_handed_out_otherwise_is_forged(whose: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as caught:
        isolate(thought(**whose), cipher(), KEYS, NOW)

    assert (caught.value.code, caught.value.param) == (Code.CONTEXT_FORGED, "messages[1].content[0]")


MARK = "8f14e45f-ceea-467f-a9e6-7f3d1b09c2aa"
COMPACT = MARK.replace("-", "")


def test_what_could_be_an_unguessable_id_is_noted_with_its_place_sealed_or_not() -> None:
    sealed = run("hello", f"{seal(f'Record {MARK} of Jane.')}", f"again {MARK}")

    assert sealed.marks[COMPACT] == "messages[1]"
    assert run("hello", f"record {MARK}").marks == {COMPACT: "messages[1]"}
    assert COMPACT not in repr(sealed)


def test_people_whom_a_call_is_said_to_be_about_are_noted_too() -> None:
    assert COMPACT in run("hello", asked=asked(subjects=(MARK,))).marks
    assert COMPACT in run(seal(subjects={MARK: "third"})).marks


def test_a_list_of_ids_is_no_prompt() -> None:
    many = " ".join(f"{number:08x}{COMPACT[8:]}" for number in range(MAX_MARKS + 1))

    assert refused(many).code is Code.TOO_LARGE
