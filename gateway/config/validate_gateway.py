"""What must agree inside `isogate.yaml`: a provider's way and fields, its address and what is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gateway.config.directory import Directory
from gateway.config.document import Document, Place
from gateway.config.flags_file import FlagsShape
from gateway.config.forms import is_encrypted, is_loopback, is_private_host, split_listen
from gateway.config.gateway_file import GatewayShape, ProviderShape
from gateway.config.problem import Problem
from gateway.core.detection import Names
from gateway.core.registry import EXPIRES_SOON_DAYS, Way

_WANTED: dict[Way, frozenset[str]] = {
    Way.DIRECT: frozenset({"wires", "base_url", "flags"}),
    Way.LITELLM: frozenset({"litellm_prefix", "base_url", "flags"}),
    Way.SANDBOX: frozenset(),
}
_USELESS: dict[Way, frozenset[str]] = {
    Way.DIRECT: frozenset({"litellm_prefix"}),
    Way.LITELLM: frozenset({"wires"}),
    Way.SANDBOX: frozenset(
        {
            "wires",
            "base_url",
            "flags",
            "unsafe_unproven_flags",
            "litellm_prefix",
            "credential",
            "tenant_credentials",
            "contract",
        }
    ),
}
"""Fields that would be read by nobody: refused, so that no line of the file is without meaning."""
_EXCHANGING = frozenset({"vertex_ai", "vertex_ai_beta"})


def problems(document: Document, gateway: GatewayShape, flags: Directory[FlagsShape]) -> Iterator[Problem]:
    """Everything wrong inside the file, the broken parts (told already) left out."""
    for name, shape in gateway.providers.items():
        place: Place = ("providers", name)
        yield from _fields(document, place, shape)
        yield from _address(document, place, shape)
        yield from _flags(document, place, shape, flags)
    endpoint = gateway.telemetry.otlp_endpoint
    if endpoint and not is_encrypted(endpoint) and not is_private_host(endpoint):
        yield document.problem(("telemetry", "otlp_endpoint"), "in clear over a public network", "Use https.")


def warnings(document: Document, gateway: GatewayShape, today: date) -> Iterator[Problem]:
    """What works today and should be looked at."""
    if not is_loopback(split_listen(gateway.listen)[0]):
        yield document.problem(("listen",), "listens in clear beyond this machine", "Put TLS in front (C9.1).")
    for name, shape in gateway.providers.items():
        contract = shape.contract
        if contract and contract.valid_until < today:
            yield document.problem(
                ("providers", name, "contract", "valid_until"),
                f"ended on {contract.valid_until}",
                "Renew it and enter the new date; until then no call goes there.",
            )
        elif contract and (contract.valid_until - today).days <= EXPIRES_SOON_DAYS:
            yield document.problem(
                ("providers", name, "contract", "valid_until"),
                f"ends in {(contract.valid_until - today).days} days",
                "Renew it in time: from the day after, calls are refused.",
            )
        elif contract is None and shape.way is not Way.SANDBOX:
            yield document.problem(("providers", name), "has no contract", "Without one no call goes there (C5.1).")
    for name in unsafe(gateway):
        place: Place = tuple(name.split("."))
        yield document.problem(place, "weakens a promise", "Take it off when it is not needed; every trace shows it.")


def unsafe(gateway: GatewayShape) -> tuple[str, ...]:
    """Names of the `unsafe_` options in force."""
    in_force = {
        "store.unsafe_unverified_durability": gateway.store.unsafe_unverified_durability,
        **{f"store.unsafe_{risk}": True for risk in sorted(gateway.store.risks())},
        "detection.names.unsafe_none": gateway.detection.names is Names.UNSAFE_NONE,
    }
    unproven = [name for name, shape in gateway.providers.items() if shape.unsafe_unproven_flags]
    return (
        *(name for name, is_on in in_force.items() if is_on),
        *(f"providers.{name}.unsafe_unproven_flags" for name in sorted(unproven)),
    )


def _fields(document: Document, place: Place, shape: ProviderShape) -> Iterator[Problem]:
    given = {name for name in type(shape).model_fields if getattr(shape, name)}
    for field in sorted(_WANTED[shape.way] - given):
        advice = ProviderShape.model_fields[field].description or ""
        yield document.problem((*place, field), f"is missing for way: {shape.way.value}", advice)
    for field in sorted(_USELESS[shape.way] & given):
        yield document.problem((*place, field), f"means nothing for way: {shape.way.value}", "Take it off.")


def _address(document: Document, place: Place, shape: ProviderShape) -> Iterator[Problem]:
    at = (*place, "base_url")
    private = shape.base_url is not None and is_private_host(shape.base_url)
    if private and not shape.allow_private:
        yield document.problem(
            at,
            "a loopback or private address",
            "Use the provider's public address, or say allow_private: true.",
        )
    if shape.base_url and not is_encrypted(shape.base_url) and not (private and shape.allow_private):
        yield document.problem(
            at, "in clear", "Use https; http is for loopback and private addresses that are allowed."
        )
    if shape.region == "local" and shape.way is not Way.SANDBOX and not private:
        yield document.problem(
            (*place, "region"),
            "local, for an address that is not",
            "Say where the provider processes: eu, us, ...",
        )


def _flags(document: Document, place: Place, shape: ProviderShape, flags: Directory[FlagsShape]) -> Iterator[Problem]:
    if shape.flags is None:
        return
    at = (*place, "flags")
    if shape.flags not in flags.names:
        known = ", ".join(sorted(flags.names)) or "none"
        yield document.problem(at, f"no flags file {shape.flags!r}", f"There are: {known}.")
    found = flags.shapes.get(shape.flags)
    if found is None:
        return
    for wire in sorted(shape.wires - set(found.wires)) if shape.way is Way.DIRECT else ():
        yield document.problem(at, f"{shape.flags} says nothing for {wire.value}", "Add the wire's rule to it.")
    if shape.way is Way.LITELLM and (found.translated is None or found.translated.prefix != shape.litellm_prefix):
        what = f"{shape.flags} says nothing for litellm's {shape.litellm_prefix}/"
        yield document.problem(at, what, _other_prefix(shape, found))


def _other_prefix(shape: ProviderShape, found: FlagsShape) -> str:
    """What to do where provider and flags file do not fit. Vertex AI's own way in litellm is off: it fetches tokens by itself."""
    advice = "Name the flags file of that prefix"
    if found.translated is None:
        return f"{advice}."
    why = (
        " (its own exchanges a service account for a token, by a call of its own; give an API key bound to the account)"
    )
    return f"{advice}, or say litellm_prefix: {found.translated.prefix}{why if shape.litellm_prefix in _EXCHANGING else ''}."
