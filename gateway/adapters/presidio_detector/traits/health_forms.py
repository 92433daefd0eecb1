"""Words that their form tells to be of health: inflammations, operations, growths, fractures, and medicine by its stem.

Medicine makes its words of few parts, in all languages alike, so no list has them all. An ending tells only with the part before
it, since nostalgia is no pain and a diploma no growth; all that stands before both belongs to the word: "Schienbeinkopfbruch".
"""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.dialect import linear, widened

_BODY_DE = (
    "knie|herz|hüft|rücken|augen|schulter|leisten|bandscheiben|meniskus|kreuzband|bänder|fuß|hand|handgelenks?|arm|bein|schenkel|"
    "schenkelhals|rippen|schlüsselbein|wirbel(?:körper)?|knöchel|nasen|kiefer|finger|zehen|becken|haut|lungen|brust|darm|magen|"
    "leber|nieren|blasen|hals|ohren|mandel|hirn|schilddrüsen|prostata|blinddarm|gallen?|zahn|zahnfleisch|nerven|"
    "gelenk(?:s)?|sehnen(?:scheiden)?|muskel(?:faser)?|gebärmutter(?:hals)?|eierstock|kehlkopf|speiseröhren|venen|kopf|bauch|"
    "nacken|"
    "milz|knochen|steißbein|katarakt"
)
_BODY_NL = (
    "knie|hart|heup|rug|oog|schouder|lies|long|blaas|oor|keel|hersen|vlies|borst|prostaat|darm|maag|lever|nier|huid|klier|"
    "pols|arm|"
    "been|enkel|rib|voet|hand|vinger|neus|kaak|wervel|galblaas|buik|spier|gewrichts|pees|hoofd|nek|zenuw|tand|amandel|staar|"
    "hernia|meniscus"
)
_HEADS_DE = (
    "entzündung(?:en)?|krebs|infarkt|operation|bruch|brüche|riss|erkrankung(?:en)?|krankheit(?:en)?|insuffizienz|schwäche|"
    "tumor|transplantation|prothese|unterfunktion|überfunktion|op"
)
_HEADS_NL = "ontsteking|kanker|infarct|operatie|breuk|pijn|ziekte|aandoening"
_GROWTHS = (
    "carcin|karzin|sarc|sark|melan|lymph|lymf|linf|glauc|glauk|ha?emat|hämat|myel|gli|blast|aden|fibr|lip|neur|mesotheli|angi|"
    "granul"
)
_STATES = (
    "cirrh|cirr|zirrh|scler|skler|escler|fibr|thromb|tromb|endometri|endométri|osteopor|ostéopor|tubercul|tuberkul|scoli|"
    "skoli|escoli|"
    "psych|psic|neur|arthr|artr|sarcoid|sarkoid|necr|nekr|mononucle|sten|toxoplasm|silic|asbest"
)
_BLOOD = "an|leuk|leuc|septic|septik|glyc|glyk|glic|lipid|isch|ur|thalass|talass|kal"
_MEDICINE = (
    "[a-z]{4}mab|[a-z]{3}tinib|[a-z]{3}[vr]astatin[ae]?|[a-z]{3}sartan|[a-z]{2}prazole?|oxetine?|azepam|azolam|cillin|"
    "[a-z]{3}mycin|"
    "floxacin|gliptin|gliflozin|[a-z]{3}triptan|ciclovir|[a-z]{3}dipine?|thiazide|[a-z]codone|triptyline?|lukast|peridol|"
    "[iy]pramine?|"
    "(?:lisino|rami|enala|perindo|capto|fosino|quina|trandola|benaze)pril|(?:ateno|biso|metopro|proprano|nebivo|labeta|sota|"
    "timo|nado)lol"
)
_TAILS = (
    rf"[a-z]{{2}}itis|[a-z]{{2}}(?:ect|ost)om(?:y|ies|ie|ía|ia)|(?:rhino|angio|arthro)plast(?:y|ie)|"
    r"(?:my|eur|gastr|arthr|neur|ot|mast|ceph|cef|odont|lumb|metr)alg(?:ia|ie|ía)|"
    rf"(?:{_GROWTHS})(?:oma|ome|omen|omi|oom)|(?:{_STATES})(?:osis|ose|osi)|(?:{_BLOOD})(?:a|e|ae|ä|é)mi(?:a|e)|"
    r"(?:neuro|myo|retino|nephro|nefro|encephalo|arthro|cardio)pat(?:hy|hie|ia|ía)|[a-z]{2}plegi(?:a|c|e)|[a-z]{3}par(?:e|"
    r"é)sis|(?:agora|claustro|klaustro)(?:phobi(?:a|e)|fobia)|(?:gono|amen|dysmen|dia|sebo)rrh?o?ea|(?:dys|distro|"
    r"atro)(?:trophy|trophie|fia)|"
    rf"(?:narco|epi|cata)lepsy|(?:{_BODY_DE})-?(?:{_HEADS_DE})|[a-z]{{3}}entzündung(?:en)?|[a-z]{{3}}-?allergie|"
    r"(?:autoimmun|sucht|angst|ess|panik|schlaf|persönlichkeits|zwangs|konzentrations|belastungs|geschlechts|tropen|sprach|"
    r"entwicklungs)(?:erkrankung|krankheit|störung)(?:en)?|(?:eet|angst|paniek|slaap|dwang|persoonlijkheids)stoornis|"
    rf"(?:{_BODY_NL})-?(?:{_HEADS_NL})|(?:buik|varkens)griep"
)
ENDINGS = linear(widened(rf"(?:{_TAILS}|{_MEDICINE})s?(?![\w])"))
_OF_MEDICINE = re.compile(rf"\w*(?:{_MEDICINE})s?", re.IGNORECASE)
_NOT = re.compile(r"(?:di|tri)chotom(?:y|ies|ie|ia|ía)|verkehrsinfarkt|apotheosis", re.IGNORECASE)
_LONGEST = 36


def of_form(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The whole word that ends as `text[start:end]` does, if it is one of health."""
    first = start
    while first > 0 and end - first < _LONGEST and (text[first - 1].isalpha() or text[first - 1] == "-"):
        first -= 1
    while first < start and text[first] == "-":
        first += 1
    return None if _NOT.fullmatch(text, first, end) else (first, end)


def is_medicine(text: str, start: int, end: int) -> bool:
    """True if a word of these forms is the name of a medicine."""
    return _OF_MEDICINE.fullmatch(text, start, end) is not None
