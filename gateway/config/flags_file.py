"""The shape of `policies/flags/*.yaml`: what one provider's calls must carry, and what it keeps (C4.6, C5.1)."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, JsonValue

from gateway.config.forms import Name, NonEmpty
from gateway.config.gateway_file import Shape, WireName

_NAME = re.compile(r"\{[a-z_]+\}")
_ENDPOINT = re.compile(rf"/(?:[A-Za-z0-9_.:/-]|{_NAME.pattern}){{1,200}}(\?alt=sse)?")
_SPELLING = re.compile(r"[A-Za-z0-9._:/-]*\{(model|rest)\}")
_HEADER = re.compile(r"[a-z][a-z0-9-]{0,63}")
_ANSWER_FIELD = re.compile(r"[A-Za-z_]\w*(?:\[\])?(?:\.(?:\*|[A-Za-z_]\w*(?:\[\])?)){0,5}", re.ASCII)
_MODELS = re.compile(r"[a-z0-9._:/@~*-]{1,128}")


def _endpoint(text: str) -> str:
    if not _ENDPOINT.fullmatch(text) or text.startswith("/v1/"):
        raise ValueError("wanted: a path below the address without /v1, such as /chat/completions")
    names = _NAME.findall(text)
    if len(names) > len(set(names)):
        raise ValueError("wanted: each {name} once")
    return text


def _spelling(text: str) -> str:
    if not _SPELLING.fullmatch(text):
        raise ValueError("wanted: {model}, or {rest} for what follows its first slash, and what stands before it")
    return text


def _header(text: str) -> str:
    if not _HEADER.fullmatch(text):
        raise ValueError("wanted: a header's name in lower case")
    return text


def _answer_field(text: str) -> str:
    if not _ANSWER_FIELD.fullmatch(text):
        raise ValueError("wanted: a field's place in a whole answer, such as usage.searches or choices[].message.tools")
    return text


def _models(text: str) -> str:
    if not _MODELS.fullmatch(text) or not text.strip("*"):
        raise ValueError("wanted: a model's name in lower case, * for any text")
    return text


Endpoint = Annotated[str, AfterValidator(_endpoint)]
Header = Annotated[str, AfterValidator(_header)]
Spelling = Annotated[str, AfterValidator(_spelling)]
AnswerField = Annotated[str, AfterValidator(_answer_field)]
Models = Annotated[str, AfterValidator(_models)]


class Training(StrEnum):
    """Whether a provider trains on what it is sent, when nothing else is agreed."""

    NO = "no"
    BY_PLAN = "by_plan"
    """On some plans, or unless it is switched off in the account."""
    BY_ROUTE = "by_route"
    """As whoever it hands the call to."""
    YES = "yes"


class RetentionShape(Shape):
    """What a provider keeps of a call by its own documents; what holds for you is your contract's."""

    days: int | None = Field(ge=0, le=3650, description="Give the days for which it keeps content; null if not stated.")
    trains: Training = Field(description="Say no, by_plan, by_route or yes.")
    keeps: NonEmpty = Field(description="Say what it keeps although every flag is set.")
    zero: NonEmpty = Field(description="Say how zero retention is agreed, and how it can be seen.")
    confirmed: bool = Field(description="Say true when the vendor's own document was read.")


class RuleShape(Shape):
    """One wire's calls to the provider."""

    endpoints: tuple[Endpoint, ...] = Field(min_length=1, description="List the paths below the address, without /v1.")
    body: dict[str, JsonValue] = Field(default_factory=dict, description="Give forced fields: field: value.")
    salted: frozenset[str] = Field(
        default=frozenset(), description="List the fields that carry the tenant's salt for the provider's caches."
    )
    models: dict[str, dict[str, JsonValue]] = Field(
        default_factory=dict, description="Give forced fields of some models: pattern: {field: value}."
    )
    headers: dict[Header, NonEmpty] = Field(default_factory=dict, description="Give forced headers: name: value.")
    answer_headers: dict[Header, tuple[str | None, ...]] = Field(
        default_factory=dict,
        description="Give headers of an answer and what they may say, null for absent: name: [value].",
    )
    fields: frozenset[str] | None = Field(
        default=None, description="List every field that a body may have, where no wire's list built it."
    )
    spelled: dict[str, Spelling] = Field(
        default_factory=dict,
        description="Give how models' names are written, where not as they are: pattern: text with {model} or {rest}.",
    )
    off: NonEmpty | None = Field(default=None, description="Say why calls are refused; leave it out to allow them.")


class TranslatedShape(RuleShape):
    """Calls that litellm translates, in whichever wire they came."""

    prefix: Name = Field(description="Give litellm's prefix: gemini, ...")


class RefusedModelsShape(Shape):
    """Models that the provider is never asked for, though a tenant may list them."""

    names: tuple[Models, ...] = Field(
        min_length=1, description="List names in lower case, * for any text: prefixes and variants are meant, too."
    )
    why: NonEmpty = Field(description="Say what happens to a call to such a model.")
    source: NonEmpty = Field(description="Say what document it is from.")


class RenamedModelsShape(Shape):
    """Models whose answers bear another name than the one asked for, so that they are refused where it is judged."""

    names: tuple[Models, ...] = Field(
        min_length=1, description="List names in lower case, * for any text: prefixes and variants are meant, too."
    )
    answered_as: NonEmpty = Field(description="Say which name stands in the answer, and is to be listed.")
    source: NonEmpty = Field(description="Say what document it is from.")


class FlagsShape(Shape):
    """One provider's flags."""

    flags: Name = Field(description="Repeat the file's name.")
    provider: NonEmpty = Field(description="Give the provider's name for people.")
    source: NonEmpty = Field(description="Say what document the values are from.")
    checked: date = Field(description="Give the day on which it was read, as YYYY-MM-DD.")
    retention: RetentionShape = Field(description="Say what it keeps and whether it trains.")
    wires: dict[WireName, RuleShape] = Field(
        default_factory=dict, description="Give the rule of each wire that is spoken to it directly."
    )
    translated: TranslatedShape | None = Field(default=None, description="Give the rule of calls through litellm.")
    answer_fields: dict[AnswerField, tuple[JsonValue, ...]] = Field(
        default_factory=dict,
        description="Give fields of an answer and what they may say where they are there: path: [value]; [] for nothing.",
    )
    refused_models: tuple[RefusedModelsShape, ...] = Field(
        default=(), description="List models that send a call elsewhere or run tools of the provider's."
    )
    renamed_models: tuple[RenamedModelsShape, ...] = Field(
        default=(), description="List models that are answered under another name, where answer_fields judges it."
    )
    left_out: dict[str, NonEmpty] = Field(
        default_factory=dict, description="Give what is not forced or checked, and why: name: reason."
    )
