"""Bad input gets the documented error in the wire's own shape, content-free, and nothing is dialled."""

import gzip
import json
from collections.abc import Mapping

import pytest

from gateway.control import consent, keys, switches, tenants
from gateway.core.ledger import TenantStatus
from tests.support.people import repeats_tokens, sealed_lead
from tests.support.posting import post
from tests.support.serving import Serving, plane_of
from tests.support.upstream import RecordingUpstream

pytestmark = pytest.mark.asyncio(loop_scope="module")

CANARY = "kaspar.delacroix@example.org"
OPENAI = "/v1/chat/completions"
CONTENT = "/content" + OPENAI
ANTHROPIC = "/v1/messages"
CHAT: dict[str, object] = {"model": "small", "messages": [{"role": "user", "content": f"Hello {CANARY}"}]}
MESSAGES: dict[str, object] = {**CHAT, "model": "small-a", "max_tokens": 50}


async def refused(
    gateway: Serving,
    upstream: RecordingUpstream,
    body: object,
    *,
    path: str = CONTENT,
    key: str | None = "acme",
    headers: Mapping[str, str] | None = None,
) -> tuple[int, str, str | None]:
    """Status, code and param, having checked what holds for every refusal."""
    before = len(upstream.requests)
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    posted = await post(gateway, path, raw, key=key, headers=headers)

    assert len(upstream.requests) == before, "something was dialled"
    assert CANARY not in posted.text
    assert posted.headers["x-isogate-trace"]
    assert posted.headers["x-should-retry"] in {"true", "false"}
    code, param = posted.error
    return posted.status, str(code), param


def nested(levels: int) -> bytes:
    """A body of so many objects and arrays, each in the one before."""
    return b'{"model":"small","messages":' + b"[" * (levels - 1) + b"]" * (levels - 1) + b"}"


def saying(text: str) -> dict[str, object]:
    """A user's message."""
    return {"role": "user", "content": text}


CASES: dict[str, tuple[dict[str, object] | bytes, int, str, str | None]] = {
    "unknown field": ({**CHAT, "zzz_unknown": 1}, 400, "parameter_refused", "zzz_unknown"),
    "store true": ({**CHAT, "store": True}, 400, "parameter_refused", "store"),
    "store in another case": ({**CHAT, "Store": True}, 400, "parameter_refused", "Store"),
    "litellm's address": ({**CHAT, "api_base": "http://127.0.0.1/"}, 400, "parameter_refused", "api_base"),
    "extra body": ({**CHAT, "extra_body": {"store": True}}, 400, "parameter_refused", "extra_body"),
    "a key that is an address": ({**CHAT, CANARY: 1}, 400, "parameter_refused", "*"),
    "duplicate keys": (b'{"model":"small","model":"x","messages":[]}', 400, "invalid_request", None),
    "not JSON": (f"hello {CANARY}".encode(), 400, "invalid_request", None),
    "an array": (b"[]", 400, "invalid_request", None),
    "NaN": (b'{"model":"small","temperature":NaN}', 400, "invalid_request", None),
    "100 deep": (nested(100), 400, "invalid_request", None),
    "one level too deep": (nested(25), 400, "invalid_request", None),
    "one value too many": ({"model": "small", "messages": ["x"] * 9_998}, 413, "too_large", None),
    "more than a MiB of text": ({"model": "small", "messages": [saying("x" * 2**20)]}, 413, "too_large", None),
    "20 MB": (b" " * 20_000_000, 413, "too_large", None),
    "a word too many": ({"model": "small", "messages": [saying("word " * 20_001)]}, 413, "too_large", None),
    "an unlisted model": ({**CHAT, "model": "gpt-9"}, 403, "model_not_allowed", "model"),
    "a provider's own name": ({**CHAT, "model": "mock/mock-1"}, 403, "model_not_allowed", "model"),
    "a remote image": (
        {
            "model": "small",
            "messages": [
                {
                    "role": "user",
                    "content": [{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}],
                }
            ],
        },
        422,
        "uninspectable",
        None,
    ),
}


@pytest.mark.parametrize("name", CASES)
async def test_bodies_that_are_not_wanted(gateway: Serving, upstream: RecordingUpstream, name: str) -> None:
    body, status, code, param = CASES[name]

    found = await refused(gateway, upstream, body)

    assert found[:2] == (status, code)
    assert param is None or found[2] == param


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"content-type": "text/plain"}, 415, "unsupported_encoding"),
        ({"content-encoding": "gzip"}, 415, "unsupported_encoding"),
        ({"x-account-user": ""}, 400, "invalid_request"),
        ({"x-account-user": "*"}, 400, "invalid_request"),
        ({"x-data-subjects": "a b c"}, 400, "invalid_request"),
        ({"x-account-user": "system"}, 403, "consent_required"),
    ],
    ids=["content type", "encoding", "no user", "everybody", "subjects", "system"],
)
async def test_headers_that_are_not_wanted(
    gateway: Serving, upstream: RecordingUpstream, headers: dict[str, str], status: int, code: str
) -> None:
    assert (await refused(gateway, upstream, CHAT, headers=headers))[:2] == (status, code)


async def test_a_gzip_bomb_is_refused_unopened(gateway: Serving, upstream: RecordingUpstream) -> None:
    bomb = gzip.compress(b" " * 50_000_000)

    found = await refused(gateway, upstream, bomb, headers={"content-encoding": "gzip"})

    assert found[:2] == (415, "unsupported_encoding")


@pytest.mark.parametrize(
    "key", [None, "sk-other", "isg_acme_0000000000_" + "0" * 49], ids=["none", "foreign", "forged"]
)
async def test_a_key_that_proves_nothing(gateway: Serving, upstream: RecordingUpstream, key: str | None) -> None:
    assert (await refused(gateway, upstream, CHAT, key=key))[:2] == (401, "invalid_key")


async def test_a_query_string_is_refused(gateway: Serving, upstream: RecordingUpstream) -> None:
    assert (await refused(gateway, upstream, CHAT, path=f"/content{OPENAI}?q={CANARY}"))[0] == 400


@pytest.mark.parametrize("path", ["/v1/files", "/v1/fine_tuning/jobs", "/v1/batches", "/v1/assistants"])
async def test_endpoints_that_keep_are_refused_by_clause(
    gateway: Serving, upstream: RecordingUpstream, path: str
) -> None:
    assert (await refused(gateway, upstream, CHAT, path="/content" + path))[:2] == (403, "endpoint_refused")


@pytest.mark.parametrize(
    "path", ["/v1/chat/completions", "/Content/v1/chat/completions", "/nobodys/v1/chat/completions"]
)
async def test_a_path_without_a_purpose_that_there_is_is_refused(
    gateway: Serving, upstream: RecordingUpstream, path: str
) -> None:
    assert (await refused(gateway, upstream, CHAT, path=path))[:2] == (403, "purpose_not_allowed")


async def test_an_unknown_purpose_is_not_allowed(gateway: Serving, upstream: RecordingUpstream) -> None:
    assert (await refused(gateway, upstream, CHAT, path="/espionage" + OPENAI))[:2] == (403, "purpose_not_allowed")


async def test_a_key_of_another_purpose(gateway: Serving, upstream: RecordingUpstream) -> None:
    async with plane_of(gateway) as plane:
        text = (await keys.issue(plane, "acme", purposes=["deal_coach"])).text

    assert (await refused(gateway, upstream, CHAT, key=text))[:2] == (403, "purpose_not_allowed")


async def test_a_revoked_key_opens_nothing_any_more(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(repeats_tokens)
    async with plane_of(gateway) as plane:
        issued = await keys.issue(plane, "acme", purposes=["content"])
        assert (await post(gateway, CONTENT, json.dumps(CHAT).encode(), key=issued.text)).status == 200
        await keys.revoke(plane, "acme", issued.row.key_id)

    assert (await refused(gateway, upstream, CHAT, key=issued.text))[:2] == (401, "invalid_key")


async def test_a_withdrawn_user_is_refused_and_others_are_not(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(repeats_tokens)
    async with plane_of(gateway) as plane:
        await consent.withdraw(plane, "acme", purpose="content", user="u-gone", policy_version="test")

    assert (await refused(gateway, upstream, CHAT, headers={"x-account-user": "u-gone"}))[:2] == (
        403,
        "consent_withdrawn",
    )
    assert (await post(gateway, CONTENT, json.dumps(CHAT).encode())).status == 200


async def test_a_switched_off_provider_takes_no_call_until_it_is_switched_on(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(repeats_tokens)
    async with plane_of(gateway) as plane:
        await switches.turn_off(plane, switches.Subject.PROVIDER, "mock")
        found = await refused(gateway, upstream, CHAT)
        await switches.turn_on(plane, switches.Subject.PROVIDER, "mock")

    assert found[:2] == (403, "switched_off")
    assert (await post(gateway, CONTENT, json.dumps(CHAT).encode())).status == 200


async def test_a_suspended_tenant_is_not_served(gateway: Serving, upstream: RecordingUpstream) -> None:
    async with plane_of(gateway) as plane:
        await tenants.set_status(plane, "globex", TenantStatus.SUSPENDED)
        found = await refused(gateway, upstream, CHAT, key="globex")
        await tenants.set_status(plane, "globex", TenantStatus.ACTIVE)

    assert found[:2] == (403, "tenant_suspended")


async def test_another_tenants_record_is_foreign(gateway: Serving, upstream: RecordingUpstream) -> None:
    block = sealed_lead(gateway.seal_keys["globex"], tenant="globex")
    body = {"model": "small", "messages": [{"role": "user", "content": block}]}

    assert (await refused(gateway, upstream, body))[:2] == (403, "context_foreign")


@pytest.mark.parametrize("damage", [slice(None, -20), slice(20, None), slice(None, 400)], ids=["tail", "head", "most"])
async def test_a_record_that_lost_a_part_is_refused(
    gateway: Serving, upstream: RecordingUpstream, damage: slice
) -> None:
    block = sealed_lead(gateway.seal_keys["acme"])[damage]
    body = {"model": "small", "messages": [{"role": "user", "content": block}]}

    assert (await refused(gateway, upstream, body))[:2] == (403, "context_forged")


@pytest.mark.parametrize("purpose", ["twin", "lead_scoring"])
async def test_purposes_of_sealed_records_take_no_plain_text(
    gateway: Serving, upstream: RecordingUpstream, purpose: str
) -> None:
    assert (await refused(gateway, upstream, CHAT, path=f"/{purpose}{OPENAI}"))[:2] == (403, "context_unsealed")


async def test_anthropics_errors_have_anthropics_shape(gateway: Serving, upstream: RecordingUpstream) -> None:
    before = len(upstream.requests)

    posted = await post(
        gateway, "/content" + ANTHROPIC, json.dumps({**MESSAGES, "thread": {"type": "create"}}).encode()
    )

    assert posted.status == 400
    assert posted.document["type"] == "error"
    assert posted.document["error"]["type"] == "invalid_request_error"
    assert len(upstream.requests) == before
    assert CANARY not in posted.text


async def test_nothing_of_any_of_it_stands_in_the_log(gateway: Serving) -> None:
    log = gateway.log.read_text()

    assert CANARY not in log
    assert "kaspar" not in log.casefold()
