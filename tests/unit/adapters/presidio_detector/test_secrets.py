"""Keys, tokens and what is assigned to a password are secrets; placeholders are not."""

import pytest

from gateway.adapters.presidio_detector.secrets import secrets
from tests.support.detection import finds

RULES = tuple(secrets())
# Put together here, so that no scanner takes this file for a leak.
TAIL = "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0"


@pytest.mark.parametrize(
    "value",
    [
        "sk-" + TAIL,
        "sk-" + "ant-api03-" + TAIL,
        "sk_" + "live_" + TAIL,
        "AKIA" + "ABCDEFGH12345678",
        "ghp_" + TAIL,
        "github" + "_pat_" + TAIL,
        "glpat-" + TAIL,
        "xoxb-" + "123456789012-" + TAIL,
        "AIza" + TAIL,
        "SG." + TAIL + "." + TAIL,
        "tok_" + TAIL,
        "eyJ" + TAIL + ".eyJ" + TAIL + "." + TAIL,
        "GOCSPX" + "-" + TAIL,
        "ATBB" + TAIL,
        "NRAK" + "-" + TAIL.upper(),
        "AGE-SECRET" + "-KEY-1" + TAIL.upper(),
        "access_token" + "$production$" + "a1b2c3d4e5f6g7h8$" + "0123456789abcdef" * 2,
        "1/" + "3155783122293727:" + "0123456789abcdef" * 2,
        "https://hooks.slack" + ".com/services/T0AB12CD3/B0AB12CD3EF/" + TAIL,
        "https://discord" + ".com/api/webhooks/123456789012345678/" + TAIL,
        "https://acme.webhook.office" + ".com/webhookb2/8f3c2d1e-9dad@8f3c2d1e-9dad/IncomingWebhook/" + TAIL,
    ],
)
@pytest.mark.parametrize("frame", ["{}", "use {} here", '"{}"', "key={}", "({})."])
def test_a_key_is_found_whole(value: str, frame: str) -> None:
    assert ("SECRET", value) in finds(RULES, frame.format(value))


def test_a_private_key_is_found_with_its_armour_whole_or_cut_off() -> None:
    armour = "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE" + "Ab+/=\n" * 40
    whole = armour + "-----END RSA " + "PRIVATE KEY-----"

    assert ("SECRET", whole) in finds(RULES, f"see\n{whole}\nbye")
    assert any(value.startswith(armour.strip()) for _, value in finds(RULES, armour))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("password: hunter2!x", "hunter2!x"),
        (
            "seed phrase: " + "witch collapse practice feed shame open " * 2 + "ok",
            ("witch collapse practice feed shame open " * 2).strip(),
        ),
        ("curl -u admin:adm1n-pw-7 https://api.example.com", "adm1n-pw-7"),
        ("pwd=S3cr3t;x", "S3cr3t"),
        ('"api_key": "abcd1234efgh"', "abcd1234efgh"),
        ("SMTP_PASS=tr0ub4dor&3-xylo", "tr0ub4dor&3-xylo"),
        ("my password is Rufus2009", "Rufus2009"),
        ("Passwort: Sommer#24", "Sommer#24"),
        ("contraseña: gato1234", "gato1234"),
        ("gate code is 4471#B then", ""),
        ("my pin is four eight two one", "four eight two one"),
        ("meine PIN: vier, acht, zwei, eins", "vier, acht, zwei, eins"),
        ("pin code is 4 8 2 1, thanks", "4 8 2 1"),
        ("creds: jdoe / sommer", "jdoe / sommer"),
        ("Zugangsdaten: jdoe:sommer", "jdoe:sommer"),
        ("credenciales: Gato12!x", "Gato12!x"),
        ("CVC 4711 and the card", "4711"),
        ("CVV 123, exp 12/27", "123"),
        ("the security code is one two three", "one two three"),
        ("ftp://jane.doe:pa/ss4@files.example/x", "jane.doe:pa/ss4"),
        ("https://jane:pa#ss4@host/", "jane:pa#ss4"),
        ("https://jane:p@ss4@host/x", "jane:p@ss4"),
        ("cvn: 2044", "2044"),
        ("pin is 1 2 3 4", "1 2 3 4"),
        ("credentials are jane:Secret1!", "jane:Secret1"),
        ("postgres://jdoe:s3cret@db.example.com/crm", "jdoe:s3cret"),
        ("https://jane:pa55@10.0.0.1/x?y=1", "jane:pa55"),
        ("ftp://jane:pa/ss#1@files/x", "jane:pa/ss#1"),
        ("redis://:hunter2@cache:6379/0", ":hunter2"),
        ("Authorization: Bearer " + TAIL, TAIL),
        ("password changed, new=Sommer24", "Sommer24"),
        ("pw reset, new=Sommer", "new=Sommer"),
        ("pass 10-Sommer", "10-Sommer"),
        ("TOKEN=&lt;a1b2c3d4", "a1b2c3d4"),
        ("Neues Passwort: &lt;blumen77&gt;", "blumen77&gt"),
        ("login pw bella[1987]", "bella[1987]"),
        ("Password: see sticker, S/N Kp9x2WqR7", "Kp9x2WqR7"),
        ("password hash 5f4dcc3b5aa765d61d8327deb882cf99", "5f4dcc3b5aa765d61d8327deb882cf99"),
        ("pw list: GMAIL=sunshine4", "sunshine4"),
        ("password\0S3cr3t!x", "S3cr3t!x"),
        ("what's the password?\n2025-09-14T10:22:01 Ann: it's Hunter2!x", "Hunter2!x"),
        ("creds ADMIN=sommer", "ADMIN=sommer"),
        ("pw: hunter&gt;x", "hunter&gt"),
        ("password, set 2025-09-14T03:22:58 to S3cr3t#x", "S3cr3t#x"),
    ],
)
def test_what_a_password_is_set_to_is_found(text: str, value: str) -> None:
    assert [found for _, found in finds(RULES, text)] in ([[value]] if value else [["4471#B"], []])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("API_KEY=your-key-here\nWEBHOOK_SECRET=whx_" + TAIL, "whx_" + TAIL),
        ("API_KEY=your-key-here\nOTHER_SK=" + TAIL, TAIL),
        ('api_key: "<yours>"\nnew: ' + TAIL, TAIL),
    ],
)
def test_of_what_two_words_or_forms_lead_to_the_value_alone_is_found(text: str, value: str) -> None:
    assert {found for _, found in finds(RULES, text)} == {value}


@pytest.mark.parametrize(
    "text",
    [
        "your password is wrong",
        "CVC Capital Partners acquired 30 in 2023",
        "cvc is 2 pages",
        "CVC 2019 in Berlin",
        "Sicherheitscode 365 Tage lang",
        "security code 404 came from the server",
        "Pin: one, two, three steps",
        "mysql://host:port@zone",
        "mysql://app:${DB_PASS}@db/crm",
        "mysql://{name}:{password}@{host}/db",
        "Die Zugangsdaten: bitte melden",
        "Credenciales: pendientes",
        "Her credentials include MBA, CFA2019 and more",
        "Our credentials: ISO9001",
        "Credentials: EN-14001",
        "mongodb://user:password@host:27017/db",
        "http://localhost:8080/list@me.example",
        "http://shop.example/list:2024@archive",
        "pin 12 items to the board",
        "https://example.com:8080/a:b@c",
        "password: your-key-here",
        'authorization token "$BASE_URL/v1/deals?limit=10"',
        "password: ********",
        "token: [SECRET_1]",
        "api_key=${API_KEY}",
        "password = null",
        "password = not-set",
        "passwort=bitte-ändern",
        "clave=por-definir",
        "senha: a definir",
        "the secret is out",
        "sk-learn is a library",
        "eyJust a word",
        "passport: lost",
        "API_KEY=your-key-here\nLOG_LEVEL=info\nDEFAULT_CURRENCY=USD",
        "reason=BAD_OTP attempt=3/5\n2025-09-14T03:22:58.004Z INFO auth-gw[2217]",
        "refund on Flexi pass 10-class, 140 eur",
        "TTY=pts/2 ; PWD=/srv/crm ; COMMAND=/usr/bin/mysql",
        'api_key: "<your-api-key>"\nchecksum: ' + "0123456789abcdef" * 2,
        "PORT=8080 TOKEN=&lt;token&gt;",
        "sk-" + "X" * 20 + " is a placeholder",
        "the password is wrong\0see Rufus2009",
    ],
)
def test_a_placeholder_or_a_sentence_is_no_secret(text: str) -> None:
    assert finds(RULES, text) == []
