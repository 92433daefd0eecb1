"""Variables over the file."""

from gateway.config.document import Data, Document
from gateway.config.environment import overlay


def overlaid(data: Data, **environ: str) -> Document:
    document = Document("isogate.yaml", data)
    overlay(document, environ)
    return document


def test_a_variable_wins_over_the_file() -> None:
    document = overlaid({"store": {"url": "sqlite:///a"}}, ISOGATE_STORE__URL="redis://h")

    assert document.data == {"store": {"url": "redis://h"}}
    assert document.variables == {("store", "url"): "ISOGATE_STORE__URL"}


def test_what_the_file_lacks_is_made() -> None:
    assert overlaid(None, ISOGATE_TELEMETRY__OTLP_ENDPOINT="http://c").data == {
        "telemetry": {"otlp_endpoint": "http://c"}
    }


def test_an_entry_with_a_hyphen_is_met_by_an_underscore() -> None:
    data: Data = {"providers": {"azure-eu": {"base_url": "https://a"}}}

    assert overlaid(data, ISOGATE_PROVIDERS__AZURE_EU__BASE_URL="https://b").data == {
        "providers": {"azure-eu": {"base_url": "https://b"}}
    }


def test_numbers_booleans_and_lists_are_read_as_such() -> None:
    document = overlaid(
        {},
        ISOGATE_PROVIDERS__X__ALLOW_PRIVATE="true",
        ISOGATE_PROVIDERS__X__CONTRACT__RETENTION_DAYS="0",
        ISOGATE_PROVIDERS__X__WIRES="openai.chat, anthropic.messages",
    )

    assert document.data == {
        "providers": {
            "x": {
                "allow_private": True,
                "contract": {"retention_days": 0},
                "wires": ["openai.chat", "anthropic.messages"],
            }
        }
    }


def test_what_orchestrators_set_by_themselves_is_left_alone() -> None:
    assert overlaid({}, ISOGATE_PORT="tcp://10.0.0.1:8080", ISOGATE_SERVICE_HOST="10.0.0.1", PATH="/bin").data == {}


def test_the_top_level_values_have_variables_too() -> None:
    assert overlaid({}, ISOGATE_LISTEN="0.0.0.0:1", ISOGATE_TENANTS="t").data == {"listen": "0.0.0.0:1", "tenants": "t"}


def test_a_value_in_the_way_of_a_variable_gives_way() -> None:
    assert overlaid({"store": "x"}, ISOGATE_STORE__URL="redis://h").data == {"store": {"url": "redis://h"}}


def test_a_file_that_is_no_mapping_is_left_for_the_shape_to_refuse() -> None:
    assert overlaid(["x"], ISOGATE_STORE__URL="redis://h").data == ["x"]
