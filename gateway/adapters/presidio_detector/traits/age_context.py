"""What stands beside a number that is somebody's age, and beside one that is a span of time or counts something.

In English, German, French, Spanish, Italian, Portuguese and Dutch. Each expression is asked of a few characters beside a hit.
"""

from __future__ import annotations

import re

_OF_TIME = (
    r"garant[ií]as?|garanti[ea]|garanzia|contrat[oo]?|contratto|contract|vertrag|crédito|crédit|hipoteca|préstamo|prêt|mutuo|"
    r"plazo|prazo|durée|durata|duración|duração|duur|ancienneté|antigüedad|licencia|licence|experiencia|expérience|erfahrung|"
    r"esperienza|period[oe]|período|warranty|laufzeit|looptijd|compte|cuenta|conto|conta|account|bestaat|existe|bedrijf|firma|"
    r"empresa|entreprise|azienda"
)
_SINCE = (
    r"hace|desde|durante|por|depuis|pendant|pour|il y a|en|sur|dans|seit|sinds|in|per|da|fra|tra|há|faz|após|après|dopo|tras|"
    r"después de|nach|na|gedurende|binnen|vor|über|bestaat|existe|lleva|llevo|llevamos|conta com|cada|alle|elke|ogni|von"
)
LASTS_BEFORE = re.compile(
    rf"(?<![^\W_])(?:(?:{_SINCE})|(?:{_OF_TIME}) ?(?:de|di|d'|von|van|a|à|:|da|del|al)?|(?:últimos|derniers|letzten|laatste|"
    rf"ultimi|próximos|"
    r"prochains|nächsten|prossimi|komende|primeros|premiers|ersten|eerste|primi|primeiros)) (?:los |las |les |i |gli |os |as |"
    r"de |den |meer dan |"
    r"más de |plus de |mehr als |oltre |mais de |over )?\Z",
    re.IGNORECASE,
)
LASTS_AFTER = re.compile(
    r" (?:(?:de |d['’]|di |do |da |van |an |of |à |nella |en |in het |in (?:der|dem) )?(?:l['’]|la |el |le )?(?:experiencia|"
    r"exp[eé]rience|erfahrung|esperienza|experiência|ervaring|garant[ií]a|garantie|garanzia|antigüedad|ancienneté|anzianità|"
    r"servicio|servizio|serviço|dienst|contrato|contrat|contratto|vertrag|laufzeit|looptijd|mercado|marché|mercato|historia|"
    r"histoire|storia|história|casa|vida útil|branche|sector)|"
    r"fa\b|atrás|geleden|antes|plus tard|später|tarde|dopo\b|ago\b|lang\b|zuvor)",
    re.IGNORECASE,
)
"""Beside a span of time."""

_BEING = (
    r"(?:(?:he|she|who|i|mum|mom|dad|mother|father|wife|husband|son|daughter|lad|boy|girl|gran|grandma|grandad|brother|sister)"
    r"(?:['’]s|['’]m| is| am| was| has just turned| will be|['’]ll be)|s?hes|im|aged?|at age|pushing|approaching|turning|"
    r"nearing|tiene|tem|tengo|tenho|cumple|cumplió|elle a|il a|j'ai|qui a|ha|compie|ho|wird|wurde|er ist|sie ist|ich bin|wordt|"
    r"werd|hij is|zij is|alter|edad|âge|età|idade|leeftijd)"
)
IS_BEFORE = re.compile(
    rf"(?<![^\W_]){_BEING} (?:(?:now|only|just|nearly|almost|about|around|over|gerade|schon|fast|casi|presque|quasi|bijna|ya|"
    rf"já|appena|unos|"
    r"turning) ){0,2}\Z",
    re.IGNORECASE,
)
_ENDS = (
    r"(?=\s*(?:[,.;:!?)\]\"\n]|[-\u2013] |\Z|\x00)|\s(?:and|but|so|now|next|this|last|in (?:january|february|march|april|may|"
    r"june|july|august|september|october|november|december)|soon|today|tomorrow|on (?:mon|tue|wed|thu|fri|sat|sun)\w*|y|e|et|"
    r"und|en|pero|mais|mas|ma|aber|maar|que|qui|che|die|der|ainda|encore|noch|nog|ancora|todavía|geworden|este|dieses|dit|"
    r"cette|quest|who|with|w/)\b)"
)
IS_END = re.compile(rf"(?: (?:ans|años|anni|anos|jaar|jahre)\b)?{_ENDS}(?!\.[0-9])", re.IGNORECASE)
YEARS_AFTER = re.compile(r" (?:a\u00f1os|ans|anni|anos|jahre alt|jaar oud)(?![^\W\d_])", re.IGNORECASE)
OLD_AFTER = re.compile(r"(?: |-)(?:years?|yrs?)(?: |-)old| jahre alt| jaar oud", re.IGNORECASE)
PART_OF_WORD = re.compile(r"-?(?:ish|something)(?![^\W\d_])", re.IGNORECASE)
PERSON_AFTER = re.compile(
    r" (?:[^\W\d_]{3,12} )?(?:wom[ae]n|m[ae]n|guys?|lady|ladies|mother|father|mum|mom|dad|bloke|chap|person|parent|buyer|owner|"
    r"manager|founder)\b"
)
OF_A_TENTH = re.compile(
    r"(?<![^\W_])(?:late|early|mid|ende|anfang|mitte|eind|begin|midden|sulla|sui|sulla) \Z", re.IGNORECASE
)
ASKED = re.compile(
    r"(?:how old|your age|\bage\?|wie alt|ihr alter|alter\?|su edad|tu edad|edad|qué edad|cuántos años|quel âge|votre âge|"
    r"quanti anni|che età|la sua età|quantos anos|sua idade|que idade|hoe oud|uw leeftijd|"
    r"leeftijd)[^\n\x00:]{0,50}\n?[^\n\x00:]{0,16}: (?:[^\W\d_]{1,6},? ){0,3}\Z",
    re.IGNORECASE,
)
ABOUT = re.compile(r"(?:[,;(] ?(?:unos|unas|sui|uns|circa|about|around)|, ~ ?|~ ?) ?\Z", re.IGNORECASE)
IN_LIST = re.compile(r"(?=[,;)\n\x00]|\.(?![0-9])|\Z)")
NAMED_BEFORE = re.compile(r"[A-Z\u00c0-\u024f][^\W\d_]{1,20} \(\Z")


THING_BEFORE = re.compile(
    r"(?<![^\W_])(?:accounts?|compan(?:y|ies)|business(?:es)?|firms?|it|we|brand|subscription|contract|leads?|which|that|"
    r"platform|product|page|deals?|office|shop|store|site|team|agency|club|festival|programme|newsletter|podcast|city|"
    r"town)(?: (?:just|only|has|have|"
    r"will be))? \Z",
    re.IGNORECASE,
)
OF_A_THING = re.compile(
    r" (?:compan(?:y|ies)|firms?|accounts?|business(?:es)?|start-?ups?|brands?|contracts?|systems?|platforms?|machines?|cars?|"
    r"vans?|trucks?|servers?|houses?|buildings?|laptops?|phones?|polic(?:y|ies)|deals?|invoices?|tickets?|bugs?|wines?|"
    r"whisk(?:y|ies|ey)|sites?|websites?|code|data|emails?|software|problems?|issues?|agenc(?:y|ies)|clubs?|crm|databases?|"
    r"hardware|devices?|equipment|leads?|records?|threads?|"
    r"licen[cs]es?)\b",
    re.IGNORECASE,
)
IN_THE = re.compile(
    r"(?<![^\W_])(?P<not>(?:pendant|durant|après|depuis|de|en) )?(?:la|sa|ma|sulla|bonne|petite) \Z", re.IGNORECASE
)
OF_COUNT = re.compile(r" (?:de |di |d['’])", re.IGNORECASE)
OF_A_CENTURY = re.compile(r" (?:jaren|jahren?|years?)\b", re.IGNORECASE)
QUALIFIED = re.compile(
    r"(?:(?<=^)|(?<=\W))(?P<whose>(?:her|his|my|their) )?(?P<find>(?:(?:early|mid|late)(?: |-)(?:to(?: |-)(?:mid|late)(?: |"
    r"-))?)?)\Z",
    re.IGNORECASE,
)
BEFORE_TENTH = re.compile(r"(?:[,;:(\"'\n\x00-] ?|(?<![^\W_])(?:in|is|he's|she's|i'm|about) |\A)\Z", re.IGNORECASE)
THINGS_FIELD = re.compile(
    r"(?:account|company|domain|contract|server|machine|vehicle|stock|invoice|debt|building|equipment|lead|deal|ticket|data|"
    r"cache|max|min|"
    r"session|cookie|record|opportunity|pipeline|firm|device|asset|tenure|key|password)[ _.-]?\Z",
    re.IGNORECASE,
)
