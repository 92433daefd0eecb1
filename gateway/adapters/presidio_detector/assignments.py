"""Settings as files of them and logs have them, "LOG_LEVEL=info": what of one can be a secret that a word before it leads to."""

from __future__ import annotations

import re

_SETTING = re.compile(r"([A-Za-z]\w{0,40}(?:[.-]\w{1,40}){0,4})=(?=[^=])")
_OF_A_PROCESS = re.compile(
    r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|DEBUG|VERBOSE|LEVEL|LANG|LOCALE|TZ|ENV|MODE|PORT|HOST|PATH|HOME|SHELL|TTY|TERM|COMMAND|REGION|ZONE|"
    r"STAGE|CURRENCY|TIMEOUT|RETRIES|WORKERS|THREADS|FORMAT|ENCODING|CHARSET|DISPLAY|EDITOR"
)
"""The name of a setting of a process; a single word in capitals may be somebody, or where a password is for: "GMAIL=sunshine"."""
_TELLING = re.compile(
    r"users?|username|login|name|mail|email|id|uid|account|acct|pass\w*|pwd|pw|mdp|clave|senha|wachtwoord|kennwort|secret|tokens?|"
    r"keys?|apikey|codes?|pin|otp|creds?|credentials?|auth|salt|seed|new|neu|nuevo|nouveau|old|alt|temp|tmp",
    re.IGNORECASE,
)
"""Part of a name after which a secret may come, or who has it."""
_JOINT = re.compile(r"[_.-]")
_OF_A_PLACE = re.compile(
    r"(?:[A-Z0-9]+_)*(?:REGION|ZONE|HOST|STAGE|ENV|ENVIRONMENT|BUCKET|QUEUE|TOPIC|CLUSTER|NAMESPACE|SERVICE|DATABASE|SCHEMA|MODE|FORMAT|"
    r"LOCALE|LANG|TZ)|(?:DB|APP|SERVICE|CLUSTER|PROJECT)_NAME"
)
_PLACE = re.compile(r"[a-z]{1,12}(?:[-_][a-z]{1,12}){0,3}(?:-?[0-9]{1,2})?")
"""Names of machines' own things, and what these are called."""
_COUNT = r"[0-9]{1,3}(?:[./:][0-9]{1,5}){0,3}(?:ms|s|m|h|kb|mb|gb|%)?|true|false|yes|no|on|off|null|none"
_NUMBER = re.compile(_COUNT, re.IGNORECASE)
_PATH = r"/(?:srv|var|opt|usr|etc|tmp|mnt|app|data|workspace|builds?|root)(?:/[\w.-]{1,40}){0,8}/?"
_WORD = re.compile(rf"(?i:{_COUNT})|[a-z]{{1,16}}|[A-Z]{{1,8}}|[A-Z][a-z]{{1,15}}|pts/[0-9]{{1,3}}|{_PATH}")
_FOLDER = re.compile(_PATH)


def value_of(token: str) -> str:
    """What of a token can be a secret: of "name=value" the value, "" if it cannot be one; of any other token all.

    A number is no secret unless its name says so; a word is none where the name is in capitals besides.
    """
    found = _SETTING.match(token)
    if found is None:
        return token
    name, value = found[1], token[found.end() :]
    if _OF_A_PLACE.fullmatch(name) and _PLACE.fullmatch(value):
        return ""
    if any(map(_TELLING.fullmatch, _JOINT.split(name))):
        return value
    plain = _WORD if _OF_A_PROCESS.fullmatch(name) else _NUMBER
    return "" if plain.fullmatch(value) else value


def is_folder(label: str, value: str) -> bool:
    """True for the folder that a shell is in, which it calls PWD."""
    return label == "PWD" and _FOLDER.fullmatch(value) is not None
