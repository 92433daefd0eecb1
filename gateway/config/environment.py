"""`ISOGATE_SECTION__KEY` variables over the file: a set variable wins, the file comes next, defaults last.

`__` parts the levels; `ISOGATE_PROVIDERS__AZURE_EU__BASE_URL` means the entry `azure-eu` or `azure_eu` of the
file, or makes `azure_eu`. Values are read as the same unquoted text in the file would be; a list is written
with commas. A variable without `__` counts only when it names a top-level value: orchestrators set
`ISOGATE_PORT` and the like by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

from gateway.config.document import Data, Document, Place, scalar

PREFIX = "ISOGATE_"
LEVEL = "__"
TOP_LEVEL = frozenset({"listen", "tenants", "policies"})
LISTS = frozenset({"wires", "purposes", "languages", "labels_to_ignore", "low_score_entity_names"})


def overlay(document: Document, environ: Mapping[str, str]) -> None:
    """Write the variables into the document, remembering which variable wrote which place."""
    if document.data is None:
        document.data = {}
    for variable in sorted(environ):
        if not variable.startswith(PREFIX):
            continue
        steps = variable.removeprefix(PREFIX).lower().split(LEVEL)
        if len(steps) == 1 and steps[0] not in TOP_LEVEL:
            continue
        place = _write(document.data, steps, _value(steps[-1], environ[variable]))
        document.variables[place] = variable


def _write(data: Data, steps: list[str], value: Data) -> Place:
    place: Place = ()
    for number, step in enumerate(steps):
        if not isinstance(data, dict):
            break
        key = next((key for key in data if key.lower().replace("-", "_") == step), step)
        place = (*place, key)
        if number == len(steps) - 1:
            data[key] = value
        elif not isinstance(data.get(key), dict):
            data[key] = {}
        data = data[key]
    return place


def _value(name: str, text: str) -> Data:
    return [item.strip() for item in text.split(",")] if name in LISTS else scalar(text)
