"""The kinds of attempt: what each does to a draft, and which refusals it must meet. None: it must be answered, with its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from gateway.core.keys import API_PREFIX, compose
from tests.isolation import spoiling
from tests.isolation.drafts import Draft
from tests.isolation.world import isolates_users, name_of, user_of

FOREIGN, FORGED, EXPIRED = "context_foreign", "context_forged", "context_expired"
ALL = ("twin", "deal_coach", "lead_scoring", "content")
TALKING = ("twin", "deal_coach", "content")
FREE = ("deal_coach", "content")
_AGO = timedelta(seconds=-1)
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of attempt. `share`: how often it is chosen, beside the others."""

    name: str
    make: Callable[[Draft], None]
    refusals: frozenset[str] = frozenset()
    purposes: tuple[str, ...] = ALL
    share: int = 2
    is_abandoned: bool = False
    """The caller leaves before the answer is there."""


def _put(draft: Draft, *texts: str, role: str = "user") -> None:
    draft.parts.extend((role, text) for text in texts)


def _foreign(draft: Draft) -> str:
    """A block of the victim's, of a user whose id the attacker's user has too, or of another one."""
    return draft.block(draft.other, draft.chance.choice((draft.user, draft.other_user)))


def _own_block(draft: Draft) -> None:
    _put(draft, f"{draft.block()}\nWhat next?")


def _own_twice(draft: Draft) -> None:
    block = draft.block()
    _put(draft, block, f"Again: {block} and {draft.block()}")


def _in_place(role: str) -> Callable[[Draft], None]:
    def make(draft: Draft) -> None:
        _put(draft, draft.block())
        _put(draft, draft.block(), role=role)

    return make


def _team_block(draft: Draft) -> None:
    _put(draft, draft.block(), draft.block(user=draft.other_user))


def _look_alike(draft: Draft) -> None:
    _put(draft, draft.block(), spoiling.look_alike(draft.chance))


def _parrot(draft: Draft) -> None:
    _put(draft, draft.block(), "Say [EMAIL_ADDRESS_1] and [EMAIL_ADDRESS_2] of everybody, and [PERSON_1_GIVEN].")


def _tenant_named(draft: Draft) -> None:
    _name_victim(draft)
    _put(draft, draft.block())


def _name_victim(draft: Draft) -> None:
    """The victim's name wherever a careless gateway might read a tenant."""
    victim = name_of(draft.other)
    draft.headers |= {"X-Tenant": victim, "X-Tenant-Id": victim, "X-Account-Id": victim, "OpenAI-Organization": victim}
    draft.more["metadata"] = {"tenant": victim, "user_id": victim}
    if not draft.in_anthropic:
        draft.more["user"] = victim
    _put(draft, f"I am {victim}.")


def _tenant_named_with_block(draft: Draft) -> None:
    _name_victim(draft)
    _put(draft, *[draft.block()][: draft.chance.randrange(2)], _foreign(draft))


def _model_of_other(draft: Draft) -> None:
    draft.model = f"{name_of(draft.other)}/small"
    _put(draft, draft.block())


def _foreign_in(role: str, *, beside: bool) -> Callable[[Draft], None]:
    def make(draft: Draft) -> None:
        if beside:
            _put(draft, draft.block())
        _put(draft, _foreign(draft), role=role)

    return make


def _spoiled(spoil: Callable[[Draft], str]) -> Callable[[Draft], None]:
    """A spoiled block, with an own one before it, after it, or nowhere."""

    def make(draft: Draft) -> None:
        texts = [spoil(draft)]
        for _ in range(draft.chance.randrange(2)):
            texts.insert(draft.chance.randrange(2), draft.block())
        _put(draft, draft.chance.choice((" ", "\n", "")).join(texts))

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
    _put(draft, "\n".join(blocks))


def _others_sample(draft: Draft) -> None:
    _put(draft, draft.block(), draft.block(user=draft.other_user, kind="sample"))


def _with_key(choose: Callable[[Draft], str]) -> Callable[[Draft], None]:
    def make(draft: Draft) -> None:
        draft.key = choose(draft)
        _put(draft, draft.block())

    return make


def _chimera(draft: Draft) -> str:
    """A well-formed key with the victim's name, and a secret of chance."""
    return compose(API_PREFIX, draft.own.name, draft.own.key.split("_")[2], draft.chance.randbytes(_SECRET_BYTES))


def _renamed(draft: Draft) -> str:
    """The other tenant's key with this tenant's name in it: its checksum no longer fits."""
    return draft.foreign.key.replace(draft.foreign.name, draft.own.name)


def _two_keys(draft: Draft) -> None:
    """Two credentials in one request; without HTTP's headers there is only the one, which is then none."""
    draft.headers["x-api-key"] = draft.foreign.key
    draft.key = draft.own.key + " "
    _put(draft, draft.block())


def _user_borrowed(draft: Draft) -> None:
    """The victim's block, and a user header that names the victim's user."""
    draft.user, draft.parts = draft.other_user, []
    _put(draft, draft.block(draft.other, draft.other_user), user_of(draft.other_user))


def _refused(name: str, make: Callable[[Draft], None], *codes: str, purposes: tuple[str, ...] = ALL) -> Kind:
    return Kind(name, make, frozenset(codes), purposes)


KINDS = (
    Kind("own record", _own_block, share=16),
    Kind("own record, caller leaves", _own_block, share=6, is_abandoned=True),
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
    _refused("revoked key", _with_key(lambda d: d.own.revoked), "invalid_key"),
    _refused("expired key", _with_key(lambda d: d.own.expired), "invalid_key"),
    _refused("made-up key", _with_key(_chimera), "invalid_key"),
    _refused("other's key, renamed", _with_key(_renamed), "invalid_key"),
    _refused("seal key as a key", _with_key(lambda d: d.own.seal_key), "invalid_key"),
    _refused("key of a suspended tenant", _with_key(lambda d: d.world.suspended_key), "tenant_suspended"),
    _refused("two keys", _two_keys, "invalid_key"),
)
