"""Every mismatch between data and shape is a problem with line, wish and remedy."""

from gateway.config.document import Data, Document
from gateway.config.gateway_file import GatewayShape
from gateway.config.policy_files import TenantShape
from gateway.config.shaped import take, take_rest


def complaints(data: Data) -> list[tuple[str, str, str]]:
    document = Document("isogate.yaml", data)
    take(GatewayShape, document)
    return [(problem.path, problem.what, problem.remedy) for problem in document.problems]


def test_a_misspelt_key_is_told_with_the_likely_one() -> None:
    assert complaints({"lisen": "h:1", "providers": {"x": {"way": "direct", "base_ulr": "u"}}}) == [
        ("providers.x.base_ulr", "unknown key", "Did you mean base_url?"),
        ("lisen", "unknown key", "Did you mean listen?"),
    ]


def test_a_key_like_no_other_is_told_with_all_that_are_known() -> None:
    ((_, _, remedy),) = complaints({"store": {"zzz": 1}})

    assert (
        remedy
        == "Known here: unsafe_everysec, unsafe_eviction, unsafe_no_persistence, unsafe_unverified_durability, url."
    )


def test_what_is_missing_is_told_with_what_to_say() -> None:
    ((path, what, remedy),) = complaints({"providers": {"x": {}}})

    assert (path, what, remedy) == ("providers.x.way", "is missing", "Say direct, litellm or sandbox.")


def test_a_wrong_value_is_told_without_repeating_it() -> None:
    ((path, what, remedy),) = complaints({"secrets": {"master_key": "hunter2"}})

    assert path == "secrets.master_key"
    assert "hunter2" not in what + remedy
    assert "env:NAME, file:PATH or command:WORDS" in what


def test_a_wrong_choice_is_told_with_the_choices() -> None:
    ((_, what, _),) = complaints({"providers": {"x": {"way": "proxy"}}})

    assert "'direct', 'litellm' or 'sandbox'" in what


def test_everything_is_told_at_once_and_what_is_right_can_still_be_used() -> None:
    document = Document(
        "isogate.yaml",
        {"listen": "x", "store": {"url": "redis://h"}, "providers": {"bad": {}, "good": {"way": "sandbox"}}},
    )
    rest = take_rest(GatewayShape, document, "providers")

    assert {problem.path for problem in document.problems} == {"listen", "providers.bad.way"}
    assert rest is not None
    assert (list(rest.providers), rest.store.url) == (["good"], "redis://h")


def test_a_document_of_another_kind_is_one_problem() -> None:
    ((path, _, _),) = complaints(["x"])

    assert path == ""


def test_a_wrong_key_of_a_mapping_is_told_at_its_place() -> None:
    document = Document("t.yaml", {"tenant": "acme", "residency": "eu", "models": {"Bad Name": {}}})
    take(TenantShape, document)

    assert [problem.path for problem in document.problems] == ["models.Bad Name"]


def test_nothing_more_is_said_about_a_file_that_could_not_be_read() -> None:
    document = Document("t.yaml", unread=True)

    assert take(TenantShape, document) is None
    assert document.problems == []
