"""Every entity has a label, or is left out by name."""

from gateway.adapters.presidio_detector import labels
from gateway.adapters.presidio_detector.labels import LABEL_OF
from gateway.adapters.presidio_detector.translation import predefined
from gateway.core.entities import Label

# Not personal by themselves; the reasons are in the module.
LEFT_OUT = {
    "DATE_TIME", "UUID", "DE_PLZ", "UK_POSTCODE", "CA_POSTAL_CODE", "DE_HANDELSREGISTER", "DE_BSNR", "DE_LANR", "SG_UEN",
    "ZA_COMPANY_REGISTRATION", "AU_ACN",
}  # fmt: skip


def test_every_predefined_entity_is_labelled_or_left_out_on_purpose() -> None:
    entities = {rule.entity for rule in predefined(lambda _: True)}

    assert entities - set(LABEL_OF) == LEFT_OUT
    assert all(name in (labels.__doc__ or "") for name in LEFT_OUT)


def test_every_label_is_an_entity_of_its_own() -> None:
    assert all(LABEL_OF[label.value] is label for label in Label)
