"""Every model that the catalogue refuses by its name: told by `isogate check`, and refused to whoever asks for it all the same.

A tenant's file is judged when it is loaded; the step that permits a call judges the name again, for no file decides it alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.config.flags_file import FlagsShape
from gateway.config.gateway_file import ProviderShape
from gateway.config.rules import provider_entry
from gateway.core.errors import Code, Refusal
from gateway.core.policy import Route
from gateway.core.registry import ProviderEntry, Way
from gateway.core.stages import Consented
from gateway.steps.permit import permit
from tests.support.catalogue import parameters
from tests.support.configuration import GATEWAY, loaded
from tests.support.providers import packaged_flags
from tests.support.stages import NOW, asked, authenticated, contract, rulebook, tenant_rules

SPELLINGS = ("{}", "{}:beta", "{}@1", "vendor/{}", "vendor/other/{}:x")
"""How one model may be named; each in capitals, too."""
FIRST = 5
HARMLESS = ("m-1", "vendor/model-1", "llama3.3:70b", "gpt-4o", "mistral-large-2411", "claude-sonnet-4-5@20250929")

ROUTERS = {
    "openrouter": (
        "openrouter/auto",
        "openrouter/auto-beta",
        "openrouter/auto-code",
        "openrouter/pareto-code",
        "openrouter/fusion",
        "openrouter/bodybuilder",
        "switchpoint/router",
        "vendor/model-router",
    ),
    "azure-openai": ("model-router", "model-router-2", "auto"),
}
"""What providers' own pages call routers, beside the catalogue's."""


def refused() -> Iterator[tuple[str, str]]:
    """Flags file and model's name of each row that refuses one."""
    for row in parameters():
        if row.get("path") == "model" and row["verdict"] == "refuse":
            yield row["provider"].replace("_", "-"), row["value_pattern"].replace("*", "model-1")


def test_each_row_without_a_pattern_has_a_reason_for_being_left_out() -> None:
    for row in parameters():
        if row["verdict"] == "refuse" and row["name"].partition("=")[0] == "model" and not row.get("value_pattern"):
            assert row["name"] in packaged_flags()[row["provider"].replace("_", "-")].left_out


def test_a_tenant_that_lists_one_is_told_at_its_line_with_a_remedy(tmp_path: Path) -> None:
    assert len(list(refused())) >= 15
    for flags, (possible, impossible) in listed().items():
        for names in filter(None, (possible, impossible)):
            found = loaded(tmp_path, gateway=of(flags), acme=tenant(names))
            told = {(problem.file, problem.line) for problem in found.problems if problem.remedy}
            assert told == {("tenants/acme.yaml", FIRST + number) for number in range(len(names))}, flags
            assert found.rulebook is None


def test_a_tenant_that_lists_others_is_told_nothing(tmp_path: Path) -> None:
    for flags in listed():
        assert loaded(tmp_path, gateway=of(flags), acme=tenant(HARMLESS)).problems == (), flags


def test_a_call_that_leads_to_one_is_refused_although_it_is_listed() -> None:
    for flags, model in refused():
        for way in (Way.DIRECT, Way.LITELLM):
            for name in spelled(model):
                assert code(entry(packaged_flags()[flags], way), name) is Code.MODEL_NOT_ALLOWED, (flags, name)


def test_each_router_of_the_vendors_own_pages_is_refused() -> None:
    for flags, models in ROUTERS.items():
        for model in models:
            for name in spelled(model):
                assert code(entry(packaged_flags()[flags], Way.DIRECT), name) is Code.MODEL_NOT_ALLOWED, (flags, name)


def test_a_name_that_is_only_written_to_the_provider_as_one_is_refused_too() -> None:
    routers = ("routers/m-1", "auto", "firerouter", "m-1-fast")

    for name in routers:
        assert code(entry(packaged_flags()["fireworks"], Way.LITELLM), name) is Code.MODEL_NOT_ALLOWED, name


def test_a_call_that_leads_to_another_is_permitted() -> None:
    for flags in listed():
        for name in HARMLESS:
            assert code(entry(packaged_flags()[flags], Way.DIRECT), name) is None, (flags, name)


@pytest.mark.parametrize("flags", packaged_flags().values(), ids=packaged_flags())
def test_no_pattern_is_written_twice(flags: FlagsShape) -> None:
    names = [name for each in flags.refused_models for name in each.names]

    assert len(names) == len(set(names))


def spelled(model: str) -> list[str]:
    names = [spelling.format(model) for spelling in SPELLINGS]
    return [*names, *(name.upper() for name in names)]


def listed() -> dict[str, tuple[list[str], list[str]]]:
    """Flags file → its refused models by each of their names: those that can stand in a tenant's file, and those that cannot."""
    found: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for flags, model in refused():
        for name in spelled(model):
            found[flags][not name[0].isalnum() or "~" in name].append(name)
    return found


def tenant(names: Iterable[str]) -> str:
    """A tenant's file with these models in the lines from `FIRST` on."""
    lines = [f"    m{number}: mock/{name}" for number, name in enumerate(names)]
    return "\n".join(["tenant: acme", "residency: eu", "models:", "  deal_coach:", *lines, ""])


def of(flags: str) -> str:
    """The valid configuration, with a provider of these flags."""
    return GATEWAY.replace("flags: openai", f"flags: {flags}")


def entry(flags: FlagsShape, way: Way) -> ProviderEntry:
    """A provider of these flags with a contract that holds, off or not."""
    shape = ProviderShape(
        way=way,
        wires=frozenset(flags.wires),
        base_url="https://api.mock.example/v1",
        region="eu",
        flags=flags.flags,
        unsafe_unproven_flags=True,
    )
    return replace(provider_entry("mock", shape, flags, frozenset(), str), contract=contract())


def code(provider: ProviderEntry, model: str) -> Code | None:
    """What a call that leads to `model` is refused with, if it is."""
    rules = tenant_rules(models={"deal_coach": {"small": Route("mock", model)}})
    stage = authenticated(asked=asked(), tenant=rules)
    try:
        permit(Consented(stage), rulebook(rules, provider), NOW)
    except Refusal as refusal:
        return refusal.code
    return None
