"""Text without the words that tell a person's gender or origin, for purposes that may not judge by them.

Applied to text that is redacted already: names stand there as masks. Titles and words of origin are taken out, pronouns and
words for women and men become neutral ones; so two records that differ in the person's name, gender and nationality alone become
the same characters. Languages are taken out with nationalities, since the words are the same. English is covered in full; German,
French, Spanish, Italian, Portuguese and Dutch by titles, nouns of family and work (`protected_words`), subject pronouns, faiths
and nationalities, while what else grammar makes agree with a person's gender there stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from gateway.core.common_words import word_set
from gateway.core.folding import fold
from gateway.core.protected_words import NEUTRAL_WORDS as OF_OTHER_LANGUAGES
from gateway.core.protected_words import ORIGINS as IN_OTHER_LANGUAGES
from gateway.core.protected_words import of_a_man

_TITLES = word_set(
    """
    mr mrs ms miss mx sir madam madame mme mlle mademoiselle monsieur mm messrs herr herrn frau fraulein senor senora senorita
    sra don dona signor signora signorina sig sigra dottoressa meneer mevrouw dhr mevr mw pan pani panie bay bayan senhor senhora
    """
)
_NEUTRAL_WORDS = """
they he she
they's he's she's
they'll he'll she'll
they'd he'd she'd
their him his her hers
themself himself herself
person man woman gentleman lady gent bloke guy gal chap dude
people men women gentlemen ladies guys gals
child boy girl son daughter
children boys girls sons daughters
young male female masculine feminine
spouse husband wife
parent mother father mum mom dad mama papa
parents mothers fathers moms mums dads
spouses husbands wives
sibling brother sister
siblings brothers sisters
partner boyfriend girlfriend fiance fiancee fiancé fiancée
relative uncle aunt nephew niece
grandparent grandfather grandmother grandpa grandma
widowed widow widower
chair chairman chairwoman
salesperson salesman saleswoman
businessperson businessman businesswoman
spokesperson spokesman spokeswoman
host hostess
actor actress
waiter waitress
sie er
iel il elle
iels ils elles
persona él ella
loro lui lei
die hij zij
"""
"""Each line: the neutral word, then those that become it. A word on several lines becomes the first line's."""
_ORIGINS = word_set(
    """
    afghan african albanian algerian american andorran angolan antiguan arab arabic argentine argentinian
    armenian asian australian austrian azerbaijani azeri bahamian bahraini bangladeshi barbadian basque
    belarusian belgian belizean beninese bengali bhutanese black bolivian bosnian botswanan brazilian british
    bruneian bulgarian burkinabe burmese burundian cambodian cameroonian canadian cantonese catalan caucasian
    chadian chilean chinese colombian congolese croat croatian cuban cypriot czech danish dane dominican dutch
    ecuadorean ecuadorian egyptian emirati english eritrean estonian ethiopian european fijian filipina filipino
    finn finnish french gabonese gambian georgian german ghanaian greek grenadian guatemalan guinean guyanese
    gypsy haitian hispanic honduran hungarian icelander icelandic indian indigenous indonesian iranian iraqi
    irish israeli italian ivorian jamaican japanese jordanian kazakh kenyan korean kosovan kurdish kurd kuwaiti
    kyrgyz laotian latin latina latino latvian lebanese liberian libyan lithuanian luxembourgish macedonian
    malagasy malawian malay malaysian maldivian malian maltese mandarin maori mauritanian mauritian mexican
    moldovan mongolian montenegrin moroccan mozambican namibian nepalese nepali nicaraguan nigerian nigerien
    norwegian omani pakistani palestinian panamanian paraguayan persian peruvian pole polish portuguese punjabi
    qatari roma romanian russian rwandan salvadoran samoan saudi scot scottish senegalese serb serbian
    singaporean sinhalese slovak slovakian slovene slovenian somali spaniard spanish sudanese surinamese swahili
    swede swedish swiss syrian taiwanese tajik tamil tanzanian thai tibetan togolese tongan trinidadian tunisian
    turk turkish turkmen ugandan ukrainian urdu uruguayan uzbek venezuelan vietnamese welsh yemeni zambian
    zimbabwean agnostic amish anglican atheist baptist buddhist catholic christian evangelical hindu islamic
    jain jew jewish lutheran methodist mormon muslim orthodox presbyterian protestant quaker rastafarian shia
    shinto sikh sunni taoist adventist ahmadi alawite alevi amazigh assyrian bahai berber calvinist caribbean chaldean
    cherokee copt coptic creole druze fulani gujarati hausa hmong igbo inuit ismaili jehovah kannada malayali maori marathi
    mestizo navajo parsi pentecostal rohingya romani sami sioux sufi telugu unitarian uyghur verdean waldensian wiccan xhosa
    yoruba zoroastrian zulu anarchist communist democrat fascist marxist republican socialist tory tories ukip cdu csu spd
    psoe vvd pvda cgt cgil cisl gmb ugt fnv dgb deutscher deutsche deutschen deutsch franzose franzosin italiener italienerin
    spanier spanierin polin turke turkin russe russin chinesin brite britin osterreicher osterreicherin
    schweizer schweizerin nigerianer nigerianerin inder inderin allemand allemande francais francaise anglais
    anglaise espagnol espagnole italien italienne portugais portugaise belge suisse marocain marocaine algerien
    algerienne tunisien tunisienne senegalais senegalaise polonais polonaise chinois chinoise aleman alemana
    frances francesa ingles inglesa espanol espanola italiano italiana portugues portuguesa mexicano mexicana
    colombiano colombiana argentino argentina chileno chilena peruano peruana cubano cubana chino china ruso
    rusa marroqui tedesco tedesca spagnolo spagnola francese inglese rumeno rumena cinese marocchino marocchina
    alemao alema brasileiro brasileira angolano angolana chines chinesa duitser duitse fransman franse engelsman
    engelse spanjaard spaanse nederlander nederlandse belg belgische turkse marokkaan marokkaanse poolse
    """
)
_ORIGINS |= frozenset(map(fold, IN_OTHER_LANGUAGES))
_ALSO_WORDS = word_set(
    """black christian orthodox pole roma turkey china argentina polish chinese turk pan don latin jew quaker die thai dane
    polen chino christ christen berber creole sami csu spd"""
)
"""Of these, those that are words of origin with a capital only."""
_GENDER_FIELD = re.compile(
    r"""((?:gender|sex|geschlecht|sexe|sexo|sesso|geslacht)["']?\s*[:=;,]\s*["']?)(?:[mfwhvdx]|male|female|man|woman"""
    r"|männlich|weiblich|divers|homme|femme|masculin|féminin|hombre|mujer|masculino|feminino|femenino|maschio|femmina|uomo|donna"
    r"|man|vrouw|non-binary|nonbinary|other)(?![^\W_])",
    re.IGNORECASE,
)
_PLURALS = ("s", "es", "'s")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019](?:s|ll|d)\b)?")
_TITLES_OR_WORDS = word_set("miss don mm ms mx mw bay pan dona")
_NAME = "[PERSON"
_AFTER_TITLE = re.compile(r"\.?[ \u00a0]*")
_BEFORE_GAP = re.compile(r"\b([Aa])n(?= +(?:\W|$))")
"""An article before a mask, or before nothing: what a find was dropped from, or a word taken out."""
_OTHER_WORDS = frozenset({"el", "mere", "meres"})
"""What words for men and women become without their accents, and what is another word."""
_GONE = "\0"
"""Stands for a word taken out until the article before it is made the same for all words; a text's own is left as it is."""


def _neutral_of() -> Mapping[str, str]:
    lines = [line.split() for line in (*_NEUTRAL_WORDS.strip().splitlines(), *OF_OTHER_LANGUAGES.strip().splitlines())]
    table: dict[str, str] = {}
    for neutral, *words in lines:
        for word in words:
            table.setdefault(word, neutral)
    neutrals = {line[0] for line in lines}
    for word, neutral in tuple(table.items()):
        plain = fold(word)
        if plain not in neutrals | _OTHER_WORDS:
            table.setdefault(plain, neutral)
    return MappingProxyType(table)


_NEUTRAL = _neutral_of()


def blind(text: str) -> str:
    """`text`, redacted, without words that tell gender or origin; accents come back as part of their letters (NFC)."""
    text = unicodedata.normalize("NFC", text)
    text = _GENDER_FIELD.sub(r"\1", text)
    parts: list[str] = []
    at = 0
    words = list(_WORD.finditer(text))
    before_names = _before_names(text, words)
    for found in words:
        start, end = found.span()
        if start < at:
            continue
        word = fold(found[0])
        neutral = _NEUTRAL.get(found[0].lower())
        if neutral is not None:
            parts += text[at:start], _in_case_of(found[0], neutral)
            at = end
        elif word in _TITLES and _is_title(found, before_names):
            parts.append(text[at:start])
            gap = _AFTER_TITLE.match(text, end)
            at = gap.end() if gap else end
        elif _is_origin(found[0], word):
            parts += text[at:start], _GONE
            at = end
        elif (man := of_a_man(found[0])) != found[0]:
            parts += text[at:start], man
            at = end
    if not parts:
        return _BEFORE_GAP.sub(r"\1", text)
    return _BEFORE_GAP.sub(r"\1", "".join((*parts, text[at:]))).replace(_GONE, "")


def _before_names(text: str, words: Sequence[re.Match[str]]) -> frozenset[int]:
    """Starts of the words that a name follows once the titles and origins between them and it are taken out."""
    starts: set[int] = set()
    run = -1
    for found in reversed(words):
        gap = _AFTER_TITLE.match(text, found.end())
        after = gap.end() if gap else found.end()
        if after != run and not text.startswith(_NAME, after):
            continue
        starts.add(found.start())
        word = fold(found[0])
        if word in _TITLES or _is_origin(found[0], word):
            run = found.start()
    return frozenset(starts)


def _is_title(found: re.Match[str], before_names: Collection[int]) -> bool:
    """True unless it may be a word: "miss" is a title with a capital, or before a name."""
    word = found[0]
    return not word.islower() or word not in _TITLES_OR_WORDS or found.start() in before_names


def _is_origin(written: str, word: str) -> bool:
    """True for such a word, in one of its plurals or owning something, too."""
    bases = (word, *(word.removesuffix(each) for each in _PLURALS))
    return any(each in _ORIGINS and (written[0].isupper() or each not in _ALSO_WORDS) for each in bases)


def _in_case_of(word: str, neutral: str) -> str:
    if word.isupper() and len(word) > 1:
        return neutral.upper()
    return neutral.capitalize() if word[0].isupper() else neutral
