"""What the pipeline needs, for tests of parts of it."""

from gateway.needs import Ports
from tests.support.clock import SettableClock
from tests.support.onward import NoSchemas
from tests.support.stages import KEYS, rulebook


def ports(**given: object) -> Ports:
    """These, keys, a clock and a rulebook; nothing stands behind any other."""
    missing = dict.fromkeys(("store", "detector", "anonymizer", "pictures", "cipher", "watch", "fingerprints"))
    rules = rulebook()
    known: dict[str, object] = {
        "providers": {},
        "schemas": NoSchemas(),
        "clock": SettableClock(),
        "sinks": (),
        "keys": KEYS,
        "rules": lambda: rules,
    }
    return Ports(**{**missing, **known, **given})  # type: ignore[arg-type]  # fields by name, checked when run
