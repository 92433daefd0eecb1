"""Street addresses are found with the block that follows; ages with their unit left out."""

import pytest

from gateway.adapters.presidio_detector.places import places
from tests.support.detection import finds

RULES = tuple(places())


@pytest.mark.parametrize(
    "value",
    [
        "12 Main Street",
        "Flat 16, 9 Grove Road\nChester J7C 7TW",
        "38 kingfisher close, hobart qld 6091",
        "H.No. 22-90, Park Street, Kolkata 794621",
        "No. 37 Allen Avenue, Ikeja",
        "İstiklal Caddesi No: 135 D: 12, 05551 Konya",
        "C/ Serrano nº 197, 07958 Trujillo",
        "Travessa do Carmo, 159, apto 57",
        "60 Sukhumvit Soi 23, 39F, Medan 913558",
        "Friedrich-Ebert-Straße 46",
        "162 route de Paris, 63374 Marseille",
        "1180 Peachtree St NE, Ste 300, Atlanta, GA 30309",
        "221B Baker Street, London NW1 6XE",
        "77b sycamore trl",
        "Hauptstraße 12a, 10115 Berlin",
        "Obere Gasse 3a, 96049 Bamberg",
        "Kerkstraat 12, 1017 GA Amsterdam",
        "Kerkstraat 12-2 hs",
        "Kerkstraat 12, 3-hoog achter",
        "Calle Mayor 12",
        "Via Roma 5, 00184 Roma",
        "12 rue de la Paix, 75002 Paris",
        "Rua Augusta, 1500",
        "ul. Długa 5/12, 30-127 Kraków",
        "P.O. Box 1234",
        "RR 4 Box 87, Ottumwa, IA 52501",
        "Postfach 12 34"[:11],
        "Unter den Eichen 14b, 47798 Krefeld",
        "Achter het Hof 12-a, 3311 XD Dordrecht",
        "Coupure 88 bus 3, 9000 Gent",
        "Vinohradská 118/7, 602 00 Brno",
        "Mattenhof 4, CH-6010 Kriens",
        "Polígono Industrial Las Atalayas, parcela 12, 03114 Alicante",
        "Camino de la Dehesa s/n, 28750 San Agustín",
        "lieu-dit Le Grand Pré, 35330 Maure",
        "Place Bellecour, 69002 Lyon",
        "loc. Poggio Basso 3, 53042 Chianciano",
    ],
)
def test_an_address_is_found(value: str) -> None:
    text = f"Send it to {value}; thanks"

    assert any(entity == "STREET_ADDRESS" and value in found for entity, found in finds(RULES, text)), finds(
        RULES, text
    )


@pytest.mark.parametrize(
    "text",
    [
        "at 27 Ashdown close thanks",
        "14 Primrose hill near town",
        "drop at 5 Market place - ring",
        "8 Ash view tomorrow am",
    ],
)
def test_a_street_in_small_letters_is_found_in_a_message(text: str) -> None:
    assert any(entity == "STREET_ADDRESS" for entity, _ in finds(RULES, text))


@pytest.mark.parametrize(
    "text",
    [
        "we have 3 new ways to win",
        "2 more rounds, the place to be",
        "in 5 weeks the road ends",
        "10 of the best courts",
        "via email, via phone and via 2 portals",
        "we do the ordering 4 times",
        "a 2 way street",
        "#440 Login loop on mobile",
        "12 Deals close this week",
        "at their place on 219 days",
        "via GB61 FDPX 9599 8239 5732 20",
        "step 2 of our drive to sell",
        "Berlin, London and Paris",
        "Bestellung 4711, 12345 Stück",
        "Halle 4, 2024 Umsatz",
        "In Q3 Sales 12, 4000 Replies came",
        "place your order, 12345 of them",
        "La ruelle, le hameau, 3 routes",
        "Bearing 6205-2RS1/C3 is out of stock",
        "Bring 3 x demo unit",
        "Bearing 608-2RS, Monitoring 24 nodes",
    ],
)
def test_a_sentence_with_numbers_is_no_address(text: str) -> None:
    assert finds(RULES, text) == []


@pytest.mark.parametrize("text", ["wohnt Lagerplatz 4", "Anschrift: Lagerplatz 12a"])
def test_it_is_one_after_who_lives_there(text: str) -> None:
    assert any(entity == "STREET_ADDRESS" for entity, _ in finds(RULES, text))


@pytest.mark.parametrize("text", ["Bürgerring 12", "Heidering 4", "Spring 7, 48161 Münster"])
def test_a_word_that_ends_as_streets_do_is_one_where_it_may_be(text: str) -> None:
    assert ("STREET_ADDRESS", text) in finds(RULES, text)
