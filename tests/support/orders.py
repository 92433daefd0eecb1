"""What an order of a provider's stream says of events."""

from collections.abc import Sequence

from gateway.adapters.litellm_provider.order import Order
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject

Seen = tuple[str | None, JsonObject]
"""An event's name and data."""


def is_whole(order: Order, seen: Sequence[Seen]) -> bool:
    """True if these events are a whole answer, False if they are `provider_error`; any other refusal is raised."""
    try:
        for name, data in seen:
            order.see(name, data)
        order.close()
    except Refusal as refusal:
        if refusal.code is not Code.PROVIDER_ERROR or refusal.__cause__ is not None:
            raise
        return False
    return True
