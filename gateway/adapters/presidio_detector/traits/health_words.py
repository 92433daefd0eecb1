"""Words of health: conditions, injuries, operations, disabilities, pregnancy, medicine, and the names of fields that hold them.

In English, German, French, Spanish, Italian, Portuguese and Dutch. Lower case; a space also stands for a hyphen or nothing, and a
plural s is found, too. What a word's form tells, as "…itis", is in health_forms.py; what stands beside them, in health.py.
"""

from __future__ import annotations

from gateway.core.common_words import phrase_set

CONDITIONS = phrase_set(
    """
    diabetes, diabetic, epilepsy, epileptic, asthma, asthmatic, dementia, alzheimer, alzheimer's, alzheimers, alzheimer's
    disease, parkinson's, parkinsons, parkinson's disease, hypertension, hypotension, cataracts, tinnitus, emphysema, copd,
    ptsd, adhd, autism, autistic, on the spectrum, asperger's, aspergers, dyslexia, dyslexic, dyspraxia, dyspraxic,
    dyscalculia, schizophrenia, schizophrenic, anorexia, anorexic, bulimia, bulimic, insomnia, sciatica, lupus, fibromyalgia,
    pcos, coeliac, celiac, coeliac disease, celiac disease, crohn's, crohns, crohn's disease, motor neurone disease, muscular
    dystrophy, cerebral palsy, spina bifida, sickle cell, sickle cell anaemia, sickle cell disease, haemophilia, hemophilia,
    haemophiliac, hemophiliac, hiv, hiv positive, malaria, dengue, typhoid, cholera, measles, mumps, chickenpox, chicken pox,
    pneumonia, long covid, glandular fever, hay fever, hayfever, scarlet fever, whooping cough, food poisoning, norovirus,
    stomach bug, migraine, concussion, whiplash, hernia, slipped disc, slipped disk, herniated disc, frozen shoulder, carpal
    tunnel, carpal tunnel syndrome, gout, fibroids, panic attack, lyme disease, graves disease, graves' disease, kidney
    stones, gallstones, kidney failure, kidney disease, liver disease, heart attack, heart failure, heart disease, heart
    condition, heart murmur, angina, arrhythmia, atrial fibrillation, aneurysm, blood clot, high blood pressure, high
    cholesterol, anaemic, macular degeneration, hearing loss, hearing impairment, hearing impaired, hard of hearing, visually
    impaired, visual impairment, partially sighted, colour blind, color blind, colourblind, colorblind, legally blind,
    registered blind, registered disabled, paraplegic, quadriplegic, tetraplegic, amputee, speech impediment, tourette's,
    tourettes, down's syndrome, down syndrome, eczema, psoriasis, rosacea, alopecia, vitiligo, keloid, miscarriage,
    stillbirth, pregnant, expecting twins, expecting a baby, depressive, postnatal depression, postpartum depression, eating
    disorder, panic attacks, anxiety disorder, personality disorder, bipolar disorder, nervous breakdown, alcoholism,
    recovering alcoholic, recovering addict, chemo, chemotherapy, radiotherapy, dialysis, pacemaker, prosthetic leg,
    prosthetic arm, prosthetic hand, prosthetic limb, sepsis, bedridden, terminally ill, wheelchair user, wheelchair bound,
    brain tumour, brain tumor, brain injury, spinal injury, head injury, spinal cord injury, underactive thyroid, overactive
    thyroid, lactose intolerant, gluten intolerant, lactose intolerance, learning disability, learning difficulties, chronic
    fatigue, chronic fatigue syndrome, chronic pain, back pain, chest pains, neck pain, sick leave, meniscus tear, pulled
    muscle, pulled hamstring, twisted ankle, twisted knee, diabetiker, diabetikerin, epilepsie, epileptiker, epileptikerin,
    asthmatiker, asthmatikerin, demenz, bluthochdruck, ischias, windpocken, masern, schlaganfall, fehlgeburt, schwanger,
    hochschwanger, sehbehindert, gehörlos, schwerhörig, rollstuhlfahrer, rollstuhlfahrerin, schwerbehindert,
    schwerbehinderung, zöliakie, autismus, autist, autistin, autistisch, adhs, multiple sklerose, schizophrenie, migräne,
    bandscheibenvorfall, rheuma, gicht, leukämie, anämie, chemotherapie, dialyse, herzschrittmacher, querschnittsgelähmt, hiv
    positiv, magersüchtig, magersucht, bulimie, schuppenflechte, legasthenie, legastheniker, hörsturz, morbus crohn,
    alkoholkrank, suchtkrank, lungenembolie, dialysepatient, dialysepatientin, krebspatient, krebspatientin, heuschnupfen,
    gehbehindert, pflegebedürftig, kaiserschnitt, diabète, diabétique, épilepsie, épileptique, asthme, asthmatique, démence,
    hypertendu, hypertendue, sciatique, varicelle, rougeole, pneumonie, bronchite, angine, otite, sinusite, pancréatite,
    gastro entérite, une gastro, tumeur, infarctus, fausse couche, malentendant, malentendante, malvoyant, malvoyante, non
    voyant, non voyante, cœliaque, coeliaque, autiste, sclérose en plaques, schizophrénie, hernie discale, hernie, entorse,
    arthrite, tendinite, phlébite, cystite, gastrite, hépatite, méningite, fibromyalgie, leucémie, anémie, césarienne, chimio,
    chimiothérapie, radiothérapie, paraplégique, tétraplégique, séropositif, séropositive, lumbago, arrêt maladie, personne à
    mobilité réduite, dyslexie, dyslexique, insulinodépendant, insulinodépendante, sous dialyse, amputé, amputée, diabético,
    diabética, epilepsia, epiléptico, epiléptica, asma, asmático, asmática, demencia, alzhéimer, hipertensión, hipertenso,
    hipertensa, ciática, varicela, sarampión, neumonía, ictus, infarto, derrame cerebral, embarazada, aborto espontáneo,
    hipoacusia, celíaco, celíaca, celiaco, celiaca, autismo, es autista, é autista, tdah, esclerosis múltiple, esquizofrenia,
    migraña, jaqueca, hernia discal, esguince, fibromialgia, leucemia, anemia, cesárea, quimioterapia, radioterapia, diálisis,
    marcapasos, minusválido, minusválida, parapléjico, parapléjica, tetrapléjico, seropositivo, seropositiva, trastorno
    bipolar, discapacidad visual, discapacidad auditiva, baja médica, baja por enfermedad, dislexia, disléxico, disléxica,
    diabete, diabetico, diabetica, diabetici, diabetiche, epilessia, epilettico, epilettica, asmatico, asmatica, demenza,
    ipertensione, iperteso, ipertesa, varicella, morbillo, polmonite, artrite, incinta, aborto spontaneo, ipoudente,
    ipovedente, non vedente, celiachia, autistico, autistica, sclerosi multipla, emicrania, ernia, lussazione, chemioterapia,
    dialisi, dializzato, dializzata, paraplegico, paraplegica, tetraplegico, sieropositivo, sieropositiva, dislessia,
    dislessico, ernia del disco, disturbo bipolare, schizofrenia, demência, hipertensão, catapora, sarampo, bronquite,
    laringite, faringite, amigdalite, apendicite, enfarte, grávida, aborto espontâneo, cadeirante, arritmia, esclerose
    múltipla, enxaqueca, hérnia, hérnia de disco, hemodiálise, marca passo, paraplégico, paraplégica, soropositivo,
    soropositiva, labirintite, deficiente visual, deficiente auditivo, licença médica, suikerziekte, astma, dementie, hoge
    bloeddruk, griepje, buikgriep, waterpokken, mazelen, beroerte, hartaanval, zwanger, miskraam, slechthorend, slechtziend,
    rolstoelgebruiker, coeliakie, autisme, multiple sclerose, schizofrenie, reuma, jicht, leukemie, bloedarmoede, keizersnede,
    chemokuur, dwarslaesie, hartfalen, dyslectisch, ziekteverlof, hersenschudding, zweepslag
    """
)
"""Nobody says these of anything but somebody's health, or of health as a topic."""

ALLERGIC = phrase_set(
    """
    allergic, anaphylactic, allergique, allergisch, allergiker, allergikerin, alérgico, alérgica, alergico, alergica,
    allergico, allergica
    """
)
"""What to may follow."""

MEDICINES = phrase_set(
    """
    sertraline, citalopram, escitalopram, methotrexate, metformin, insulin, levothyroxine, warfarin, prozac, xanax, ozempic,
    wegovy, mounjaro, ritalin, adderall, venlafaxine, mirtazapine, quetiapine, olanzapine, lamotrigine, gabapentin,
    pregabalin, tramadol, oxycodone, prednisone, prednisolone, amoxicillin, tamoxifen, antidepressants, beta blockers, blood
    thinners, semaglutide, ibuprofeno, antidepresivos, antidépresseurs, antidepressiva, antidepressivi, antidepressivos,
    insuline, insulina, zoloft, valium
    """
)
"""Names of medicine: somebody is on them, takes them, was prescribed them."""

ORDINARY = phrase_set(
    """
    stroke, cancer, tumour, tumor, flu, fever, burn out, depression, injury, surgery, seizure, shingles, vertigo, stammer,
    stutter, lisp, menopause, parkinson, párkinson, rehab, crutches, acne, bad back, infection, ulcer, cyst, hearing aid,
    wheelchair, addiction, ibs, ocd, hip op, knee op, heart op, back op, broken bones, autoimmune disease, allergies,
    disability, krebs, grippe, depressionen, schwangerschaft, rollstuhl, allergie, behinderung, angststörung, bestrahlung,
    kopfschmerzen, bauchschmerzen, rückenschmerzen, corona, dépression, grossesse, fauteuil roulant, avc, covid, cáncer,
    gripe, depresión, embarazo, silla de ruedas, vértigo, derrame, discapacidad, alergia, cancro, tumore, influenza,
    depressione, gravidanza, sedia a rotelle, disabilità, allergia, esaurimento, câncer, depressão, gravidez, cadeira de
    rodas, deficiência, ansiedade, kanker, griep, depressie, zwangerschap, rolstoel, bestraling
    """
)
"""Also ordinary words: somebody must have it, be off with it or recover from it."""

STRICT = phrase_set(
    """
    stress, anxiety, ms, cold, cough, covid, covid 19, coronavirus, overwork, exhaustion, ansiedad, ansia, estrés, surmenage,
    anxiété, operation, überlastung, esgotamento
    """
)
"""So ordinary that somebody must be ill with it in as many words."""

PREDICATES = phrase_set(
    """
    blind, deaf, bipolar, depressed, alcoholic, concussed, expecting, infertile, taub, depressiv, dement, aveugle, sourd,
    sourde, dépressif, dépressive, enceinte, ciego, ciega, sordo, sorda, cieco, cieca, depresso, depressa, surdo, surda, cego,
    cega, deprimido, deprimida, doof, depressief, gravida
    """
)
"""What somebody is; of other things these words say something else."""

HALTED = phrase_set(
    """
    disabled, paralysed, paralyzed, behindert, gelähmt, handicapé, handicapée, paralysé, paralysée, discapacitado,
    discapacitada, disabile, paralizzato, gehandicapt, verlamd, expecting
    """
)
"""The same, said of machines and markets as often: who is it must be a word for a person."""

INJURED = phrase_set(
    """
    broken, broke, fractured, torn, tore, sprained, dislocated, ruptured, slipped, hairline fracture, lost, gebrochene,
    gebrochenen, gebrochenes, cassé, cassée, foulé, rompió, fracturó, roto, rota, rotto, rotta, fratturato, fratturata,
    slogato, quebrou, fraturou, quebrado, quebrada, gebroken
    """
)
"""What has been done to a part of the body that follows."""

DONE = phrase_set("gebrochen, verstaucht, gebroken, verstuikt, operiert, geopereerd")
"""The same, of one before it: "das Bein gebrochen"."""

DISEASES = phrase_set("disease, syndrome, disorder, deficiency, palsy, fever, ziekte, krankheit")
"""What a name or a part of the body stands before."""

OPERATIONS = phrase_set(
    """
    surgery, operation, op, replacement, transplant, bypass, reconstruction, cancer, tumour, tumor, allergy, injury, problems,
    trouble
    """
)
"""What a part of the body stands before."""

OF_A_PART = phrase_set(
    """
    opération, operación, operazione, operação, operatie, fracture, fractura, frattura, fratura, prothèse, prótesis, protesi,
    cirugía, cirurgia, chirurgie, cancer, cáncer, cancro, câncer, tumeur, tumore, douleur, dolor, rotura, lesión, lesione,
    lesão
    """
)
"""What a part of the body follows, behind a preposition."""

FIELDS = phrase_set(
    """
    medical condition, medical conditions, health condition, health conditions, health issue, health issues, health problems,
    health notes, medical, medical history, medical notes, medical info, disability, disabilities, allergy, allergies,
    medication, medications, illness, impairment, accessibility needs, pre existing conditions, vorerkrankung,
    vorerkrankungen, behinderung, allergie, allergien, medikamente, gesundheit, gesundheitszustand, krankheit, krankheiten,
    erkrankung, pathologie, pathologies, situation médicale, état de santé, maladie, handicap, traitement médical, patología,
    patologías, discapacidad, alergia, alergias, enfermedad, enfermedades, estado de salud, medicación, patologia, patologie,
    disabilità, allergia, malattia, malattie, stato di salute, doença, doenças, deficiência, problemas de saúde, condição
    médica, medicação, medisch, gezondheid, gezondheidstoestand, aandoening, aandoeningen, beperking, ziekte, medicatie,
    santé, salud, salute, saúde
    """
)
"""Names of fields whose value is somebody's health."""
