"""Checks between files: each mistake is told at its line, with a remedy; and none is overlooked."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.config.gateway_file import ContractShape, ProviderShape
from gateway.config.rules import contract_of
from gateway.config.validate import refused
from gateway.core.errors import Refusal
from gateway.core.flags import Rule
from gateway.core.registry import Contract, ProviderEntry, Way, permit
from tests.support.configuration import ACME, GATEWAY, TODAY, loaded, told


def only(directory: Path, *, gateway: str = GATEWAY, acme: str = ACME) -> tuple[str, str, str]:
    """The one problem's place, what and remedy."""
    result = loaded(directory, gateway=gateway, acme=acme)
    (problem,) = (*result.problems, *result.refusals)
    return f"{problem.file}:{problem.line} {problem.path}", problem.what, problem.remedy


def test_the_valid_configuration_has_no_problem(tmp_path: Path) -> None:
    result = loaded(tmp_path)

    assert (result.problems, result.refusals, result.warnings) == ((), (), ())


def test_a_contract_that_ended_refuses_its_calls_and_closes_nothing_else(tmp_path: Path) -> None:
    ended = loaded(tmp_path, gateway=GATEWAY.replace("retention_days: 0", "retention_days: 30"))

    assert ended.problems == ()
    assert ended.rulebook is not None
    assert [each.path for each in ended.refusals] == ["models.deal_coach.fast"]


@pytest.mark.parametrize(
    ("line", "spoilt", "place", "what", "remedy"),
    [
        ("fast: mock/mock-1", "fast: mokc/mock-1", "5 models.deal_coach.fast", "no provider 'mokc'", "mean mock?"),
        ("  deal_coach:", "  deal_couch:", "4 models.deal_couch", "no such purpose", "Did you mean deal_coach?"),
        ("sandbox/echo:", "echo:", "6 models.deal_coach.echo", "an alias without", "Say provider/model"),
        ("tenant: acme", "tenant: globex", "1 tenant", "says 'globex' in a file called 'acme'", "agree"),
        ("residency: eu", "residency: us", "5 models.deal_coach.fast", "outside the residency us", "transfer"),
    ],
)
def test_a_tenants_mistake_is_told_at_its_line(
    tmp_path: Path, line: str, spoilt: str, place: str, what: str, remedy: str
) -> None:
    told_place, told_what, told_remedy = only(tmp_path, acme=ACME.replace(line, spoilt))

    assert told_place == f"tenants/acme.yaml:{place}"
    assert what in told_what
    assert remedy in told_remedy


@pytest.mark.parametrize(
    ("more", "place", "what"),
    [
        ("purposes: {deal_couch: {}}", "7 purposes.deal_couch", "no such purpose"),
        (
            "purposes: {deal_coach: {thresholds: {PERSON: 0.9}}}",
            "7 purposes.deal_coach.thresholds.PERSON",
            "0.9 would hide less than the purpose's 0.4",
        ),
        (
            "purposes: {deal_coach: {actions: {PERSON: keep}}}",
            "7 purposes.deal_coach.actions.PERSON",
            "keep is looser than the purpose's pseudonymise",
        ),
        (
            "tools: {t: {effect: draft, arguments: {x: {labels: [CREDIT_CARD], parties: [sender]}}}}",
            "7 tools.t.arguments.x.labels",
            "names a payment number",
        ),
        ("images: [deal_coach]", "7 images", "deal_coach takes no images (C4.4)"),
        ("images: [contents]", "7 images", "no such purpose: contents"),
    ],
)
def test_a_tenant_only_tightens(tmp_path: Path, more: str, place: str, what: str) -> None:
    told_place, told_what, _ = only(tmp_path, acme=ACME + more)

    assert (told_place, told_what) == (f"tenants/acme.yaml:{place}", what)


@pytest.mark.parametrize(
    ("line", "spoilt", "what"),
    [
        ("no_training: true", "no_training: false", "train"),
        ("retention_days: 0", "retention_days: 30", "keeps content 30 days, deal_coach allows 0"),
        ("valid_until: 2027-06-30", "valid_until: 2026-11-22", "ended on 2026-11-22"),
        ("purposes: [twin, deal_coach,", "purposes: [twin,", "does not cover deal_coach"),
    ],
)
def test_a_model_whose_provider_would_be_refused_is_told_with_the_reason(
    tmp_path: Path, line: str, spoilt: str, what: str
) -> None:
    place, told_what, _ = only(tmp_path, gateway=GATEWAY.replace(line, spoilt))

    assert place == "tenants/acme.yaml:5 models.deal_coach.fast"
    assert what in told_what


def test_a_provider_without_a_contract_is_told_where_it_is_used(tmp_path: Path) -> None:
    _, what, _ = only(tmp_path, gateway=GATEWAY[: GATEWAY.index("    contract:")])

    assert what == "provider 'mock': has no contract (C5.1)"


def test_a_provider_that_is_broken_is_not_told_as_missing_too(tmp_path: Path) -> None:
    result = loaded(tmp_path, gateway=GATEWAY.replace("way: direct", "way: dircet"))

    assert told(result) == [("isogate.yaml", 10, "providers.mock.way")]


@pytest.mark.parametrize(
    ("purpose", "line", "spoilt", "path"),
    [
        ("twin", "isolation: user", "isolation: tenant", "isolation"),
        ("content", "CREDIT_CARD: mask", "CREDIT_CARD: pseudonymise", "actions.CREDIT_CARD"),
        ("content", "CREDIT_CARD: mask", "CREDIT_CARD: keep", "actions.CREDIT_CARD"),
        ("content", "purpose: content", "purpose: contents", "purpose"),
        ("twin", "clause: C4.1", "clause: C4.1\nimages: true", "images"),
        ("lead_scoring", "clause: C4.3", "clause: C4.3\nimages: true", "images"),
    ],
)
def test_a_purpose_keeps_what_the_product_promises(
    tmp_path: Path, purpose: str, line: str, spoilt: str, path: str
) -> None:
    loaded(tmp_path)
    file = tmp_path / "policies" / "purposes" / f"{purpose}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(line, spoilt), encoding="utf-8")
    source = file.read_bytes()
    result = loaded(tmp_path, gateway=GATEWAY.replace("policies: policies", "policies: mine"))
    assert result.problems

    (tmp_path / "policies").rename(tmp_path / "mine")
    (tmp_path / "mine" / "purposes" / f"{purpose}.yaml").write_bytes(source)
    result = loaded(tmp_path, gateway=GATEWAY.replace("policies: policies", "policies: mine"))
    assert [problem.path for problem in result.problems] == [path]


@given(
    training=st.booleans(),
    days=st.integers(0, 2),
    left=st.integers(-2, 2),
    covered=st.booleans(),
    region=st.sampled_from(["eu", "us", "local"]),
    safeguard=st.sampled_from([None, "SCC"]),
    signed=st.booleans(),
)
def test_the_check_refuses_exactly_what_every_call_would_be_refused(
    *, training: bool, days: int, left: int, covered: bool, region: str, safeguard: str | None, signed: bool
) -> None:
    shape = ContractShape(
        dpa="D",
        no_training=not training,
        retention_days=days,
        evidence="E",
        valid_until=TODAY + timedelta(days=left),
        purposes=frozenset({"twin"} if covered else ()),
        transfer_safeguard=safeguard,
    )
    provider = ProviderShape(way=Way.DIRECT, region=region, contract=shape if signed else None)

    told_off = list(refused(provider, "twin", 1, "eu", TODAY))
    assert bool(told_off) == _refused_at_the_call(contract_of(provider.contract), region, TODAY)


RULES = {"openai.chat": Rule(endpoints=("/chat/completions",))}


def _refused_at_the_call(contract: Contract | None, region: str, today: date) -> bool:
    entry = ProviderEntry("mock", Way.DIRECT, frozenset(), "https://h", region, contract, rules=RULES)
    try:
        permit(
            entry, model="m-1", wire="openai.chat", purpose="twin", residency="eu", max_retention_days=1, today=today
        )
    except Refusal:
        return True
    return False


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ("vllm", ["anthropic.messages is off"]),
        ("openai-compatible", []),
    ],
)
def test_a_wire_that_is_off_is_told_though_the_provider_has_another(
    tmp_path: Path, flags: str, told: list[str]
) -> None:
    gateway = GATEWAY.replace("flags: openai", f"flags: {flags}").replace(
        "[openai.chat]", "[openai.chat, anthropic.messages]"
    )

    result = loaded(tmp_path, gateway=gateway)

    assert [warning.what.partition(":")[0] for warning in result.warnings] == told
    assert result.refusals == result.problems == ()


@pytest.mark.parametrize(
    ("flags", "model", "told"),
    [
        ("openrouter", "anthropic/claude-sonnet-4.5", "anthropic/claude-4.5-sonnet"),
        ("openrouter", "anthropic/claude-4.5-sonnet-20250929", None),
        ("openai", "anthropic/claude-sonnet-4.5", None),
    ],
)
def test_a_model_that_is_answered_under_another_name_is_told_with_that_name(
    tmp_path: Path, flags: str, model: str, told: str | None
) -> None:
    gateway, acme = GATEWAY.replace("flags: openai", f"flags: {flags}"), ACME.replace("mock-1", model)

    result = loaded(tmp_path, gateway=gateway, acme=acme)

    assert result.refusals == result.problems == ()
    assert [(each.line, each.path) for each in result.warnings] == ([(5, "models.deal_coach.fast")] if told else [])
    assert all(told is not None and told in each.what for each in result.warnings)


@pytest.mark.parametrize(("tenant", "told"), [("acme", []), ("acne", ["Did you mean acme?"])])
def test_a_credential_of_a_tenant_that_there_is_not_is_told(tmp_path: Path, tenant: str, told: list[str]) -> None:
    gateway = GATEWAY.replace("flags: openai", f"flags: openai\n    tenant_credentials: {{{tenant}: 'env:MOCK_KEY'}}")

    result = loaded(tmp_path, gateway=gateway)

    assert [each.remedy.partition("credential. ")[2] for each in result.warnings] == told
    assert result.refusals == result.problems == ()
