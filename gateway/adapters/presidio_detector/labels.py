"""Which label each of Presidio's entities has. An entity that is not here is not personal by itself and is not reported.

Left out on purpose: DATE_TIME (a birth date has a rule of its own), URL (a personal one has), UUID (a technical key; where it
names a person, the CRM says so by a known value), DE_PLZ, UK_POSTCODE and CA_POSTAL_CODE (a postcode alone names no one and
looks like any short number; inside an address it is part of STREET_ADDRESS), company and provider registers
(DE_HANDELSREGISTER, DE_BSNR, DE_LANR, SG_UEN, ZA_COMPANY_REGISTRATION, AU_ACN: public, and not of natural persons).
MAC_ADDRESS names a device on a network as an IP address does.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gateway.core.entities import Label

_ENTITIES: Mapping[Label, str] = {
    Label.CREDIT_CARD: "",
    Label.EMAIL_ADDRESS: "",
    Label.PHONE_NUMBER: "ZA_PHONE_NUMBER PH_MOBILE_NUMBER TR_PHONE_NUMBER",
    Label.IBAN_CODE: "",
    Label.CRYPTO: "",
    Label.PERSON: "",
    Label.LOCATION: "GPE LOC",
    Label.ORGANIZATION: "ORG",
    Label.NRP: "",
    Label.AGE: "",
    Label.HEALTH: "MEDICAL_CONDITION",
    Label.IP_ADDRESS: "MAC_ADDRESS",
    Label.SECRET: "",
    Label.STREET_ADDRESS: "",
    Label.PERSONAL_URL: "",
    Label.USERNAME: "",
    Label.DATE_OF_BIRTH: "",
    Label.BANK_ACCOUNT: "US_BANK_NUMBER ABA_ROUTING_NUMBER",
    Label.ACCOUNT_ID: (
        "US_CLAIM_NUMBER US_PRESCRIPTION_NUMBER US_PRIOR_AUTHORIZATION_NUMBER US_REFERRAL_NUMBER "
        "US_HEALTH_INSURANCE_MEMBER_ID"
    ),
    Label.NATIONAL_ID: (
        "US_SSN US_MBI US_NPI MEDICAL_LICENSE UK_NHS UK_NINO AU_MEDICARE CA_SIN DE_HEALTH_INSURANCE DE_ID_CARD "
        "DE_SOCIAL_SECURITY ES_NIE ES_NIF FI_PERSONAL_IDENTITY_CODE IN_AADHAAR IN_VOTER IT_FISCAL_CODE "
        "IT_IDENTITY_CARD KR_FRN KR_RRN NG_NIN PH_UMID PL_PESEL SE_PERSONNUMMER SG_NRIC_FIN TH_TNIN TR_NATIONAL_ID "
        "ZA_ID_NUMBER ZA_TRAFFIC_REGISTER_NUMBER"
    ),
    Label.TAX_ID: (
        "US_ITIN US_PROVIDER_TAX_ID AU_ABN AU_TFN DE_TAX_ID DE_TAX_NUMBER DE_VAT_ID IN_GSTIN IN_PAN IT_VAT_CODE KR_BRN "
        "PH_TIN SE_ORGANISATIONSNUMMER ZA_INCOME_TAX_NUMBER ZA_VAT_NUMBER"
    ),
    Label.PASSPORT: (
        "US_PASSPORT UK_PASSPORT DE_PASSPORT ES_PASSPORT IN_PASSPORT IT_PASSPORT KR_PASSPORT PH_PASSPORT ZA_PASSPORT"
    ),
    Label.DRIVER_LICENSE: (
        "US_DRIVER_LICENSE UK_DRIVING_LICENCE DE_FUEHRERSCHEIN IT_DRIVER_LICENSE KR_DRIVER_LICENSE ZA_DRIVER_LICENSE"
    ),
    Label.LICENSE_PLATE: (
        "DE_KFZ IN_VEHICLE_REGISTRATION NG_VEHICLE_REGISTRATION TR_LICENSE_PLATE UK_VEHICLE_REGISTRATION ZA_LICENSE_PLATE"
    ),
}

LABEL_OF: Mapping[str, Label] = MappingProxyType(
    {entity: label for label, names in _ENTITIES.items() for entity in (label.value, *names.split())}
)
"""Presidio's entity → label; a label's own name is always an entity."""
