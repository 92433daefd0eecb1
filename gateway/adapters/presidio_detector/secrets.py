"""Rules for secrets: keys whose issuer gives them a prefix, tokens, private keys, and what is assigned to a password.

Prefixes are those that the issuers document for secret scanning. A placeholder ("your-key-here", "xxxx", "<token>") is no secret.
"""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.dialect import linear
from gateway.adapters.presidio_detector.rule import FIND, Rule, Validate, extending, fitting

SCORE = 0.9
MAX_VALUE = 1000

_KEYS = (
    r"sk-[A-Za-z0-9_-]{16,}",
    r"[sprw]k_(?:live|test)_[A-Za-z0-9]{10,}",
    r"whsec_[A-Za-z0-9+/=]{16,}",
    r"A(?:KI|SI)A[0-9A-Z]{16}",
    r"gh[opsur]_[A-Za-z0-9]{20,}",
    r"github_pat_[A-Za-z0-9_]{20,}",
    r"gl(?:pat|rt|dt)-[A-Za-z0-9_-]{16,}",
    r"xox[abeoprs]-[A-Za-z0-9-]{10,}",
    r"AIza[0-9A-Za-z_-]{30,}",
    r"SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}",
    r"(?:hf|tok|npm|pypi|dop_v1|shpat|shpss|pat|rk|key|api|isg)[_-][A-Za-z0-9]{20,}",
    r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?",
)
_ARMOUR = r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[A-Za-z0-9+/=\s\\]{0,}"
_WORDS = (
    r"password|passwd|pass|passphrase|passcode|pwd|pw|secret|client_secret|api[ _-]?key|apikey|access[ _-]?key|access[ _-]?token|"
    r"auth[ _-]?token|private[ _-]?key|token|kennwort|passwort|contraseña|clave|mot de passe|mdp|senha|wachtwoord|hasło|"
    r"şifre|parola|gate code|door code|access code"
)
_IS = r" ?(?:is|ist|es|est|to)?[\"']? ?[:=]{1,2} ?[\"']?"
_SPOKEN_IS = r" (?:is|ist|es|est) (?:now )?[\"']?"
_VALUE = r"[^\s\x00\"'<>,;]{4,1000}"
_PLACEHOLDER = re.compile(
    r"(?i)[*x•.\-_]+|.*(?:your|example|placeholder|changeme|redacted|\.\.\.|here\b).*|none|null|true|false|\[.*|\{.*|\$.*|%.*"
)


def secrets() -> list[Rule]:
    """The rules of every kind of secret."""
    keys = [_rule(rf"\b{each}(?![A-Za-z0-9_-])", caseless=False) for each in _KEYS]
    armour = [
        _rule(_ARMOUR + r"-----END [A-Z ]{0,20}PRIVATE KEY-----", caseless=False),
        _rule(_ARMOUR + r"(?![A-Za-z0-9+/=\s\\])", caseless=False),
    ]
    bearer = _rule(rf"\b(?:bearer|basic) (?P<{FIND}>[A-Za-z0-9._~+/=-]{{16,}})(?![A-Za-z0-9._~+/=-])")
    return [*keys, *armour, bearer, _assigned(_IS, _meant), _assigned(_SPOKEN_IS, _mixed)]


def _assigned(sign: str, validate: Validate) -> Rule:
    """The automaton looks for the word and the sign; the value is taken from the text."""
    word = rf"(?:\b|_)(?:{_WORDS}){sign}"
    refine = extending(rf"{word}(?P<{FIND}>{_VALUE})", MAX_VALUE)
    return Rule("SECRET", SCORE, linear(word).source, refine=refine, extends=True, validate=validate)


def _rule(expression: str, *, caseless: bool = True) -> Rule:
    form = linear(expression)
    return Rule(
        "SECRET",
        SCORE,
        form.source,
        caseless=caseless,
        lead=form.lead,
        trail=form.trail,
        refine=fitting(expression, re.IGNORECASE if caseless else re.NOFLAG),
        validate=_meant,
    )


def _meant(value: str) -> bool | None:
    return False if _PLACEHOLDER.fullmatch(value) else None


def _mixed(value: str) -> bool | None:
    """After a mere "is", only what no word of a sentence looks like: letters and digits together."""
    if not (any(map(str.isdigit, value)) and any(map(str.isalpha, value))):
        return False
    return _meant(value)
