"""The words of cues.py, in lower case. Titles and courtesies are found with a point or a comma after them, too.

Own lists, in this order of languages: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Turkish, the Nordic
ones; and forms of address from Hindi, Indonesian, Vietnamese and Swahili. Function words are left out ("for", "von"): they
stand before anything.
"""

from __future__ import annotations

from gateway.core.common_words import phrase_set, word_set

TITLES = phrase_set(
    """
    mrs, ms, miss, missus, mister, prof, dr, doctor, reverend, rev, pastor, rabbi, imam, sheikh, uncle, aunt, auntie,
    aunty, granny, grandma, grandpa, grandad, cousin, nephew, niece, colleague, neighbour, neighbor, sister, brother,
    sgt, capt, mama, field rep, sales rep, herr, herrn, frau, fräulein, frl, hr, onkel, tante, oma, opa, familie, fam,
    kollege, kollegen, kollegin, nachbar, nachbarn, nachbarin, schwester, bruder, schwager, schwägerin, cousine, neffe,
    nichte, hausmeister, hausmeisterin, azubi, rechtsanwalt, rechtsanwältin, pfarrer, vorstand, geschäftsführer,
    geschäftsführerin, sachbearbeiter, sachbearbeiterin, mme, mlle, mgr, madame, mademoiselle, monsieur, veuve, vve,
    maître, docteur, oncle, tonton, tatie, mamie, papi, famille, collègue, voisin, voisine, neveu, nièce, abbé, señor,
    señora, señorita, sr, sra, srta, doña, tía, tío, tia, tio, abuelo, abuela, cuñado, cuñada, hermano, hermana,
    familia, vecino, vecina, colega, compañero, compañera, licenciado, licenciada, lic, profe, dra, signor, signora,
    signorina, sig., sig.ra, dott, dott.ssa, dottor, dottoressa, zia, zio, nonno, nonna, cugino, cugina, fratello,
    sorella, cognato, cognata, famiglia, avvocato, avv, geometra, geom, ingegner, ragionier, collega, senhor, senhora,
    família, vizinho, vizinha, irmão, irmã, doutor, doutora, analista, vó, vô, padrinho, madrinha, heer, meneer, mevr,
    mevrouw, mw, dhr, oom, buurman, buurvrouw, broer, zus, neef, dokter, juf, pani, panem, panią, państwo, ciocia,
    ciocię, ciotka, wujek, wujka, babcia, dziadek, kuzyn, kuzynka, kolega, koleżanka, rodzina, mecenas, szwagier,
    siostra, bayan, sayın, avukat, fru, fröken, frøken, farbror, moster, mormor, farmor, morfar, farfar, kollega, shri,
    smt, shrimati, kumari, bhaiya, chacha, chachi, mausi, didi, bapak, ibu, mbak, encik, puan, kuya, bwana, mzee, daw,
    chị, ông, mr, judge, coach, nurse, his wife, my wife, her husband, my husband, his son, her son, my son, our son,
    his daughter, her daughter, my daughter, our daughter, his pa, her pa, my pa, their pa, his ea, her ea, my ea,
    ehemann, ehefrau, ihr mann, sa femme, ma femme, son mari, mon mari, su mujer, mi mujer, su marido, mi marido,
    su esposa, mi esposa, su esposo, mi esposo, sua moglie, mia moglie, suo marito, mio marito, la moglie, il marito,
    sua esposa, minha esposa, sua mulher, minha mulher, seu marido, meu marido, a esposa, o marido, zijn vrouw,
    haar man, mijn vrouw, mijn man, hans fru, hennes man, hendes mand, jego żona, jej mąż, její muž, jeho žena, vaimo,
    soția, soția lui, sotia, soțul ei
    """
)
"""Forms of address, kin, colleagues and callings, before a name."""

UNITS = phrase_set("ms, mw, hr")
"""Titles that are none after a number: milliseconds, megawatts, hours."""

INTRODUCTIONS = phrase_set(
    """
    z.hd., this is, my name is, my name's, name is, named, nicknamed, goes by, called, aka, alias, née, surname,
    first name, last name, attention, hier ist, hier spricht, mein name ist, ich heiße, genannt, geborene, vorname,
    nachname, familienname, je m'appelle, s'appelle, prénom, nom, nom d'usage, nom de famille, me llamo, se llama,
    soy el, soy la, apellido, apellidos, llamado, llamada, mi chiamo, si chiama, sono il, sono la, cognome, detto,
    detta, me chamo, se chama, chama-se, aqui é o, aqui é a, fala o, fala a, aqui fala, daqui fala, sobrenome, apelido,
    chamado, chamada, hier is, mijn naam is, ik heet, heet, achternaam, voornaam, genaamd, nazywam się, nazywa się,
    imię, nazwisko, tu mówi, adım, ismim, soyadım, jag heter, jeg hedder, jeg heter, hedder, fornavn, efternavn,
    etternavn, förnamn, efternamn, mera naam, naam hai, naam, nama saya, attn
    """
)
"""After these comes a name, or one that it had before."""

COURTESIES = phrase_set(
    """
    thanks, thank you, thx, ty, ta, cheers, regards, rgds, sorry, hi, hello, hey, dear, morning, congrats, welcome back,
    happy birthday, bday, danke, gruß, gruss, grüße, gruesse, viele grüße, lg, mfg, vg, hallo, moin, servus, liebe,
    lieber, liebes, merci, bisous, bises, bise, cdlt, cordialement, respectueusement, salut, slt, bonjour, coucou,
    cher, chère, gracias, saludos, abrazo, abrazos, hola, querido, querida, estimado, estimada, oye, grazie, saluti,
    ciao, gentile, egregio, egregia, caro, cara, auguri, obrigado, obrigada, abraço, abraços, olá, oi, prezado,
    prezada, parabéns, dank, dankjewel, bedankt, groet, groetjes, groeten, mvg, hoi, lieve, beste, geachte, dzięki,
    dziękuję, pozdr, pozdrawiam, pzdr, cześć, hej, teşekkürler, sağol, merhaba, selam, tack, mvh, hilsen, hälsningar,
    kram, hei, terima kasih, halo, asante
    """
)
"""Greetings, thanks and farewells, before a name."""

CALLS = phrase_set(
    """
    claimant, plaintiff, defendant, counterparty, kläger, klägerin, beklagte, beklagter, gegenseite, partie adverse,
    plaignant, demandante, demandado, controparte, convenuto, imputato, réu, gedaagde, eiser, powód, pozwany, call,
    ring, phone, text, txt, tell, told, ask, asked, ask for, asked for, ping, email, msg, message, remind, replaces,
    cc'd, spoke w, spoke with, spoke to, speak to, speak with, talk to, talked to, met with, meeting with, lunch with,
    coffee with, call with, chat with, back to, w/, signed by, approved by, handled by, reviewed by, written by,
    owned by, assigned to, reassigned to, escalated to, handed to, on behalf of, ruf, anrufen, frag, frage, fragt,
    sprich mit, gesprochen mit, termin mit, treffen mit, gez, i.a., i.v., i. v., i. a., ppa., gruß an, grüße an,
    weiter an, rappeler, appeler, rappelle, appelle, prévenir, préviens, demander, demandez, dis à, dire à, parler à,
    parlé à, parlé avec, vu avec, rdv avec, déjeuner avec, signé, de la part de, remercier, avisa, avisar, avisa a,
    avisar a, llama a, llamar a, dile a, pregunta a, pregunta por, habla con, hablar con, hablé con, vio a, visto a,
    reunión con, de parte de, firmado, saluda a, avvisa, avvisare, chiama, chiamare, richiamare, chiedi a, chiedi di,
    parla con, parlare con, parlato con, riunione con, da parte di, firmato, saluta, liga pra, liga pro, ligar para,
    fala com, falar com, falei com, pergunta ao, reunião com, da parte de, avisa o, vraag, vraag aan, gesproken met,
    gesprek met, afspraak met, lunch met, t.a.v., zadzwoń do, spytaj, zapytaj, powiedz, przekaż, rozmowa z,
    spotkanie z, ringa, fråga, prata med, möte med, spørg, snak med, møde med, tanya, hubungi, family, papa, bay, don,
    dona, pan, pana, panu, enligt, ifølge
    """
)
"""What is done with people, and whose word something is."""

LISTS = phrase_set(
    """
    present, apologies, absent, attendees, attending, participants, invited, on our side, for us, handover,
    leaderboard, ranking, poll, winners, shortlist, finalists, team, cc, fao, anwesend, abwesend, entschuldigt,
    teilnehmer, teilnehmerinnen, eingeladen, übergabe, rangliste, présents, présent, absents, excusés, invités,
    asistentes, presentes, ausentes, invitados, presenti, assenti, invitati, classifica, participantes, convidados,
    aanwezig, afwezig, deelnemers, obecni, nieobecni, uczestnicy, katılanlar, närvarande, frånvarande, til stede,
    fraværende, deltagere
    """
)
"""Before a colon and several names."""

ROLES = phrase_set(
    """
    caller, name, contact, owner, account owner, lead, rep, field rep, sales rep, driver, tenant, patient, assignee,
    approver, reviewer, author, speaker, host, attn, signed, mentor, candidate, applicant, guardian, witness, insured,
    claimant, melder, mieter, mieterin, ansprechpartner, bearbeiter, fahrer, beifahrer, bewerber, verantwortlich,
    kontakt, halter, patiente, locataire, chauffeur, référent, responsable, interlocuteur, assigné, nom, conducteur,
    paciente, conductor, contacto, nombre, encargado, paziente, referente, autista, nome, responsabile, conducente,
    motorista, contato, responsável, titular, solicitante, patiënt, huurder, aanvrager, contactpersoon, naam,
    bestuurder, pacjent, pacjentka, kierowca, osoba kontaktowa, najemca, hasta, sürücü, isim, ansvarig, kontaktperson
    """
)
"""Before a colon and one name."""

CALLINGS = phrase_set(
    """
    azubi, auszubildende, auszubildender, hausmeister, hausmeisterin, chef, chefin, leiter, leiterin, inhaber,
    inhaberin, fahrer, unser, unsere, mein, meine, geschäftsführer, meister, lehrling, kollege, kollegin, nachbar,
    nachbarin, ceo, cfo, coo, cto, owner, manager, site manager, director, driver, apprentice, trainee, intern,
    assistant, accountant, plumber, electrician, caretaker, nurse, our, my, wife, husband, notre, gérant, gérante,
    directeur, directrice, apprenti, gardien, gardienne, comptable, chauffeur, nuestro, nuestra, gerente, encargado,
    encargada, jefe, jefa, contable, conserje, directora, nostro, nostra, il nostro, la nostra, titolare,
    responsabile, custode, direttore, direttrice, apprendista, nosso, nossa, o nosso, a nossa, meu, minha, diretor,
    diretora, zelador, contador, onze, mijn, eigenaar, conciërge, monteur, boekhouder, beheerder, nasz, nasza, mój,
    moja, kierowca, dyrektor, kierownik, kierowniczka, księgowa, właściciel, bizim, müdür, müdürü, şoför, vår,
    chaufför, vores, vaktmester, mon mari, mon frère, mi jefe, mi jefa, mi hermano, mi hermana, min chef, min kollega,
    ma femme, ma fille, ma collègue, ma cheffe, ma sœur, mon fils, mon collègue, mon chef
    """
)
"""After a name and a comma, or in brackets after it: what somebody is, or whose."""

DEPARTMENTS = phrase_set(
    """
    sales, ops, accounts, finance, legal, marketing, procurement, purchasing, support, infra, vertrieb, einkauf,
    buchhaltung, personal, compta, achats, ventas, compras, contabilidad, vendite, acquisti, vendas, financeiro,
    inkoop, verkoop, boekhouding, księgowość, sprzedaż, kadry, satış, muhasebe, hr, it)
    """
)
"""In brackets after a name: where somebody works. With the second bracket what is an ordinary word without it."""

OF_A_DEPARTMENT = phrase_set(
    """
    from accounts, from accounting, from purchase, from purchasing, from procurement, from sales, from legal, from hr,
    from finance, from security, from it, from ops, from support, from marketing, from head office, aus dem einkauf,
    aus dem vertrieb, vom vertrieb, vom einkauf, aus der buchhaltung, vom empfang, du service, de la compta,
    des achats, des ventes, de compras, de ventas, de contabilidad, degli acquisti, delle vendite, das compras,
    das vendas, do financeiro, van inkoop, van verkoop, van boekhouding, z księgowości, z kadr, z działu, från inköp,
    fra salg
    """
)
"""After a name: where somebody works."""

SUBJECTS = phrase_set(
    """
    subject, betreff, objet, asunto, oggetto, assunto, onderwerp, temat, konu, ämne, emne, re, aw, intro,
    introduction, meeting, call, coffee, sync, 1:1, vorstellung, treffen, rendez-vous, rdv, reunión, riunione,
    reunião, afspraak, spotkanie, toplantı, möte, møde
    """
)
"""Before the colon of a subject."""

ALLUSIONS = phrase_set(
    """
    i am, i'm, he is, he's, she is, she's, looks like, my boy, did you mean, birthday, not, then, photo, photo by,
    ich bin, dann, unser, unseren, foto, bild, je suis, puis, soy, luego, sono, poi, sou, depois, ik ben, daarna,
    verjaardag, jestem, potem, jeg er, jag är, nee, laut, selon, según, volgens, namens, według, pak, dit, dite, app,
    bel, od, faster, tata, yes, waiting on, waiting for, heard from, hear from, chasing, chased
    """
)
"""Before a name, or before anything."""

DEEDS = phrase_set(
    """
    is sick, is away, is on leave, ist krank, ist weg, ist raus, ist im urlaub, est malade, est en congé,
    está enfermo, está enferma, está de baja, è malato, è malata, è in ferie, está doente, está de férias, is vrij,
    jest chory, jest chora, izinde, är sjuk, er syg, er syk, called, rang, phoned, says, said, asked, asks, wants,
    wrote, writes, thinks, confirmed, signed, agreed, will be late, is out, is off, is ill, is back, sagt, sagte,
    meint, fragt, fragte, übernimmt, kümmert sich, fährt, kennt, ruft, hat angerufen, schreibt, fragen, anrufen,
    a dit, demande, a demandé, appelle, a appelé, veut, pense, s'occupe, est absent, est absente, dice, dijo, pide,
    pidió, llamó, quiere, pregunta, preguntó, se encarga, ha detto, ha chiesto, ha chiamato, chiede, vuole,
    ha ordinato, se ne occupa, disse, falou, pediu, perguntou, ligou, mandou, zegt, zei, vraagt, vroeg, belde, belt,
    neemt over, mówi, mówił, mówiła, powiedział, powiedziała, prosi, pyta, dzwonił, dzwoniła, chce, napisał, napisała,
    dedi, istiyor, aradı, sordu, söyledi, säger, ringde, siger, sagde, ringede, is ziek, is krank, is im urlaub,
    is weg, is raus, is da, owns, sei, hai, sen, tu, du, dit, vil, vill, wil, vai, quer, sa, checks
    """
)
"""After a name: what people do."""

SAYINGS = phrase_set(
    """
    says, said, asked, asks, wants, wrote, writes, thinks, confirmed, signed, agreed, is out, is off, is back, sagt,
    sagte, meint, fragt, fragte, schreibt, ruft, fährt, ist weg, ist raus, is weg, is raus, a dit, demande, a demandé,
    veut, pense, appelle, dice, dijo, pide, pidió, quiere, pregunta, preguntó, ha detto, ha chiesto, chiede, vuole,
    disse, falou, pediu, perguntou, zegt, zei, vraagt, vroeg, mówi, mówił, mówiła, prosi, pyta, chce, dedi, istiyor,
    sordu, söyledi, säger, siger, sagde, is da, sei, hai, sen, tu, du, dit, vil, vill, wil, vai, quer, sa, checks
    """
)
"""Those deeds that a letter, a rule or a machine does, too, and those that are another word elsewhere."""

DOINGS = phrase_set(
    """
    comes back, came back, gets back, called back, rang back, picked up, hung up, emailed, emails, texted, texts, replied,
    pinged, mentioned, reckons, swears, insists, insisted, admitted, complained, hates, loves, prefers, objected,
    apologised, apologized, retires, is retiring, is on pto, is ooo, is on holiday, is on vacation,
    not picking up, not answering, isn't answering, isnt answering, not replying, hasn't replied, hasnt replied, didn't reply,
    didnt reply, can't make it, cant make it, running late, covering, covers, is covering, stands in, standing in,
    out til, out till, out until, away til, away till, away until
    """
)
"""After a name: what companies and customers do, too, so that no ordinary word is somebody by it."""

HONORIFICS = phrase_set(
    """
    bhai, bhaiya, ji, jee, saab, sahab, sahib, madam, sir, didi, garu, akka, bey, beyin, beye, hanım, hanim, hanıma,
    abi, abla, ağabey, usta, ustaya, hoca, hocam, amca, teyze, efendi, ssi, nim
    """
)
"""After a name."""

ADDRESSED = phrase_set(
    """
    ur, you, your, you're, youre, can you, could you, pls, please, pick up, hi, hey, here, bist du, hast du,
    kannst du, kommst du, denkst du, bitte, t'es, tu es, tu as, tu peux, stp, tienes, puedes, estás, eres, puoi, você,
    vc, cê, pode, ben je, heb je, kun je, kan je, wil je, jesteś, masz, możesz, do you, are you, did you, have you,
    will you, would you, du er, har du, kan du, är du, du da, u there, u ok, u free, u coming
    """
)
"""After the first word of a line: whom it speaks to."""

TASKS = phrase_set(
    """
    to draft, to review, to send, to check, to call, to cb, to confirm, to chase, to sign, to approve, to update,
    to follow, to own, to speak, to book, to order, to prepare, to provide, to share, to write, to arrange,
    to contact, to run, to do, to add, to finish, to set, to create, to resend, to take, to give, to cover,
    to handle, to drive, to escalate, to clarify, to build, to pull, to push, to ping, to prep, to loop,
    to countersign, to reschedule, to forward, to introduce, to train, to demo, to nudge, to scope, to set up,
    to reach out, to tell, to raise, to report, to look, to finalise, to finalize, to circulate, to ask, to get,
    to fix, to bring, to talk, to meet, to email, to ring, to test, to close, to pay, to present, to organise,
    to organize, to lead, to join, to visit, to quote, to investigate, to schedule, to discuss, prüft, macht,
    ruft an, schickt, erledigt, klärt, bereitet vor, doit, relance, envoie, rappelle, vérifie, prépare, revisa,
    envía, llama, prepara, confirma, controlla, invia, chiama, verifica, envia, liga, revê, stuurt, checkt, maakt,
    sprawdza, wysyła, dzwoni
    """
)
"""After initials: what somebody is to do."""

REPLIES = word_set("RE AW FW FWD WG TR RV SV VS RIF ENC RES ODP PD YNT CC BCC PS NB")
"""Before the colon of a reply, or of what is added to a letter."""

BUSINESS = word_set(
    "PO HR QA IT PR VAT ETA FYI TBC TBD TBA EOD SLA KPI NDA ERP CRM API URL PDF FAQ CEO CFO CTO COO USD EUR GBP OK NO "
    "AI UK US USA EU UN PM VP SVP EVP GM MD AE BDR SDR CSM PMO RFP RFQ SOW MSA QBR POC UAT TV PC "
    "SMS CIO CISO CMO CRO KYC ROI MRR ARR NPS MVP SSO UPC EAN SKU ISBN CSV XML SQL "
    "SSID REP SET IN EOW OOO RIP ASAP NTB"
)
"""Abbreviations that are nobody's initials."""

ADVERBS = frozenset(
    {"just", "also", "still", "only", "now", "auch", "noch", "nur", "aussi", "también", "anche", "também", "ook", "też"}
)
"""May stand before what somebody does."""

TURKISH_CASES = phrase_set(
    "a, e, ı, i, u, ü, ya, ye, yı, yi, yu, yü, ın, in, un, ün, nın, nin, nun, nün, da, de, ta, te, dan, den, tan, ten, la, le, "
    "yla, yle"
)
"""After a name and an apostrophe."""

RETORTS = phrase_set(
    """
    and you, what about, how about, und du, et toi, y tú, y tu, e tu, e você, en jij, a ty, ya sen, och du, og du
    """
)
"""Before whom a question is turned to."""
