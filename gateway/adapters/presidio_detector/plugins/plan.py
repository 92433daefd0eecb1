"""What a worker is told: what to load, in which environment; and which label each entity has that it may report."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from gateway.adapters.presidio_detector.labels import LABEL_OF
from gateway.adapters.presidio_detector.plugins.confinement import MIB
from gateway.core.detection import Detection, Names, Plugged
from gateway.core.entities import Label
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.ports.detector import UnusableDetectorError

_INHERITED = (
    "PATH",
    "LANG",
    "LC_ALL",
    "HOME",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "PYTHONMALLOC",
    "MALLOC_PERTURB_",
    "GLIBC_TUNABLES",
    "OMP_NUM_THREADS",
    "CUDA_VISIBLE_DEVICES",
)
"""All that a worker sees of the gateway's environment, which holds its secrets. The allocator's settings are among it."""
_OWN: Mapping[str, str] = MappingProxyType(
    {
        "PYTHONDONTWRITEBYTECODE": "1",
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "TOKENIZERS_PARALLELISM": "false",
        # Presidio skips a pattern after so long and goes on; we kill the worker long before.
        "REGEX_TIMEOUT_SECONDS": "86400",
    }
)
_IGNORED = "CARDINAL EVENT LANGUAGE LAW MONEY ORDINAL PERCENT PRODUCT QUANTITY WORK_OF_ART FAC MISC O"
"""Labels of spaCy's and of common transformers models that are none of Presidio's entities (its conf/spacy.yaml and ours)."""
_NOT_PERSONAL = (
    *(
        "DATE_TIME",
        "URL",
        "UUID",
        "DE_PLZ",
        "UK_POSTCODE",
        "CA_POSTAL_CODE",
        "DE_HANDELSREGISTER",
        "DE_BSNR",
        "DE_LANR",
    ),
    *("SG_UEN", "ZA_COMPANY_REGISTRATION", "AU_ACN"),
)
"""Entities of Presidio that labels.py leaves out, and says why."""
_MORE_LABELS: Mapping[str, Label | None] = MappingProxyType(
    {"EMAIL": Label.EMAIL_ADDRESS, "ID": Label.ACCOUNT_ID, **dict.fromkeys(_NOT_PERSONAL)}
)
"""What Presidio's own mapping of models' labels adds, and what is known and not reported."""


def plan(detection: Detection) -> JsonObject:
    """The first frame to a worker."""
    return {
        "root": str(detection.root),
        "languages": list[JsonValue](detection.languages),
        "engine": _engine(detection),
        "recognizers": [_recognizer(each) for each in detection.recognizers],
        "memory_bytes": detection.worker_memory_mib * MIB,
    }


def environment(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """A worker's environment: no secret of the gateway is in it, and no network for model hubs."""
    inherited = {name: environ[name] for name in _INHERITED if name in environ}
    return {**inherited, **_OWN, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def labels_of(detection: Detection, entities: Iterable[str]) -> dict[str, Label | None]:
    """Entity → label, None for those that are not reported. Raises `UnusableDetectorError`."""
    known = {**LABEL_OF, **_MORE_LABELS, **detection.labels}
    unknown = sorted(entity for entity in set(entities) if entity.upper() not in known)
    if unknown:
        raise UnusableDetectorError(
            f"no label for {', '.join(unknown)}: enter one in detection.labels, such as {unknown[0]}: ACCOUNT_ID,"
            " or null if it is not personal"
        )
    return {entity: known[entity.upper()] for entity in entities}


def _engine(detection: Detection) -> JsonObject | None:
    """Presidio's NLP configuration; None where no engine finds names."""
    if detection.names is Names.SPACY:
        return _with_models("spacy", detection, {each: detection.spacy[each] for each in detection.languages})
    if detection.names is Names.TRANSFORMERS:
        models: dict[str, JsonValue] = {
            each: {"spacy": detection.spacy[each], "transformers": detection.transformers[each]}
            for each in detection.languages
        }
        return _with_models("transformers", detection, models)
    return None


def _with_models(name: str, detection: Detection, models: Mapping[str, JsonValue]) -> JsonObject:
    return {
        "nlp_engine_name": name,
        "models": [{"lang_code": language, "model_name": model} for language, model in models.items()],
        "ner_model_configuration": {
            "labels_to_ignore": list[JsonValue](_IGNORED.split()),
            **detection.ner_model_configuration,
        },
    }


def _recognizer(each: Plugged) -> JsonObject:
    registry = str(each.registry) if each.registry else None
    return {"name": each.name, "python": each.python, "registry": registry, "options": each.options}
