"""The table of `docs/providers.md`, made from the flags files, so that the two cannot differ."""

import json

from gateway.config.flags_file import FlagsShape, RuleShape
from tests.golden.recording import CASES
from tests.repo.source import ROOT
from tests.support.providers import packaged_flags

PAGE = ROOT / "docs" / "providers.md"
BEGIN, END = "<!-- begin: made by python -m tests.golden -->", "<!-- end -->"
HEADINGS = (
    "`flags`",
    "Provider",
    "Keeps although every flag is set",
    "Forced and checked",
    "Never asked for",
    "Proven by",
    "Source, read on",
)


def page() -> str:
    """The page as it should be: its text as it is, the table as the flags files say."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n{_table()}{END}{rest.partition(END)[2]}"


def _table() -> str:
    rows = [HEADINGS, ("---",) * len(HEADINGS), *(_row(flags) for flags in packaged_flags().values())]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in rows)


def _row(flags: FlagsShape) -> tuple[str, ...]:
    kept = flags.retention
    days = "not stated" if kept.days is None else f"{kept.days} days"
    trains = "" if kept.trains.value == "no" else f" Trains: {kept.trains.value.replace('_', ' ')}."
    source = f"{flags.source}; {flags.checked}{'' if kept.confirmed else '; not confirmed'}"
    return (
        f"`{flags.flags}`",
        flags.provider,
        f"{days}: {kept.keeps}.{trains} Zero retention: {kept.zero}.",
        "; ".join([*dict.fromkeys(_forced(rule) for rule in _rules(flags) if _forced(rule)), *_told(flags)])
        or "nothing to force",
        "; ".join(f"{', '.join(f'`{name}`' for name in each.names)}: {each.why}" for each in flags.refused_models)
        or "-",
        _proof(flags),
        source,
    )


def _rules(flags: FlagsShape) -> list[RuleShape]:
    return [*flags.wires.values(), *([flags.translated] if flags.translated else [])]


def _forced(rule: RuleShape) -> str:
    body = [f"`{name}: {json.dumps(value)}`" for name, value in rule.body.items()]
    salted = [f"`{name}`: the tenant's salt" for name in sorted(rule.salted)]
    models = [f"`{name}` by model" for name in dict.fromkeys(name for own in rule.models.values() for name in own)]
    headers = [f"header `{name}: {value}`" for name, value in rule.headers.items()]
    answers = [f"answer's `{name}`: {_allowed(said)}" for name, said in rule.answer_headers.items()]
    return ", ".join([*body, *salted, *models, *headers, *answers])


def _told(flags: FlagsShape) -> list[str]:
    """What its answers may say of how they were made."""
    words = {"{model}": "the model asked for", "{forced}": "what is forced"}
    fields = [
        f"`{path}`: {' or '.join(words.get(str(each), f'`{json.dumps(each)}`') for each in said) or 'absent'}"
        for path, said in flags.answer_fields.items()
    ]
    return [f"answers say of {', '.join(fields)}"] if fields else []


def _allowed(said: tuple[str | None, ...]) -> str:
    return " or ".join("absent" if value is None else f"`{value}`" for value in said)


def _proof(flags: FlagsShape) -> str:
    reasons = {rule.off for rule in _rules(flags) if rule.off}
    if all(rule.off for rule in _rules(flags)):
        return f"off: {'; '.join(sorted(reasons))}"
    told = "recorded bytes" if any(case.flags == flags.flags for case in CASES) else "asserted on each call's bytes"
    return "; ".join([told, *(f"one wire off: {reason}" for reason in sorted(reasons))])
