"""Step 2: did these people agree? Tenant, purpose, acting user and declared subjects, as the ledger said at admission.

Pure judgement: what it judges was read by step 1 in the one admission trip. Unknown is no (C3.1); a withdrawal or an objection
ends the call here (C7.1). Objections of people who appear only in sealed blocks are asked again at commit (step 6).
"""

from __future__ import annotations

from gateway.core.consent import refusal
from gateway.core.errors import Code, Refusal
from gateway.core.stages import Authenticated, Consented


def consent(authenticated: Authenticated) -> Consented:
    """Raise `consent_required`, `consent_withdrawn` or `subject_objected`; else the next stage."""
    admission = authenticated.admission
    code = refusal(user=authenticated.user, own=admission.user_consent, everyone=admission.everyone_consent)
    if code is not None:
        raise Refusal(code)
    if admission.objected:
        raise Refusal(Code.SUBJECT_OBJECTED)
    return Consented(authenticated)
