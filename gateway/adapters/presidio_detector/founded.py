"""Firms and products are born, too: "The company was born in March 2019", "Née en janvier 2015, la société emploie ..."."""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.rule import Refine

_THING = (
    r"(?:company|firm|agency|brand|business|start-?up|group|product|project|platform|programme?|idea|line|tool|app|team|initiative|"
    r"firma|unternehmen|agentur|marke|produkt|projekt|plattform|idee|société|entreprise|agence|marque|produit|projet|gamme|idée|"
    r"empresa|compañía|agencia|marca|producto|proyecto|plataforma|azienda|società|impresa|agenzia|prodotto|progetto|companhia|"
    r"agência|produto|projeto|bedrijf|onderneming|merk|project|foundation|stiftung|fondation|fundación|fondazione|fundação|stichting)"
)
_IS = r"(?:was|is|were|has been|wurde|ist|est|été|a été|fue|ha sido|è|è stata|foi|werd)"
_BEFORE = re.compile(rf"\b{_THING}(?: [^\W\d_]{{1,12}}| {_IS})? $", re.IGNORECASE)
_THE = (
    r"(?:(?:the|our|this|its|la|le|notre|cette|ce|cet|nuestra|nuestro|el|esta|este|unsere?|die|das|der|diese|dieses|het|de|deze|dit|"
    r"ons|onze|a|o|nossa|nosso|esta|este|il|questa|questo|lo) |l')"
)
_ROLE = (
    r"manager|lead|leader|director|owner|head|founder|ceo|partner|member|chief|boss|president|officer|engineer|designer"
)
_AFTER = re.compile(rf"[,:] {_THE}(?:[^\W\d_]{{1,12}} )?{_THING}\b(?!['\u2019-]| (?:{_ROLE}))", re.IGNORECASE)
_NO_DAY = re.compile(r"(?:[^\W\d_]+\.?,? (?:de |of )?)?(?:19|20)[0-9]{2}")
"""A month or a year: a date with its day is somebody's."""
_REACH = 48


def of_people(refine: Refine) -> Refine:
    """`refine`, but no month or year of what is said to be no person right before the label or right after the date."""

    def asked(text: str, start: int, end: int) -> tuple[int, int] | None:
        found = refine(text, start, end)
        if not found or not _NO_DAY.fullmatch(text, *found):
            return found
        is_thing = _BEFORE.search(text, max(0, start - _REACH), start) or _AFTER.match(text, found[1])
        return None if is_thing else found

    return asked
