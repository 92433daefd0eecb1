"""What stands beside a word of health: what makes it somebody's, what makes it a topic, and what belongs to it.

In English, German, French, Spanish, Italian, Portuguese and Dutch. Each expression is asked of a few characters beside a hit.
"""

from __future__ import annotations

import re

REACH = 72

_TAKES = (
    r"on|tak(?:e|es|ing|en)|took|prescribed|his|her|my|their|your|\w{2,14}['’]s|start(?:s|ed)?|stopped|off|needs?|uses?|using|"
    r"nimmt|nehme|nimm|braucht|toma|tomo|tomando|prend|prends|prende|prendo|usa|slikt|slik|gebruikt|meds?|medication|injects?|"
    r"inject|dose of|mg|with|mit|avec|con|com|met"
)
TAKES = re.compile(
    rf"(?<![^\W_])(?:{_TAKES})[: ] ?(?:(?:the|some|daily|of|de|la|me on|le|insulin and|her|his) ){{0,2}}\Z",
    re.IGNORECASE,
)
"""Before medicine: somebody takes it."""

_ILL = (
    r"off|down|out|home|zuhause|bed|hospital|diagnosed|diagnosis of|dx|lives?|living|struggl\w{1,3}|battling|ill|sick|laid up|"
    r"poorly|rushed in|rushed to hospital|at home|krank|diagnostiziert|ziek|baja|malade|cama|letto|bett"
)
_HAS_ENGLISH = (
    r"ha[sd]|have|having|got|get(?:s|ting)|been|caught|contracted|developed|suffer(?:s|ed|ing)? from|recover(?:s|ed|"
    r"ing) from"
)
_HAS = (
    rf"(?:(?:he|she|i|they|who|wife|husband|mum|mom|dad|son|daughter)(?: (?:{_HAS_ENGLISH})|'ve(?: got| had)?|'s got|'s had)|"
    rf"(?:{_ILL}),? (?:with|w/|from|because of|due to|wegen|mit|met|por|pour|per|con|avec|com)|"
    r"suffer(?:s|ed|ing)? (?:from|with)|recover(?:s|ed|ing) from|(?:stress|burnout|sick) leave for|signed off (?:with|for)|"
    r"tested positive for|down to|leidet (?:an|unter)|leide (?:an|unter)|erkrankt an|(?:ich|er|sie) (?:habe?|hat|"
    r"hatte) (?:gerade |noch )?|souffre (?:de|d')|(?:en )?arr[eê]t (?:de travail |maladie )?(?:pour|cause)|(?:il|elle|on|"
    r"j')[ ]?(?:ai|a) (?:le|la|un|une|du)|(?:sufre|padece|sofre) (?:de )?|(?:de )?baixa por|afastad[oa] por|soffre (?:di|d')|"
    r"lijdt aan|(?:hij|zij|ik) (?:heeft|heb)(?: een)?|t[áôo] (?:com|c/))"
)
_HAVING = (
    r"has|had|have|having|having had|got|getting|gets|been|with|w/|from|dx|after|since|following|due to|because of|thanks to|"
    r"beat|beating|battl(?:e|es|ed|ing)|fight(?:s|ing)?|fought|surviv(?:e|es|ed|ing)|treatment for|treated for|developed?|"
    r"caught|contracted|undergo(?:es|ing|ne)|awaiting|needs|needing|in|to|into|(?:is|'s|'m|am|was|still|been) on|off|out of|"
    r"back from|bad|a|the|says|suffered|suffering|used?|uses|using|was|it's|i've|you've|of|his|her|my|their|your|\w{2,14}'s|"
    r"hope the|hat|habe|hatte|haben|mit|nach|wegen|an|seine[rnm]?|ihre[rnm]?|meine[rnm]?|im|den|dem|ein(?:e[rnm]?)?|seit|unter|"
    r"durch|a|ai|eu|avoir|avec|après|depuis|cause|pour|d'|son|sa|ma|mon|ses|d'un|d'une|un|une|le|la|en|au|suite à|d'une?|tiene|"
    r"tengo|tuvo|tenía|tenido|con|tras|después de|por|su|mi|una?|de|el|en|debido a|ha|ho|avuto|ebbe|dopo|per|sua|mia|suo|mio|"
    r"un'?|una|l'|dall'|dell'|di|il|in|su|a causa di|con la|con l'|tem|tenho|teve|com|c/|tratamento (?:de|para)|após|depois de|"
    r"por|minha|sua|seu|meu|um|uma|o|a|em|da|do|pela|devido a|heeft|heb|had|gehad|met|na|door|wegens|zijn|haar|mijn|een|de|het|"
    r"in|van|sinds|ivm|i\.v\.m\."
)
_FILL = (
    r"(?:(?:a|an|the|his|her|my|their|some|bad|severe|mild|serious|minor|major|nasty|recent|slight|terrible|awful|another|"
    r"emergency|big|full|bit of|bout of|touch of|case of|eine?[rnm]?|schwere[rnm]?|leichte[rnm]?|un|une|une?|grosse|petite|"
    r"una?|la|el|le|il|uma?|o|een|zware|forte|grave|fuerte|both|work|manic|clinical|chronic|post natal|on|in|by|of|really|so|"
    r"quite|high) ){0,3}"
)
_ASKED = (
    r"(?:medical|health|condition|illness|allerg|disabilit|gesundheit|krankheit|erkrankung|maladie|santé|enfermedad|salud|"
    r"malatti|salute|doença|saúde|ziekte|gezondheid|aandoening)[^\n\x00:]{0,24}\s[^\W\d_]{2,12}: (?:(?:yes|yeah|well|just|um|"
    r"ja|oui|sí|si|sim),? ){0,2}"
)
_BECAUSE = r"(?:krank|ziek|ill|sick|malade|malat[oa]|enferm[oa]|doente|health reasons|uit|arrêt|baja|de baixa|off)(?:,| ?\(|:) ?"
MINE = re.compile(rf"(?<![^\W_])(?:(?:{_HAVING})(?:(?<=')|\s)|{_BECAUSE}|{_ASKED}){_FILL}\Z", re.IGNORECASE)
"""Before an ordinary word of health: somebody has it, or is treated for it."""
ILL = re.compile(rf"(?<![^\W_]){_HAS}\s?{_FILL}\Z", re.IGNORECASE)
"""Before a word that is hardly one of health: somebody is ill with it, in as many words."""

_WHO = (
    r"he|she|i|they|who|wife|husband|mother|mum|mom|father|dad|son|daughter|brother|sister|partner|kid|boss|er|sie|ich|frau|"
    r"mann|mutter|vater|sohn|tochter|elle|je|qui|mari|femme|mère|père|fils|fille|ella|él|yo|marido|mujer|hij|zij|ik|lui|lei|io|"
    r"ele|ela|eu|moglie|marito|figlio|figlia"
)
_BE = (
    r"(?:'s|'m|'re|’s|’m| is| am| are| was| were| has been| went| became| got| ist| bin| war| wurde| est| suis| était| es|"
    r" está| soy| estoy| era| è| sono| é| sou| estou| ben| werd)"
)
_VERY = (
    r"(?:(?:now|also|completely|totally|partially|profoundly|very|almost|nearly|quite|still|just|severely|deaf|auch|fast|"
    r"völlig|presque|totalement|casi|muy|quasi|quase|bijna|fully|legally|registered|maintenant|jetzt) ){0,2}"
)
SOMEBODY_IS = re.compile(
    rf"(?<![^\W_])(?:(?:{_WHO}){_BE}|registered|soy|estoy|sou|estou|ich bin) {_VERY}\Z", re.IGNORECASE
)
"""Before what somebody is."""
_NO_NAME = "".join(
    f"(?<!{each} )"
    for each in ("the", "our", "your", "this", "der", "die", "das", "la", "le", "el", "il", "de", "het", "o", "a")
)
IS = re.compile(
    rf"(?<![^\W_])(?:(?:{_WHO}|il|{_NO_NAME}(?-i:[A-Z][a-z]{{2,12}}(?! are| were))){_BE}|registered|born|legally|partially|"
    rf"been|hochgradig|"
    r"soy|estoy|suis|sono|sou|estou|tô|è|é|está|client[ea]?|kund[ei]n?|socio|sócio|klant) "
    rf"{_VERY}\Z",
    re.IGNORECASE,
)
"""The same; somebody may be a name, too."""

_TOPIC = (
    r"software|apps?|awareness|clinics?|insurance|care|campaign\w*|research\w*|patients?|markets?|association|foundation|"
    r"charity|charities|society|trust|uk|therap(?:y|ies)|treatments?|implants?|sales|machines?|devices?|monitor\w*|products?|"
    r"industry|sector|prevention|screening|tests?|testing|vaccin\w+|symptoms?|friendly|support|training|education|programmes?|"
    r"programs?|platforms?|solutions?|management|stud(?:y|ies)|trials?|data|models?|relief|statistics|company|companies|"
    r"brands?|creams?|tablets|supplies|week|month|walk|run|gala|fundraisers?|events?|conference|webinars?|articles?|blogs?|"
    r"communit(?:y|ies)|organi[sz]ations?|institute|cent(?:re|er)s?|hospitals?|wards?|units?|departments?|nurses?|specialists?|"
    r"doctors?|restrictions|pandemic|lockdown|crisis|era|rules|policy|policies|measures|of justice|pauses?|law|access\w*|"
    r"ramps?|kits?|parts?|advert\w*|drugs?|experts?|startup|services?|leads?|customers|accounts?|portal|products|calculator|"
    r"seasons?|guides?|books?|teams?|tools?|projects?|line|mesh|for (?:your|our) (?:dog|cat|pet)|pubblicit\w+"
)
TOPIC_AFTER = re.compile(rf"['’]?s?[ -](?:{_TOPIC})\b", re.IGNORECASE)
"""After what is a topic or a product."""
_GENERIC = (
    r"awareness|research|"
    r"(?<!had )(?<!having )(?<!in )(?<!en )(?<!em )(?<!her )(?<!his )(?<!my )(?<!for )(?<!undergoing )(?:treatments?|"
    r"tratamiento|traitement|behandlung|trattamento|tratamento|behandeling)|drugs?|cures?|causes?|symptoms?|signs|prevention|"
    r"risks?|apps?|software|devices?|vaccines?|therap(?:y|ies)|campaigns?|charit(?:y|ies)|products?|fight|market|solutions?|"
    r"platform|tools?|articles?|webinars?|blogs?|books?|leaflets?|tests?|investigación|recherche|forschung|ricerca|pesquisa|"
    r"onderzoek|patients?|people|adults|persons?|those|anyone|anybody|everyone|someone|teams?|employees|workers|users|"
    r"customers|clients|companies|pacientes|personas|personnes|menschen|persone|pessoas|mensen|patienten|patiënten|pazienti|"
    r"asociación|association|associazione|día|journée|giornata|dia|medicamentos?|médicaments?|farmaci|if (?:they|you)(?: have)?"
)
_LINK = (
    r"(?: of| for| to| into| in| on| with| against| about| de| du| des| von| di| da| del| della| para| pour| für| per| voor|"
    r" avec| con| com| mit| met| "
    r"suffering from| living with| who have| that have| (?:with|who) (?:has|have)| contra| contre| gegen| contro| tegen|"
    r" mundial(?: del?)?)"
)
TOPIC_BEFORE = re.compile(
    rf"(?<![^\W_])(?:(?:{_GENERIC}){_LINK}|about|against|into|contra|contre|gegen|tegen|contro|über|cope with|coping with|"
    rf"deal with|dealing with|"
    r"(?:customer|user|caller|lead|client)s? (?:mentions?|ha[sv]e?)|what is|what's|explain|was ist|qué es|o que é|wat is|world|"
    r"national|we (?:treat|sell|cover)|treat(?:s|ing)|likelihood of(?: having)?|(?:risk|chance) of|anti)"
    r"[ -](?:(?:the|a|an|la|le|les|el|il|o|de|der|die|das|het|sudden|severe|chronic|type [12]) ){0,2}(?:l')?\Z",
    re.IGNORECASE,
)
"""Before what is one."""

_GOES_ON = (
    r"and|or|so|but|since|in|on|at|for|until|till|last|this|that|which|who|is|was|were|has|had|again|now|today|tomorrow|tmrw|"
    r"right|from|during|after|before|because|as|though|while|when|by|not|he|she|i|they|we|it|his|her|my|too|also|back|just|"
    r"will|can|if|with|yesterday|next|means|makes|meant|then|would|are|only|erkrankt|operiert|gestorben|krankgeschrieben|"
    r"angewiesen|overleden|(?:de|di|d') ?(?:\w{2,10} )?(?:mois|semaines|meses|semanas|mesi|settimane|gêmeos|gemelos|gemelli|"
    r"jumeaux)|y|o|e|et|ou|und|oder|en|maar|pero|mas|ma|mais|aber|desde|depuis|seit|sinds|hace|há|da|il|la|le|el|em|dans|im|am|"
    r"bis|hasta|até|fino|tot|para|pour|per|für|voor|que|qui|die|der|est|ist|es|è|é|ha|con|com|avec|mit|met|je|tu|j'|maintenant|"
    r"jetzt|ahora|adesso|agora|nu|dus|donc|também|aussi|auch|ook|por|não|no|non|nicht|niet|pas|quindi|perciò|w|zu|und|nächste|"
    r"kan|kann|peut|puede"
)
ENDS = re.compile(rf"\s*(?:[^\w\s'’-]|[-–—](?!\w)|\Z|\n|['’](?!\w)|(?:{_GOES_ON})\b)", re.IGNORECASE)
"""What follows a word that nothing more belongs to."""
