"""What is nobody's stays as it is, with the detector as it ships: look-alikes of identifiers, and ordinary sentences.

Ratchets, somewhat below what is reached; the goals stand in `docs/pii.md`.
"""

import itertools

import pytest

from tests.report import documents
from tests.report.evasion import disguises, redacted, scorer
from tests.support.data import labelled_data
from tests.support.detection import shipped_detector
from training import sources

LOOK_ALIKES = 0.94
SENTENCES = {"slurp-devel": 0.935, "nlupp-train": 0.97}
"""Spoken commands and turns of calls in which the public sets mark nothing."""
PROMPTS = 0.9
"""Prompts, mails and notes that name nobody, from templates that training never saw."""
COUNT = 200
PLAIN = """
    phone lines were down / yes please, send it / this is urgent please / hi everyone, the office is closed / VAT: 20 / PO to sign
    call tomorrow morning / 200 ms latency / doctor appointment moved / Server is back / System wants a reboot / not yet
    what about pricing? / Delivery will be late / photo attached / 5 mw turbine / coach booking confirmed / judge for yourself
    nicht vergessen / bitte nicht stapeln / nicht lieferbar / laut rechnung bezahlt / frag morgen nochmal / dann feierabend
    Drucker ist krank / liebe kollegen / Termin mit kunden verschoben / Anwesend: alle / hallo zusammen / unser lager ist voll
    selon devis / demander devis / signé hier / bonjour à tous / livraison du matin / vu avec client / merci beaucoup
    según contrato / oferta hasta junio / abierto hasta agosto / don de gentes / hola equipo / llama mañana / confirma tu pedido
    grazie mille / chiama subito / gentile cliente / parla con calma / detto questo / saluti cordiali / prezzo buono, ma tardi
    obrigado pela atenção / dona de casa / olá equipe / sou cliente / oi gente / entrega vai amanhã
    dit kost te veel / kun je dit doorsturen / dit kwartaal / volgens planning / pak de fles / beste klant / lunch met korting
    od jutra / według umowy / tak jest / pan kierowca / cześć wszystkim / dzięki wielkie
    hasta mañana / merhaba herkese / selam arkadaşlar / bey kahvaltısı / sen bekle / toplantı yarın
    tack så mycket / hej alla / min faktura / tak for hjælpen / prata med kund / rabatt, min vara / vil ha kaffe
"""
"""Ordinary sentences beside words that say that a name comes, in ten languages and more."""
PLAIN_TOUCHED = 12


async def found(text: str) -> list[tuple[int, int, str]]:
    [spans] = await shipped_detector().find([text], (), "en")
    return [(span.start, span.end, span.label.value) for span in spans]


async def test_look_alikes_with_nothing_to_hide_stay() -> None:
    data = labelled_data()
    judge = scorer(data)
    rows = [each for each in disguises(data) if each.group == "N"]
    kept = [not judge(each.row, redacted(each.text, await found(each.text))) for each in rows]

    assert sum(kept) >= LOOK_ALIKES * len(rows)


async def test_ordinary_sentences_without_personal_data_stay() -> None:
    shares = {}
    for name in SENTENCES:
        records = sources.public(labelled_data() / "public" / f"{name}.jsonl.xz")
        texts = [
            record.text
            for number, record in enumerate(records)
            if not record.spans and sources.for_development(name, number)
        ]
        few = list(itertools.islice(texts, COUNT))
        shares[name] = sum([not await found(text) for text in few]) / len(few)

    assert {name: share for name, share in shares.items() if share < SENTENCES[name]} == {}


async def test_words_that_say_that_a_name_comes_touch_few_sentences_without_one() -> None:
    texts = [text.strip() for line in PLAIN.strip().splitlines() for text in line.split(" / ")]
    either = [each for text in texts for each in (text, text[:1].upper() + text[1:])]

    assert len([text for text in either if await found(text)]) <= PLAIN_TOUCHED


# The generator of the data leaves its own files open.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_ordinary_prompts_and_mails_that_name_nobody_stay() -> None:
    texts = [document.text for document in documents.without_personal_data(labelled_data(), COUNT).documents()]
    kept = [not await found(text) for text in texts]

    assert sum(kept) >= PROMPTS * COUNT
