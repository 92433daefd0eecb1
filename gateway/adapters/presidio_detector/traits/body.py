"""What belongs to a word of health: parts of the body, kinds, sides, and what somebody is allergic to.

In English, German, French, Spanish, Italian, Portuguese and Dutch. Each expression is asked of a few characters beside a hit.
"""

from __future__ import annotations

import re

_PART = (
    r"wrists?|ankles?|arms?|legs?|collar ?bone|hips?|knees?|shoulders?|ribs?|foot|feet|toes?|fingers?|elbows?|dis[ck]s?|acl|"
    r"mcl|meniscus|ligaments?|hamstring|achilles(?: tendon)?|rotator cuff|tendon|cartilage|jaw|nose|neck|pelvis|skull|"
    r"vertebrae?|thumb|bones?|retina|calf|groin|femur|tibia|fibula|hand|heel|muscle"
)
_ORGAN = (
    r"heart|open heart|back|eyes?|hernia|brain|cataracts?|kidney|liver|lung|spinal|spine|gall ?bladder|bladder|bowel|bariatric|"
    r"gastric|prostate|breast|triple|double|quadruple|bypass|valve|bone marrow|corneal|thyroid|tonsils?|skin|colon|ovarian|"
    r"pancreatic|blood|testicular|cervical|stomach|throat|head|appendix|laser eye|mental health|fertility|bone|colorectal|"
    r"rectal|uterine|womb|nut|peanut|latex|penicillin|shellfish|dairy|egg|gluten|wheat|soya?|pollen|bee sting|wasp|cat|dog|"
    r"fish|sesame|milk|seafood|walnut|dust|antibiotic|aspirin|food|lactose|hair|hip|knee|shoulder|ankle|wrist|elbow|neck|jaw|"
    r"hand|foot|leg|ligament|achilles|disc|tree nut"
)
_BODY_ROMANCE = (
    r"sein|genou|dos|poumons?|prostate|c[oô]lon|c(?:œ|oe)ur|hanche|épaule|cheville|poignet|pied|jambe|bras|main|peau|foie|"
    r"reins?|oreilles?|yeux|œil|mama|rodillas?|espalda|pulm[oó]n|próstata|cadera|hombro|tobillo|muñeca|oídos?|ojos?|pierna|"
    r"brazo|mano|piel|hígado|estómago|seno|ginocchi[oa]?|schiena|polmon[ei]|prostata|anca|spalla|caviglia|polso|mani|"
    r"orecchi[oa]?|occhi[oa]?|gamba|braccio|pelle|fegato|joelhos?|costas|pulmão|quadril|ombro|tornozelo|punho|pulso|ouvidos?|"
    r"olhos?|seio|perna|braço|mão|pele|fígado|estômago|femore|fémur|disco|colon|útero|utero|hart|knie|heup|rug|tibias?|húmero|"
    r"peroné|clavicule|clavícula|clavicola|nez|nariz|naso|costillas?|côtes?"
)
_BODY_GERMANIC = (
    r"bein|arm|fuß|hand|handgelenk|knöchel|knie|schulter|rippe|nase|finger|hüfte|becken|schlüsselbein|kreuzband|rücken|auge|"
    r"herz|been|voet|pols|enkel|schouder|rib|neus|vinger|heup|sleutelbein|rug|oog|hart|oor"
)
_SIDE = r"(?: (?:gauche|droite?|izquierd[oa]|derech[oa]|esquerd[oa]|direit[oa]|sinistr[oa]|destr[oa]))?"
_OF_PART = (
    r" (?:du|de la|de l'|des|del?|della|delle|dell'|dei|di|do|da|dos|das|al|all'|alla|alle|ai|à la|à l'|au|aux|no|na|nas|nos|"
    r"en (?:la|el)|aan de|"
    rf"van de)(?:(?<=') ?| )(?:la |le |el )?(?:{_BODY_ROMANCE})\b{_SIDE}"
)
MORE = re.compile(
    r"(?:['’]?s\b)?(?: (?:disease|syndrome|disorder|cell disease|positive|users?|bound|chronique|chronic[ao]|crónic[ao]|"
    r"crônic[ao]|bilateral|discal(?:e)?|anaemia|anemia|bilatérale|aigu[ëe]|gestacional|gestationnel|tipo [12]|"
    r"(?:de )?type [12]|typ [12]|tip[eo] [12]))?"
    r"(?: with (?:twins|triplets)| in (?:one|both|his|her|my|the|their)(?: left| right)? (?:ears?|eyes?)\b| aan (?:één|een|"
    r"zijn|haar|het)(?: linker| rechter)?(?:oor| oor| oog))?"
    rf"(?:{_OF_PART})?(?![^\W_])",
    re.IGNORECASE,
)
KIND = re.compile(
    r"(?<![^\W_])(?:(?:(?:type|typ|tipo|type-|typ-)[ -]?[12]|chronic|severe|acute|rheumatoid|psoriatic|advanced|early[- ]onset|"
    r"terminal|stage (?:[1-4]|i{1,3}v?)|recurrent|bilateral|legally|registered|recovering|congenital|postnatal|post-natal|"
    r"postpartum|clinical|manic|ulcerative|suspected|multiple|gestational|bipolar|brittle|silent|mild|paranoid|viral|bacterial|"
    r"(?:[1-9]|two|three|four|five|six|seven|eight|nine) months?|"
    rf"{_ORGAN})[ -])+\Z",
    re.IGNORECASE,
)
TO = re.compile(
    r" (?:to|à la|à|aux?|al|a la|a los|a las|a|alle|ai|alla|ao|aos|à|às|gegen|auf|voor) [^\W\d_]{3,14}(?: (?:and|y|et|e|und|"
    r"en) [^\W\d_]{3,14})?",
    re.IGNORECASE,
)
OF_WORK = re.compile(
    r" (?:meetings?|calls?|change|risk|jargon|process(?:es)?|paperwork|spreadsheets?|work|deadlines|emails?|phones?|"
    r"riunion[ei]|reuni[oõ]n?es|"
    r"réunions?|meetings|vergaderingen|change|cambios?|veränderung(?:en)?|bureaucracy|discounts|numbers|fun|bullshit|hype)\Z",
    re.IGNORECASE,
)
"""What one is allergic to in jest."""
_ARTICLE = (
    r"his|her|my|their|the|a|an|left|right|both|one|two|three|in|of|upper|lower|le|la|les|l'|un|une|el|los|una|il|lo|lo|o|a|os|"
    r"as|sein|seine[nrm]?|ihre?[nrm]?|meine?[nrm]?|das|den|die|de|het|zijn|haar|mijn"
)
_LOST = r"hearing|sight|eyesight|vision|baby|voice|leg|arm"
INJURED = re.compile(
    rf"(?:s|es)? (?:(?:{_ARTICLE})(?:(?<=') ?| )){{0,3}}(?:{_PART}|{_BODY_ROMANCE}|{_BODY_GERMANIC})\b(?![-'’]\w)",
    re.IGNORECASE,
)
LOST = re.compile(rf" (?:his|her|my|their|a) (?:{_LOST})\b", re.IGNORECASE)
DONE_TO = re.compile(
    rf"(?<![^\W_])(?:(?:das|den|die|sein(?:e|en)?|ihren?|ihr|mein(?:e|en)?|am|an der|de|het|zijn|haar|mijn|aan (?:de|het|haar|"
    rf"zijn)) )(?:(?:linke[ns]?|rechte[ns]?|linker|rechter) )?"
    rf"(?:{_BODY_GERMANIC}) \Z",
    re.IGNORECASE,
)
OF_A_THING = re.compile(r"['’]?s? (?:of|on) (?:the|a|one|our|your) (?!left|right)", re.IGNORECASE)
BEFORE = re.compile(rf"(?<![^\W_])(?:left |right |double |total )?(?:{_ORGAN}|{_PART})[ -]\Z", re.IGNORECASE)
NAME_OF_DISEASE = re.compile(
    rf"(?<![^\W_])(?:(?-i:[A-Z][a-z]{{2,12}})(?:['’]s?)?|{_ORGAN}|autoimmune|coronary|thyroid|metabolic|genetic|mental|"
    rf"spectrum|mood|sleep|"
    r"vitamin (?:b12|d)|iron|dengue|rheumatic|yellow|q|personality|attention deficit|motor neuron|sjögren's|irritable bowel|"
    r"polycystic ovary)[ -]\Z",
    re.IGNORECASE,
)
AFTER = re.compile(_OF_PART, re.IGNORECASE)
