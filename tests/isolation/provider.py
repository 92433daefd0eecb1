"""The provider: knows a tenant by its credential, judges every byte that it gets, and answers as the prompt's weather says.

Its answers give the prompt back, ask for tokens that may be another call's, and bear a stamp of the tenant whose credential it
saw: a stamp that reaches another tenant was answered to the wrong one.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from random import Random

from tests.isolation import marks
from tests.isolation.leaks import Leak, Leaks
from tests.isolation.marks import LETTERS, STAMP
from tests.isolation.names import WAVERING_LETTERS, credential_of
from tests.isolation.world import BY_USER, EVERYBODY
from tests.support.upstream import Answering, End, Received, RecordingUpstream, Reply
from tests.support.upstream_answers import Says, cut, fails, slow

CALM = "calm"
WEATHERS = (CALM, "failing", "limited", "cut", "reset", "late", "slow", "doubled", "doubled-later")
_WEATHER = re.compile(rb"Weather ([a-z-]+)\.")
_OWNERS = {credential_of(letter): letter for letter in EVERYBODY}
_OF_OTHERS = "[EMAIL_ADDRESS_1] [EMAIL_ADDRESS_2] [EMAIL_ADDRESS_3] [PERSON_1]"
_SALTED = ("/chat/completions", "/responses")
_NO_USER = LETTERS[-1]
NOBODY = _NO_USER * 2
_REASON_CHARACTERS = 280
_LATE_SECONDS, _SLOW_SECONDS, _STRAY_SECONDS = 0.02, 0.0005, 0.06
DRIPPING = "dripping"
DRIPPING_SECONDS = 4.0
"""Longer than any call lives on once its tenant is stopped."""


class Provider:
    """Answers a `RecordingUpstream`'s requests, keeping none."""

    def __init__(self, upstream: RecordingUpstream, leaks: Leaks, seed: int) -> None:
        self._upstream = upstream
        self._leaks = leaks
        self._chance = Random(seed)
        self.answered = 0
        self.dialled: dict[int, float] = {}
        """Attempt of a wavering tenant → when its first byte was here, in monotonic seconds."""
        self._salts: dict[str, tuple[str, str]] = {}
        """Salt of the cache of prompts → the tenant and, where users are isolated, the user whose it is."""

    def __call__(self, received: Received) -> Reply | Answering:
        """Judge the request, and answer it."""
        self._upstream.requests.remove(received)
        self.answered += 1
        tenant = self._owner(received)
        self._judge(received, tenant)
        return self._reply(received, tenant)

    def _owner(self, received: Received) -> str:
        bearer = received.header("authorization") or ""
        return _OWNERS.get(received.header("x-api-key") or bearer.removeprefix("Bearer "), "")

    def _judge(self, received: Received, tenant: str) -> None:
        found = marks.found(received.raw)
        self._leaks.judge("to the provider", found, tenant)
        attempt = min((mark.attempt for mark in found if mark.tenant == tenant), default=0)
        if tenant in WAVERING_LETTERS:
            self.dialled[attempt] = received.first_byte_at
        if any(mark.kind == marks.HIDDEN for mark in found):
            self._leaks.add(Leak(attempt, "to the provider: a value that was to be hidden"))
        users = {mark.user for mark in found if mark.kind != STAMP} if _isolates_users(received) else {""}
        if len(users) > 1:
            self._leaks.add(Leak(attempt, "to the provider: two users' records in one call"))
        elif users:
            self._judge_salt(received, (tenant, next(iter(users))), attempt)
        if b"isgseal" in received.raw.lower():
            self._leaks.add(Leak(attempt, "to the provider: a block that nobody opened"))

    def _judge_salt(self, received: Received, whose: tuple[str, str], attempt: int) -> None:
        """The provider would keep prompts of one salt in one cache, whose timing tells what it holds."""
        if not received.path.endswith(_SALTED):
            return
        salt = str(received.json.get("prompt_cache_key"))
        if self._salts.setdefault(salt, whose) != whose:
            self._leaks.add(Leak(attempt, "to the provider: one salt for two"))

    def _reply(self, received: Received, tenant: str) -> Reply:
        weather = _WEATHER.search(received.body)
        name = weather[1].decode() if weather else CALM
        answer = self._says(received, tenant)
        match name:
            case "failing":
                answer = fails(500, self._text(received, tenant))
            case "limited":
                answer = fails(429, self._text(received, tenant), retry_after="3")
            case "cut" | "reset":
                end = End.RESET if name == "reset" else End.CLOSE
                answer = cut(answer, max(0, len(answer.pieces) - 1), end)
            case "late":
                answer = replace(answer, wait_seconds=self._chance.uniform(0, _LATE_SECONDS))
            case "dripping":
                answer = slow(answer, DRIPPING_SECONDS / len(answer.pieces))
            case "slow":
                answer = slow(answer, _SLOW_SECONDS)
            case "doubled" | "doubled-later":
                later = self._chance.uniform(0, _STRAY_SECONDS) if name == "doubled-later" else 0.0
                stray = _whole(self._says(received, tenant))
                answer = Reply((_whole(answer), stray), raw=b"", pause_seconds=later)
        return answer

    def _says(self, received: Received, tenant: str) -> Reply:
        if received.path.endswith("/count_tokens"):
            return _document({"input_tokens": marks.figure(tenant or NOBODY)})
        if received.path.endswith("/embeddings"):
            vector = [marks.figure(tenant or NOBODY) / marks.FIGURE_SCALE, 1.0]
            rows = [
                {"object": "embedding", "index": at, "embedding": vector} for at, _ in enumerate(received.json["input"])
            ]
            return _document(
                {"object": "list", "data": rows, "model": "e-1", "usage": {"prompt_tokens": 9, "total_tokens": 9}}
            )
        return Says(self._text(received, tenant)).reply(received)

    def _text(self, received: Received, tenant: str) -> str:
        stamp = marks.made(STAMP, tenant or NOBODY, _NO_USER, 0, self._chance)
        prompt = " ".join(re.findall(r"\[[A-Z_]+_\d+\]|mk[a-z]{18}", received.body.decode()))
        text = f"{stamp} {_OF_OTHERS} {prompt}"
        if str(received.json.get("model")).startswith("lead_scoring"):
            return f'{{"score": 50, "reasons": ["{text[:_REASON_CHARACTERS]}"]}}'
        return text


def _isolates_users(received: Received) -> bool:
    model = str(received.json.get("model"))
    return model.endswith(BY_USER) or model == "twin"


def _document(content: dict[str, object]) -> Reply:
    return Reply((json.dumps(content).encode(),))


def _whole(reply: Reply) -> bytes:
    """The answer as one run of bytes, with its length, so that a second one may follow on the same connection."""
    body = b"".join(reply.pieces)
    head = f"HTTP/1.1 200 OK\r\ncontent-type: {reply.content_type}\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body
