"""What is fixed around litellm before its first call: environment, module switches, loggers.

Each row has a measured reason (reference/provider-flags.yaml, `litellm: pin_globals, environment`). A name
that the installed litellm lacks is an error at load: another version needs another look.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping, MutableMapping
from types import MappingProxyType

ENVIRONMENT: Mapping[str, str] = MappingProxyType(
    {
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",  # else its import downloads a price list
        "LITELLM_MODE": "PRODUCTION",  # else it loads a .env file
        "LITELLM_RUST": "false",  # its native engine would dial by itself
    }
)
_REROUTING = ("_API_BASE", "_BASE_URL")
"""Ends of variables by which litellm or a vendor's SDK chooses another host."""
_SWITCHES = (
    "LITELLM_",
    "USE_LITELLM_PROXY",
    "DETAILED_DEBUG",
    "SSL_VERIFY",
    "OPENAI_LOG",
    "OPENAI_CUSTOM_HEADERS",
    "OPENAI_ORG",
    "OPENAI_PROJECT",
)
"""Beginnings of variables that switch logging, verification, or whose account's retention terms apply."""
_OURS = "ISOGATE_"

GLOBALS: Mapping[str, object] = MappingProxyType(
    {
        "drop_params": False,
        "modify_params": False,
        "cache": None,
        "enable_caching_on_provider_specific_optional_params": False,
        "turn_off_message_logging": True,
        "redact_messages_in_exceptions": True,
        "redact_user_api_key_info": True,
        "log_raw_request_response": False,
        "suppress_debug_info": True,
        "set_verbose": False,
        "enable_preview_features": False,
        "disable_anthropic_gemini_context_caching_transform": True,
        "enable_anthropic_prompt_caching": False,
        "user_url_validation": True,
        "use_litellm_proxy": False,
        "route_all_chat_openai_to_responses": False,
        "use_chat_completions_url_for_anthropic_messages": True,
        "add_user_information_to_llm_headers": False,
        "forward_traceparent_to_llm_provider": False,
        "num_retries": 0,
        "default_fallbacks": None,
        "fallbacks": None,
        "context_window_fallbacks": None,
        "content_policy_fallbacks": None,
        "disable_aiohttp_trust_env": True,
        "aiohttp_trust_env": False,
        "disable_hf_tokenizer_download": True,
        "ssl_verify": True,
    }
)
CALLBACKS = ("callbacks", "success_callback", "failure_callback", "input_callback", "service_callback")
"""Lists of what would receive prompts; emptied."""
LOGGERS = ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy", "httpx", "httpcore", "openai")
"""They log URLs, refused image addresses and, at DEBUG, whole bodies. Disabled, they log nothing at any
level.
"""
WARNING_MODULES = (r"litellm(\.|$)", r"openai(\.|$)", r"pydantic(\.|$)")


def pin_environment(environment: MutableMapping[str, str]) -> None:
    """Set what must be set, and take out what would reroute or switch; before litellm is imported."""
    for name in list(environment):
        if not name.startswith(_OURS) and (name.endswith(_REROUTING) or name.startswith(_SWITCHES)):
            del environment[name]
    environment.update(ENVIRONMENT)


def pin_globals(module: object) -> None:
    """Fix the module's switches. Raises `AttributeError` for one that this version lacks."""
    for name, value in GLOBALS.items():
        getattr(module, name)
        setattr(module, name, value)
    for name in CALLBACKS:
        getattr(module, name).clear()


def pin_models(models: Mapping[str, MutableMapping[str, object]]) -> None:
    """Say of Anthropic's models that they take an answer's format as a tool alone; `models` is litellm's table.

    For what it thinks is better it writes a field of a beta, which is refused without the beta's header, and none leaves.
    """
    for row in models.values():
        if row.get("litellm_provider") == "anthropic":
            row["supports_native_structured_output"] = False


def silence() -> None:
    """Disable the loggers and the warnings through which content could reach a log.

    pydantic's warnings about litellm's models quote the value that surprised it.
    """
    for name in LOGGERS:
        logger = logging.getLogger(name)
        logger.disabled = True
        logger.propagate = False
        logger.handlers.clear()
        logger.setLevel(logging.CRITICAL + 1)
    for module in WARNING_MODULES:
        warnings.filterwarnings("ignore", module=module)
