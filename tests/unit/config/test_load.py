"""Loading: everything or nothing, every problem at once, the environment over the file."""

from pathlib import Path

import pytest

from gateway.config.load import SAMPLE_FILE, load, packaged
from gateway.config.problem import InvalidConfigurationError
from tests.support.configuration import ACME, ENVIRON, GATEWAY, TODAY, loaded, told, write


def test_a_valid_configuration_becomes_settings_and_rules(tmp_path: Path) -> None:
    settings, rules = loaded(tmp_path).accepted()

    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.store_url == f"sqlite:///{tmp_path}/var/isogate.sqlite"
    assert settings.master_key_file == tmp_path / "var" / "master.key"
    assert settings.master_key_text is None
    assert set(rules.providers) == {"sandbox", "mock"}
    assert set(rules.tenants) == {"acme"}
    assert rules.providers["mock"].credential == "sk-mock-1"
    assert rules.providers["mock"].rules["openai.chat"].body == {"store": False}


def test_everything_wrong_in_every_file_is_told_at_once(tmp_path: Path) -> None:
    gateway = GATEWAY.replace("listen: 127.0.0.1:8080", "listen: here\nlisten: there").replace(
        "region: eu", "regoin: eu"
    )
    acme = ACME.replace("residency: eu", "residency: Europe").replace("tenant: acme", "tenant: acme\nx: 1")
    path = write(tmp_path, gateway=gateway, acme=acme)
    (tmp_path / "tenants" / "globex.yaml").write_text(ACME.replace("fast: mock", "fast: nobody"), encoding="utf-8")
    (tmp_path / "tenants" / "old.yml").write_text("", encoding="utf-8")
    (tmp_path / "policies" / "flags" / "openai.yaml").write_text("flags: [", encoding="utf-8")
    result = load(path, {"ISOGATE_STORE__URL": "mysql://h"}, TODAY)

    assert (result.settings, result.rulebook) == (None, None)
    assert set(told(result)) == {
        ("isogate.yaml", 2, "listen"),
        ("isogate.yaml", 1, "listen"),
        ("isogate.yaml", 10, "providers.mock"),
        ("isogate.yaml", 14, "providers.mock.regoin"),
        ("ISOGATE_STORE__URL", 0, "store.url"),
        ("policies/flags/openai.yaml", 2, ""),
        ("tenants/acme.yaml", 2, "x"),
        ("tenants/acme.yaml", 3, "residency"),
        ("tenants/globex.yaml", 1, "tenant"),
        ("tenants/globex.yaml", 5, "models.deal_coach.fast"),
        ("tenants/old.yml", 0, ""),
    }
    assert all(problem.remedy for problem in result.problems)


def test_what_is_wrong_in_one_line_hides_nothing_of_the_others(tmp_path: Path) -> None:
    gateway = GATEWAY.replace("[openai.chat]", "[nope]").replace("flags: openai", "flags: nope")
    acme = ACME.replace("tenant: acme", "tenant: other\nx: 1").replace("fast: mock", "fast: nobody")
    path = write(tmp_path, gateway=gateway, acme=acme)
    purpose = tmp_path / "policies" / "purposes" / "deal_coach.yaml"
    purpose.write_text(purpose.read_text().replace("default_action: ", "max_words: lots\nx: "), encoding="utf-8")

    paths = {path for _, _, path in told(load(path, {"MOCK_KEY": "sk"}, TODAY))}

    assert {
        "providers.mock.flags",
        "providers.mock.wires[0]",
        "x",
        "tenant",
        "models.deal_coach.fast",
        "max_words",
    } <= paths
    assert not {"providers.mock", "providers.mock.wires"} & paths


def test_a_configuration_with_a_problem_is_never_served(tmp_path: Path) -> None:
    result = loaded(tmp_path, acme=ACME.replace("eu", "EU"))

    with pytest.raises(InvalidConfigurationError, match=r"tenants/acme\.yaml:2"):
        result.accepted()


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    settings, _ = loaded(tmp_path, ISOGATE_LISTEN="127.0.0.1:9999").accepted()
    assert settings.port == 9999

    settings, _ = loaded(tmp_path, gateway=GATEWAY.replace(":8080", ":8181")).accepted()
    assert settings.port == 8181


def test_a_providers_address_can_be_set_from_outside(tmp_path: Path) -> None:
    _, rules = loaded(
        tmp_path,
        ISOGATE_PROVIDERS__MOCK__BASE_URL="http://127.0.0.1:7777/v1",
        ISOGATE_PROVIDERS__MOCK__ALLOW_PRIVATE="true",
    ).accepted()

    assert rules.providers["mock"].base_url == "http://127.0.0.1:7777/v1"
    assert rules.providers["mock"].allow_private


def test_a_missing_secret_is_told_by_its_name_and_no_secret_is_ever_told(tmp_path: Path) -> None:
    path = write(tmp_path, acme=ACME.replace("eu", "EU"))
    (missing, *_) = [each for each in load(path, {}, TODAY).problems if each.file == "isogate.yaml"]
    present = load(path, ENVIRON, TODAY)

    assert (missing.path, missing.remedy) == ("providers.mock", "Set the environment variable MOCK_KEY.")
    assert "sk-mock-1" not in "".join(map(str, present.problems)) + repr(present)


@pytest.mark.parametrize(
    ("credential", "remedy"),
    [
        ("aws:eu-central-1:AKIDEXAMPLE", "wanted of AWS access keys: aws:REGION:ACCESS_KEY_ID:SECRET_ACCESS_KEY"),
        ("aws:eu-central-1:AKIDEXAMPLE:secret", "litellm_prefix: bedrock; give a Bedrock API key here."),
        ('{"type": "service_account"}', "give an API key (Vertex AI: one that is bound to the service account)."),
        ("sk-1\nx: y", "wanted: one line of ASCII"),
    ],
)
def test_what_can_be_no_credential_of_a_provider_is_found_at_once(tmp_path: Path, credential: str, remedy: str) -> None:
    found = loaded(tmp_path, MOCK_KEY=credential)
    (problem,) = found.problems

    assert (problem.path, problem.what) == ("providers.mock", "env:MOCK_KEY holds no credential for it")
    assert remedy in problem.remedy
    assert credential not in str(problem) + repr(found)


def test_access_keys_are_a_credential_of_bedrocks(tmp_path: Path) -> None:
    gateway = GATEWAY.replace("way: direct\n    wires: [openai.chat]", "way: litellm\n    litellm_prefix: bedrock")
    keys = "aws:eu-central-1:AKIDEXAMPLE:secret"
    _, rules = loaded(tmp_path, gateway=gateway.replace("flags: openai", "flags: bedrock"), MOCK_KEY=keys).accepted()

    assert rules.providers["mock"].credential == keys


def test_the_master_key_may_come_from_the_environment(tmp_path: Path) -> None:
    gateway = GATEWAY + "secrets: {master_key: 'env:MASTER'}\n"
    settings, _ = loaded(tmp_path, gateway=gateway, MASTER="ab" * 32).accepted()

    assert (settings.master_key_file, settings.master_key_text) == (None, "ab" * 32)
    assert [problem.path for problem in loaded(tmp_path, gateway=gateway).problems] == ["secrets.master_key"]


@pytest.mark.parametrize("text", ["[]", "x", "a: [", "\x00", "providers: 1", "providers: {mock: 1}", "tenants: [x]"])
def test_any_broken_file_is_told_and_nothing_is_thrown(tmp_path: Path, text: str) -> None:
    result = loaded(tmp_path, gateway=text)

    assert result.problems
    assert result.settings is None


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    result = load(tmp_path / "isogate.yaml", {}, TODAY)

    assert ("isogate.yaml", 0, "") in told(result)


def test_the_sample_serves_from_any_directory_without_any_setting(tmp_path: Path) -> None:
    settings, rules = load(SAMPLE_FILE, {}, TODAY, root=tmp_path).accepted()

    assert settings.store_url == f"sqlite:///{tmp_path}/var/isogate.sqlite"
    assert set(rules.tenants) == {"acme", "globex"}
    assert set(rules.purposes) == {"twin", "deal_coach", "lead_scoring", "content"}


def test_the_tenants_own_id_is_not_believed_over_its_files_name(tmp_path: Path) -> None:
    assert told(loaded(tmp_path, acme=ACME.replace("tenant: acme", "tenant: globex"))) == [
        ("tenants/acme.yaml", 1, "tenant")
    ]


def test_what_travels_in_the_package_is_found_in_a_checkout_too() -> None:
    assert (packaged("policies") / "purposes" / "twin.yaml").exists()
    assert (packaged("tenants") / "acme.yaml").exists()
