"""What is shown of a call that is explained and not made: each step's decision, and the body that would leave.

Names, codes, counts and dates of the decisions; of the text only what the provider would have seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from gateway.core.stages import Isolated, Outgoing, Redacted
from gateway.core.values import fixed


@fixed()
class Explanation:
    """What steps 1 to 6 decided for a body; nothing was dialled and nothing is kept."""

    isolated: Isolated
    redacted: Redacted
    outgoing: Outgoing = field(repr=False)
    """Exactly what would be written."""

    def shown(self) -> dict[str, object]:
        """As JSON: `allowed`, the decision of each step by its name, and `body`, in the reading of the egress."""
        return {"allowed": True, **self.decisions(), "body": self.outgoing.read()}

    def decisions(self) -> Mapping[str, Mapping[str, object]]:
        """Step → what it decided: names, codes and counts."""
        permitted, redacted = self.isolated.permitted, self.redacted
        authenticated, entry = permitted.authenticated, permitted.provider
        contract = entry.contract
        return {
            "authenticate": {"tenant": authenticated.tenant.tenant, "user": authenticated.user_key},
            "consent": {
                "user": authenticated.admission.user_consent or "-",
                "everyone": authenticated.admission.everyone_consent or "-",
                "objections": "on file, none of them of this call"
                if authenticated.admission.has_objections
                else "none",
            },
            "permit": {
                "policy": permitted.policy.version,
                "model": f"{entry.name}/{permitted.model}",
                "region": entry.region,
                "retention_days": contract.retention_days if contract else None,
                "contract_until": contract.valid_until.isoformat() if contract else None,
            },
            "isolate": {"blocks": self.isolated.blocks, "subjects": len(self.isolated.subjects)},
            "redact": {label.value: count for label, count in redacted.counts.items()}
            | {"tokens": redacted.tokens, **_pictures(redacted)},
            "guard": {"bytes": len(self.outgoing.body), "found": 0},
        }


def _pictures(redacted: Redacted) -> dict[str, int]:
    return {"images_unscanned": len(redacted.pictures)} if redacted.pictures else {}
