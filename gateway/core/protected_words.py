"""Words that tell a person's gender, religion or origin in German, French, Spanish, Italian, Portuguese and Dutch.

For `gateway.core.blindness`, which has the English ones. Languages have more such words than any list; these are the common
ones of a CRM: family, titles of work, faith, origin.
"""

from __future__ import annotations

from gateway.core.common_words import word_set

NEUTRAL_WORDS = """
elternteil mutter vater
kind sohn tochter
kinder söhne töchter
ehepartner ehemann ehefrau gatte gattin gemahl gemahlin
geschwister bruder schwester brüder schwestern
großelternteil großvater großmutter
verwandter onkel nichte neffe
verwitwet witwe witwer
kunde kundin
kunden kundinnen
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
enfant fils fille
conjoint mari femme épouse époux
personne homme dame
personnes hommes femmes dames
conseiller conseillère
fratrie frère sœur soeur
parenté oncle tante
veuvage veuf veuve
directeur directrice
président présidente presidente presidenta presidentessa
vendeur vendeuse
acheteur acheteuse
gérant gérante
avocat avocate
associé associée
progenitor padre madre
descendiente hijo hija
descendientes hijos hijas
cónyuge marido esposa esposo
persona hombre mujer uomo donna
personas hombres mujeres
familiar hermano hermana
familiares hermanos hermanas
médico médica
ingeniero ingeniera
pariente tío tía
viudez viudo viuda
director directora
vendedor vendedora
comprador compradora
abogado abogada
jefe jefa
cliente clienta
genitore babbo mamma
figli figlio figlia
coniuge marito moglie
fratelli fratello sorella
vedovanza vedovo vedova
direttore direttrice
venditore venditrice
avvocato avvocata avvocatessa
socio socia
dottore dottoressa
professore professoressa
persone uomini donne
descendente filho filha
progenitor pai mãe
irmãos irmão irmã irmãs
descendentes filhos filhas
pessoa homem mulher
pessoas homens mulheres
viuvez viúvo viúva
diretor diretora
advogado advogada
sócio sócia
person vrouw
personen mannen vrouwen
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
    syrisch tschechisch tunesisch türkisch ukrainisch ungarisch vietnamesisch
    """
)
_OF_FAITH = word_set(
    """
    jude jüdin juden muslim muslima muslime muslimin moslem katholik katholikin protestantin christin hinduistin buddhist
    buddhistin juif juive juifs juives musulman musulmane musulmans catholique catholiques protestante chrétien
    chrétienne bouddhiste hindoue tsigane gitan gitane judío judía judíos musulmán musulmana católico católica
    católicos cristiano cristiana budista evangélico evangélica gitano gitana ebreo ebrea ebrei musulmano cattolico
    cattolica cristiana buddista induista protestanti rom zingaro zingara judeu judia judeus muçulmano muçulmana
    católica cristão cristã evangélica cigano cigana jood joods joodse moslim moslima moslims islamitisch katholiek
    musulmanes musulmanas musulmani chrétiens chrétiennes católicas cattolici cattoliche ebree judías muçulmanos
    muçulmanas evangélicos evangélicas protestantes bouddhistes hindous hindúes hindoes boeddhisten jüdinnen
    musliminnen katholiken katholikinnen buddhisten athée athées ateo atea konfessionslos konfessionslose
    katholieke protestants christelijk christelijke boeddhist hindoe
    """
)
_OF_ORIGIN = word_set(
    """
    türken polen russen araber araberin afrikaner afrikanerin syrer syrerin afghane afghanin iraner iranerin grieche
    griechin rumäne rumänin ukrainer ukrainerin amerikaner amerikanerin kurde kurdin turc turque turcs africain
    africaine arabe américain américaine roumain roumaine ukrainien ukrainienne grec grecque russe belges turco turca
    turcos africano africana árabe americano americana rumano rumana ucraniano ucraniana griego griega venezolano
    venezolana ecuatoriano ecuatoriana boliviano boliviana africani arabo araba rumeni ucraino ucraina greco greca
    albanese albanesi polacco polacca ucraniana romeno romena grego grega russo russa polaco polaca moçambicano
    moçambicana cabo-verdiano afrikaan afrikaanse turks turkse arabier arabische surinamer surinaamse oekraïner
    oekraïense syrische griekse roemeense
    """
)
ORIGINS = frozenset(
    {stem + ending for stem in _STEMS for ending in ("", "e", "er", "en", "em", "es")} | _OF_FAITH | _OF_ORIGIN
)
"""Words that are taken out, lower case."""
