"""Step 2 judges what the admission read; unknown is no."""

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.ledger import ConsentState
from gateway.steps.consent import consent
from tests.support.stages import admission, authenticated

G, W = ConsentState.GRANTED, ConsentState.WITHDRAWN


def refused(**changes: object) -> Code:
    with pytest.raises(Refusal) as caught:
        consent(authenticated(**changes))
    return caught.value.code


def test_a_granted_user_passes() -> None:
    stage = authenticated()

    assert consent(stage).authenticated is stage


def test_a_user_of_whom_nothing_is_known_does_not_pass() -> None:
    assert refused(admission=admission(user_consent=None)) is Code.CONSENT_REQUIRED


def test_a_withdrawal_for_everybody_wins_over_the_users_own_grant() -> None:
    assert refused(admission=admission(user_consent=G, everyone_consent=W)) is Code.CONSENT_WITHDRAWN


def test_unattended_jobs_are_not_covered_by_the_grant_for_everybody() -> None:
    facts = admission(user_consent=None, everyone_consent=G)

    assert refused(user="system", admission=facts) is Code.CONSENT_REQUIRED
    assert consent(authenticated(user="u1", admission=facts)).authenticated.user == "u1"


def test_a_declared_subject_who_objected_ends_the_call() -> None:
    assert refused(admission=admission(objected=True)) is Code.SUBJECT_OBJECTED
