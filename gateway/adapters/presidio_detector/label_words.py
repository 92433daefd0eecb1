"""The words that name a value, for each kind: in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Turkish.

Of Nordic languages, Finnish, Czech, Slovak, Romanian, Croatian and Hungarian the commonest; other words and languages are in
further_words.py. As written in letters, forms, field names and table headers; a space also stands for an underscore, a hyphen or
nothing. Matching asks for whole words in any case (words.py), and what may follow them is in labelled.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from gateway.adapters.presidio_detector.further_words import FURTHER
from gateway.core.common_words import phrase_set

_SPECIFIC: Mapping[str, frozenset[str]] = {
    "NATIONAL_ID": phrase_set(
        """ssn, social security, social security number, social insurance, socials, social, national insurance, ni number,
    nino, nhs, national id, national identity, identity card, identity number, id card, id number, id no, id doc, id
    document, personal id, citizen id, nie, nif, dni, cpf, rg, curp, aadhaar, aadhar, bsn, burgerservicenummer, pesel,
    nir, insee, sécurité sociale, sécu, secu, registre national, rijksregister, rijksregisternummer, codice fiscale,
    cod fiscale, cod fisc, cf, c.f., carta d'identità, personnummer, henkilötunnus, hetu, ahv, avs, personalausweis,
    personalausweisnummer, ausweis, ausweisnummer, sozialversicherungsnummer, sv-nummer, svnr, tc kimlik, kimlik,
    kimlik no, tckn, tc, rut, bvn, nin, cnic, medicare, medicaid, mrn, medical record, medical record number, nss,
    nass, nuss, pps, ppsn, eid, emirates id, hkid, nric, fin no, mykad, ktp, nik, sin, versichertennummer,
    krankenversicherungsnummer, kvnr, omang, kennitala, cccd, cmnd, huduma, nida, ghana card, voter id, iqama, teudat
    zehut, egn, jmbg, oib, cnp, amka, isikukood, asmens kodas, rodné číslo, rodne cislo, lična karta, emšo,
    personbeteckning, cédula, cedula, documento de identidad, bilhete de identidade, cartão de
    cidadão, dowód, dowód osobisty, numer pesel, identiteitskaart, identificación"""
    ),
    "TAX_ID": phrase_set(
        """vat, vat id, vat number, vat reg, tin, ein, fein, itin, tax id, taxid, tax no, tax number, tax ref, tax reference,
    taxpayer id, ust id, ust-id, ustid, ust-idnr, ust-idnr., ust, steuer id, steuer-id, steueridentifikationsnummer,
    steuernummer, st.-nr., idnr, partita iva, p.iva, p. iva, piva, siren, siret, tva, iva, gstin, gst, pan, cnpj, cif,
    rfc, nip, btw, abn, tfn, utr, kra, kra pin, numéro de tva, numéro fiscal, nit, cuit, cuil, ruc, vkn, vergi no, ird"""
    ),
    "PASSPORT": phrase_set(
        """passport, passports, passportnumber, passportno, pp, ppt, passport no, reisepass, reisepassnummer, pasaporte,
    passeport, passaporto, passaporte, paszport, pasaport, paspoort, paspoortnummer, pass-nr, travel document"""
    ),
    "DRIVER_LICENSE": phrase_set(
        """driver license, drivers license, driver's license, driver licence, drivers licence, driver's licence, driving
    licence, driving license, licence, license, dln, dl no, dl number, dl #, führerschein, führerscheinnummer, permis
    de conduire, patente, patente di guida, carnet de conducir, permiso de conducir, rijbewijs, prawo jazdy, ehliyet,
    cnh, carta de condução"""
    ),
    "LICENSE_PLATE": phrase_set(
        """license plate, licence plate, licence plates, license plates, number plate, numberplate, plate, plates, reg, rego,
    registration, kennzeichen, autokennzeichen, nummernschild, matrícula, matricula, immatriculation, plaque, targa,
    kenteken, nummerplaat, placa, plaka, plakası, tablica, tablica rejestracyjna, nr rejestracyjny, vrm, vrn, veh reg"""
    ),
    "BANK_ACCOUNT": phrase_set(
        """sort code, sortcode, sort, routing, routing number, rtn, aba, bsb, ifsc, blz, bankleitzahl, branch code, bank code"""
    ),
    "IBAN_CODE": phrase_set("iban, iban no, iban number"),
    "CREDIT_CARD": phrase_set(
        """card number, card no, credit card, credit card number, debit card, cc number, ccnum, cardnumber, kartennummer,
    kreditkarte, kreditkartennummer, carte bancaire, numéro de carte, tarjeta, número de tarjeta, carta di credito,
    numero carta, cartão, número do cartão, creditcard, kaartnummer, karta kredytowa, kart numarası, card ending, cvv,
    cvc, card ending in, card, credit, carte, karte"""
    ),
    "CRYPTO": phrase_set("wallet, wallet address, btc, btc address, eth address, bitcoin address"),
}
SPECIFIC = {entity: words | FURTHER.get(entity, frozenset()) for entity, words in _SPECIFIC.items()}
"""Words that stand for nothing else: a plain space may be all that is between them and the value."""

_COMMON: Mapping[str, frozenset[str]] = {
    "ACCOUNT_ID": phrase_set(
        """customer, client, account, customerid, customernumber, customerno, clientid, accountid, accountnumber, accountno,
    orderid, ordernumber, policynumber, policyno, memberid, membernumber, patientid, contractnumber, acct, member,
    membership, policy, order, ordered under, subscriber, subscription, loyalty, patient, contract, cust, booking,
    reservation, frequent flyer, insurance, ins, claim, enrollment, student, employee, emp, memo, kunde, kunden,
    kundennummer, kundennr, kd-nr, kdnr, vertrag, vertragsnummer, bestellung, bestellnummer, auftrag, auftragsnummer,
    policennummer, versicherungsnummer, versicherungsschein, mitgliedsnummer, mitglied, patientennummer,
    personalnummer, aktenzeichen, cliente, clienta, clienti, cliënt, cliëntnummer, contrato, contratto, pedido,
    ordine, encomenda, commande, contrat, abonnement, dossier, adhérent, numéro client, expediente, póliza, poliza,
    polizza, police, socio, historia clínica, nhc, klant, klantnummer, klantnr, bestelling, bestelnummer, ordernummer,
    polis, polisnummer, lidnummer, contractnummer, klient, klienta, numer klienta, zamówienie, umowa, umowy, polisa,
    müşteri, müşteri no, sipariş, poliçe, abone, apólice, colegiado, nºcol, cip, cipa, episodio, episode, parcel,
    paquete, colis, paket, pacco"""
    ),
    "BANK_ACCOUNT": phrase_set(
        """bank account, bank acct, account, acct, acc, a/c, konto, kontonummer, kontonr, compte, compte bancaire, cuenta,
    cuenta bancaria, ccc, clabe, conto, conto corrente, conta, conta bancária, agência, rekening, rekeningnummer,
    konta, konto bankowe, hesap, hesap no, transit, direct deposit, checking, savings, account ending, acct ending"""
    ),
}
COMMON = {entity: words | FURTHER.get(entity, frozenset()) for entity, words in _COMMON.items()}
"""Words that also stand for themselves ("order 500 units"): the value must look like nothing else, or a sign or a word for
"number" be beside them."""

LOGINS = FURTHER["LOGINS"] | phrase_set(
    """username, user name, user id, userid, user, login, log-in, login id, handle, screen name, nickname, skype,
    telegram, wechat, threema, snapchat, gamertag, gamer tag, apple id, slack, discord, insta, instagram,
    twitter, created by, updated by, modified by, deployed by, assigned to, assignee, author, owner, reporter,
    requester, utente, nome utente, usuario, nombre de usuario, usuária, usuário, utilizador, nom d'utilisateur,
    utilisateur, identifiant, connecter avec, benutzer, benutzername, gebruiker, gebruikersnaam, użytkownik,
    kullanıcı, kullanıcı adı, logged in as, sign in as, signed in as, log in as, log in with"""
)

ROLES = phrase_set(
    """user, assignee, author, owner, reporter, requester, utente, usuario, usuária, usuário, utilizador, utilisateur, benutzer,
    gebruiker, użytkownik, kullanıcı"""
)
"""Of these the words that also say what somebody is, so that any word may follow: "the user, hurried, ..."."""

OWN_PAGES = phrase_set(
    """bio, portfolio, personal site, personal website, personal page, my site, my website, my blog, my page, my calendar, my
    calendar link, my booking link, my booking page, my scheduling link, mein kalender, mon agenda, mi calendario, mi agenda, il
    mio calendario, meu calendário, minha agenda, mijn agenda, mijn kalender, orcid, meine seite,
    mein blog, mon site, mon blog, site perso, page perso, mi web, mi blog, mi página, il mio sito, il mio blog, sito personale,
    meu site, meu blog, site pessoal, mijn site, mijn blog, moja strona, mój blog, kişisel site, bloğum, min side, min blogg"""
)
"""What somebody calls a page of their own."""

VEHICLES = phrase_set(
    """car, van, truck, lorry, vehicle, ute, motorbike, taxi, wagen, auto, fahrzeug, lkw, voiture, camion, véhicule, coche,
    furgoneta, camioneta, camión, vehículo, macchina, furgone, veicolo, carro, caminhão, veículo, samochód, araç, araba, pkw,
    firmenwagen, dienstwagen, leasingwagen, bedrijfsauto, vrachtwagen, furgão, ciężarówka, pojazd, kamyon, bil, bilen, varebil,
    lastbil, vůz, dodávka, mașina, masina, vozilo, kombi, kamion, gépkocsi"""
)
"""Words that a number plate may follow."""

VEHICLE_NUMBERS = phrase_set(
    """vin, vin number, vehicle identification number, chassis number, chassis no, fin, fahrgestellnummer, fahrzeug-identnummer,
    fahrzeugidentifikationsnummer, numéro de châssis, número de bastidor, numero di telaio, número de chassi, chassisnummer"""
)

BORN = FURTHER["BORN"] | phrase_set(
    """dob, d.o.b, d.o.b., date of birth, birth date, birthday, bday, birthdate, b-day, born, born on, geboren, geboren
    am, geb., geb, geburtsdatum, geburtstag, né le, née le, nee le, ne le, né, née, date de naissance, fecha de
    nacimiento, f. nac., fecha nac, nacimiento, nacido, nacida, nació, nacio, nacido el, nacida el, nato, nata, nato
    il, nata il, data di nascita, data de nascimento, nascimento, nasc., nasc, nascido, nascida, nasceu,
    geboortedatum, geb.dat., data urodzenia, urodzony, urodzona, ur., doğum tarihi, dogum tarihi, doğum, f.n., fdn, född,
    född den, födelsedatum, født, født den, fødselsdato, syntynyt, syntymäaika, narozen, narozena, datum narození, dátum
    narodenia, născut, născută, data nașterii, data nasterii, rođen, rođena, datum rođenja, született, születési dátum"""
)

PHONES = FURTHER["PHONES"] | phrase_set(
    """phone, phones, phone number, phone no, telephone, tel, tel., tlf, cell, cellphone, cell phone, mobile, mobile
    number, mob, mob., whatsapp, wa, fax, sms, dial, landline, callback, ph, ph., msisdn, viber, switchboard, desk,
    mpesa, m-pesa, gcash, telefon, telefonnummer, rufnummer, handy, handynummer, mobil, mobilnummer, rückruf,
    rückrufnummer, anrufen, festnetz, téléphone, portable, appelez, appeler, joindre, rappeler, teléfono, telefono,
    telf, telfs, tfno, telef, tlfno, móvil, movil, celular, cel, llamar, llámame, llame, llama, cellulare, chiamare,
    chiama, telefone, telemóvel, telemovel, fone, ligar, ligue, mobiel, telefoonnummer, bellen, terugbellen, komórka,
    telefonu, kom., zadzwoń, telefonum, cep, cep telefonu, gsm, arayın, natel, puh, puh., puhelin, tlm., tlmv,
    telefón, telefonszám, mobiltelefon, mobilní, mobilni, recapito, recapito telefonico"""
)
"""Words after which a run of digits is a telephone number."""

CALLS = phrase_set(
    """call, called, calls, ring, text, txt, reach, contact, contact number, direct, direct line, number, no., nr., signal, line,
    nummer, numéro, número, numero, numara, contacto, contato, ruf, bel, zap"""
)
"""Words after which it is one if a numbering plan says so."""

PASSWORDS = FURTHER["PASSWORDS"] | phrase_set(
    """password, passwort, passwd, pass, passphrase, passcode, pwd, pw, pswd, api key, apikey,
    access key, private key, kennwort, contraseña, clave, mot de passe, mdp, senha, wachtwoord,
    hasło, şifre, parola, security code, initialpasswort, startpasswort, wachtwoordwijziging, passwortänderung"""
)
SEEDS = phrase_set(
    """seed phrase, seed words, seed, recovery phrase, recovery words, secret phrase, secret recovery phrase, backup phrase,
    mnemonic, mnemonic phrase, wallet phrase, wiederherstellungsphrase, phrase de récupération, frase semilla,
    frase de recuperación, frase di recupero, frase de recuperação, herstelzin"""
)
CREDENTIALS = phrase_set("credentials, creds, zugangsdaten, credenciales, credenziali, credenciais, inloggegevens")
"""Words for a log-in name and a password together."""
CODES = phrase_set(
    """pin, pin code, gate code, door code, access code, entry code, alarm code, keypad code, lockbox, key safe, code
    porte, digicode, code d'accès, türcode, zugangscode, código de acceso, código de acesso, codice di accesso, codice
    accesso, codice portone, toegangscode, deurcode, kod do drzwi, kapı kodu"""
)
"""Codes that are typed at a door: a few digits may be all of one."""

CARD_CODES = phrase_set(
    """cvv, cvc, cvn, card security code, security code, sicherheitscode, kartenprüfnummer, prüfziffer, cryptogramme, code de
    sécurité, código de seguridad, codice di sicurezza, código de segurança, beveiligingscode"""
)
"""The three or four digits on the back of a card."""

ADDRESSES = FURTHER["ADDRESSES"] | phrase_set(
    """address, addr, adr, addres, address1, address 1, address line, address line 1, line1, street1, home address, home
    addr, street, street address, mailing address, shipping address, billing address, delivery address, ship to,
    deliver to, adresse, anschrift, lieferadresse, rechnungsadresse, wohnhaft, adresse de livraison, adresse de
    facturation, domicilié, dirección, direccion, domicilio, con domicilio en, indirizzo, residente in, endereço,
    morada, adres, afleveradres, woonadres, adresi, teslimat adresi"""
)

TOKENS = phrase_set(
    """secret, client secret, secret key, access token, auth token, bearer token, api token, token, reset token, session,
    session id, session token, csrf, csrf token, otp, login code, verification code, recovery code"""
)
"""Words for what a machine made: it has digits or signs in it."""

KEYS = phrase_set("key, keys, clé, schlüssel, llave, chiave, chave, sleutel")

NAMES = phrase_set(
    """name, full name, first name, last name, given name, given names, family name, middle name, surname, forename,
    fullname, firstname, lastname, contact name, customer name, client name, cardholder, cardholder name, account
    holder, patient name, display name, recipient, payee, payer, ship to name, attendee, contact, nombre, nombre
    completo, apellido, apellidos, nom, nom complet, prénom, nom de famille, name und vorname, nachname, vorname,
    familienname, ansprechpartner, cognome, nome, nome completo, sobrenome, apelido, achternaam, voornaam, naam, imię,
    nazwisko, ad soyad, soyad, isim, voorletters, roepnaam, tussenvoegsel, tussenvoegsels, voorvoegsel, kontoinhaber,
    rekeninghouder, intestatario, förnamn, efternamn, fornavn, efternavn, etternavn, kontakt, contacto, contatto,
    contato, etunimi, sukunimi, jméno, příjmení, priezvisko, prenume, nume, prezime, keresztnév, vezetéknév"""
)
"""Field names and table headers of people's names."""

STREETS = phrase_set(
    """rue, route, allée, allées, impasse, boulevard, bd, chemin, faubourg, sentier, montée, quai, cours, avenue, calle,
    c/, avenida, avda, avda., av, av., paseo, plaza, carrer, carrera, cra, cra., jirón, pasaje, camino, ronda, rambla,
    travesía, glorieta, diagonal, transversal, via, viale, vicolo, piazza, piazzale, corso, largo, lungotevere,
    strada, contrada, salita, rua, pl., travessa, praça, alameda, estrada, rodovia, ladeira, calçada, beco, ul., ul,
    ulica, aleja, aleje, al., os., osiedle, jalan, jln, jl, jl., lorong, persiaran, đường, phố, place, square,
    carretera, ctra., polígono industrial, pol. ind., urbanización, urb., callejón, lieu-dit, lieudit, résidence, hameau, ruelle,
    località, loc., frazione, fraz., c.da, borgo, praceta, quinta, sítio, estr., trav., str., bulevardul, aleea, calea, trg,
    náměstí, nám., třída"""
)
"""Words for "street" that its name follows."""

NUMBER_WORDS = (
    r"(?:ids?|nos?|nums?|numbers?|nr|nbr|n[º°]|n\.º|num|code|card|ref|reference|pin|nummer|número|numero|numéro|numarası|"
    r"doc|document|key|value|ending(?: in)?|on file|used|#|"
    r"№|номер|αριθμός|números?|čís(?:lo|\.)|nro\.?|szám[a]?|號碼?|号码?|番号|번호)"
)
"""What may follow a label and only says that a value comes."""
