"""What the shapes cannot say alone: names point somewhere, contracts hold today, tenants only tighten.

Each check yields complaints and changes nothing. A contract is judged as `gateway/core/registry.py` judges it
at every call, here with the reason in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from gateway.config.directory import Directory, Read
from gateway.config.document import Document, Place
from gateway.config.flags_file import FlagsShape
from gateway.config.gateway_file import ContractShape, GatewayShape, ProviderShape
from gateway.config.policy_files import PurposeShape, TenantShape, TightenShape
from gateway.config.problem import Problem
from gateway.config.rules import refused_models, renamed_models, route, rules_of, spoken
from gateway.core.entities import PAYMENT, STRICTNESS, Action
from gateway.core.model_names import why_refused
from gateway.core.policy import Isolation, Route, Sealing
from gateway.core.registry import Way, names

NEVER_RESTORED = frozenset({Action.MASK, Action.DROP, Action.BLOCK})
UNPROVEN = "List another provider; or say unsafe_unproven_flags: true in its entry, which every trace will show."
ALWAYS_BY_USER = frozenset({"twin"})
"""Purposes whose isolation is `user` whatever a file says (product.md section 1)."""


@dataclass(frozen=True, slots=True)
class Everything:
    """All that was read: `gateway` with its broken parts left out, directories with theirs marked."""

    document: Document
    gateway: GatewayShape
    declared: frozenset[str]
    """Every provider's name, broken entries included."""
    broken: frozenset[str]
    """Those of which something is wrong: whether their contract holds cannot be said."""
    purposes: Directory[PurposeShape]
    flags: Directory[FlagsShape]
    tenants: Directory[TenantShape]
    today: date


def problems(read: Everything) -> Iterator[Problem]:
    """Everything wrong between the files."""
    for purpose in read.purposes.files:
        if purpose.rest is not None:
            yield from _purpose(purpose, purpose.rest)
    for flags in read.flags.files:
        if flags.rest is not None:
            yield from _named(flags.document, flags.name, flags.rest.flags, "flags")
    for tenant in read.tenants.files:
        if tenant.rest is not None:
            yield from _tenant(read, tenant.document, tenant.name, tenant.rest)


def _named(document: Document, name: str, said: str, key: str) -> Iterator[Problem]:
    if said != name:
        yield document.problem((key,), f"says {said!r} in a file called {name!r}", "Let the two agree.")


def _purpose(read: Read[PurposeShape], shape: PurposeShape) -> Iterator[Problem]:
    document = read.document
    yield from _named(document, read.name, shape.purpose, "purpose")
    for label in sorted(PAYMENT):
        action = shape.actions.get(label, shape.default_action)
        if action not in NEVER_RESTORED:
            yield document.problem(
                ("actions", label.value),
                f"{action.value} is not enough for {label.value}",
                "Payment numbers are never sent and never restored (C2.1): say mask, drop or block.",
            )
    if shape.blind and shape.restore.text | shape.restore.arguments:
        yield document.problem(
            ("blind",),
            "values would come back into a text that is blind to gender and origin",
            "Restore nothing: restore: {text: [], arguments: []}.",
        )
    if shape.images and (shape.blind or shape.sealing is Sealing.REQUIRED):
        yield document.problem(
            ("images",),
            "nobody looks through an image, and this purpose takes nothing that was not",
            "Say false, or leave it out.",
        )
    if shape.purpose in ALWAYS_BY_USER and shape.isolation is not Isolation.USER:
        yield document.problem(("isolation",), f"{shape.purpose} serves one user only (C4.1)", "Say user.")


def _tenant(read: Everything, document: Document, name: str, shape: TenantShape) -> Iterator[Problem]:
    yield from _named(document, name, shape.tenant, "tenant")
    for purpose in [*shape.models, *shape.purposes]:
        if purpose not in read.purposes.names:
            key = "models" if purpose in shape.models else "purposes"
            yield document.problem((key, purpose), "no such purpose", _choose(purpose, read.purposes.names))
    yield from _only_tightens(read, document, shape)
    yield from _images(read, document, shape)
    for tool, rule in shape.tools.items():
        for argument, allowed in rule.arguments.items():
            if allowed.labels & PAYMENT:
                place: Place = ("tools", tool, "arguments", argument, "labels")
                yield document.problem(place, "names a payment number", "They are never restored (C2.1): take it off.")
    for purpose, listed in shape.models.items():
        for model, target in listed.items():
            yield from _route(read, document, ("models", purpose, model), target)


def refusals(read: Everything) -> Iterator[Problem]:
    """Models whose calls would be refused today for their provider's contract.

    Everything else is served meanwhile: one contract that ended does not close the gateway for all tenants.
    """
    for tenant in read.tenants.files:
        if tenant.shape is not None:
            yield from _uncontracted(read, tenant.document, tenant.shape)


def warnings(read: Everything) -> Iterator[Problem]:
    """What works otherwise than it reads.

    Wires that a provider's flags turn off, each with the reason, models that are answered under another name, and credentials of
    tenants that there are not.
    """
    yield from _nobodys(read)
    for tenant in read.tenants.files:
        if tenant.shape is not None:
            yield from _renamed(read, tenant.document, tenant.shape)
    for name, entry in read.gateway.providers.items():
        flags = read.flags.shapes.get(entry.flags or "")
        if flags is None or entry.unsafe_unproven_flags:
            continue
        reasons = {rule.off: wire for wire, rule in spoken(entry, flags).items() if rule.off}
        for reason, wire in reasons.items():
            what = "calls through litellm are off" if entry.way is Way.LITELLM else f"{wire} is off"
            yield read.document.problem(("providers", name, "flags"), f"{what}: {reason}", UNPROVEN)


def _nobodys(read: Everything) -> Iterator[Problem]:
    """A name with a slip: the tenant that was meant is called for with everybody's credential, and nobody would notice."""
    for name, entry in read.gateway.providers.items():
        for tenant in sorted(entry.tenant_credentials.keys() - read.tenants.names):
            close = get_close_matches(tenant, sorted(read.tenants.names), n=1)
            hint = f" Did you mean {close[0]}?" if close else ""
            yield read.document.problem(
                ("providers", name, "tenant_credentials", tenant),
                "no such tenant: nobody's calls use it",
                f"A tenant without one of its own here has the provider's credential.{hint}",
            )


def _renamed(read: Everything, document: Document, tenant: TenantShape) -> Iterator[Problem]:
    """Models whose answers are refused, although all is well, for they bear another name than the one that is listed."""
    for purpose, listed in tenant.models.items():
        for model, target in listed.items():
            leads = route(model, target)
            entry = read.gateway.providers.get(leads.provider)
            flags = read.flags.shapes.get(entry.flags or "") if entry else None
            name = why_refused(leads.model, renamed_models(flags)) if flags else None
            if name is not None:
                what = f"provider {leads.provider!r} answers under another name, and such an answer is refused: {name}"
                yield document.problem(
                    ("models", purpose, model), what, "List the model under the name it answers with."
                )


def _only_tightens(read: Everything, document: Document, shape: TenantShape) -> Iterator[Problem]:
    for purpose, wishes in shape.purposes.items():
        base = read.purposes.shapes.get(purpose)
        if base is None:
            continue
        for label, action in wishes.actions.items():
            ruling = base.actions.get(label, base.default_action)
            if STRICTNESS[action] < STRICTNESS[ruling]:
                yield document.problem(
                    ("purposes", purpose, "actions", label.value),
                    f"{action.value} is looser than the purpose's {ruling.value}",
                    "A tenant can only tighten: choose a stricter action or take the line off.",
                )
        yield from _only_lowers(document, shape.purposes[purpose], purpose, base)


def _images(read: Everything, document: Document, shape: TenantShape) -> Iterator[Problem]:
    for purpose in sorted(shape.images):
        base = read.purposes.shapes.get(purpose)
        if purpose not in read.purposes.names:
            yield document.problem(("images",), f"no such purpose: {purpose}", _choose(purpose, read.purposes.names))
        elif base is not None and not base.images:
            yield document.problem(("images",), f"{purpose} takes no images (C4.4)", "Take it off the list.")


def _only_lowers(document: Document, wishes: TightenShape, purpose: str, base: PurposeShape) -> Iterator[Problem]:
    for label, threshold in wishes.thresholds.items():
        ruling = base.thresholds.get(label, base.default_threshold)
        if threshold > ruling:
            yield document.problem(
                ("purposes", purpose, "thresholds", label.value),
                f"{threshold} would hide less than the purpose's {ruling}",
                "A tenant can only tighten: choose a lower score or take the line off.",
            )


def _route(read: Everything, document: Document, place: Place, target: str | None) -> Iterator[Problem]:
    model = str(place[-1])
    if "/" not in (target or model):
        yield document.problem(place, "an alias without a model", "Say provider/model after it.")
        return
    leads = route(model, target)
    if leads.provider not in read.declared:
        yield document.problem(place, f"no provider {leads.provider!r}", _choose(leads.provider, read.declared))
    for why in sorted(_never_asked(read, leads)):
        what = f"provider {leads.provider!r} is never asked for {leads.model!r}: {why}"
        yield document.problem(place, what, "List a model that it serves itself, and without tools of its own.")


def _never_asked(read: Everything, leads: Route) -> set[str]:
    """Why the provider's flags refuse the model, by any name that it would be asked for under."""
    entry = read.gateway.providers.get(leads.provider)
    flags = read.flags.shapes.get(entry.flags or "") if entry else None
    if entry is None or flags is None:
        return set()
    refused = refused_models(flags)
    return {why for name in names(leads.model, rules_of(entry, flags).values()) if (why := why_refused(name, refused))}


def _uncontracted(read: Everything, document: Document, tenant: TenantShape) -> Iterator[Problem]:
    for purpose, listed in tenant.models.items():
        policy = read.purposes.shapes.get(purpose)
        for model, target in listed.items():
            provider = route(model, target).provider if "/" in (target or model) else ""
            entry = read.gateway.providers.get(provider)
            if entry is None or policy is None or entry.way is Way.SANDBOX or provider in read.broken:
                continue
            for reason in sorted(_off(read, entry)):
                yield document.problem(("models", purpose, model), f"provider {provider!r} is off: {reason}", UNPROVEN)
            days = policy.max_provider_retention_days
            for what, remedy in refused(entry, purpose, days, tenant.residency, read.today):
                yield document.problem(("models", purpose, model), f"provider {provider!r}: {what}", remedy)


def _off(read: Everything, entry: ProviderShape) -> set[str]:
    """Why the entry's flags turn it off: in every wire, for what one wire cannot do another may."""
    flags = read.flags.shapes.get(entry.flags or "")
    if flags is None or entry.unsafe_unproven_flags:
        return set()
    found = spoken(entry, flags).values()
    return {rule.off for rule in found if rule.off} if all(rule.off for rule in found) else set()


def refused(
    entry: ProviderShape, purpose: str, max_retention_days: int, residency: str, today: date
) -> Iterator[tuple[str, str]]:
    """Why `registry.permit` would refuse this provider, as (what, remedy); nothing when it would not."""
    contract = entry.contract
    if contract is None:
        yield "has no contract (C5.1)", "Enter its contract's evidence, or list another provider."
        return
    yield from _holds(contract, purpose, max_retention_days, today)
    if entry.region not in {residency, "local"} and not contract.transfer_safeguard:
        yield (
            f"region {entry.region} is outside the residency {residency} (C10.1)",
            "Use a provider in the region, or name the contract's transfer_safeguard.",
        )


def _holds(contract: ContractShape, purpose: str, max_retention_days: int, today: date) -> Iterator[tuple[str, str]]:
    if not contract.no_training:
        yield (
            "its contract lets it train on the data (C4.6)",
            "Get a no-training term, or list another provider.",
        )
    if contract.valid_until < today:
        yield f"its contract ended on {contract.valid_until}", "Renew it and enter the new date."
    if purpose not in contract.purposes:
        yield (
            f"its contract does not cover {purpose}",
            f"Add {purpose} to its purposes if the contract says so.",
        )
    if contract.retention_days > max_retention_days:
        yield (
            f"keeps content {contract.retention_days} days, {purpose} allows {max_retention_days} (C4.2)",
            "Agree zero retention with the provider, or list another one.",
        )


def _choose(name: str, names: Iterable[str]) -> str:
    known = sorted(names)
    close = get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]}?" if close else f"There are: {', '.join(known) or 'none'}."
