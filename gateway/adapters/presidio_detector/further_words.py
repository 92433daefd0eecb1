"""The words that name a value in further languages than label_words.py has: the rest of Europe, and other scripts.

Of each language what its own forms and letters say; kinds of numbers by their official names.
"""

from __future__ import annotations

from collections.abc import Mapping

from gateway.core.common_words import phrase_set

FURTHER: Mapping[str, frozenset[str]] = {
    "NATIONAL_ID": phrase_set(
        """social insurance number, numéro d'assurance sociale, numéro d’assurance sociale, ss#, npi, mbi,
    medicare beneficiary identifier, personal code, identity code, rentenversicherungsnummer, rvnr, ahv-nummer, ahvn13,
    numéro avs, numero avs, carte d'identité, cni, numéro national, insz, nrn, niss, número de segurança social, pis,
    pasep, pis/pasep, nis, título de eleitor, título eleitoral, carteira de identidade, número de la seguridad social,
    documento nacional de identidad, cédula de ciudadanía, cédula de identidad, c.i., carta di identità, sofinummer,
    nr dowodu, numer dowodu, seria i numer dowodu, cpr, cpr-nummer, cpr-nr, fødselsnummer, fnr, personnr, kt.,
    personas kods, personības kods, a.k., rč, r.č., občanský průkaz, občiansky preukaz, taj, taj szám, taj-szám,
    személyi szám, személyi igazolvány, cod numeric personal, osobni identifikacijski broj, matični broj, matricule, umid,
    philsys, nadra id, snils, ghana card number, id card no, снилс, номер снилс, егн, лнч, амка, αμκα, αδτ, ταυτότητα,
    єдрпоу, рнокпп, паспорт громадянина, матични број, јмбг, תעודת זהות, מספר זהות, ת.ז., رقم الهوية, رقم الهوية الوطنية,
    الهوية الوطنية, الرقم القومي, رقم الإقامة, کد ملی, आधार, आधार नंबर, आधार संख्या, 身份证, 身份证号, 身份证号码, 身分證,
    身分證字號, 身份證, 身份證號碼, マイナンバー, 個人番号, 健康保険証番号, 주민등록번호, 주민번호, 외국인등록번호,
    เลขประจำตัวประชาชน, เลขบัตรประชาชน, บัตรประชาชน, số căn cước, căn cước công dân, nomor induk kependudukan, nomor ktp,
    no ktp, kad pengenalan, no. kad pengenalan, ic number, ic no"""
    ),
    "TAX_ID": phrase_set(
        """unique taxpayer reference, individual taxpayer identification number, income tax number, tax reference number,
    numéro fiscal de référence, tva intracommunautaire, n° tva, ust-identifikationsnummer, umsatzsteuer-id,
    umsatzsteuer-idnr, uid-nummer, mwst-nr, ondernemingsnummer, btw-id, btw-nummer, contribuinte, número de contribuinte,
    nif da empresa, rif, cuil/cuit, npwp, mã số thuế, organisationsnummer, org.nr, orgnr, org nr, cvr, cvr-nr, y-tunnus,
    alv-numero, momsnr, dič, ičo, adószám, adóazonosító, adóazonosító jel, cui, pdv, ddv, kmkr, pvn, tin number, инн, кпп,
    огрн, іпн, ідентифікаційний код, ддс, еик, αφμ, α.φ.μ., ח.פ., עוסק מורשה, الرقم الضريبي, पैन, पैन नंबर, पैन कार्ड,
    税号, 纳税人识别号, 統一編號, 法人番号, 사업자등록번호, 사업자번호, เลขประจำตัวผู้เสียภาษี"""
    ),
    "PASSPORT": phrase_set(
        """passnummer, pass nr, numéro de passeport, número de pasaporte, número de passaporte, numero di passaporto,
    nr paszportu, numer paszportu, passnr, passinumero, číslo pasu, cestovní pas, útlevél, útlevélszám, útlevél száma,
    pașaport, nr. pașaport, putovnica, broj putovnice, potni list, pasas, nomor paspor, paspor, hộ chiếu, số hộ chiếu,
    паспорт, номер паспорта, загранпаспорт, серия и номер паспорта, паспорт серия, паспорт серии, номер на паспорт, пасош,
    διαβατήριο, αριθμός διαβατηρίου, דרכון, מספר דרכון, جواز السفر, رقم جواز السفر, جواز, پاسپورت, पासपोर्ट,
    पासपोर्ट नंबर, पासपोर्ट संख्या, 护照, 护照号, 护照号码, 護照, 護照號碼, 旅券番号, パスポート, パスポート番号, 여권,
    여권번호, หนังสือเดินทาง, เลขที่หนังสือเดินทาง"""
    ),
    "DRIVER_LICENSE": phrase_set(
        """führerschein-nr, fs-nr, fs-nummer, numéro de permis, carteira de motorista, habilitação, licencia de conducir,
    carné de conducir, brevete, numero patente, rijbewijsnummer, nr prawa jazdy, körkort, körkortsnummer, kørekort,
    førerkort, ajokortti, řidičský průkaz, číslo řidičského průkazu, vodičský preukaz, jogosítvány, vezetői engedély,
    permis de conducere, vozačka dozvola, ehliyet no, bằng lái xe, водительское удостоверение, посвідчення водія,
    шофьорска книжка, δίπλωμα οδήγησης, רישיון נהיגה, رخصة القيادة, ड्राइविंग लाइसेंस, 驾驶证号, 驾照, 駕照,
    運転免許証番号, 免許証番号, 운전면허번호, 면허번호, ใบขับขี่"""
    ),
    "LICENSE_PLATE": phrase_set(
        """registreringsnummer, registreringsskylt, regnr, reg.nr, reg nr, nummerplate, nummerplade, skiltnummer,
    rekisterinumero, rekisteritunnus, kilpi, spz, rz, registrační značka, evidenčné číslo vozidla, ečv, rendszám,
    număr de înmatriculare, registarska oznaka, nummerbord, plaque d'immatriculation, plat nomor, nopol, biển số,
    biển số xe, госномер, гос. номер, номерной знак, номер авто, державний номер, регистрационен номер, πινακίδα,
    מספר רכב, رقم اللوحة, لوحة السيارة, वाहन नंबर, 车牌, 车牌号, 車牌, ナンバープレート, 차량번호, 번호판, ทะเบียนรถ"""
    ),
    "BANK_ACCOUNT": phrase_set(
        """rib, cbu, clabe interbancaria, bankgiro, plusgiro, bankgironummer, clearingnummer, tilinumero, číslo účtu,
    bankszámlaszám, számlaszám, nr konta, numer konta, numer rachunku, nr rachunku, cont bancar, broj računa,
    nomor rekening, no rekening, số tài khoản, chave pix, pix, расчетный счет, расчётный счёт, номер счета, номер счёта,
    р/с, рахунок, банкова сметка, αριθμός λογαριασμού, λογαριασμός, חשבון בנק, מספר חשבון, رقم الحساب, खाता संख्या,
    खाता नंबर, 银行账号, 银行卡号, 账号, 帳號, 口座番号, 계좌번호, 계좌, เลขที่บัญชี, เลขบัญชี"""
    ),
    "CREDIT_CARD": phrase_set(
        "номер карты, карта номер, номер картки, כרטיס אשראי, بطاقة الائتمان, 信用卡号, 信用卡, クレジットカード, 카드번호"
    ),
    "ACCOUNT_ID": phrase_set(
        """kd.-nr, kd. nr, kdnr., kundnummer, kundnr, kundenummer, kundenr, asiakasnumero, numero ordine, nr klienta,
    nr polisy, číslo zákazníka, zákaznické číslo, číslo smlouvy, ügyfélszám, szerződésszám, cod client, nomor pelanggan,
    mã khách hàng, iccid, imei, imei number, imsi, meid, sim card number, sim-kartennummer, zählernummer, zählpunkt,
    meter number, meter no, mpan, mprn, cups, point de livraison, pnr, booking reference, booking ref, record locator,
    buchungsnummer, buchungscode, numéro de réservation, localizador, código de reserva, codice prenotazione, contact id,
    contactid, customer id, lead id, leadid, health card, medicaid id, alien number, a-number, номер клиента,
    номер договора, номер полиса, полис, номер заказа, номер замовлення, номер договору, клиентски номер, αριθμός πελάτη,
    מספר לקוח, رقم العميل, ग्राहक संख्या, 客户号, 客户编号, 会员号, 订单号, 保单号, 顧客番号, お客様番号, 会員番号,
    注文番号, 고객번호, 회원번호, 주문번호"""
    ),
    "BORN": phrase_set(
        """nasci, nasci em, nací, nací el, nasceu em, fødselsdag, nar., narodený, narodená, születési idő, szül.,
    datum rojstva, rojen, rojena, dzimšanas datums, dzimis, gimimo data, gimė, sünniaeg, sündinud, fæðingardagur,
    tanggal lahir, tgl lahir, lahir, tarikh lahir, ngày sinh, sinh ngày, дата рождения, день рождения, родился, родилась,
    д.р., дата народження, народився, народилася, дата на раждане, роден, родена, датум рођења, ημερομηνία γέννησης,
    γεννήθηκε, γεννήθηκα, תאריך לידה, נולד, נולדה, تاريخ الميلاد, تاريخ الولادة, مواليد, जन्म तिथि, जन्मतिथि, जन्म तारीख,
    生年月日, 誕生日, 生まれ, 出生日期, 出生, 生日, 생년월일, 생일, วันเกิด"""
    ),
    "PHONES": phrase_set(
        """mobilszám, puhelinnumero, sími, gsm-nummer, điện thoại, số điện thoại, sđt, telepon, nomor telepon, no hp,
    телефон, тел., тел, моб., мобильный, сотовый, номер телефона, мобільний, звоните, позвоните, τηλέφωνο, τηλ., κινητό,
    טלפון, נייד, هاتف, جوال, رقم الهاتف, فون, फोन, मोबाइल, फ़ोन, 电话, 電話, 手机, 手機, 電話番号, 携帯, 携帯番号, 전화,
    전화번호, 휴대폰, 연락처, โทร, เบอร์โทร"""
    ),
    "PASSWORDS": phrase_set(
        """lösenord, passord, adgangskode, salasana, heslo, jelszó, parolă, lozinka, geslo, slaptažodis, parool,
    aðgangsorð, lykilorð, mật khẩu, kata sandi, sandi, palavra-passe, palavra passe, parola d'ordine, parola d’ordine,
    pgpassword, mysql_pwd, пароль, парола, лозинка, κωδικός, κωδικός πρόσβασης, συνθηματικό, סיסמה, סיסמא, كلمة المرور,
    كلمة السر, الرقم السري, رمز عبور, पासवर्ड, 密码, 密碼, 口令, パスワード, 暗証番号, 비밀번호, 암호, รหัสผ่าน"""
    ),
    "ADDRESSES": phrase_set(
        """adresă, adresa, bydliště, trvalé bydliště, lakcím, cím, osoite, heimilisfang, adresas, adrese, naslov, alamat,
    địa chỉ, адрес, адреса, διεύθυνση, כתובת, عنوان, العنوان, पता, 地址, 住址, 住所, 주소, ที่อยู่"""
    ),
    "LOGINS": phrase_set(
        """användarnamn, brugernavn, brukernavn, käyttäjätunnus, uživatelské jméno, používateľské meno, felhasználónév,
    nume de utilizator, korisničko ime, логин, имя пользователя, логін, όνομα χρήστη, שם משתמש, اسم المستخدم, 用户名,
    帳號名稱, ユーザー名, 아이디, 사용자명"""
    ),
}
"""Kind of value, by the name of its list in label_words.py → words, lower case."""
