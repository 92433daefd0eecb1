"""The shipped flags: their form, and what they say held against the catalogue of providers outside the repository."""

import re
from typing import Any

import pytest
from pydantic import ValidationError

from gateway.config.flags_file import FlagsShape, RuleShape, Training
from gateway.core.flags import CREDENTIAL_HEADERS
from gateway.core.strict_json import dump_text
from tests.support.catalogue import providers
from tests.support.providers import packaged_flags

OWN = {"openai-compatible"}
"""Files for servers of the operator's own, which the catalogue does not know."""
TRAINING = {
    "False": Training.NO,
    "True": Training.YES,
    "unpaid quota only": Training.BY_PLAN,
    "free tier only": Training.BY_PLAN,
    "trial keys and unless opted out": Training.BY_PLAN,
    "depends on the routed endpoint": Training.BY_ROUTE,
    "depends on the model behind it": Training.BY_ROUTE,
}
LABELS = {
    "/chat": "chat",
    "/responses": "responses",
    "/embeddings": "embeddings",
    "/messages": "messages",
    ":generateContent": "generateContent",
    ":streamGenerateContent": "streamGenerateContent",
    "/converse": "converse",
}
"""A part of an endpoint → the catalogue's label for it."""
COMPUTED = re.compile(r"gateway:|gateway |configured|neutral")
"""How the catalogue marks values that no file can hold: of the deployment, the tenant or the operator."""
OURS = frozenset({"user-agent", *CREDENTIAL_HEADERS})
"""Headers that the gateway writes for every provider."""


def rules(flags: FlagsShape) -> list[RuleShape]:
    return [*flags.wires.values(), *([flags.translated] if flags.translated else [])]


def file_of(name: str) -> FlagsShape:
    return packaged_flags()[name.replace("_", "-")]


def test_there_is_a_file_for_each_provider_of_the_catalogue_and_no_other() -> None:
    assert set(packaged_flags()) == {name.replace("_", "-") for name in providers()} | OWN


def test_each_allowed_endpoint_is_one_of_the_catalogues() -> None:
    for name, known in providers().items():
        allowed = [each["path"] for each in known["endpoints"] if each["verdict"] == "allow"]
        for rule in rules(file_of(name)):
            strays = [each for each in rule.endpoints if not any(_reaches(path, each) for path in allowed)]
            assert rule.off or not strays, name


def _reaches(path: str, endpoint: str) -> bool:
    """True for a path of the catalogue that ends in ours; `{x}` is any segment."""
    ours = re.sub(r"\{\w+\}", "{}", endpoint.partition("?")[0])
    return re.sub(r"\{\w+\}", "{}", path).endswith(ours)


def test_each_value_that_the_catalogue_forces_is_forced_or_left_out_with_a_reason() -> None:
    for name, known in providers().items():
        missing = [each["name"] for each in known["params"] if _is_missing(file_of(name), each)]
        assert not missing, name


def _is_missing(flags: FlagsShape, row: dict[str, Any]) -> bool:
    labels = {label.split(" ")[0] for label in row["endpoints"]}
    if row["verdict"] != "force" or row["name"] in flags.left_out:
        return False
    return any(labels & (_labels(rule) | {"all"}) and not _forces(rule, row) for rule in rules(flags))


def _labels(rule: RuleShape) -> set[str]:
    """The rule's endpoints by the catalogue's labels."""
    return {label for endpoint, label in LABELS.items() if any(endpoint in each for each in rule.endpoints)}


def _forces(rule: RuleShape, row: dict[str, Any]) -> bool:
    field, _, inner = row["name"].partition(".")
    if field in rule.salted:
        return str(row["forced_value"]).startswith("gateway:hmac")
    if any(field in own for own in rule.models.values()):
        return True
    value: Any = rule.body.get(field)
    value = value.get(inner) if inner and isinstance(value, dict) else value
    if COMPUTED.search(str(row["forced_value"])):
        return value is not None
    return dump_text(value) == dump_text(row["forced_value"]) or (
        field in rule.body and field in str(row["forced_value"])
    )


def test_each_header_that_the_catalogue_forces_is_forced_or_left_out_with_a_reason() -> None:
    for name, known in providers().items():
        flags = file_of(name)
        asked = {each["name"].lower() for each in known["request_headers"] if each["verdict"] == "force"}
        forced = {header for rule in rules(flags) for header in rule.headers}
        assert asked - OURS - forced - set(flags.left_out) == set(), name


def test_each_header_of_an_answer_that_must_be_checked_is_checked_or_left_out_with_a_reason() -> None:
    for name, known in providers().items():
        flags = file_of(name)
        must = {each["name"].lower() for each in known["response_headers"] if each["check"].startswith("must ")}
        headers = {each for each in must if not each.startswith("body.")}
        for rule in rules(flags):
            assert headers - set(rule.answer_headers) - set(flags.left_out) == set(), name


def test_each_field_of_an_answer_that_must_be_checked_is_checked_or_left_out_with_a_reason() -> None:
    asked = 0
    for name, known in providers().items():
        flags = file_of(name)
        must = {each["name"].removeprefix("body.") for each in known["response_headers"] if _is_told_in_the_body(each)}
        reasons = {key.removeprefix("answer:") for key in flags.left_out if key.startswith("answer:")}
        checked = {path.removesuffix(".*") for path in flags.answer_fields}
        assert must - checked - reasons == set(), name
        assert reasons <= must - checked, name
        asked += len(must)
    assert asked >= 35


def _is_told_in_the_body(row: dict[str, Any]) -> bool:
    return bool(row["name"].startswith("body.")) and row["check"].startswith("must ")


def test_what_is_said_of_retention_and_training_is_what_the_catalogue_says() -> None:
    for name, known in providers().items():
        kept, said = known["retention"], file_of(name).retention
        days = kept["abuse_monitoring_days"]
        assert said.days == (None if days == "not stated" else days), name
        assert said.trains is TRAINING[str(kept["trained_on_by_default"])], name
        assert said.confirmed == (kept["confidence"] == "documented"), name


def test_a_provider_that_the_catalogue_denies_is_off() -> None:
    for name, known in providers().items():
        if known.get("default_verdict") == "deny":
            assert all(rule.off for rule in rules(file_of(name))), name


@pytest.mark.parametrize("flags", packaged_flags().values(), ids=packaged_flags())
def test_what_trains_or_is_unconfirmed_and_has_no_other_evidence_is_off(flags: FlagsShape) -> None:
    if flags.retention.trains is Training.YES or flags.retention.days is None:
        assert all(rule.off for rule in rules(flags))


@pytest.mark.parametrize("flags", packaged_flags().values(), ids=packaged_flags())
def test_what_litellm_makes_has_a_closed_list_of_fields(flags: FlagsShape) -> None:
    if flags.translated and not flags.translated.off:
        assert flags.translated.fields


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoints": []},
        {"endpoints": ["/v1/chat/completions"]},
        {"endpoints": ["chat/completions"]},
        {"endpoints": ["/chat?store=true"]},
        {"endpoints": ["/models/{model"]},
        {"endpoints": ["/models/{Model}"]},
        {"endpoints": ["/models/{model}/of/{model}"]},
        {"endpoints": ["/x"], "spelled": {"*": "another"}},
        {"endpoints": ["/x"], "spelled": {"*": "{model.__class__}"}},
        {"endpoints": ["/x"], "spelled": {"*": "{model}{rest}"}},
        {"endpoints": ["/x"], "headers": {"X-Upper": "1"}},
        {"endpoints": ["/x"], "answer_headers": {"x": "true"}},
        {"endpoints": ["/x"], "off": ""},
        {"endpoints": ["/x"], "unknown": 1},
    ],
    ids=str,
)
def test_a_rule_that_says_something_else_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        RuleShape.model_validate(wrong)
