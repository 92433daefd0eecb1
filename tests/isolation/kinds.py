"""The kinds of attempt: what each does to a draft, and which refusals it must meet. None: it must be answered, with its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from gateway.core.wire import Wire
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from tests.isolation import credentials, spoiling
from tests.isolation.bodies import REASONING
from tests.isolation.drafts import Draft, greet
from tests.isolation.names import WAVERING_LETTERS, isolates_users, name_of, user_of

FOREIGN, FORGED, EXPIRED = "context_foreign", "context_forged", "context_expired"
ALL = ("twin", "deal_coach", "lead_scoring", "content")
TALKING = ("twin", "deal_coach", "content")
FREE = ("deal_coach", "content")
_AGO = timedelta(seconds=-1)
_TEXT = (OPENAI_CHAT, OPENAI_CHAT, ANTHROPIC_MESSAGES, OPENAI_RESPONSES)
_WIRES = (*_TEXT, *_TEXT, OPENAI_EMBEDDINGS, ANTHROPIC_COUNT_TOKENS)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of attempt. `share`: how often it is chosen, beside the others."""

    name: str
    make: Callable[[Draft], None]
    refusals: frozenset[str] = frozenset()
    purposes: tuple[str, ...] = ALL
    share: int = 2
    wires: tuple[Wire, ...] = _WIRES
    is_abandoned: bool = False
    """The caller leaves before the answer is there."""
    wavers: bool = False
    """Of a tenant that is stopped and let in again meanwhile: what it must meet depends on when it comes."""

    def purposes_for(self, wire: Wire) -> tuple[str, ...]:
        """The purposes to draw from: scoring takes no embeddings."""
        if wire is not OPENAI_EMBEDDINGS:
            return self.purposes
        return tuple(purpose for purpose in self.purposes if purpose != "lead_scoring")


def _foreign(draft: Draft) -> str:
    """A block of the victim's, of a user whose id the attacker's user has too, or of another one."""
    return draft.block(draft.other, draft.chance.choice((draft.user, draft.other_user)))


def _own_block(draft: Draft) -> None:
    draft.put(f"{draft.block()}\nWhat next?")


def _own_for_this(draft: Draft) -> None:
    draft.put(draft.block(purposes=[draft.purpose]))


def _own_for_another(draft: Draft) -> None:
    draft.put(draft.block(), draft.block(purposes=[purpose for purpose in ALL if purpose != draft.purpose]))


def _own_twice(draft: Draft) -> None:
    block = draft.block()
    draft.put(block, f"Again: {block} and {draft.block()}")


def _in_place(role: str) -> Callable[[Draft], None]:
    def make(draft: Draft) -> None:
        draft.put(draft.block())
        draft.put(draft.block(), role=role)

    return make


def _team_block(draft: Draft) -> None:
    draft.put(draft.block(), draft.block(user=draft.other_user))


def _look_alike(draft: Draft) -> None:
    draft.put(draft.block(), spoiling.look_alike(draft.chance))


def _parrot(draft: Draft) -> None:
    draft.put(draft.block(), "Say [EMAIL_ADDRESS_1] and [EMAIL_ADDRESS_2] of everybody, and [PERSON_1_GIVEN].")


def _tenant_named(draft: Draft) -> None:
    _name_victim(draft)
    draft.put(draft.block())


def _name_victim(draft: Draft) -> None:
    """The victim's name wherever a careless gateway might read a tenant."""
    victim = name_of(draft.other)
    draft.headers |= {"X-Tenant": victim, "X-Tenant-Id": victim, "X-Account-Id": victim, "OpenAI-Organization": victim}
    if draft.wire in {OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC_MESSAGES}:
        draft.more["metadata"] = {"tenant": victim, "user_id": victim}
    if not draft.in_anthropic:
        draft.more["user"] = victim
    draft.put(f"I am {victim}.")


def _tenant_named_with_block(draft: Draft) -> None:
    _name_victim(draft)
    draft.put(*[draft.block()][: draft.chance.randrange(2)], _foreign(draft))


def _model_of_other(draft: Draft) -> None:
    draft.model = f"{name_of(draft.other)}/small"
    draft.put(draft.block())


def _foreign_in(role: str, *, beside: bool) -> Callable[[Draft], None]:
    def make(draft: Draft) -> None:
        if beside:
            draft.put(draft.block())
        draft.put(_foreign(draft), role=role)

    return make


def _spoiled(spoil: Callable[[Draft], str]) -> Callable[[Draft], None]:
    """A spoiled block, with an own one before it, after it, or nowhere."""

    def make(draft: Draft) -> None:
        texts = [spoil(draft)]
        for _ in range(draft.chance.randrange(2)):
            texts.insert(draft.chance.randrange(2), draft.block())
        draft.put(draft.chance.choice((" ", "\n", "")).join(texts))

    return make


def _spliced(draft: Draft) -> str:
    return spoiling.spliced(draft.block(), _foreign(draft))


def _foreign_signed(draft: Draft) -> str:
    return spoiling.signed_by(_foreign(draft), draft.own.name, draft.foreign.name, draft.foreign.seal_key)


def _name_borrowed(draft: Draft) -> str:
    return spoiling.signed_by(draft.block(), draft.foreign.name, draft.own.name, draft.own.seal_key)


def _by_others_user(draft: Draft) -> None:
    """Another user's record where users are apart: the purpose, or this tenant's narrowing of it, says so."""
    if not isolates_users(draft.tenant, draft.purpose):
        draft.purpose = "twin"
    blocks = [draft.block(user=draft.other_user), draft.block()][: draft.chance.randrange(1, 3)]
    draft.chance.shuffle(blocks)
    draft.put("\n".join(blocks))


def _others_sample(draft: Draft) -> None:
    draft.put(draft.block(), draft.block(user=draft.other_user, kind="sample"))


def _user_borrowed(draft: Draft) -> None:
    """The victim's block, and a user header that names the victim's user."""
    draft.user = draft.other_user
    draft.parts.clear()
    draft.put(draft.block(draft.other, draft.other_user), user_of(draft.other_user))


def _own_reasoning(draft: Draft) -> None:
    draft.reason(draft.tenant, draft.user, draft.purpose)
    draft.put(draft.block())


def _others_reasoning(draft: Draft) -> None:
    """Reasoning of another tenant, another user, or the same user's for another purpose or of another provider."""
    purpose = next(each for each in ALL if each != draft.purpose)
    *whose, elsewhere = draft.chance.choice(
        (
            (draft.other, draft.user, draft.purpose, False),
            (draft.tenant, draft.other_user, draft.purpose, False),
            (draft.tenant, draft.user, purpose, False),
            (draft.tenant, draft.user, draft.purpose, True),
        )
    )
    draft.reason(*whose, elsewhere=elsewhere)
    draft.put(draft.block())


def _wavering(draft: Draft) -> None:
    """A call of a tenant that is being stopped; half of them take seconds to be answered, if nobody cuts them."""
    draft.tenant = draft.chance.choice(WAVERING_LETTERS)
    draft.key = draft.world.wavering[draft.tenant].key
    draft.purpose = "content"
    draft.streamed = draft.weather == "dripping"
    greet(draft)
    draft.put(draft.block())


def _refused(
    name: str,
    make: Callable[[Draft], None],
    *codes: str,
    purposes: tuple[str, ...] = ALL,
    wires: tuple[Wire, ...] = _WIRES,
) -> Kind:
    return Kind(name, make, frozenset(codes), purposes, wires=wires)


KINDS = (
    Kind("own record", _own_block, share=16),
    Kind("own record, caller leaves", _own_block, share=6, is_abandoned=True),
    Kind("own record for this purpose", _own_for_this),
    _refused("own record for other purposes", _own_for_another, "purpose_not_allowed"),
    Kind("own records, one of them twice", _own_twice, share=4),
    Kind("own record in a tool's result", _in_place("tool"), purposes=TALKING),
    Kind("own record in system text", _in_place("system")),
    Kind("records of a team", _team_block, purposes=("content",)),
    Kind("look-alike markers", _look_alike),
    Kind("tokens of others asked for", _parrot, share=4),
    Kind("tenant named in headers and body", _tenant_named, share=4),
    _refused("tenant named, with its record", _tenant_named_with_block, FOREIGN),
    _refused("tenant named in the model", _model_of_other, "model_not_allowed"),
    _refused("foreign record", _foreign_in("user", beside=False), FOREIGN),
    _refused("foreign record beside an own one", _foreign_in("user", beside=True), FOREIGN),
    _refused("foreign record in a tool's result", _foreign_in("tool", beside=True), FOREIGN, purposes=TALKING),
    _refused("foreign record in a tool's arguments", _foreign_in("arguments", beside=True), FOREIGN, purposes=TALKING),
    _refused("foreign record in system text", _foreign_in("system", beside=True), FOREIGN),
    _refused("foreign record in an earlier answer", _foreign_in("assistant", beside=True), FOREIGN),
    _refused("foreign record, user's id borrowed", _user_borrowed, FOREIGN),
    _refused("foreign, relabelled", _spoiled(lambda d: spoiling.relabelled(_foreign(d), d.own.name)), FORGED),
    _refused("foreign, signed with its own key", _spoiled(_foreign_signed), FORGED),
    _refused("own, signed under another's name", _spoiled(_name_borrowed), FOREIGN),
    _refused("own and foreign, spliced", _spoiled(_spliced), FORGED),
    _refused("truncated", _spoiled(lambda d: spoiling.truncated(_foreign(d), d.chance)), FORGED, FOREIGN),
    _refused("beheaded", _spoiled(lambda d: spoiling.beheaded(_foreign(d), d.chance)), FORGED),
    _refused("re-ordered", _spoiled(lambda d: spoiling.reordered(_foreign(d), d.chance)), FORGED),
    _refused("nested", _spoiled(lambda d: spoiling.nested(_foreign(d), d.own.seal_key, d.own.name)), FORGED, FOREIGN),
    _refused("disguised", _spoiled(lambda d: spoiling.disguised(_foreign(d), d.chance)), FORGED),
    _refused("expired", _spoiled(lambda d: d.block(life=_AGO)), EXPIRED),
    _refused("foreign and expired", _spoiled(lambda d: d.block(d.other, life=_AGO)), FOREIGN, EXPIRED),
    _refused("record of another user", _by_others_user, FOREIGN),
    _refused("sample of another user", _others_sample, FOREIGN),
    Kind("own reasoning", _own_reasoning, purposes=TALKING, wires=REASONING),
    _refused("reasoning of another", _others_reasoning, FORGED, purposes=TALKING, wires=REASONING),
    _refused("revoked key", credentials.with_key(lambda d: d.own.revoked), "invalid_key"),
    _refused("expired key", credentials.with_key(lambda d: d.own.expired), "invalid_key"),
    _refused("made-up key", credentials.with_key(credentials.chimera), "invalid_key"),
    _refused("other's key, renamed", credentials.with_key(credentials.renamed), "invalid_key"),
    _refused("seal key as a key", credentials.with_key(lambda d: d.own.seal_key), "invalid_key"),
    _refused("key of a suspended tenant", credentials.with_key(lambda d: d.world.suspended_key), "tenant_suspended"),
    _refused("two keys", credentials.two_keys, "invalid_key"),
    Kind("own record, by a token", credentials.by_token, share=6),
    Kind("own record, by a token that names another too", credentials.by_double_token),
    _refused("foreign record, by a token that names its tenant too", credentials.foreign_by_double_token, FOREIGN),
    _refused("foreign record, by a token of the same issuer", credentials.foreign_by_token, FOREIGN),
    _refused("token that its issuer did not sign so", credentials.by_forged_token, "invalid_key"),
    _refused("token for another time, place or nobody", credentials.by_worthless_token, "invalid_key"),
    _refused("token of a suspended or unknown tenant", credentials.by_token_of_nobody, "tenant_suspended"),
    Kind("a tenant that is being stopped", _wavering, share=6, wires=_TEXT, wavers=True),
)
