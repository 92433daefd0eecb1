"""The training-flag firewall (C4.6): what a provider's calls must carry on their way out, and its answers on their way in.

A wire writes the forced values and the model's name while the call is built; `Bounds` asserts them on the exact bytes that
will leave, whoever built them, in the one egress. It never edits: a mismatch is a fault of ours, `internal`, and nothing is
sent. Rules come from configuration, per provider and wire (`policies/flags/`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote

from gateway.core.answer_fields import AnswerFields
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.strict_json import dump_text
from gateway.core.values import fixed

NOTHING: Final[Mapping[str, object]] = MappingProxyType({})

FORBIDDEN: Final = frozenset(
    {
        *("metadata", "user", "safety_identifier", "prompt_cache_key", "service_tier"),  # identify, link
        *(
            "previous_response_id",
            "conversation",
            "thread",
            "container",
            "background",
        ),  # held at the provider
        *(
            "extra_body",
            "extra_headers",
            "extra_query",
            "fallbacks",
            "api_base",
            "base_url",
            "api_key",
        ),  # reroute
        *("web_search_options", "mcp_servers", "prediction", "cache_control"),
    }
)
"""Top-level fields that no wire of ours writes and no provider may see, unless a provider's rule forces a value."""

_OWN: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "content-type": frozenset({"application/json"}),
        "accept": frozenset({"application/json", "text/event-stream", "*/*"}),
        "accept-encoding": frozenset({"identity"}),
        "user-agent": frozenset({"isogate"}),
    }
)
"""Headers that every call may have, with what they may say."""
CREDENTIAL_HEADERS: Final = frozenset(
    {"authorization", "x-api-key", "api-key", "x-goog-api-key", "x-amz-date", "x-amz-security-token"}
)
"""Headers in which credentials and signatures travel."""
_MODEL: Final = "model"
"""The field of a body, and the `{name}` in an endpoint, that say which model is asked."""
_ABSENT: Final = object()
_SEGMENT = re.compile(r"\{([a-z_]+)\}")
_VERSION = "/v1"


@dataclass(frozen=True, slots=True)
class Rule:
    """What the calls of one wire to one provider look like. One that is turned off is not in the configuration at all."""

    endpoints: tuple[str, ...]
    """Paths below the address, `/v1` left out; `{name}` stands for one segment or a part of it, `{model}` for the model's."""
    body: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    """Top-level fields that every call carries, with their values."""
    salted: frozenset[str] = frozenset()
    """Top-level fields that carry the tenant's salt, so that no cache of the provider's is shared by tenants."""
    models: Mapping[str, Mapping[str, object]] = field(default_factory=lambda: MappingProxyType({}))
    """Shell pattern of model names → further fields; the first that fits counts."""
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Headers that every call carries, names in lower case."""
    answer_headers: Mapping[str, tuple[str | None, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Headers of an answer → what they may say; None stands for absent."""
    answer_fields: AnswerFields = field(default_factory=lambda: AnswerFields({}))
    """Fields of an answer's body, with what they may say."""
    fields: frozenset[str] | None = None
    """Every top-level field that a body may have; None where the wire's own closed list built it."""
    spelled: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Shell pattern of model names → how such a name is written to the provider: `{model}` stands for all of it, `{rest}` for
    what follows its first slash. The first that fits counts; a name that fits none is written as it is.
    """

    def written(self, model: str) -> str:
        """How calls to `model` name it."""
        if not self.spelled:
            return model
        text = next((text for pattern, text in self.spelled.items() if fnmatchcase(model, pattern)), "{model}")
        return text.format(model=model, rest=model.partition("/")[2])

    def forced(self, model: str, salt: str) -> Mapping[str, object]:
        """The fields of a call to `model`, with their values."""
        if not self.models and not self.salted:
            return self.body
        own = next((fields for pattern, fields in self.models.items() if fnmatchcase(model, pattern)), NOTHING)
        return {**self.body, **own, **dict.fromkeys(self.salted, salt)}


@fixed()
class Bounds:
    """What may leave for one call, and come back: the provider's address and rule, and this call's model and forced fields."""

    base_url: str
    rule: Rule
    model: str
    """The permitted model's name, as it is written to the provider."""
    forced: Mapping[str, object]

    def assert_sent(
        self,
        method: str,
        url: str,
        headers: Iterable[tuple[str, str]],
        credentials: Sequence[tuple[str, str]],
        document: JsonObject,
    ) -> None:
        """Raise `internal` unless everything in the request is as the rule says; `document` is what its body's bytes say."""
        named = _within(url, self.base_url, self.rule.endpoints)
        _assert_headers(tuple(headers), tuple(self.rule.headers.items()))
        for name, _ in credentials:
            if name.lower() not in CREDENTIAL_HEADERS:
                raise Refusal(Code.INTERNAL)
        model = self.model
        if (
            method != "POST"
            or not (_MODEL in named or _MODEL in document)
            or named.get(_MODEL, model) != model
            or document.get(_MODEL, model) != model
        ):
            raise Refusal(Code.INTERNAL)
        assert_forced(document, self.forced, self.rule.fields)

    def assert_answered(self, headers: Mapping[str, str]) -> None:
        """Raise `provider_error` for an answer that does not confirm what was asked for; `headers` ignores case."""
        for name, allowed in self.rule.answer_headers.items():
            said = headers.get(name)
            if (None if said is None else said.strip().lower()) not in allowed:
                raise Refusal(Code.PROVIDER_ERROR, unconfirmed=name)

    def assert_said(self, answer: JsonObject) -> None:
        """Raise `provider_error` for an answer, or an event of one, whose body says that it was made in another way."""
        wrong = self.rule.answer_fields.wrong(answer, self.model, self.forced)
        if wrong is not None:
            raise Refusal(Code.PROVIDER_ERROR, unconfirmed=wrong)


CLOSED: Final = Bounds("", Rule(endpoints=()), "", NOTHING)
"""Nothing is within it: what has no bounds of its own cannot leave."""


def named_in(url: str, base_url: str, endpoints: tuple[str, ...]) -> Mapping[str, str] | None:
    """What stands in the address for each `{name}` of its endpoint, percent-decoded once.

    None unless it is below the configured one, and its path, query included, is one of the endpoints.
    """
    base = base_url.rstrip("/").removesuffix(_VERSION)
    if not url.startswith(base + "/"):
        return None
    path = url[len(base) :]
    if path.startswith(_VERSION + "/"):
        path = path.removeprefix(_VERSION)
    found = next((match for each in _patterns(endpoints) if (match := each.fullmatch(path))), None)
    return None if found is None else {name: unquote(text) for name, text in found.groupdict().items()}


# What is within its bounds comes from configuration and holds no content, so that each is looked at once; what is not raises, and
# is not kept.


@lru_cache(maxsize=256)
def _within(url: str, base_url: str, endpoints: tuple[str, ...]) -> Mapping[str, str]:
    named = named_in(url, base_url, endpoints)
    if named is None:
        raise Refusal(Code.INTERNAL)
    return MappingProxyType(named)


@lru_cache(maxsize=256)
def _assert_headers(headers: tuple[tuple[str, str], ...], forced: tuple[tuple[str, str], ...]) -> None:
    given, wanted = dict(headers), dict(forced)
    if (
        len(given) != len(headers)
        or any(given.get(name) != value for name, value in forced)
        or any(value not in _OWN.get(name, ()) for name, value in headers if name not in wanted)
    ):
        raise Refusal(Code.INTERNAL)


def assert_forced(body: JsonObject, forced: Mapping[str, object], fields: frozenset[str] | None = None) -> None:
    """Raise `internal` unless each forced field has exactly its value, and no field is there that may not be."""
    for name, value in forced.items():
        said = body.get(name, _ABSENT)
        # As text, because to Python False == 0 and 1 == 1.0; what is the same object has the same text.
        if said is not value and (said is _ABSENT or dump_text(said) != dump_text(value)):
            raise Refusal(Code.INTERNAL)
    others = body.keys() - forced.keys()
    if others & FORBIDDEN or (fields is not None and others - fields):
        raise Refusal(Code.INTERNAL)


@lru_cache(maxsize=256)
def _patterns(endpoints: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The endpoints, which come from configuration, as expressions."""
    return tuple(re.compile(_expression(endpoint)) for endpoint in endpoints)


def _expression(endpoint: str) -> str:
    parts = _SEGMENT.split(endpoint)  # what is meant to the letter, and names, in turn
    return "".join(f"(?P<{part}>[^/?#]+)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
