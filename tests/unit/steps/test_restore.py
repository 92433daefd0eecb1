"""Step 8 takes the purpose's sinks and the tenant's manifest."""

from dataclasses import replace

from gateway.core.entities import Label
from gateway.core.policy import ArgumentRule, Sinks, ToolEffect, ToolRule
from gateway.core.source import Party
from gateway.core.vault import Vault
from gateway.steps.restore import restore
from tests.support.answers import JANE, MAIL, THIRD, filled, whole
from tests.support.stages import KEYS, authenticated, permitted, policy, tenant_rules


def test_the_purpose_and_the_tenant_decide() -> None:
    sinks = Sinks(text=frozenset({Party.ADDRESSEE}))
    rule = ArgumentRule(frozenset({Label.PERSON}), frozenset({Party.THIRD}))
    tools = {"note": ToolRule("note", ToolEffect.DRAFT, {"text": rule})}
    stage = permitted(policy=policy(sinks=sinks))
    stage = replace(stage, authenticated=authenticated(tenant=tenant_rules(tools=tools)))
    with Vault() as vault:
        filled(vault, JANE, MAIL, source=THIRD)
        restorers = restore(stage, vault, KEYS)

        assert whole(restorers.text(0), "We saw [PERSON_1]") == "We saw someone"
        assert whole(restorers.arguments(0, "note"), '{"text":"[PERSON_1] [EMAIL_ADDRESS_1]"}') == (
            '{"text":"Jane Doe [EMAIL_ADDRESS_1]"}'
        )
        assert restorers.restored == 1
