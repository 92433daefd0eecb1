"""Step 3: may this body go to that model? Closed schema, listed model, contracted provider, allowed tools.

The body is parsed once, strictly, and rebuilt by the wire's closed schema; nothing unnamed survives (C4.6). A model is found by
exact lookup in the tenant's file, and is none that its provider's flags refuse; the provider needs a valid contract entry for
the purpose, with no more retention than the purpose allows (C5.1), in a region that suits the tenant (C10.1).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from gateway.core import registry
from gateway.core.budget import judge
from gateway.core.call import Call
from gateway.core.errors import Code, Refusal
from gateway.core.policy import PurposePolicy, Rulebook, TenantRules, irreversible
from gateway.core.rate_limits import headers
from gateway.core.stages import Authenticated, Consented, Permitted
from gateway.core.strict_json import REQUEST, WITH_IMAGES, parse
from gateway.core.wire import Wire, Yields


def permit(consented: Consented, rules: Rulebook, now: datetime) -> Permitted:
    """The call in canonical form, with where it may go.

    Raises `invalid_request`, `parameter_refused`, `uninspectable`, `too_large`, `purpose_not_allowed`, `model_not_allowed`,
    `provider_not_contracted`, `region_not_allowed`, `switched_off`.
    """
    authenticated = consented.authenticated
    asked, tenant = authenticated.asked, authenticated.tenant
    policy = _policy(tenant.purposes[asked.purpose], asked.wire)
    call = asked.wire.read(parse(asked.body, WITH_IMAGES if policy.images else REQUEST))
    _pictures(call, policy, len(asked.body))
    route = tenant.models.get(asked.purpose, {}).get(call.model)
    if route is None:
        raise Refusal(Code.MODEL_NOT_ALLOWED, param="model")
    if f"provider:{route.provider}" in authenticated.admission.switched_off:
        raise Refusal(Code.SWITCHED_OFF)
    entry = registry.permit(
        rules.providers.get(route.provider),
        model=route.model,
        wire=asked.wire.name,
        purpose=asked.purpose,
        residency=tenant.residency,
        max_retention_days=policy.max_provider_retention_days,
        today=now.date(),
    )
    _tools(call, policy, tenant)
    _afford(authenticated, now)
    if policy.answer_schema is not None:
        call = replace(call, shows_reasoning=False)
    return Permitted(authenticated, policy, entry, route.model, call)


def _afford(authenticated: Authenticated, now: datetime) -> None:
    """Something must be left of the budget, as read at admission; step 6 counts (`rate_limited`, `budget_exhausted`)."""
    budget, usage = authenticated.tenant.budget, authenticated.admission.usage
    if budget is None:
        return
    try:
        judge(budget, usage, now)
    except Refusal as refusal:
        refusal.headers = headers(authenticated.asked.wire.name, budget, usage, now)
        raise


def _policy(policy: PurposePolicy, wire: Wire) -> PurposePolicy:
    """The purpose's rules for this wire.

    Vectors are made of irreversibly redacted text, for every purpose but one whose answers are checked by a schema: there a
    number is a score, and no other number may stand beside it (C4.3).
    """
    if wire.yields is not Yields.VECTORS:
        return policy
    if policy.answer_schema is not None:
        raise Refusal(Code.PURPOSE_NOT_ALLOWED)
    return irreversible(policy)


def _pictures(call: Call, policy: PurposePolicy, body_bytes: int) -> None:
    """Images only where purpose and tenant both say so; what is beside them has the bounds of any body."""
    if call.pictures and not policy.images:
        raise Refusal(Code.UNINSPECTABLE, param=call.pictures[0].path)
    most = REQUEST.max_bytes
    if body_bytes > most and body_bytes - sum(len(each.data) for each in call.pictures) > most:
        raise Refusal(Code.TOO_LARGE)


def _tools(call: Call, policy: PurposePolicy, tenant: TenantRules) -> None:
    """Nothing is sent by a model (C4.4): drafting purposes take only tools that the tenant lists with an effect of theirs.

    A purpose whose answer is checked takes none: a tool call would go around the check (C4.3).
    """
    if policy.answer_schema is not None and call.tools:
        raise Refusal(Code.PARAMETER_REFUSED, param="tools")
    if policy.tool_effects is None:
        return
    for position, name in enumerate(call.tools):
        rule = tenant.tools.get(name)
        if rule is None or rule.effect not in policy.tool_effects:
            raise Refusal(Code.PARAMETER_REFUSED, param=f"tools[{position}]")
