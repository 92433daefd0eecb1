"""Step 5: find personal data in every text of the call and take it out.

The values go into the vault, or nowhere.

In order: the purpose's limit of words; what the detector finds, as the policy wants it, also over the joints between
text parts of one message; then every telling value once more, in all texts, so that one find masks all; then a second
look at the redacted texts by patterns alone, until it finds nothing; where the purpose is blind, words that tell gender
or origin are taken out; last, images are written anew. Numbers of tokens follow the canonical body: leaf by leaf, from
left to right.

Refuses: `too_large` (words, finds), `uninspectable` where the policy blocks a find (the gateway was told not to
handle such content, and cannot send the rest of a text whose meaning hangs on it), `parameter_refused` for a
find in a name that admits no token, `detector_unavailable` for ranges outside of their texts,
`redaction_incomplete` when the second look never comes to an end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gateway.core.blindness import blind
from gateway.core.call import Leaf, Role, Shape
from gateway.core.entities import STRICTNESS, Action, Label
from gateway.core.errors import Code, Refusal
from gateway.core.joints import REACH, Joint, joints
from gateway.core.masking import Find, Judge, action_for, counted
from gateway.core.policy import PurposePolicy
from gateway.core.repeats import Repeats
from gateway.core.spans import Span, resolve
from gateway.core.stages import Isolated, Redacted, SafePicture, SafeText
from gateway.core.tokens import outside
from gateway.core.vault import Vault
from gateway.ports.anonymizer import Anonymizer
from gateway.ports.detector import Detector
from gateway.ports.pictures import Pictures

MAX_ROUNDS = 3
"""Second looks: each masks what the one before uncovered. More than this is not converging."""
MAX_FINDS = 5_000
"""More values in one call are a list, not a prompt, and would hold up every other call (threats T18, F34)."""
_ONE_WORD = re.compile(r"[a-z]+")
_MOSTLY_SMALL = frozenset({Label.EMAIL_ADDRESS, Label.PERSONAL_URL})
"""Kinds of values that are written in small letters, as a rule, all through."""
LANGUAGE = ""
"""Not known: engines of every configured language look through the texts. The rest does not depend on it."""


async def redact(
    isolated: Isolated, vault: Vault, detector: Detector, anonymizer: Anonymizer, pictures: Pictures
) -> Redacted:
    """The call with every text safe, and every picture made anew. `vault` is open and empty."""
    redacted = await _redacted_texts(isolated, vault, detector, anonymizer)
    asked = isolated.permitted.call.pictures
    return (
        replace(redacted, pictures=[SafePicture(await pictures.remade(each)) for each in asked]) if asked else redacted
    )


async def _redacted_texts(isolated: Isolated, vault: Vault, detector: Detector, anonymizer: Anonymizer) -> Redacted:
    policy, leaves = isolated.permitted.policy, isolated.permitted.call.leaves
    texts = [passage.text for passage in isolated.passages]
    if _is_too_long(texts, policy.max_words):
        raise Refusal(Code.TOO_LARGE)
    found = _checked(
        await detector.find(texts, isolated.known, LANGUAGE, isolated.permitted.authenticated.tenant.tenant), texts
    )
    if len(leaves) > 1:
        found = await _joined(isolated, texts, found, detector)
    hidden, kept = _sorted_out(leaves, texts, found, policy)
    if not any(hidden):
        return _redacted(isolated, texts, kept, {}, 0)
    judge = Judge(policy, isolated.known)
    finds = [
        _whole_number(leaf, judge.finds(passage, spans))
        for leaf, passage, spans in zip(leaves, isolated.passages, _everywhere(texts, hidden), strict=True)
    ]
    _refuse(leaves, finds)
    vault.reserve(texts)
    counts: dict[Label, int] = {}
    safe = [_replaced(text, each, vault, anonymizer, counts) for text, each in zip(texts, finds, strict=True)]
    safe = await _confirmed(safe, isolated, vault, detector, anonymizer, counts)
    if kept:
        kept -= {value for value, _ in vault.values()}
    return _redacted(isolated, safe, kept, counts, len(vault.tokens()))


def _sorted_out(
    leaves: Sequence[Leaf], texts: Sequence[str], found: Sequence[list[Span]], policy: PurposePolicy
) -> tuple[list[list[Span]], set[str]]:
    """What counts of the finds in each text and is to be hidden; and the texts of those that stay."""
    hidden: list[list[Span]] = []
    kept: set[str] = set()
    finds = 0
    for leaf, text, spans in zip(leaves, texts, found, strict=True):
        if not spans:
            hidden.append(spans)
            continue
        meant = _meant(leaf, spans)
        finds += len(meant)
        if finds > MAX_FINDS:
            raise Refusal(Code.TOO_LARGE)
        taken, left = counted(meant, policy)
        hidden.append(taken)
        kept.update([text[span.start : span.end] for span in left])
    return hidden, kept


async def _joined(
    isolated: Isolated, texts: Sequence[str], found: list[list[Span]], detector: Detector
) -> list[list[Span]]:
    """The finds, and what patterns find over the joints between text parts of one message."""
    leaves, whose = isolated.permitted.call.leaves, isolated.permitted.authenticated.tenant.tenant
    over: list[tuple[Joint, Span]] = []
    for reach in (REACH, sum(map(len, texts))):
        met = joints(leaves, texts, found, reach)
        if not met:
            return found
        windows = [joint.text for joint in met]
        seen = zip(met, _checked(await detector.confirm(windows, whose), windows), strict=True)
        over = [(joint, each) for joint, spans in seen for each in spans if any(joint.parts(each))]
        if not any(joint.is_cut(each) for joint, each in over):
            break
    values = [list(joint.parts(each)) for joint, each in over]
    added = [each for parts in values if not _is_ended(parts, texts, found) for each in parts]
    for leaf, span in added:
        found[leaf] = [*found[leaf], span]
    return found


def _is_ended(parts: Sequence[tuple[int, Span]], texts: Sequence[str], found: Sequence[Sequence[Span]]) -> bool:
    """True for an address found already that ends with its part: the capital that the next begins with begins a sentence."""
    (leaf, span), (after, rest), *more = parts
    return (
        span.label in _MOSTLY_SMALL
        and texts[leaf][-1:].islower()
        and texts[after][:1].isupper()
        and not more
        and texts[after][rest.start : rest.end].isalpha()  # a dot or a digit in it may be the address's own
        and any(each.label is span.label and each.start <= span.start and span.end <= each.end for each in found[leaf])
    )


def _is_too_long(texts: Sequence[str], max_words: int) -> bool:
    """True when there are more words than that. They are counted only where there may be: a word and its space are two."""
    if sum(map(len, texts)) + len(texts) <= 2 * max_words:
        return False
    return sum(len(text.split()) for text in texts) > max_words


def _redacted(isolated: Isolated, texts: list[str], kept: set[str], counts: dict[Label, int], tokens: int) -> Redacted:
    if isolated.permitted.policy.is_blind:
        leaves = isolated.permitted.call.leaves
        texts = [
            blind(text) if leaf.shape is Shape.TEXT and leaf.role is not Role.SCHEMA else text
            for leaf, text in zip(leaves, texts, strict=True)
        ]
    return Redacted(
        permitted=isolated.permitted,
        subjects=isolated.subjects,
        blocks=isolated.blocks,
        texts=[SafeText(text) for text in texts],
        kept=frozenset(kept),
        counts=counts,
        tokens=tokens,
    )


def _checked(found: list[list[Span]], texts: Sequence[str]) -> list[list[Span]]:
    """`found`, if there is a list for each text and every range lies inside its text (F31)."""
    if len(found) != len(texts):
        raise Refusal(Code.DETECTOR_UNAVAILABLE)
    for text, spans in zip(texts, found, strict=True):
        for span in spans:
            if span.end > len(text):
                raise Refusal(Code.DETECTOR_UNAVAILABLE)
    return found


def _meant(leaf: Leaf, spans: list[Span]) -> list[Span]:
    """The finds that count in this leaf.

    One word in lower case that names a tool or a parameter (`note`) is a word of the CRM's developers. Models of running text
    take some for a person; what is sure, such as a known value, refuses the call there too.
    """
    if leaf.shape is Shape.NAME and _ONE_WORD.fullmatch(leaf.text):
        return [span for span in spans if span.score >= 1]
    return spans


def _everywhere(texts: Sequence[str], hidden: list[list[Span]]) -> list[list[Span]]:
    """The finds, and every other place of the values found."""
    if _is_only_place(texts, hidden):
        return hidden
    repeats = Repeats()
    for text, spans in zip(texts, hidden, strict=True):
        for span in spans:
            repeats.add(text[span.start : span.end], span.label)
    return [[*spans, *repeats.find(text)] for text, spans in zip(texts, hidden, strict=True)]


def _is_only_place(texts: Sequence[str], hidden: list[list[Span]]) -> bool:
    """True for one find in all of a call, of a value that stands nowhere else in any case: told without a search."""
    if sum(map(len, hidden)) != 1:
        return False
    whole = "\0".join(texts)
    if not whole.isascii():
        return False
    (value,) = [text[span.start : span.end] for text, spans in zip(texts, hidden, strict=True) for span in spans]
    lowered, sought = whole.lower(), value.lower()
    return lowered.find(sought) == lowered.rfind(sought)


def _whole_number(leaf: Leaf, finds: list[Find]) -> list[Find]:
    """A number with a find in it becomes one token: half a number is none."""
    if leaf.shape is not Shape.NUMBER or not finds:
        return finds
    first = finds[0]
    return [Find(0, len(leaf.text), first.label, first.action, first.sources)]


def _refuse(leaves: Sequence[Leaf], finds: Sequence[Sequence[Find]]) -> None:
    for leaf, each in zip(leaves, finds, strict=True):
        for find in each:
            if find.action is Action.BLOCK:
                raise Refusal(Code.UNINSPECTABLE, param=leaf.path)
        if each and leaf.shape is Shape.NAME:
            raise Refusal(Code.PARAMETER_REFUSED, param=leaf.path)


def _replaced(text: str, finds: Sequence[Find], vault: Vault, anonymizer: Anonymizer, counts: dict[Label, int]) -> str:
    if not finds:
        return text
    parts: list[str] = []
    at = 0
    for find in finds:
        value = text[find.start : find.end]
        token: str | None = None
        if find.action is Action.PSEUDONYMISE:
            for source in find.sources:
                token = vault.pseudonym(value, find.label, source)
        else:
            vault.conceal(value, find.label)
        parts += text[at : find.start], anonymizer.replacement(value, find.label, find.action, token)
        counts[find.label] = counts.get(find.label, 0) + 1
        at = find.end
    parts.append(text[at:])
    return "".join(parts)


async def _confirmed(
    texts: list[str],
    isolated: Isolated,
    vault: Vault,
    detector: Detector,
    anonymizer: Anonymizer,
    counts: dict[Label, int],
) -> list[str]:
    """Texts in which patterns find nothing more, and no value taken out is left.

    What turns up here was half hidden: it is masked, without a token.
    """
    policy, leaves = isolated.permitted.policy, isolated.permitted.call.leaves
    for _ in range(MAX_ROUNDS):
        seen = _checked(await detector.confirm(texts, isolated.permitted.authenticated.tenant.tenant), texts)
        left = vault.found(texts)
        if not any(seen) and not any(left):
            return texts
        own = vault.own()
        hits = [
            resolve([*outside(text, counted(spans, policy)[0], own), *still])
            for text, spans, still in zip(texts, seen, left, strict=True)
        ]
        if not any(hits):
            return texts
        finds = [[_unrestored(span, policy) for span in spans] for spans in hits]
        _refuse(leaves, finds)
        texts = [_replaced(text, each, vault, anonymizer, counts) for text, each in zip(texts, finds, strict=True)]
    raise Refusal(Code.REDACTION_INCOMPLETE)


def _unrestored(span: Span, policy: PurposePolicy) -> Find:
    action = max(action_for(span.label, policy), Action.MASK, key=STRICTNESS.__getitem__)
    return Find(span.start, span.end, span.label, action, ())
