"""Which of the three sales markets a country or a large city lies in: EMEA, APAC or AMERICAS.

Own lists. Coarse on purpose: a market may count in a judgement, a place or an origin may not.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gateway.core.linking import plain_words

_LISTS = {
    "EMEA": """
albania, algeria, andorra, angola, armenia, austria, azerbaijan, bahrain, belarus, belgium, benin, bosnia, bosnia and
herzegovina, botswana, bulgaria, burkina faso, burundi, cameroon, cape verde, chad, congo, croatia, cyprus, czech
republic, czechia, denmark, djibouti, egypt, england, eritrea, estonia, eswatini, ethiopia, finland, france, gabon,
gambia, georgia, germany, ghana, greece, guinea, hungary, iceland, iran, iraq, ireland, israel, italy, ivory coast,
cote d'ivoire, jordan, kenya, kosovo, kuwait, latvia, lebanon, lesotho, liberia, libya, liechtenstein, lithuania,
luxembourg, madagascar, malawi, mali, malta, mauritania, mauritius, moldova, monaco, montenegro, morocco, mozambique,
namibia, netherlands, the netherlands, holland, niger, nigeria, north macedonia, northern ireland, norway, oman,
palestine, poland, portugal, qatar, romania, russia, rwanda, san marino, saudi arabia, scotland, senegal, serbia,
sierra leone, slovakia, slovenia, somalia, south africa, south sudan, spain, sudan, sweden, switzerland, syria,
tanzania, togo, tunisia, turkey, turkiye, uganda, ukraine, united arab emirates, uae, united kingdom, uk, great
britain, britain, wales, yemen, zambia, zimbabwe, europe, africa, middle east, eu, emea, dach, benelux, scandinavia,
nordics, deutschland, osterreich, schweiz, frankreich, spanien, italien, polen, niederlande, belgien, danemark,
schweden, norwegen, finnland, grossbritannien, turkei, allemagne, autriche, suisse, espagne, italie, pologne,
pays-bas, belgique, suede, norvege, royaume-uni, angleterre, maroc, tunisie, algerie, alemania, suiza, francia,
espana, italia, polonia, paises bajos, belgica, suecia, noruega, reino unido, inglaterra, marruecos, alemanha, suica,
franca, espanha, holanda, inghilterra, germania, svizzera, spagna, paesi bassi, belgio, regno unito, duitsland,
oostenrijk, zwitserland, frankrijk, spanje, belgie, zweden, noorwegen, london, manchester, birmingham, leeds,
liverpool, bristol, edinburgh, glasgow, cardiff, belfast, dublin, cork, paris, lyon, marseille, toulouse, bordeaux,
lille, nantes, nice, strasbourg, brussels, bruxelles, antwerp, ghent, amsterdam, rotterdam, utrecht, the hague,
eindhoven, berlin, hamburg, munich, munchen, cologne, koln, frankfurt, stuttgart, dusseldorf, leipzig, dresden,
hannover, nuremberg, vienna, wien, graz, zurich, geneva, geneve, basel, bern, madrid, barcelona, valencia, seville,
sevilla, bilbao, malaga, lisbon, lisboa, porto, rome, roma, milan, milano, turin, torino, naples, napoli, bologna,
florence, firenze, venice, warsaw, warszawa, krakow, wroclaw, gdansk, prague, praha, brno, bratislava, budapest,
bucharest, sofia, belgrade, zagreb, ljubljana, athens, thessaloniki, istanbul, ankara, izmir, moscow, kyiv, kiev,
lviv, minsk, riga, tallinn, vilnius, helsinki, stockholm, gothenburg, malmo, oslo, bergen, copenhagen, aarhus,
reykjavik, dubai, abu dhabi, doha, riyadh, jeddah, kuwait city, muscat, beirut, amman, tel aviv, jerusalem, haifa,
cairo, alexandria, casablanca, rabat, tunis, algiers, lagos, abuja, accra, nairobi, mombasa, kampala, kigali, dar es
salaam, addis ababa, dakar, abidjan, johannesburg, cape town, durban, pretoria, harare, lusaka, luanda
""",
    "APAC": """
afghanistan, australia, bangladesh, bhutan, brunei, cambodia, china, fiji, hong kong, india, indonesia, japan,
kazakhstan, kyrgyzstan, laos, macau, malaysia, maldives, mongolia, myanmar, burma, nepal, new zealand, north korea,
pakistan, papua new guinea, philippines, the philippines, samoa, singapore, south korea, korea, sri lanka, taiwan,
tajikistan, thailand, tonga, turkmenistan, uzbekistan, vanuatu, vietnam, asia, apac, oceania, sydney, melbourne,
brisbane, perth, adelaide, canberra, auckland, wellington, christchurch, tokyo, osaka, kyoto, nagoya, fukuoka,
yokohama, seoul, busan, beijing, shanghai, shenzhen, guangzhou, chengdu, hangzhou, nanjing, wuhan, tianjin, taipei,
kaohsiung, bangkok, chiang mai, hanoi, ho chi minh city, saigon, manila, cebu, jakarta, bandung, surabaya, medan,
kuala lumpur, penang, johor bahru, delhi, new delhi, mumbai, bombay, bangalore, bengaluru, hyderabad, chennai,
kolkata, pune, ahmedabad, jaipur, noida, gurgaon, gurugram, kochi, karachi, lahore, islamabad, dhaka, colombo,
kathmandu, phnom penh, yangon, almaty, tashkent
""",
    "AMERICAS": """
antigua, argentina, bahamas, barbados, belize, bolivia, brazil, canada, chile, colombia, costa rica, cuba, dominican
republic, ecuador, el salvador, grenada, guatemala, guyana, haiti, honduras, jamaica, mexico, nicaragua, panama,
paraguay, peru, puerto rico, suriname, trinidad, trinidad and tobago, united states, united states of america, usa,
us, america, uruguay, venezuela, north america, south america, latin america, latam, caribbean, estados unidos,
etats-unis, vereinigte staaten, stati uniti, brasil, bresil, brasilien, mexique, mexiko, kanada, alabama, alaska,
arizona, arkansas, california, colorado, connecticut, delaware, florida, hawaii, idaho, illinois, indiana, iowa,
kansas, kentucky, louisiana, maine, maryland, massachusetts, michigan, minnesota, mississippi, missouri, montana,
nebraska, nevada, new hampshire, new jersey, new mexico, new york, north carolina, north dakota, ohio, oklahoma,
oregon, pennsylvania, rhode island, south carolina, south dakota, tennessee, texas, utah, vermont, virginia,
washington, west virginia, wisconsin, wyoming, ontario, quebec, british columbia, alberta, manitoba, nova scotia, new
york city, nyc, los angeles, chicago, houston, phoenix, philadelphia, san antonio, san diego, dallas, austin, san
jose, san francisco, seattle, denver, boston, detroit, nashville, portland, las vegas, atlanta, miami, minneapolis,
tampa, orlando, charlotte, cleveland, pittsburgh, cincinnati, kansas city, salt lake city, washington dc, toronto,
montreal, vancouver, calgary, ottawa, edmonton, winnipeg, mexico city, guadalajara, monterrey, cancun, havana,
kingston, san juan, bogota, medellin, cali, caracas, quito, guayaquil, lima, la paz, santiago, buenos aires, cordoba,
rosario, montevideo, asuncion, sao paulo, rio de janeiro, brasilia, salvador, recife, porto alegre, curitiba, belo
horizonte, fortaleza
""",
}


def _by_place() -> Mapping[str, str]:
    return MappingProxyType(
        {
            " ".join(plain_words(place)): market
            for market, places in _LISTS.items()
            for place in places.replace("\n", " ").split(",")
            if place.strip()
        }
    )


_MARKETS = _by_place()


def market_of(place: str) -> str | None:
    """The market of a country, region or large city; of "Leeds, UK" its last known part's. None if it is not on the lists."""
    whole = _MARKETS.get(" ".join(plain_words(place)))
    if whole is not None:
        return whole
    for part in reversed(place.split(",")):
        market = _MARKETS.get(" ".join(plain_words(part)))
        if market is not None:
            return market
    return None
