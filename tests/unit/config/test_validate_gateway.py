"""Checks inside `isogate.yaml`."""

from pathlib import Path

import pytest

from gateway.ports.store import Risk
from tests.support.configuration import GATEWAY, loaded, told

TRANSLATED = "{way: litellm, region: eu, base_url: https://g.example, litellm_prefix: gemini, flags: gemini"
MOCK = "https://api.mock.example/v1"


def paths(directory: Path, gateway: str) -> list[str]:
    return [problem.path for problem in loaded(directory, gateway=gateway).problems]


@pytest.mark.parametrize(
    ("url", "more", "wrong"),
    [
        ("http://api.mock.example/v1", "", ["base_url"]),
        ("http://127.0.0.1:9/v1", "", ["base_url", "base_url"]),
        ("https://127.0.0.1:9/v1", "", ["base_url"]),
        ("http://127.0.0.1:9/v1", "    allow_private: true\n", []),
        ("http://api.mock.example/v1", "    allow_private: true\n", ["base_url"]),
        ("https://u:p@h/v1", "", ["base_url"]),
    ],
)
def test_calls_leave_encrypted_or_stay_where_it_was_allowed(
    tmp_path: Path, url: str, more: str, wrong: list[str]
) -> None:
    gateway = GATEWAY.replace(f"base_url: {MOCK}\n", f"base_url: {url}\n{more}")

    assert paths(tmp_path, gateway) == [f"providers.mock.{name}" for name in wrong]


def test_local_is_a_region_of_local_addresses_only(tmp_path: Path) -> None:
    assert paths(tmp_path, GATEWAY.replace("region: eu", "region: local")) == ["providers.mock.region"]


@pytest.mark.parametrize("line", ["    wires: [openai.chat]\n", f"    base_url: {MOCK}\n", "    flags: openai\n"])
def test_a_direct_provider_says_its_wires_address_and_flags(tmp_path: Path, line: str) -> None:
    name = line.split(":", maxsplit=1)[0].strip()

    assert f"providers.mock.{name}" in paths(tmp_path, GATEWAY.replace(line, ""))


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ("{way: litellm, region: eu, base_url: https://g.example}", ["flags", "litellm_prefix"]),
        (f"{TRANSLATED}, wires: [openai.chat]}}", ["wires"]),
        ("{way: sandbox, credential: 'env:MOCK_KEY', flags: openai}", ["credential", "flags"]),
        (f"{TRANSLATED}}}", []),
    ],
)
def test_no_line_of_an_entry_is_without_meaning(tmp_path: Path, entry: str, wrong: list[str]) -> None:
    assert paths(tmp_path, f"{GATEWAY}  other: {entry}\n") == [f"providers.other.{name}" for name in wrong]


def test_flags_exist_and_speak_of_each_wire(tmp_path: Path) -> None:
    assert paths(tmp_path, GATEWAY.replace("flags: openai", "flags: opneai")) == ["providers.mock.flags"]
    assert paths(tmp_path, GATEWAY.replace("flags: openai", "flags: anthropic")) == ["providers.mock.flags"]


def test_flags_of_a_translated_provider_are_its_prefixs(tmp_path: Path) -> None:
    wrong = TRANSLATED.replace("flags: gemini", "flags: mistral")

    assert paths(tmp_path, f"{GATEWAY}  other: {wrong}}}\n") == ["providers.other.flags"]


def test_whoever_names_vertexs_own_way_is_told_which_one_is_open_and_why(tmp_path: Path) -> None:
    wrong = TRANSLATED.replace("litellm_prefix: gemini", "litellm_prefix: vertex_ai").replace(
        "flags: gemini", "flags: vertex-ai"
    )
    (problem,) = loaded(tmp_path, gateway=f"{GATEWAY}  other: {wrong}}}\n").problems

    assert problem.what == "vertex-ai says nothing for litellm's vertex_ai/"
    assert problem.remedy == (
        "Name the flags file of that prefix, or say litellm_prefix: gemini (its own exchanges a service account for a token, by a"
        " call of its own; give an API key bound to the account)."
    )


def test_telemetry_leaves_encrypted_or_stays_here(tmp_path: Path) -> None:
    assert paths(tmp_path, GATEWAY + "telemetry: {otlp_endpoint: 'http://c.example'}\n") == ["telemetry.otlp_endpoint"]
    assert paths(tmp_path, GATEWAY + "telemetry: {otlp_endpoint: 'http://127.0.0.1:4318'}\n") == []


@pytest.mark.parametrize(
    ("line", "spoilt", "path", "what"),
    [
        ("listen: 127.0.0.1:8080", "listen: 0.0.0.0:8080", "listen", "listens in clear"),
        ("listen: 127.0.0.1:8080", "listen: gateway.internal:8080", "listen", "listens in clear"),
        ("listen: 127.0.0.1:8080", "listen: '[::1]:8080'", "", ""),
        ("listen: 127.0.0.1:8080", "listen: localhost:8080", "", ""),
        ("listen: 127.0.0.1:8080", "listen: 8.8.8.8:8080", "listen", "listens in clear"),
        ("2027-06-30", "2026-12-23", "providers.mock.contract.valid_until", "ends in 30 days"),
        ("2027-06-30", "2026-12-24", "", ""),
        ("2027-06-30", "2026-11-23", "providers.mock.contract.valid_until", "ends in 0 days"),
        (
            "url: sqlite:///var/isogate.sqlite",
            "unsafe_unverified_durability: true",
            "store.unsafe_unverified_durability",
            "weakens a promise",
        ),
    ],
)
def test_what_should_be_looked_at_is_a_warning_and_serves(
    tmp_path: Path, line: str, spoilt: str, path: str, what: str
) -> None:
    result = loaded(tmp_path, gateway=GATEWAY.replace(line, spoilt))

    assert told(result) == []
    assert [(each.path, each.what[: len(what)]) for each in result.warnings] == ([(path, what)] if path else [])


def test_an_unused_provider_without_a_valid_contract_is_a_warning(tmp_path: Path) -> None:
    ended = GATEWAY[GATEWAY.index("  mock:") :].replace("mock:", "old:").replace("2027-06-30", "2026-11-22")
    new = "  new: {way: litellm, region: eu, litellm_prefix: xai, flags: xai, base_url: https://x.example}\n"
    result = loaded(tmp_path, gateway=GATEWAY + ended + new)

    assert told(result) == []
    assert [each.path for each in result.warnings] == ["providers.old.contract.valid_until", "providers.new"]


@pytest.mark.parametrize("name", ["unverified_durability", "everysec", "no_persistence", "eviction"])
def test_an_option_that_weakens_a_promise_is_listed(name: str, tmp_path: Path) -> None:
    gateway = GATEWAY.replace("store:\n", f"store:\n  unsafe_{name}: true\n")
    settings, _ = loaded(tmp_path, gateway=gateway).accepted()

    assert settings.unsafe == (f"store.unsafe_{name}",)
    assert settings.store_risks == ({name} & set(Risk))
