"""What the network says of a word: its tags, and the score from which they count. Training reads them here too."""

from __future__ import annotations

from gateway.core.entities import Label

LABELS = (
    Label.PERSON,
    Label.EMAIL_ADDRESS,
    Label.PHONE_NUMBER,
    Label.STREET_ADDRESS,
    Label.LOCATION,
    Label.ORGANIZATION,
    Label.DATE_OF_BIRTH,
    Label.AGE,
    Label.CREDIT_CARD,
    Label.IBAN_CODE,
    Label.BANK_ACCOUNT,
    Label.CRYPTO,
    Label.NATIONAL_ID,
    Label.TAX_ID,
    Label.PASSPORT,
    Label.DRIVER_LICENSE,
    Label.LICENSE_PLATE,
    Label.ACCOUNT_ID,
    Label.USERNAME,
    Label.PERSONAL_URL,
    Label.IP_ADDRESS,
    Label.SECRET,
    Label.NRP,
    Label.HEALTH,
)
"""In the order of the network's output."""
TAGS = 1 + 2 * len(LABELS)
FLOOR = 0.4
"""The score from which a word counts; the network's scores are shifted so that it is the best one."""
