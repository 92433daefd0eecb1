"""Lists of things of one kind, some of which are somebody's name, too: animals, plants, colours, virtues; the zodiac.

"Mascots: Wolf, Dachs, Eule, Fuchs" is a list of animals, "Wolf, Fuchs, Hahn" may be three people. So of four things or more all
but one must be of a kind, and two of them words that are hardly anybody's name (before the colon of a kind); and none is in the
list of who was there. A place or company is judged by a list of three. A sign of the zodiac needs a word for it near, or two
others; one that is a family name, too, always two. Own lists, of the languages of cue_words.py; words are as `words.fold` writes
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gateway.adapters.presidio_detector.ner.cues import is_announced, is_certain, is_hinted, is_named, is_speaker
from gateway.adapters.presidio_detector.ner.words import WORD, fold
from gateway.core.common_words import word_set
from gateway.core.entities import Label
from gateway.core.spans import Span

_KINDS_BY_LINE = """
    badger owl squirrel hedgehog otter beaver raccoon weasel lynx moose deer giraffe zebra hippo rhino elephant penguin
    seal shark whale dolphin octopus turtle tortoise frog toad lizard snake goose duck turkey pigeon magpie seagull stork
    osprey kestrel vulture bee wasp spider butterfly ladybird horse donkey goat sheep pig cow hamster rabbit dachs eule
    eichhornchen igel waschbar luchs elch nashorn elefant pinguin robbe hai wal schildkrote frosch krote eidechse schlange
    ente truthahn reiher biene wespe spinne schmetterling marienkafer pferd esel ziege schaf schwein kuh kaninchen
    blaireau hibou chouette ecureuil herisson loutre castor raton elan girafe zebre requin baleine dauphin tortue
    grenouille crapaud serpent oie canard dinde aigle abeille guepe papillon cheval chevre cochon vache tejon buho ardilla
    erizo nutria mapache ciervo jirafa cebra tiburon ballena tortuga rana sapo serpiente ganso aguila abeja avispa arana
    mariposa caballo burro oveja cerdo gufo scoiattolo lontra castoro procione alce squalo balena tartaruga rospo serpente
    oca anatra aquila ape ragno farfalla asino pecora maiale mucca coniglio texugo coruja esquilo ourico veado
    girafa tubarao baleia aguia abelha borboleta cavalo ovelha porco uil eekhoorn egel bever wasbeer eland
    hert neushoorn olifant walvis schildpad kikker pad slang eend ooievaar reiger adelaar bij wesp vlinder paard ezel geit
    schaap varken koe konijn grav uggla ekorre igelkott baver tvattbjorn alg raf rav hjort val skoldpadda groda orm gas
    anka orn geting fjaril hast get far gris ko kanin lo wiewiorka bobr szop los zaba waz ges kaczka orzel pszczola motyl
    kon osiol owca swinia krowa krolik baykus sincap kirpi kunduz kurbaga yilan ordek leylek kelebek esek keci
    koyun inek tavsan
    : geyik kaz wolf fox bear lion tiger hawk falcon merlin robin swan wren jay crane cat dog hahn fuchs bar lowe katze hund falke
    schwan vogel hase maus loup renard ours coq faucon cygne lievre chat chien lobo zorro oso leon gallo halcon cisne
    liebre gato perro lupo volpe orso leone falco cigno lepre gatto cane raposa urso leao galo falcao lebre cao vos beer
    leeuw haan valk zwaan haas kat hond varg bjorn lejon tupp falk svan hare katt wilk lis niedzwiedz lew sokol labedz
    zajac kot pies kurt tilki ayi aslan horoz sahin dogan kugu kedi kopek hirsch adler storch gans taube geier biber
    sparrow heron riccio capra cavallo tasso cervo coelho vaca conejo sowa borsuk jelen jez koza bocian kartal ari pato
    mouton eagle cobra vespa aranha
    ---
    apple pear plum peach apricot grape strawberry raspberry blueberry blackberry banana pineapple fig almond hazelnut
    walnut orange lime grapefruit rhubarb elderflower apfel birne pflaume zwetschge pfirsich aprikose traube erdbeere
    himbeere heidelbeere brombeere banane ananas quitte feige haselnuss walnuss zitrone pomme poire prune peche
    abricot raisin fraise framboise myrtille mure coing figue amande noisette noix citron manzana ciruela melocoton
    albaricoque uva fresa frambuesa arandano platano membrillo higo almendra avellana nuez limon naranja mela prugna pesca
    albicocca fragola lampone mirtillo cotogna fico mandorla nocciola noce limone arancia maca ameixa pessego morango
    framboesa mirtilo amora abacaxi marmelo figo amendoa avela laranja goiaba pruim perzik abrikoos druif
    aardbei framboos bosbes braam banaan kweepeer vijg amandel hazelnoot walnoot citroen sinaasappel paron plommon persika
    jordgubbe hallon blabar bjornbar jablko brzoskwinia morela truskawka cytryna armut erik seftali kayisi cilek
    : noz appel cherry olive damson clementine mango kirsche cerise mirabelle cereza oliva ciliegia cereja damasco kers olijf
    korsbar oliv wisnia kiraz zeytin ayva nar incir quince lemon mora pina gruszka sliwka peer mandel elma malina pera limao
    ---
    oak maple spruce larch poplar walnut elm cedar yew tulip daffodil snowdrop dandelion hydrangea buttercup sunflower
    foxglove eiche buche fichte larche pappel ulme eibe tulpe narzisse schneeglockchen lowenzahn hortensie geranie
    sonnenblume lavendel nelke chene hetre erable sapin epicea meleze peuplier aulne orme cedre tulipe jonquille pissenlit
    hortensia tournesol lavande haya abedul arce abeto alerce tulipan narciso girasol faggio betulla acero abete larice
    pioppo ontano tulipano girasole garofano betula tulipa girassol cravo eik beuk berk esdoorn den spar lariks populier
    iep tulp narcis paardenbloem zonnebloem bok tall poppel tulpan pasklilja maskros solros klon swierk modrzew topola
    mese kayin hus akcaagac cam kavak aycicegi
    : ash rowan hazel holly ivy willow rose lily violet daisy iris heather poppy jasmine linden aspen laurel weide linde
    esche lilie veilchen frene saule tilleul lys violette marguerite fresno sauce tilo rosa lirio violeta margarita
    frassino salice tiglio giglio viola margherita freixo salgueiro tilia wilg es roos lelie ask salg lind ros lilja
    wierzba lipa roza gul menekse defne birch beech alder pine kiefer ahorn birke erle carvalho pinheiro olmo roble alamo
    cedro ek bjork gran lark sosna brzoza dab buk bouleau quercia faia lavanda lavender els nergis lale geranium clavel lonn
    ---
    red blue yellow purple turquoise pink beige maroon navy lila turkis rouge bleu vert jaune gris amarillo
    negro grigio vermelho amarelo preto cinza rood blauw groen geel paars grijs rod bla gron czerwony niebieski zielony
    kirmizi
    : azul rojo black white brown gray grey amber scarlet ruby violet olive rot grun schwarz weiss braun orange blanc noir brun
    blanco marron bianco marrone branco marrom wit zwart bruin svart vit green blau grau gelb rosso nero giallo verde
    viola blu teal sari yesil mavi roxo morado gul
    ---
    quartz granite marble amethyst topaz turquoise malachite granit marmor quarz topas smaragd saphir turkis marbre
    amethyste topaze emeraude cuarzo granito marmol amatista topacio esmeralda zafiro quarzo marmo ametista topazio
    smeraldo zaffiro marmore
    : ruby opal jade pearl amber emerald sapphire diamond jasper garnet onyx coral rubin perle bernstein diamant rubis
    ambre rubi perla ambar rubino ambra corallo perola
    ---
    thyme dill parsley coriander oregano chives mint cumin turmeric paprika cinnamon nutmeg salbei basilikum petersilie
    schnittlauch koriander majoran thymian minze kummel zimt basilic persil thym ciboulette aneth estragon menthe cannelle
    albahaca perejil tomillo cilantro menta canela prezzemolo timo basilico rosmarino cannella basilika persilja timjan mynta
    kanel salsa manjericao tomilho coentro bieslook peterselie munt kaneel koper pietruszka bazylia mieta tymianek
    : basil rosemary sage ginger saffron anise rosmarin romarin sauge romero salvia alecrim rozemarijn salie
    ---
    mojito negroni daiquiri cola whisky whiskey vodka gin rum tequila beer wine lager cider espresso cappuccino latte mocha
    macchiato tea coffee lemonade bier wein kaffee tee biere vin cafe cerveza vino birra vinho cerveja koffie thee ol kaffe te
    : margarita sherry brandy port martini bellini tom
    ---
    courage honesty integrity teamwork respect humility kindness curiosity ownership loyalty fairness
    : trust wisdom hope faith grace joy charity patience prudence constance verity temperance justice amity clarity
    ---
    mercury jupiter saturn uranus neptune pluto merkur neptun mercure saturne mercurio jupiter saturno urano neptuno nettuno
    : venus mars luna sol earth terra venere marte
    ---
    piano violin cello trumpet trombone flute clarinet oboe guitar harp drums klavier geige flote gitarre trompete klarinette
    violon violoncelle trompette guitare clarinette violonchelo trompeta guitarra violino violoncello tromba chitarra flauto
    viool fluit
    : viola bell
"""
_SIGNS = word_set(
    """
    aries taurus gemini virgo libra scorpio sagittarius capricorn aquarius pisces zwillinge jungfrau waage skorpion steinbock
    belier taureau gemeaux sagittaire capricorne verseau poissons tauro geminis escorpio sagitario capricornio acuario piscis
    ariete vergine sagittario capricorno acquario gemeos virgem escorpiao aquario peixes tweelingen weegschaal schorpioen
    boogschutter steenbok waterman vaduren oxen tvillingarna kraftan lejonet vagen skorpionen skytten
    """
)
_NAMED_SIGNS = word_set(
    """
    widder stier krebs lowe schutze wassermann fische lion vierge balance scorpion cancer leo toro gemelli cancro leone bilancia
    scorpione pesci touro leao ram kreeft leeuw maagd vissen
    """
)
"""Those that are family names, too."""
_OF_SIGNS = re.compile(
    r"(?<!\w)(?:horoscopes?|horoskope?|hor[oó]scopos?|oroscop[oi]|horoscoop|zodiac|zodiaque|zod[ií]aco|dierenriem|"
    r"(?:star|per|each|every|sun) ?signs?|sternzeichen|tierkreis\w*|sterrenbeeld(?:en)?|stjärntecken)(?!\w)",
    re.IGNORECASE,
)
_AND = "and|und|et|y|e|en|och|og|ve|oder|or|ou|o"
_LINK = rf"(?: ?[,;/|\u00b7\u2022] ?(?:(?:{_AND}) )?| (?:{_AND}) |\n[ \t]*[-*\u2022] )"
_ITEM = r"[^\W\d_]{2,24}"
_LEFT = re.compile(rf"(?<![\w'\u2019-])({_ITEM}){_LINK}\Z")
_RIGHT = re.compile(rf"{_LINK}({_ITEM})(?![\w'\u2019-])")
_REACH, _MOST = 32, 12
_AROUND, _HEAD = 160, 48
_FEWEST, _FEWEST_OF_THINGS, _SELDOM_NAMES, _FEWEST_SIGNS = 4, 3, 2, 3
_PEOPLE_BEFORE = re.compile(
    r"(?<!\w)(?:team|kund(?:en|innen)|clientes?|clients?|customers?|agents?|reps?|kids|children|famil(?:ies|ien|ias)|accounts?|"
    r"shift|call(?:ed)?(?: back)?|(?:sur|first |last )?names?|nachnamen|namen|nombres|noms|nomi|contacts?|kontakte|contactos|"
    r"leads?|"
    r"staff|mitarbeiter|empleados|crew|people|dabei(?: waren)?)(?!\w)[^\n\0:;.]{0,24}[\"':;,\[ ]{0,5}\Z",
    re.IGNORECASE,
)
_WITH = re.compile(r"(?<!\w)(?:ask|asked|seen by|met|tell|told|thank|invited?) \Z", re.IGNORECASE)
_PEOPLE_AFTER = re.compile(
    r" (?:live|lives|work|works|joined|called|said|say|want|asked|need|signed|agreed|came|"
    r"are (?:sisters|brothers|friends|in|out|off|here))(?!\w)",
    re.IGNORECASE,
)
"""Right before a list of people, or after it."""
_CUES = (is_named, is_certain, is_announced, is_hinted, is_speaker)


def _kinds() -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Of each kind the words that are seldom a name, and all."""
    for kind in _KINDS_BY_LINE.split("---"):
        seldom, names = map(word_set, kind.split(":"))
        yield seldom - names, seldom | names


_KINDS = tuple(_kinds())
_OF_ANY = frozenset().union(*(every for _, every in _KINDS))


def is_of_a_kind(text: str, span: Span) -> bool:
    """True for a word in a list of such things, of a place or company wherever the word stands; and for a sign of the zodiac."""
    if WORD.fullmatch(text, span.start, span.end) is None:
        return False
    word = fold(text[span.start : span.end])
    if span.label is Label.PERSON and _is_sign(text, span, word):
        return True
    if word not in _OF_ANY:
        return False
    if _is_listed(text, span, word):
        return True
    first = text.find(text[span.start : span.end]) if span.label is not Label.PERSON else span.start
    return first < span.start and _is_listed(text, replace(span, start=first, end=first + span.end - span.start), word)


def _is_listed(text: str, span: Span, word: str) -> bool:
    items = [fold(text[start:end]) for start, end in _items(text, span.start, span.end)]
    if len(items) < (_FEWEST if span.label is Label.PERSON else _FEWEST_OF_THINGS):
        return False
    for seldom, every in _KINDS:
        if word in every and sum(item not in every for item in items) <= (len(items) >= _FEWEST):
            return len(seldom.intersection(items)) >= _SELDOM_NAMES and not _is_of_people(text, span)
    return False


def _is_of_people(text: str, span: Span) -> bool:
    items = _items(text, span.start, span.end)
    first, last = items[0][0], items[-1][1]
    before = max(0, first - _HEAD)
    if any(each.search(text, before, first) for each in (_PEOPLE_BEFORE, _WITH)) or _PEOPLE_AFTER.match(text, last):
        return True
    return any(any(cue(text, *item) for cue in _CUES) for item in items)


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the words of the list stand in which `text[start:end]` is one, this one too."""
    items = [(start, end)]
    while len(items) < _MOST and (left := _LEFT.search(text, max(0, items[0][0] - _REACH), items[0][0])):
        items.insert(0, left.span(1))
    while len(items) < 2 * _MOST and (right := _RIGHT.match(text, items[-1][1])):
        items.append(right.span(1))
    return items


def _is_sign(text: str, span: Span, word: str) -> bool:
    if word not in _SIGNS | _NAMED_SIGNS or _is_of_people(text, span):
        return False
    first, last = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    if word in _SIGNS and _OF_SIGNS.search(text, first, last):
        return True
    near = {fold(found) for found in WORD.findall(text, first, last)}
    return len(near & (_SIGNS | _NAMED_SIGNS)) >= _FEWEST_SIGNS and not near.isdisjoint(_SIGNS)
