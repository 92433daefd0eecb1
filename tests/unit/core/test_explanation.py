"""An explanation says what each step decided, and shows of the text what would leave."""

import pytest

from gateway.core.entities import Label
from gateway.core.errors import Refusal
from gateway.core.explanation import Explanation
from gateway.core.stages import Isolated, Outgoing, Permitted, Redacted, SafePicture
from tests.support.stages import permitted

SENT = b'{"model":"mock-1","messages":[{"role":"user","content":"[EMAIL_ADDRESS_1]"}]}'


def explanation(at: Permitted, *pictures: str, sent: bytes = SENT) -> Explanation:
    redacted = Redacted(at, ("s1",), 1, (), frozenset(), {Label.EMAIL_ADDRESS: 1}, 1, tuple(map(SafePicture, pictures)))
    return Explanation(
        Isolated(at, (), (), ("s1",), 1), redacted, Outgoing("POST", "https://provider.example", (), sent)
    )


def test_it_shows_each_step_and_the_body() -> None:
    shown = explanation(permitted()).shown()

    assert list(shown) == ["allowed", "authenticate", "consent", "permit", "isolate", "redact", "guard", "body"]
    assert shown["permit"] == {
        "policy": "deal_coach@000000000000",
        "model": "mock/mock-1",
        "region": "eu",
        "retention_days": 0,
        "contract_until": "2027-06-30",
    }
    assert (shown["isolate"], shown["redact"]) == ({"blocks": 1, "subjects": 1}, {"EMAIL_ADDRESS": 1, "tokens": 1})
    assert shown["guard"] == {"bytes": len(SENT), "found": 0}
    assert shown["body"] == {"model": "mock-1", "messages": [{"role": "user", "content": "[EMAIL_ADDRESS_1]"}]}


def test_pictures_that_nobody_looked_through_are_counted() -> None:
    assert explanation(permitted(), "AAAA").decisions()["redact"]["images_unscanned"] == 1


def test_the_body_is_read_as_the_egress_reads_it() -> None:
    with pytest.raises(Refusal, match="internal"):
        explanation(permitted(), sent=b'{"model":"mock-1","model":"mock-2"}').shown()
