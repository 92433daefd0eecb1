"""What somebody has, what was done to them and what they take is found; a topic, a product and a figure of speech are left."""

import pytest

from gateway.adapters.presidio_detector.traits.health import health
from tests.support.detection import finds

RULES = tuple(health())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("she has type 1 diabetes", "type 1 diabetes"),
        ("Notes: Crohn\u2019s, avoid lunch meetings", "Crohn\u2019s"),
        ("she has Addison's disease", "Addison's disease"),
        ("Ana tiene esclerosis m\u00faltiple y se cansa", "esclerosis m\u00faltiple"),
        ("tiene una hernia discal", "hernia discal"),
        ("Tom is deaf in his right ear", "deaf in his right ear"),
        ("Paul broke his collarbone skiing", "broke his collarbone"),
        ("er hat sich das Bein gebrochen", "das Bein gebrochen"),
        ("fractured left wrist, so slow typing", "fractured left wrist"),
        ("she lost her hearing", "lost her hearing"),
        ("My knee surgery is on the 4th", "knee surgery"),
        ("sa femme a un cancer du sein", "cancer du sein"),
        ("Karin ist an Krebs erkrankt", "Krebs"),
        ("signed off with anxiety", "anxiety"),
        ("she takes Lisinopril daily", "Lisinopril"),
        ("on antidepressants since May", "antidepressants"),
        ("she is allergic to penicillin", "allergic to penicillin"),
        ("er hat Morbus Bechterew", "Morbus Bechterew"),
        ("Marta \u00e8 incinta, parto a luglio", "incinta"),
        ("er sitzt im Rollstuhl", "Rollstuhl"),
        ("He is disabled and needs a ramp", "disabled"),
        ("any health issues?\nAnn: depression, why?", "depression"),
        ("Er hat einen Bandscheibenvorfall", "Bandscheibenvorfall"),
        ("ela tem depressao", "depressao"),
    ],
)
def test_what_somebody_has_is_found(text: str, found: str) -> None:
    assert ("HEALTH", found) in finds(RULES, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Patologie: celiachia", "celiachia"),
        ('{"allergies":"nuts and eggs","x":1}', "nuts and eggs"),
        ("name,disability,city\nAnn Lee,needs a ramp,Leeds", "needs a ramp"),
    ],
)
def test_a_field_of_health_is_taken_whole(text: str, found: str) -> None:
    assert ("HEALTH", found) in finds(RULES, text)


@pytest.mark.parametrize(
    "text",
    [
        "We run a diabetes awareness campaign in May.",
        "Our app helps people with asthma track their inhalers.",
        "How to deal with stress at work",
        "The stress test passed. The team is under stress.",
        "It was a cold call, and I have a cold lead for you.",
        "I'm sick of these delays. That fell on deaf ears, a blind spot.",
        "We're flying blind. Our team is blind to renewals.",
        "Your account is disabled. Notifications are disabled by default. Der Server ist gel\u00e4hmt.",
        "A stroke of luck. Different strokes for different folks.",
        "Cancer, Leo and Virgo. Cancer research renewed.",
        "We sell wheelchair ramps and hearing aids. Knee replacement implants.",
        "Operation Sunrise starts; the replacement part for the heart of the system",
        "a broken arm of the chair, a broken hand-off, slipped deadlines, torn on pricing",
        "The pain points are price and support.",
        "L'enceinte connect\u00e9e est en stock. op\u00e9ration commerciale, une fracture num\u00e9rique",
        "autista di camion cercasi",
        "Write a blog post about migraines. What is epilepsy?",
        "She's expecting a reply by Friday.",
        "MS Teams and MS Office. With MS, Google and AWS as partners.",
        "Our new VP is allergic to meetings.",
        "Insulin sales grow. We list Atorvastatin by region.",
        "Health score: 80. Disability: none. Allergies: n/a. Medical: EUR 200",
        "Allergy-friendly menu. Customer health: at risk.",
        "El derrame de petr\u00f3leo; l'influenza del marchio; um derrame de \u00f3leo",
    ],
)
def test_a_topic_a_product_and_a_figure_of_speech_are_left(text: str) -> None:
    assert finds(RULES, text) == []
