"""Every mismatch between data and shape is a problem with line, wish and remedy."""

from gateway.config.document import Data, Document
from gateway.config.gateway_file import GatewayShape
from gateway.config.policy_files import TenantShape
from gateway.config.problem import Problem
from gateway.config.shaped import not_told, take_rest


def complaints(data: Data) -> list[tuple[str, str, str]]:
    document = Document("isogate.yaml", data)
    take_rest(GatewayShape, document)
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
    rest = take_rest(GatewayShape, document)

    assert {problem.path for problem in document.problems} == {"listen", "providers.bad.way"}
    assert rest is not None
    assert (list(rest.providers), rest.store.url) == (["good"], "redis://h")


def test_a_document_of_another_kind_is_one_problem() -> None:
    ((path, _, _),) = complaints(["x"])

    assert path == ""


def test_a_wrong_key_of_a_mapping_is_told_at_its_place() -> None:
    document = Document("t.yaml", {"tenant": "acme", "residency": "eu", "models": {"Bad Name": {}}})
    take_rest(TenantShape, document)

    assert [problem.path for problem in document.problems] == ["models.Bad Name"]


def test_nothing_more_is_said_about_a_file_that_could_not_be_read() -> None:
    document = Document("t.yaml", unread=True)

    assert take_rest(TenantShape, document) is None
    assert document.problems == []


def test_as_little_as_possible_is_left_out_of_the_rest() -> None:
    provider: Data = {
        "way": "direct",
        "wires": ["openai.chat", "nope"],
        "region": "eu",
        "flags": 7,
        "contract": {"dpa": "x"},
    }
    rest = take_rest(
        GatewayShape, Document("isogate.yaml", {"listen": 3, "providers": {"x": provider, "y": {"wires": []}}})
    )

    assert rest is not None
    assert list(rest.providers) == ["x"]
    assert (rest.providers["x"].region, [each.value for each in rest.providers["x"].wires]) == ("eu", ["openai.chat"])
    assert rest.providers["x"].contract is None


def test_a_tenants_other_lines_are_read_where_a_needed_one_is_wrong() -> None:
    rest = take_rest(
        TenantShape, Document("t.yaml", {"tenant": "acme", "residency": "Europe", "models": {"twin": {"a": "b/c"}}})
    )

    assert rest is not None
    assert rest.models == {"twin": {"a": "b/c"}}


def test_what_is_found_at_around_or_inside_a_told_place_is_not_told_again() -> None:
    def at(path: str, file: str = "a") -> Problem:
        return Problem(file, 1, path, "", "")

    found = [at("p.x"), at("p.x.y"), at("p.x[0]"), at("p"), at("p.xy"), at("q"), at("p.x", "b")]

    assert list(not_told(found, [at("p.x")])) == [at("p.xy"), at("q"), at("p.x", "b")]
