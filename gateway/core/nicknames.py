"""Short and pet forms of common given names. An own list, made for this purpose.

Each line is one name: the forms that stand for each other. A form may stand on several lines.
"""

from __future__ import annotations

from collections.abc import Mapping

_GROUPS = """
abigail abby abbie gail
abraham abe bram
adelaide addie heidi
aleksandra alexandra alex ola sandra sasha sandy lexi alexa
alexander alex al sandy sasha xander alec lex aleksander alessandro sandro alejandro ale jano
alfred alf alfie fred alfredo
alice alicia ali
amanda mandy
andrew andy drew andreas andre andrei andrey
angela angie angelica angelina
ann anne anna annie nan nancy anita ania anya
anthony tony ant anton antonio toni toño
archibald archie
arthur art artie arturo
barbara barb babs basia
bartholomew bart
beatrice beatriz bea trixie
benjamin ben benji benny benjamín
bernard bernie berndt
bradley brad
brigitte birgit gitte
caroline carolina carol carrie caro
catherine katherine kathryn cathy kathy kate katie kat kitty cat katarina katarzyna kasia catarina
charles charlie chuck chas carl karl carlos charly
charlotte lottie charlie
chester chet
christina christine kristina chris chrissy tina kris
christopher chris kit topher christoph cristobal kris christian
clifford cliff
constance connie constanze
cynthia cindy
daniel dan danny dani
david dave davey dawid
deborah debbie deb debra
dennis denis den
dolores lola loli
dominic dominik dom nico
donald don donnie
dorothy dot dottie dora dorothea
dmitry dima mitya
edward ed eddie ted teddy ned eduardo edu lalo edoardo
eleanor ellie nell nora elena leonora
elizabeth liz lizzie beth betty betsy eliza lisa libby elisabeth elsa elise lisbeth bettina sissi elisabet elżbieta ela isabel
emily em emmy emma
emmanuel manny manu emanuel manuel
encarnacion encarna
ernest ernie ernst ernesto
eugene gene eugen
evelyn eve evie
ezekiel zeke
federico fede
florence flo flora
frances fran francie fanny
francis frank frankie fran francesco francisco paco pancho kiko cisco franz françois chico
frederick fred freddie fritz friedrich federico
gabriel gabe gaby gabi
gabriela gabrielle gaby gabi ella
gerald gerry jerry gerhard gerd
geoffrey jeffrey geoff jeff
george georgie georg giorgio jorge jürgen jurgen
gertrude trudy gerti
giovanni gianni nino
giuseppe beppe peppe pino
gregory greg gregor grzegorz
guadalupe lupe lupita
guillaume gui guillermo memo willy
günther günter gunther
harold harry hal
harrison harry
helen helena ellen nell lena hela
henry harry hank hal heinrich heinz enrico enrique quique henri hendrik henk
herbert bert herb
hubert bert hugh
ignacio nacho iñaki
irene rena reni
isabella isabel isabelle bella izzy izzie belle
isaac ike zac
ivan vanya
jacob jake jakob jakub kuba jaap coby
jacqueline jackie jacqui
james jim jimmy jamie jem santiago diego jaime
jane janie
jason jay
jennifer jen jenny jenn
jeremy jerry jem
jerome jerry
jessica jess jessie
jesus chuy chucho
joachim jochen achim jo
johannes hannes hans johann jan jo jannes
john johnny jack jon ian sean juan jean giovanni janek
jonathan jon johnny nathan
joseph joe joey jo josef josé jose pepe chepe józef
joshua josh
josephine jo josie fina
judith judy jutta
julia jules julie
katarzyna kasia
kenneth ken kenny
kimberly kim
konstantin kostya costa
kristen kristin kris
laurence lawrence larry lars lorenzo renzo loz
leonard leo len lenny leonardo
leticia lety
louis louie lou lewis luis luigi gigi ludwig
lucia lucy luci lu
luisa louise lou lulu
lucas luke luc luca lukas
magdalena magda lena maggie
malcolm mal
małgorzata gosia
manfred fred manni
margaret maggie meg peggy marge margie madge greta rita daisy margarita margarethe gretel margot margherita
maria mary marie mia maja mitzi mariquita marysia
marjorie marge margie
martha marty patty
martin marty marcin martinus
matilda tilly mathilde tilda
matthew matt matty matthias mateo matteo matthieu mattias mateusz
maximilian max maximiliano maximiliaan
melissa mel lissa missy
melanie mel
mercedes merche
michael mike mick mickey mikey mitch michel miguel michele michał misha michiel mikhail
mohammed muhammad mohamed mo mohammad muhammed mehmet hamada
monique monica mo nikki
natalia natasha nat nata
natalie nat nattie
nathaniel nathan nate nat
nicholas nick nicky nico nicolas nikolaus klaus niklas nicola nikolai kolya niels
nicole nicky nikki nic
oliver ollie olly olivier
olivia liv livvy
oluwaseun seun
chukwuemeka emeka
pamela pam
patricia pat patty tricia trish paddy patrizia
patrick pat paddy patrik pádraig patricio rick
paul pablo paulo paolo pawel
paula paulina paola
penelope penny
peter pete pedro pietro pierre piotr petr piet
philip phillip phil pip filip felipe philippe
priscilla prissy cilla
rachel rach raquel
raymond ray ramon
rebecca becky becca bex
reginald reg reggie
ricardo rick ricky richie rico riccardo
richard rick ricky rich richie dick dickie
robert bob bobby rob robbie bert roberto robbert beto
roderick rod roddy
rodrigo rodri
roland rollo
ronald ron ronnie
rosario charo
rosemary rose rosie romy
rudolf rudi rudy rolf
samuel sam sammy
samantha sam sammy
sebastian seb basti bas bastian seba
sergei sergey seryozha
silvester sly
siegfried sigi
solomon sol solly
sophia sophie sofia zosia
stanisław staszek
stanley stan
stefan stef steffen
stefanie stephanie steph steffi stef
stephen steven steve stevie esteban stefan etienne
susan susanna suzanne sue susie suzie suzy sanne susi
sylvester sly
tatiana tania tanya
terence terry tel
teresa theresa terry tess tessa resi
theodore ted teddy theo theodor teo fyodor
thomas tom tommy tomás tomek tomasz
timothy tim timmy
tobias toby tobi
ulrich uli ulli utz
ursula uschi ulla
valentina vale tina
valerie val
venkatesh venky
veronica ronnie vero nica
victor vic viktor
victoria vicky vicki tori viktoria
vincent vince vinnie vicente vincenzo enzo
virginia ginny ginger
vladimir vlad vova volodya
walter walt wally wat
wilhelm willi willy helmut
wilhelmina mina willa minnie
william will bill billy willie liam wil willem wim
winifred winnie freda
władysław władek
yevgeny zhenya
zachary zach zack zak
zbigniew zbyszek
"""


def _by_name() -> Mapping[str, frozenset[str]]:
    others: dict[str, set[str]] = {}
    for line in _GROUPS.strip().splitlines():
        group = line.split()
        for name in group:
            others.setdefault(name, set()).update(group)
    return {name: frozenset(group - {name}) for name, group in others.items()}


NICKNAMES: Mapping[str, frozenset[str]] = _by_name()
"""A given name in lower case → what the same person may be called."""
