"""From checked shapes to the values that the pipeline uses. Nothing is judged here: `validate.py` did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from gateway.config.flags_file import FlagsShape, RuleShape
from gateway.config.gateway_file import ContractShape, DetectionShape, IssuerShape, ProviderShape, WireName
from gateway.config.policy_files import BudgetShape, PurposeShape, TenantShape, TightenShape, ToolShape
from gateway.config.secret import file_of
from gateway.core.answer_fields import AnswerFields
from gateway.core.budget import Budget, Limit
from gateway.core.detection import Detection, Plugged
from gateway.core.flags import Rule
from gateway.core.issuer import Issuer
from gateway.core.policy import (
    ArgumentRule,
    PurposePolicy,
    Route,
    Sinks,
    TenantRules,
    Timeouts,
    ToolRule,
    tightened,
    versioned,
)
from gateway.core.registry import ENCRYPTED, Contract, ProviderEntry, VendorFacts, Way

BUILT_IN = "built in: nothing leaves the process"


def purpose_policy(shape: PurposeShape) -> PurposePolicy:
    """A purpose's rules, with their version."""
    return versioned(
        PurposePolicy(
            name=shape.purpose,
            clause=shape.clause,
            version="",
            sinks=Sinks(shape.restore.text, shape.restore.arguments),
            sealing=shape.sealing,
            max_unsealed_characters=shape.max_unsealed_characters,
            isolation=shape.isolation,
            actions=MappingProxyType(dict(shape.actions)),
            default_action=shape.default_action,
            thresholds=MappingProxyType(dict(shape.thresholds)),
            default_threshold=shape.default_threshold,
            is_blind=shape.blind,
            tool_effects=shape.tools,
            images=shape.images,
            max_provider_retention_days=shape.max_provider_retention_days,
            max_words=shape.max_words,
            answer_schema=shape.answer_schema,
            timeouts=Timeouts(**shape.timeouts.model_dump()),
        )
    )


def detection_of(shape: DetectionShape, root: Path) -> Detection:
    """How personal data is looked for; relative paths count from `root`."""
    return Detection(
        names=shape.names,
        languages=tuple(dict.fromkeys(shape.languages)),
        spacy=MappingProxyType({language: placed(model, root) for language, model in shape.spacy.items()}),
        transformers=MappingProxyType(
            {language: placed(model, root) for language, model in shape.transformers.items()}
        ),
        ner_model_configuration=shape.ner_model_configuration.model_dump(exclude_none=True),
        recognizers=tuple(
            Plugged(name, each.python, root / each.registry if each.registry else None, each.options)
            for name, each in shape.recognizers.items()
        ),
        labels=MappingProxyType(shape.labels),
        workers=shape.workers,
        worker_memory_mib=shape.worker_memory_mib,
        deadline_factor=shape.deadline_factor,
        root=root,
    )


def issuer_of(name: str, shape: IssuerShape, root: Path) -> Issuer:
    """A token issuer; a relative path of its key set counts from `root`."""
    fields = shape.model_dump(exclude={"keys", "allow_private"})
    return Issuer(name=name, keys=file_of(shape.keys, root) or shape.keys, **fields)


def placed(model: str, root: Path) -> str:
    """A model's absolute path if there is such a directory, else its name: a package's."""
    return str(root / model) if (root / model).is_dir() else model


def provider_entry(
    name: str,
    shape: ProviderShape,
    flags: FlagsShape | None,
    purposes: frozenset[str],
    secret: Callable[[str], str],
) -> ProviderEntry:
    """A provider's entry; `secret` reads a reference. The sandbox's contract is a fact."""
    built_in = Contract(
        BUILT_IN,
        no_training=True,
        retention_days=0,
        evidence=BUILT_IN,
        valid_until=date.max,
        purposes=purposes,
    )
    contract = built_in if shape.way is Way.SANDBOX else contract_of(shape.contract)
    return ProviderEntry(
        name=name,
        way=shape.way,
        wires=frozenset(wire.value for wire in shape.wires),
        base_url=shape.base_url or "",
        region=shape.region,
        contract=contract,
        credential=secret(shape.credential) if shape.credential else None,
        tenant_credentials=MappingProxyType(
            {
                tenant: reference if reference.startswith(ENCRYPTED) else secret(reference)
                for tenant, reference in shape.tenant_credentials.items()
            }
        ),
        litellm_prefix=shape.litellm_prefix,
        rules=MappingProxyType(rules_of(shape, flags) if flags else {}),
        refused_models=MappingProxyType(refused_models(flags) if flags else {}),
        vendor=_vendor(flags) if flags else None,
        allow_private=shape.allow_private,
    )


def rules_of(shape: ProviderShape, flags: FlagsShape) -> dict[str, Rule]:
    """Wire of the caller → rule. One that is off is left out, unless the entry takes it unproven."""
    found = spoken(shape, flags)
    said = AnswerFields(flags.answer_fields)
    return {wire: _rule(rule, said) for wire, rule in found.items() if rule.off is None or shape.unsafe_unproven_flags}


def spoken(shape: ProviderShape, flags: FlagsShape) -> dict[str, RuleShape]:
    """Wire of the caller → what the flags say about it for this provider's way; litellm makes one body of every wire."""
    if shape.way is Way.LITELLM:
        return dict.fromkeys((wire.value for wire in WireName), flags.translated) if flags.translated else {}
    return {wire.value: flags.wires[wire] for wire in shape.wires if wire in flags.wires}


def refused_models(flags: FlagsShape) -> dict[str, str]:
    """Pattern of model names → why such a model is not asked, with the source."""
    return {name: f"{each.why} ({each.source})" for each in flags.refused_models for name in each.names}


def renamed_models(flags: FlagsShape) -> dict[str, str]:
    """Pattern of model names → the name under which such a model is answered, with the source."""
    return {name: f"{each.answered_as} ({each.source})" for each in flags.renamed_models for name in each.names}


def _vendor(flags: FlagsShape) -> VendorFacts:
    said = flags.retention
    return VendorFacts(
        flags.provider, said.days, said.trains.value, said.zero, flags.source, flags.checked, said.confirmed
    )


def _rule(shape: RuleShape, said: AnswerFields) -> Rule:
    return Rule(
        endpoints=shape.endpoints,
        body=MappingProxyType(dict(shape.body)),
        salted=shape.salted,
        models=MappingProxyType({pattern: MappingProxyType(dict(own)) for pattern, own in shape.models.items()}),
        headers=MappingProxyType(dict(shape.headers)),
        answer_headers=MappingProxyType(dict(shape.answer_headers)),
        answer_fields=said,
        fields=shape.fields,
        spelled=MappingProxyType(dict(shape.spelled)),
    )


def contract_of(shape: ContractShape | None) -> Contract | None:
    """The contract's evidence as a value."""
    return Contract(**shape.model_dump()) if shape else None


def tenant_rules(shape: TenantShape, purposes: Mapping[str, PurposePolicy]) -> TenantRules:
    """A tenant's rules: the purposes as it tightened them, its models and its tools."""
    models = {
        purpose: MappingProxyType({name: route(name, target) for name, target in listed.items()})
        for purpose, listed in shape.models.items()
    }
    return TenantRules(
        tenant=shape.tenant,
        residency=shape.residency,
        models=MappingProxyType(models),
        purposes=MappingProxyType(
            {
                name: _tightened(policy, shape.purposes.get(name), images=name in shape.images)
                for name, policy in purposes.items()
            }
        ),
        tools=MappingProxyType({name: _tool(name, tool) for name, tool in shape.tools.items()}),
        seal_keys=shape.seal_keys,
        budget=budget_of(shape.budget) if shape.budget else None,
    )


def budget_of(shape: BudgetShape) -> Budget:
    """What a tenant's calls may use."""
    limits = {
        name: Limit(limit.at_most, limit.per)
        for name, limit in (("requests", shape.requests), ("tokens", shape.tokens))
        if limit is not None
    }
    return Budget(**limits, concurrent=shape.concurrent)


def route(name: str, target: str | None) -> Route:
    """The route that a model's line means: its value, or the name itself."""
    provider, _, model = (target or name).partition("/")
    return Route(provider, model)


def _tightened(policy: PurposePolicy, wishes: TightenShape | None, *, images: bool) -> PurposePolicy:
    if wishes is not None:
        policy = tightened(policy, wishes.actions, wishes.isolation, wishes.thresholds)
    return versioned(replace(policy, version="", images=policy.images and images))


def _tool(name: str, shape: ToolShape) -> ToolRule:
    arguments = {argument: ArgumentRule(rule.labels, rule.parties) for argument, rule in shape.arguments.items()}
    return ToolRule(name, shape.effect, MappingProxyType(arguments))
