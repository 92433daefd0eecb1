"""The consent table: every pair of what is on file has its decision, and the missing row is no."""

from itertools import product

import pytest

from gateway.core.consent import refusal
from gateway.core.errors import Code
from gateway.core.ledger import ConsentState

GRANTED, WITHDRAWN = ConsentState.GRANTED, ConsentState.WITHDRAWN
STATES = (None, GRANTED, WITHDRAWN)


def test_nothing_on_file_is_no() -> None:
    assert refusal(user="u1", own=None, everyone=None) is Code.CONSENT_REQUIRED


@pytest.mark.parametrize("user", ["u1", "system"])
@pytest.mark.parametrize(("own", "everyone"), [p for p in product(STATES, STATES) if WITHDRAWN in p])
def test_a_withdrawal_wins_over_any_grant(user: str, own: ConsentState | None, everyone: ConsentState | None) -> None:
    assert refusal(user=user, own=own, everyone=everyone) is Code.CONSENT_WITHDRAWN


@pytest.mark.parametrize(("own", "everyone"), [(GRANTED, None), (None, GRANTED), (GRANTED, GRANTED)])
def test_a_grant_to_the_user_or_to_everybody_is_enough(own: ConsentState | None, everyone: ConsentState | None) -> None:
    assert refusal(user="u1", own=own, everyone=everyone) is None


def test_a_grant_to_everybody_never_covers_unattended_jobs() -> None:
    assert refusal(user="system", own=None, everyone=GRANTED) is Code.CONSENT_REQUIRED
    assert refusal(user="system", own=GRANTED, everyone=None) is None
