"""Words that tell a person's gender, religion or origin in German, French, Spanish, Italian, Portuguese and Dutch.

For `gateway.core.blindness`, which has the English ones. Languages have more such words than any list; these are the common
ones of a CRM: family, titles of work, faith, origin.
"""

from __future__ import annotations

from collections.abc import Iterator

from gateway.core.common_words import word_set

NEUTRAL_WORDS = """
elternteil mutter vater
kind sohn tochter
kinder söhne töchter zonen zoons dochters
eltern mütter väter
ehepartner ehemann ehefrau gatte gattin gemahl gemahlin
geschwister bruder schwester brüder schwestern
großelternteil großvater großmutter
verwandter onkel nichte neffe
verwitwet witwe witwer
kunde kundin
kunden kundinnen
personen männer frauen mannen vrouwen
arzt ärztin
ärzte ärztinnen
anwalt anwältin
anwälte anwältinnen
kollege kollegin
kollegen kolleginnen
freund freundin
freunde freundinnen
assistent assistentin
architekt architektin
direktor direktorin
präsident präsidentin
kaufmann kauffrau
chef chefin chefe chefa
parent père mère
enfant fils fille filles
parents mères pères
conjoint mari femme épouse époux
personne homme dame
personnes hommes femmes dames
fratrie frère sœur soeur frères sœurs soeurs
parenté oncle tante
veuvage veuf veuve
directeur directrice
président présidente presidente presidenta presidentessa
vendeur vendeuse
conseiller conseillère
technicien technicienne
fondateur fondatrice fondatore
coordinateur coordinatrice coordinatore
administrateur administratrice
acheteur acheteuse
gérant gérante
avocat avocate
associé associée
progenitor padre madre
descendiente hijo hija
descendientes hijos hijas
cónyuge marido esposa esposo
persona hombre mujer uomo donna
personas hombres mujeres uomini donne
familiar hermano hermana
familiares hermanos hermanas
pariente tío tía
viudez viudo viuda
director directora
vendedor vendedora
comprador compradora
abogado abogada
ingeniero ingeniera
médico médica
profesor profesora
asesor asesora
jefe jefa
cliente clienta
genitore babbo mamma
figli figlio figlia figlie
coniuge marito moglie
fratelli fratello sorella sorelle
vedovanza vedovo vedova
direttore direttrice
venditore venditrice
avvocato avvocata avvocatessa
socio socia
dottore dottoressa
professore professoressa
amministratore amministratrice
descendente filho filha
descendentes filhos filhas
progenitor pai mãe
irmãos irmão irmã irmãs
pessoa homem mulher
pessoas homens mulheres
viuvez viúvo viúva
diretor diretora
advogado advogada
sócio sócia
person vrouw
ouder vader moeder
kind zoon dochter
partner echtgenoot echtgenote
familie broer zus zuster
weduwschap weduwe weduwnaar
verkoper verkoopster
inkoper inkoopster
voorzitter voorzitster
zakenmens zakenman zakenvrouw
"""
"""Each line: the neutral word, then those that become it, as in `blindness`."""

_STEMS = word_set(
    """
    afrikanisch albanisch algerisch amerikanisch arabisch armenisch asiatisch belgisch brasilianisch britisch bulgarisch
    buddhistisch chinesisch christlich deutsch englisch evangelisch französisch griechisch hinduistisch indisch
    irakisch iranisch irisch islamisch israelisch italienisch japanisch jüdisch katholisch koreanisch kroatisch
    kurdisch libanesisch marokkanisch muslimisch niederländisch nigerianisch österreichisch pakistanisch persisch
    polnisch portugiesisch protestantisch rumänisch russisch schwedisch schweizerisch serbisch slowakisch spanisch
    syrisch atheistisch konfessionslos tschechisch tunesisch türkisch ukrainisch ungarisch vietnamesisch
    """
)
_OF_FAITH = word_set(
    """
    libanais libanaise érythréen érythréenne camerounais camerounaise malien malienne guinéen guinéenne ivoirien ivoirienne
    indígena indígenas quechua gitanos valdese valdesi libanese libanesi eritreo eritrea eritrees eritrese gereformeerd
    gereformeerde hervormd hervormde koptisch koptische kopte jesidisch jesidische jeside alevitisch alevitische alevit
    jüdin jüdinnen muslima muslimas juif juifs juive musulman musulmane catholique protestante chrétien
    chrétienne bouddhiste hindou hindoue athée agnostique tsigane gitan gitane judío judía musulmán musulmana budista
    hindú ateo atea agnóstico agnóstica islamico islamica buddista buddisti induista induisti induiste protestanti sinti
    sinto romni zingaro zingara judeu judia ateu ateia cristão cristã cristãos jood joden joods joodse moslim moslima islamitisch
    katholiek katholieke katholieken protestants christelijk christelijke boeddhist boeddhisten hindoe atheïst atheïsten gypsies
    """
)
_PEOPLE = word_set(
    """
    jude muslim muslime moslem katholik protestant christ hindu hinduist buddhist atheist agnostiker araber afrikaner albaner
    algerier amerikaner brasilianer inder iraker iraner italiener japaner kanadier koreaner marokkaner mexikaner nigerianer
    niederländer norweger österreicher pakistaner schweizer spanier syrer tunesier ukrainer ägypter afghane brite bulgare
    chinese däne franzose grieche kroate kurde portugiese rumäne russe serbe slowake slowene tscheche türke vietnamese
    """
)
"""German, as a man is called."""
_SPANISH = word_set("cristian católic evangélic gitan muçulman cigan")
_ITALIAN = word_set(
    """musulman cattolic cristian ebre evangelic zingar african american arab cines cuban italian marocchin messican polacc
    rumen romen russ spagnol tedesc tunisin turc ucrain grec"""
)
"""Without their last vowel, which tells the gender. A plural in -s is `blindness`'s."""
_OF_ORIGIN = word_set(
    """
    türken polen russen araber araberin afrikaner afrikanerin syrer syrerin afghane afghanin iraner iranerin grieche
    griechin rumäne rumänin ukrainer ukrainerin amerikaner amerikanerin kurde kurdin turc turque turcs africain
    africaine arabe américain américaine roumain roumaine ukrainien ukrainienne grec grecque russe belges turco turca
    turcos africano africana árabe americano americana rumano rumana ucraniano ucraniana griego griega venezolano
    venezolana ecuatoriano ecuatoriana boliviano boliviana africani arabo araba rumeni ucraino ucraina greco greca
    albanese albanesi polacco polacca romeno romena grego grega russo russa polaco polaca moçambicano
    moçambicana cabo-verdiano afrikaan afrikaanse turks turkse arabier arabische surinamer surinaamse oekraïner
    oekraïense syrische griekse roemeense
    """
)


def _of_people(word: str) -> Iterator[str]:
    """What a German word for a man of some faith or origin becomes: of a woman, of many, in its cases."""
    stem = word.removesuffix("e")
    yield from (word, f"{stem}in", f"{stem}innen")
    yield f"{word}n" if word.endswith(("e", "er")) else f"{word}en"


ORIGINS = frozenset(
    {stem + ending for stem in _STEMS for ending in ("", "e", "er", "en", "em", "es")}
    | {stem + ending for stem in _SPANISH for ending in ("o", "a")}
    | {stem + ending for stem in _ITALIAN for ending in ("o", "a", "i", "e", "hi", "he")}
    | {form for word in _PEOPLE for form in _of_people(word)}
    | _OF_FAITH
    | _OF_ORIGIN
)
"""Words that are taken out, lower case, without what a plural adds in -s."""

_OF_WORK = (
    ("er", "er", "er"),
    ("ent", "ent", "enten"),
    ("ant", "ant", "anten"),
    ("ist", "ist", "isten"),
    ("tor", "tor", "toren"),
    ("ssor", "ssor", "ssoren"),
    ("itekt", "itekt", "itekten"),
    ("olog", "ologe", "ologen"),
    ("onom", "onom", "onomen"),
    ("freund", "freund", "freunde"),
    ("kund", "kunde", "kunden"),
    ("kolleg", "kollege", "kollegen"),
    ("chef", "chef", "chefs"),
    ("ärzt", "arzt", "ärzte"),
    ("anwält", "anwalt", "anwälte"),
)
"""How German nouns end before a woman's -in, a man's, and those of several men."""
_ENDINGS = (
    *((f"{stem}{ending}", man) for stem, one, many in _OF_WORK for ending, man in (("in", one), ("innen", many))),
    *(("kauffrau", "kaufmann"), ("fachfrau", "fachmann"), ("kauffrauen", "kaufmänner"), ("fachfrauen", "fachmänner")),
)
"""German nouns of work: how a woman's ends, and a man's."""
_ENDS = tuple(woman for woman, _ in _ENDINGS)
_MIN_OF_A_WOMAN = 7
_NO_WOMEN = (
    *(
        "schwerin",
        "severin",
        "catherin",
        "katherin",
        "kristin",
        "christin",
        "valentin",
        "florentin",
        "quentin",
        "clementin",
    ),
    *(
        "konstantin",
        "constantin",
        "byzantin",
        "lycerin",
        "lyzerin",
        "cadherin",
        "lesterin",
        "tosterin",
        "gosterin",
        "memantin",
    ),
    *("colistin", "ahistin", "brigantin", "castorin", "maltorin"),
)
"""Places, names and substances that end alike."""


def of_a_man(word: str) -> str:
    """A German noun, capitalised or in capitals, that tells a woman at work: what it is of a man; any other word as it is."""
    lower = word.lower()
    if not lower.endswith(_ENDS) or len(word) < _MIN_OF_A_WOMAN or not word[0].isupper() or lower.endswith(_NO_WOMEN):
        return word
    woman, man = next(each for each in _ENDINGS if lower.endswith(each[0]))
    changed = word[: -len(woman)] + (man.upper() if word.isupper() else man)
    return changed[0].upper() + changed[1:]
