"""Everything around litellm is fixed before it runs, and nothing of it can log."""

import logging
import warnings
from types import SimpleNamespace

import pytest

from gateway.adapters.litellm_provider.pins import (
    CALLBACKS,
    ENVIRONMENT,
    GLOBALS,
    LOGGERS,
    pin_environment,
    pin_globals,
    pin_models,
    silence,
)


def module(**changed: object) -> SimpleNamespace:
    """Something with all of the module's switches, set the other way round."""
    return SimpleNamespace(
        **{**{name: object() for name in GLOBALS}, **{name: ["spy"] for name in CALLBACKS}, **changed}
    )


def test_variables_that_reroute_or_switch_are_taken_out_and_ours_stay() -> None:
    environment = {
        "OPENAI_BASE_URL": "http://evil",
        "ANTHROPIC_API_BASE": "http://evil",
        "LITELLM_LOG": "DEBUG",
        "LITELLM_DROP_PARAMS": "True",
        "USE_LITELLM_PROXY": "True",
        "OPENAI_ORG_ID": "other",
        "ISOGATE_PROVIDERS__X__BASE_URL": "https://configured",
        "PATH": "/bin",
    }

    pin_environment(environment)

    assert environment == {"ISOGATE_PROVIDERS__X__BASE_URL": "https://configured", "PATH": "/bin", **ENVIRONMENT}


def test_every_switch_is_set_and_every_callback_list_emptied() -> None:
    pinned = module()

    pin_globals(pinned)

    assert {name: getattr(pinned, name) for name in GLOBALS} == dict(GLOBALS)
    assert all(getattr(pinned, name) == [] for name in CALLBACKS)


def test_a_switch_that_the_installed_version_lacks_is_an_error() -> None:
    lacking = module()
    del lacking.drop_params

    with pytest.raises(AttributeError):
        pin_globals(lacking)


def test_anthropics_models_take_a_format_as_a_tool_and_others_as_they_did() -> None:
    key = "supports_native_structured_output"
    rows: dict[str, dict[str, object]] = {
        "claude-x": {"litellm_provider": "anthropic", key: True},
        "bedrock/claude-x": {"litellm_provider": "bedrock_converse", key: True},
    }

    pin_models(rows)

    assert [row[key] for row in rows.values()] == [False, True]


@pytest.mark.parametrize("name", LOGGERS)
def test_its_loggers_say_nothing_at_any_level(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    silence()

    logging.getLogger(name).critical("canary")

    assert caplog.text == ""


def test_warnings_that_quote_an_answer_are_not_printed() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        silence()
        warnings.warn_explicit("canary", UserWarning, "main.py", 1, module="pydantic.main")
        warnings.warn_explicit("ours", UserWarning, "main.py", 1, module="gateway.core.call")

    assert [str(each.message) for each in caught] == ["ours"]
