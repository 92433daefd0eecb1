"""Rules for identifiers with a form of their own that Presidio has no recognizer for.

Brazil's CPF and CNPJ as written with their signs (Receita Federal), France's NIR with its key (INSEE), the Emirates' identity
number (ICP: 784 and the year of birth), and an Ethereum address (EIP-55's alphabet, without its checksum).
"""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.dialect import linear
from gateway.adapters.presidio_detector.rule import Rule

SCORE = 0.7

_NIR_SPACES = re.compile(r"[ .]")
_NIR_MODULUS = 97


def identifiers() -> list[Rule]:
    """One rule per identifier."""
    nir = r"\b[12] ?[0-9]{2} ?(?:0[1-9]|1[0-2]) ?(?:[0-9]{2}|2[AB]) ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}\b"
    emirates = r"\b784[- ]?(?:19|20)[0-9]{2}[- ]?[0-9]{7}[- ]?[0-9]\b"
    return [
        _rule("NATIONAL_ID", r"\b[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}\b"),
        _rule("TAX_ID", r"\b[0-9]{2}\.[0-9]{3}\.[0-9]{3}/[0-9]{4}-[0-9]{2}\b"),
        Rule("NATIONAL_ID", SCORE, linear(nir).source, by_digits=True, validate=_nir_key, certifies=True),
        _rule("NATIONAL_ID", emirates),
        Rule("CRYPTO", SCORE, linear(r"\b0x[0-9a-f]{40}\b").source),
    ]


def _rule(entity: str, expression: str) -> Rule:
    return Rule(entity, SCORE, linear(expression).source, by_digits=True)


def _nir_key(value: str) -> bool | None:
    """The last two digits are 97 minus the rest modulo 97; Corsica's 2A and 2B count as 19 and 18."""
    digits = _NIR_SPACES.sub("", value).upper().replace("2A", "19").replace("2B", "18")
    return _NIR_MODULUS - int(digits[:-2]) % _NIR_MODULUS == int(digits[-2:])
