"""Words that are names too, or may be taken for one: what a name in any case must not be confused with.

Own lists, made for this purpose. They hold words as `gateway.core.linking.plain_words` writes them: lower case, no accents.
"""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as it is written here: apart by spaces and line breaks."""
    return frozenset(text.split())


def phrase_set(text: str) -> frozenset[str]:
    """The words and phrases of a text, as it is written here: apart by commas; a line break within one is a space."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip())


FREQUENT = word_set(
    """
    a able about after again ago ai al all also am an and any are art as ask at away back bad bar be been best better big
    bill bit book both box bring brief buy by call came can car card care case cash cast chance charge chase check chip
    city clear close cc co come con cook cost could cover credit cross cut data date day days de deal den der did die
    do does dom don done dos down draft drew drive due e each early ease east eat ed edge el email en end er es et even
    event ever every fair fall fan far fast fax fee few field file fill final find fine first fit fix flat for form four
    free from full fun gain game gas gave gene get girl give go gold good got grand grant great group grow ha
    had half hall hand hard has have he head hear held hello help her here high hill him his hit hold home hope hot hour
    house how hr i if il im in inc is it its job join just keep key kind know la lab large last late law lay lead led
    left less let letter level life light like line link list little live loan local log long look lose loss lost lot love
    low lo made mail main make man many march mark market mas master matter max may me mean means meet men mid mile
    miles mill min mine miss mo model month more most move much must my name near need net new next nice night nine no
    none noon nor north not note now o of off offer office old on once one only open or order other our out over own page
    paid pan par park part past path pay pc peer pen per phone pick place plan play plus pm po point poll pool post power
    pr price prime print prior pro pull push put quote rain ran rate read real red rent rep rest right ring rise
    road role room round route rule run rush safe said sale sales salt same save say seat see self sell send sent
    set seven share she ship shop short show sign sites six small so some son soon south spot staff stage start state
    stay step still stop store strong such suit sum sun sure swift take talk tax team tell ten term test than thanks
    that the their them then there these they thing this three till time tip to today told tom too top total tour town
    track trade trip true trust try turn two type un under unit until up us use used user van very via view visit wait
    wale walk wall want war ward warm was wash way we web week well wells went were west what when where which while white
    who why wide will win wire wise wish with wit won word words work works world worth would write wrong year yes yet yo
    york you young your zero
    ab alla als am ans auf aus bei bin bis da das dem des dich die dir du ein eine er es fur hat ich ihm ihn ihr im ins ist
    ja je klein kein mal man mich mir mit nach neu nicht noch nun nur ob oder ohne sei sein sich sie sind so und uns vom von
    vor war was wer wie wir wird wo zu zum zur gut tag uhr
    au aux avec ce ces cela comme dans des elle est eux fait ils les leur lui mais mes moi nos nous on ou par pas peu pour
    qui que sa sans ses si sont sur te toi tous tout tu une vos vous y
    algo alli antes asi bien cada como con cual cuando del desde donde dos ella ellos entre era esa ese eso esta este fue
    hay hoy las les los mas mi muy nada ni nos otra otro para pero poco por que quien sea ser sin sobre solo son su sus tan
    te tiene todo tres un una uno usted ya
    ao aos com das dele dois ela ele eles em essa esse esta foi isso isto lhe mais mas meu na nas nem no nos num o os ou
    para pela pelo por quem se sem ser seu so sua tem um uma voce
    al alla anche che chi ci come cosa da dai dal degli del della di dove e ed fa gli ha hai ho il in io la le lei lo loro
    lui ma mi nei nel noi non ogni per piu po poi qui se sei si sono sta su sua sue sul suo te ti tra tre tu un vi voi
    aan al alle als ben bij dan dat de der des deze die dit doe door dus een en er ga geen had heb heeft het hier hij hoe
    hun ik in is ja je kan komt kon maar me meer men met mij mijn na naar niet nog nu of om omdat ons ook op over te tot
    u uit van veel via voor waar was wat we wel werd wie wij wil worden zal ze zei zelf zich zij zijn zo zonder zou
    bo byl byla ale co czy dla do go ich ja jak je jest juz ma mi moj na nad nie od pan pani po pod przez sa ten to tu tylko
    w we wiec wy z za ze
    """
)
"""Words of many languages that stand in almost every text: in lower case a name only where something says so."""

_NOUNS = word_set(
    """
    frank king guy major gal dean rob sue rich
    abbey acre airy alder alpine amber ambrose angel apple april aqua archer arrow ash ashes aspen aster august autumn baby
    bailey baker ball banks barber barley baron basil bass bay beach bean bear beau beck bee bell bench berry birch bird
    bishop black blanche blank blessing bliss bloom blossom blue bolt bond bonnie booker booth bow bowl boy boys branch brand
    brandy brave bread breeze brick bridge bright brook brooks brown brush buck bud bull bush butcher butler byte cable cain
    camp candy cane canon canyon cap cape captain carat carol carver castle cat cedar chain chairman champ chancellor chapel
    chapman charity charm chaste cherish cherry chestnut chili christian church cider clark clay clement clerk cliff clifton
    cloud clover coach coal coast cobb coin cole college colt comfort constance cool cooper coral corn cotton count court
    cove cow craft crane creed creek crew crisp crook crow crown cruise cruz crystal cub curry dahlia daisy dale dame dart
    dawn deacon deal dear deer denim desiree destiny diamond dick dill dime divine dock dolly dove drake dream duck duke
    dusk dust dusty dyer eagle earl earnest easter echo eden elder elm ember emerald english ever evergreen faith falcon
    farmer faun fawn feather fennel fern field fields finch fish fisher flame fleet flint flora florence flower flynn ford
    forest forge fort forte forth fortune foster fox francs freed freedom french friday friend frost fry fuller gable gale
    gallant garden gardener garland garner garnet garret gates gay gem general gentile gentle genuine german gift gill ginger
    glade glass glen glory goods gore grace grain gray green grey grove guard gull gunner guns gypsy hail hale ham hammer
    happy harbor hardy hare harmony harp harper hart harvest haven hawk hay haze hazel heart heath heather heaven hedge
    herb hero heron hicks highland hobby hogg holiday holly honesty honey honor honour hood hook hooker hooper horn horse
    hudson humble hunt hunter hurt hyacinth iris iron island ivory ivy jack jade jasmine jasper jay jean jet jett jewel
    jock jolly joy joyful joyous judge july jump june junior juniper justice keen kelvin kerry kestrel kit kite knight
    lace lady lake lamb lance land lane lark laurel lavender law lawn leaf league lee legend lemon leopard liberty lilac
    lily lime linden lion lock locke lodge london long lord lotus love loyal lucky lux lynx lyric mace mackerel magic maiden
    malt manly manor maple marble mare marigold marina mariner marlin marsh marshal marshall mason mauve maverick maxim
    meadow meadows mellow melody mercy mere merit merry meter midas midnight milan milky miller mint mist misty mode monday
    money monk monkey moon moor moore moral morn morning moss mount mountain mouse music myrtle myth nectar nightingale
    noble noel noon nova oak oaks oasis ocean olive onyx opal opera orange orchid oriel otter owl oxford pace paddle pagan
    page paige painter palm palmer panther pansy paris parish park parks parker parson parsons partridge pat patience patient
    patrick patron payne peace peach peacock pear pearl pebble peck penny pepper perfect perry petal petunia pierce pike
    pilgrim pine pink piper pitt plum pleasant poe poet pope poppy porter potter pound powers precious presley priest
    prince princess prosper prudence purity queen quest quill rabbit rainbow ram ranger raven ray reagan reason reed reef
    reeves reign remy rhythm rice ridge ripley river rivers robe robin rock rocky rod roman romeo rook rose rosemary roses
    ross rowan royal royce ruby rue ruff rush russet rust rusty rye sable sacha sage saint sally salmon sand sandy sapphire
    saturday savage savanna scarlet scholar scout sea seal season senator serene serenity shade shadow sharp sharpe shay
    shell shepherd sheriff shore shy sierra silk silver simple singer skipper sky slate slater sloan smart smile smith snow
    snowy sol solo sonnet soul spark sparks sparrow spear spencer spice spike spring squire stamp star stark starling steel
    stein stella stem sterling stone storm story stout strange street stream sugar summer sunday sunny sunshine swan sweet
    sylvan tab tale tanner tarn taylor teal temperance temple tempest terry thistle thorn thunder thursday thyme tide tiger
    timber tinker today topaz town treasure tree treat trinity triumph troy tucker tuesday tulip turner twist tyler
    unity urban usher vale valentine valor vance velvet venus verity victor victory vine viola violet virtue vista
    viva wade wagon walker ware warren water waters waverly weaver webb wednesday weeks wheat wheel wheeler whistle
    wild wilder willow wind windsor wine winner winter winters wisdom wolf wonder wood woods woody wool wren wright yale
    yard zen zenith zest
    amar alba alma amor angeles azul bella blanca bravo campo casa castillo clara cielo consuelo cruz dia dolores esperanza
    estrella fe flor flores fortuna franco fuente gloria gracia guerra hierro iglesia lago leon lima luna luz mar marina
    mercedes miel milagros montes nieves norma oro palma paloma paz pena perla piedad pilar plaza porto prado puerto real
    reina remedios rey reyes rico rio rocio rojas rojo rosa rosas rubio salvador santos serena sierra socorro sol soledad
    tierra torre torres valle vega vera verde victoria vida viva
    aime belle blanc chance chevalier clair claire claude dupont fleur gentil joie leblanc lumiere marche marin moulin noir
    olivier paix petit pierre prosper rey rouge rousse tours
    adler acker bach bauer baum bayer berg blume engel essen fichte fink fleischer freitag frei frieden fuchs gross hahn
    heide herr himmel hirsch hoffnung kaiser koch konig kraus lang lange licht lieb linde markt meister mond morgen mut
    neumann pfarrer reich richter ritter sanger schatz schmied schneider schwarz sommer sonne sonntag stark stein stern
    stolz tanz vogel vogt wald weber weiss winkel wirt wolf wunder
    barco bosco conte costa dolce donna duca fiore forte gallo gatto grande grasso greco leone longo mare marino monaco
    monte morte neri orso pace pane papa piazza regina riva romano rossi russo sale salute santo serra sole stella vento
    vita volpe
    akker berk boer bos de graaf groen groot jong kok koning kuiper meer mulder prins ruiter smid smit snel visser vos wit
    zwart zon zonder
    baris bulut can deniz derya duygu eylul gul gunes huzur kaya mutlu nehir ozgur pinar savas sevgi umut yagmur yildiz
    kwiat lis maj mroz nowak orzel sowa wilk zima wojna wrona
    """
)

WORDS = FREQUENT | _NOUNS
"""Every word here: in lower case no name by itself in a text that writes names with capitals."""

MONTHS_AND_DAYS = word_set(
    """
    jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october
    november december monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri
    sat sun januar februar marz mai juni juli oktober dezember janvier fevrier mars avril juin juillet aout septembre
    octobre novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro marco maio junho julho
    setembro outubro novembro dezembro montag dienstag mittwoch donnerstag freitag samstag sonntag
    """
)
"""Written with a capital whether or not they are a name."""

PARTICLES = word_set(
    """
    de da do dos das la le las los van von der den del della di el al bin binti bint ben ibn du des zu zur zum te ter ten of
    mac mc ni nic o an the and y e und af av st san santa abu umm
    """
)
"""What stands between the words of a name and is nobody's name alone."""
