"""Step 4: whose records are these? Sealed blocks are opened; foreign, forged and expired ones refuse (C4.5).

Blocks stand in text only: in a key, a number or a name they are forged. Where the purpose isolates users, and
for writing samples everywhere, a block must be sealed to the acting user (C4.1); a block sealed to nobody is
then nobody's. One that names purposes serves these alone. A model's reasoning has to bear the tag that it was
handed out with. The tenant's root key is unwrapped only when there is a block to open, and held no longer than
this step.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from gateway.core.call import Leaf, Role, Shape
from gateway.core.deployment import DeploymentKeys, seal_key
from gateway.core.errors import Code, Refusal
from gateway.core.marks import marks_in
from gateway.core.policy import Isolation, Sealing
from gateway.core.seal import Block, Run, SealKey, is_mentioned, open_block, runs
from gateway.core.source import SAMPLE, Passage, Segment, Source
from gateway.core.stages import Isolated, Permitted
from gateway.ports.crypto import Cipher

MAX_MARKS = 5_000
"""More ids in one call are a list, not a prompt; as for finds (`gateway/steps/redact.py`)."""

_UNSEALED: Mapping[Role, Source] = MappingProxyType({role: Source(role) for role in Role})


def isolate(permitted: Permitted, cipher: Cipher, keys: DeploymentKeys, now: datetime) -> Isolated:
    """The call with its blocks opened.

    Raises `context_foreign`, `context_forged`, `context_expired`; `context_unsealed` where the purpose takes
    sealed records and there is none, or more text around them than it allows; `subject_minor`; and
    `invalid_request` naming `x-data-subjects` when somebody objected and the call does not say whom it is
    about; `too_large` for too many ids; `internal` when the root key does not open.
    """
    _judge_reasoning(permitted, keys)
    opener = _Opener(permitted, cipher, now)
    passages = tuple(map(opener.passage, permitted.call.leaves))
    blocks = tuple(opener.opened.values())
    if blocks:
        _judge_blocks(permitted, blocks)
    _judge_rest(permitted, len(blocks), opener.unsealed)
    asked, tenant = permitted.authenticated.asked, permitted.authenticated.tenant.tenant
    subjects = dict.fromkeys(asked.subjects or ())
    for block in blocks:
        subjects.update(dict.fromkeys(block.subjects))
    return Isolated(
        permitted=permitted,
        passages=passages,
        known=tuple(dict.fromkeys(known for block in blocks for known in block.known)) if blocks else (),
        subjects=tuple(keys.subject_id(tenant, subject) for subject in subjects) if subjects else (),
        blocks=len(blocks),
        marks=_marks(permitted.call.leaves, passages, subjects),
    )


def _marks(leaves: Sequence[Leaf], passages: Sequence[Passage], subjects: Collection[str]) -> Mapping[str, str | None]:
    """What could be an unguessable id, and where; also of people whom the call is said to be about."""
    marks: dict[str, str | None] = dict.fromkeys(marks_in(subjects)) if subjects else {}
    for leaf, passage in zip(leaves, passages, strict=True):
        for mark in marks_in((passage.text,)):
            marks.setdefault(mark, leaf.path)
    if len(marks) > MAX_MARKS:
        raise Refusal(Code.TOO_LARGE)
    return marks


def _judge_reasoning(permitted: Permitted, keys: DeploymentKeys) -> None:
    """Reasoning comes back to the user, the purpose and the provider that it is of, as it was: anything else is forged."""
    reasoning, authenticated = permitted.call.reasoning, permitted.authenticated
    if not reasoning:
        return
    scope = keys.reasoning_scope(
        authenticated.tenant.tenant, authenticated.user, authenticated.asked.purpose, permitted.provider.name
    )
    for each in reasoning:
        if not scope.owns(each.block, each.tag):
            raise Refusal(Code.CONTEXT_FORGED, param=each.path)


def _judge_blocks(permitted: Permitted, blocks: tuple[Block, ...]) -> None:
    user, by_user = permitted.authenticated.user, permitted.policy.isolation is Isolation.USER
    if any(block.user != user for block in blocks if by_user or block.kind == SAMPLE):
        raise Refusal(Code.CONTEXT_FOREIGN)
    purpose = permitted.authenticated.asked.purpose
    if any(block.purposes is not None and purpose not in block.purposes for block in blocks):
        raise Refusal(Code.PURPOSE_NOT_ALLOWED)
    if any(block.has_minor for block in blocks):
        raise Refusal(Code.SUBJECT_MINOR)


def _judge_rest(permitted: Permitted, blocks: int, unsealed: int) -> None:
    policy = permitted.policy
    if policy.sealing is Sealing.REQUIRED and (not blocks or unsealed > policy.max_unsealed_characters):
        raise Refusal(Code.CONTEXT_UNSEALED)
    authenticated = permitted.authenticated
    if not blocks and authenticated.admission.has_objections and authenticated.asked.subjects is None:
        raise Refusal(Code.INVALID_REQUEST, param="x-data-subjects")


class _Opener:
    """Opens the blocks of one call, each distinct one once, and counts the characters around them."""

    def __init__(self, permitted: Permitted, cipher: Cipher, now: datetime) -> None:
        self._permitted = permitted
        self._cipher = cipher
        self._now = now
        self._keys: dict[str, SealKey] = {}
        self.opened: dict[str, Block] = {}
        self.unsealed = 0

    def passage(self, leaf: Leaf) -> Passage:
        """The leaf's text with its blocks replaced by what they hold, and where each part is from."""
        source, text = _UNSEALED[leaf.role], leaf.text
        if not is_mentioned(text):
            self._count(leaf, len(text))
            return Passage(text, (Segment(0, len(text), source),) if text else ())
        if leaf.shape is not Shape.TEXT:
            raise Refusal(Code.CONTEXT_FORGED)
        parts: list[tuple[str, Source]] = []
        cursor = 0
        for run in runs(text):
            block = self._open(run)
            parts.append((text[cursor : run.start], source))
            parts.append((block.text, Source(leaf.role, block.kind, block.party)))
            self._count(leaf, run.start - cursor)
            cursor = run.end
        parts.append((text[cursor:], source))
        self._count(leaf, len(text) - cursor)
        return _joined(parts)

    def _count(self, leaf: Leaf, characters: int) -> None:
        if leaf.role is not Role.SCHEMA:
            self.unsealed += characters

    def _open(self, run: Run) -> Block:
        if run.payload not in self.opened:
            tenant = self._permitted.authenticated.tenant.tenant
            self.opened[run.payload] = open_block(run, tenant=tenant, keys=self._seal_keys(), now=self._now)
        return self.opened[run.payload]

    def _seal_keys(self) -> dict[str, SealKey]:
        if not self._keys:
            rules, row = self._permitted.authenticated.tenant, self._permitted.authenticated.admission.tenant
            try:
                root_key = self._cipher.unwrap(row.root_key, rules.tenant) if row else b""
            except ValueError:
                raise Refusal(Code.INTERNAL) from None
            self._keys = {key_id: SealKey(seal_key(root_key, key_id)) for key_id in rules.seal_keys if root_key}
        return self._keys


def _joined(parts: list[tuple[str, Source]]) -> Passage:
    segments: list[Segment] = []
    start = 0
    for text, source in parts:
        if text:
            segments.append(Segment(start, start + len(text), source))
            start += len(text)
    return Passage("".join(text for text, _ in parts), tuple(segments))
