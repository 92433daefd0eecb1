"""From what a detector found to what is done about it.

By the policy, the strictest word counting where finds overlap.

Overlapping finds become one range (`gateway.core.spans.resolve`), which takes the strictest action of its
parts. A range that reaches over several sources is one value, and the strictest source speaks for it: a
writing sample before a third party, before an unknown one, before sender and addressee.

A value that is exactly one that the CRM knows is its owner's. In any other spelling (`gateway.core.likeness`) of
a third party's value it is the third party's; another spelling of an addressee's or sender's is not made theirs:
anyone can make an address from a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from gateway.core.entities import PAYMENT, STRICTNESS, Action, Label
from gateway.core.likeness import Likeness
from gateway.core.policy import PurposePolicy
from gateway.core.source import Known, Party, Passage, Source
from gateway.core.spans import Span, resolve

_START = attrgetter("start")
_RANK = {Party.ADDRESSEE: 0, Party.SENDER: 0, Party.UNKNOWN: 1, Party.THIRD: 2}
_SAMPLE_RANK = 3
_MIN_NAME_WORD = 2


class Find(NamedTuple):
    """`text[start:end]` of a passage is to be hidden: as what, how, and whose it is."""

    start: int
    end: int
    label: Label
    action: Action
    sources: tuple[Source, ...]


def action_for(label: Label, policy: PurposePolicy) -> Action:
    """The policy's action; payment numbers are masked at least, whatever it says (C2.1)."""
    action = policy.action(label)
    return max(action, Action.MASK, key=STRICTNESS.__getitem__) if label in PAYMENT else action


def counted(spans: Iterable[Span], policy: PurposePolicy) -> tuple[list[Span], list[Span]]:
    """Finds that reach their label's threshold: those to hide, and those that the policy keeps."""
    hidden: list[Span] = []
    kept: list[Span] = []
    for span in spans:
        if span.score >= policy.threshold(span.label):
            (kept if action_for(span.label, policy) is Action.KEEP else hidden).append(span)
    return hidden, kept


class Judge:
    """Knows the policy and whose the known values are; says what is done to each find of one call."""

    def __init__(self, policy: PurposePolicy, known: Sequence[Known]) -> None:
        self._policy = policy
        self._parties = _parties(known)
        self._third = Likeness(each for each in known if each.party is Party.THIRD)

    def finds(self, passage: Passage, hidden: Sequence[Span]) -> list[Find]:
        """What to hide in `passage`: ranges in order that do not overlap."""
        ordered = sorted(hidden, key=_START) if len(hidden) > 1 else hidden
        finds: list[Find] = []
        at = 0
        for span in resolve(ordered):
            action = action_for(span.label, self._policy)
            while at < len(ordered) and ordered[at].start < span.end:
                if ordered[at].label is not span.label:
                    action = max(action, action_for(ordered[at].label, self._policy), key=STRICTNESS.__getitem__)
                at += 1
            finds.append(self._find(passage, span, action))
        return finds

    def _find(self, passage: Passage, span: Span, action: Action) -> Find:
        source = _source(passage, span)
        if source.is_sample:
            action = max(action, Action.MASK, key=STRICTNESS.__getitem__)
        sources: tuple[Source, ...] = (source,)
        if self._parties:
            value = passage.text[span.start : span.end]
            parties = self._parties.get(value.casefold(), ())
            if not parties and self._third and self._third.has(value, span.label):
                parties = (Party.THIRD,)
            sources = tuple(source._replace(party=party) for party in parties) or sources
        return Find(span.start, span.end, span.label, action, sources)


def _source(passage: Passage, span: Span) -> Source:
    if len(passage.segments) == 1:
        return passage.segments[0].source
    touched = [each.source for each in passage.segments if each.start < span.end and span.start < each.end]
    return max(touched, key=_rank)


def _rank(source: Source) -> int:
    return _SAMPLE_RANK if source.is_sample else _RANK[source.party]


def _parties(known: Sequence[Known]) -> Mapping[str, tuple[Party, ...]]:
    """Whose a value is, by its case-folded form.

    A name's words are its owner's too: they tell him nothing new.
    """
    parties: dict[str, dict[Party, None]] = {}
    for each in known:
        if each.party is Party.UNKNOWN:
            continue
        forms = [each.value]
        if each.label is Label.PERSON:
            forms += [word for word in each.value.split() if len(word) >= _MIN_NAME_WORD]
        for form in forms:
            parties.setdefault(form.casefold(), {})[each.party] = None
    return {form: tuple(owners) for form, owners in parties.items()}
