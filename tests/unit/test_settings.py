"""Settings: read once, checked at once, silent about secrets."""

from pathlib import Path

import pytest

from badger.settings import SettingInvalid, SettingMissing, Settings, read_settings

KEY = "00112233445566778899aabbccddeeff" * 2
LEAST = {"BADGER_DATABASE_URL": "sqlite:///x.sqlite3"}


def test_a_database_is_all_that_is_asked_for():
    settings = read_settings(LEAST)
    assert "sqlite:///x.sqlite3" == settings.database_url
    assert "http://localhost:8000" == settings.base_url
    assert settings.key_encryption_key is None
    assert settings.outbound
    assert settings.trust_file is None


def test_without_a_database_there_are_no_settings():
    with pytest.raises(SettingMissing) as missing:
        read_settings({})
    assert {"name": "BADGER_DATABASE_URL"} == missing.value.facts


def test_the_final_slash_of_the_address_goes():
    settings = read_settings({**LEAST, "BADGER_BASE_URL": "https://badges.example/"})
    assert "https://badges.example" == settings.base_url


@pytest.mark.parametrize("address", ["badges.example", "http://badges.example", "ftp://x"])
def test_an_address_is_https_or_on_this_machine(address):
    with pytest.raises(SettingInvalid):
        read_settings({**LEAST, "BADGER_BASE_URL": address})


def test_the_key_is_64_hexadecimal_digits():
    settings = read_settings({**LEAST, "BADGER_KEK": KEY})
    assert bytes.fromhex(KEY) == settings.key_encryption_key


def test_the_key_may_stand_in_a_file(tmp_path):
    file = tmp_path / "kek"
    file.write_text(KEY + "\n")
    settings = read_settings({**LEAST, "BADGER_KEK_FILE": str(file)})
    assert bytes.fromhex(KEY) == settings.key_encryption_key


@pytest.mark.parametrize("text", ["00", KEY + "00", "z" * 64])
def test_another_length_or_letter_is_no_key(text):
    with pytest.raises(SettingInvalid):
        read_settings({**LEAST, "BADGER_KEK": text})


def test_a_key_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(SettingInvalid) as invalid:
        read_settings({**LEAST, "BADGER_KEK_FILE": str(tmp_path / "absent")})
    assert {"name": "BADGER_KEK_FILE"} == invalid.value.facts


def test_a_key_file_that_is_no_text_is_said(tmp_path):
    file = tmp_path / "kek"
    file.write_bytes(b"\xff" * 32)
    with pytest.raises(SettingInvalid):
        read_settings({**LEAST, "BADGER_KEK_FILE": str(file)})


def test_a_switch_is_on_or_off():
    assert not read_settings({**LEAST, "BADGER_OUTBOUND": "off"}).outbound
    with pytest.raises(SettingInvalid):
        read_settings({**LEAST, "BADGER_OUTBOUND": "perhaps"})


def test_the_trust_list_is_a_path():
    settings = read_settings({**LEAST, "BADGER_TRUST_FILE": "trust.json"})
    assert Path("trust.json") == settings.trust_file


def test_the_number_of_verifications_is_a_number():
    assert 7 == read_settings({**LEAST, "BADGER_VERIFY_PER_MINUTE": "7"}).verify_per_minute
    with pytest.raises(SettingInvalid):
        read_settings({**LEAST, "BADGER_VERIFY_PER_MINUTE": "many"})


def test_q07_no_secret_shows_in_the_text_of_settings():
    settings = read_settings({**LEAST, "BADGER_KEK": KEY, "BADGER_SECRET_KEY": "hush-hush"})
    assert KEY not in repr(settings)
    assert "hush-hush" not in repr(settings)
    assert "x00" not in repr(settings)


def test_without_a_mail_server_mails_wait():
    assert read_settings({"BADGER_DATABASE_URL": "sqlite://"}).mail is None


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("smtp://badges:s%40crit@mail.example", ("mail.example", 587, "starttls", "s@crit")),
        ("smtps://badges:x@mail.example", ("mail.example", 465, "tls", "x")),
        ("smtp+plain://localhost:2525", ("localhost", 2525, "plain", "")),
    ],
)
def test_a_mail_server_is_an_address(url, read):
    mail = _with_mail(url, "Badges du Bocage <badges@bocage.example>").mail
    assert read == (mail.host, mail.port, mail.security, mail.password)
    assert "Badges du Bocage <badges@bocage.example>" == mail.sender


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example:x",
        "smtp://mail.example:99999",
        "smtp://mail.example/path",
        "smtp://mail.example?tls=off",
        "smtp://[mail",
    ],
)
def test_what_is_no_address_of_a_mail_server_stops_the_start(url):
    with pytest.raises(SettingInvalid):
        _with_mail(url, "badges@bocage.example")


@pytest.mark.parametrize(
    "sender", ["badges", "Badges", "a@b.example, c@d.example", "x\n<a@b.example>", 'A "B" <a@b.fr>']
)
def test_w12_what_is_no_sender_stops_the_start(sender):
    with pytest.raises(SettingInvalid):
        _with_mail("smtp://mail.example", sender)


def test_a_mail_server_needs_a_sender():
    with pytest.raises(SettingMissing):
        _with_mail("smtp://mail.example", "")


def test_q07_the_password_of_the_mail_server_shows_nowhere():
    settings = _with_mail("smtp://badges:hidden@mail.example", "badges@bocage.example")
    assert "hidden" not in repr(settings) + repr(settings.mail)


def _with_mail(url: str, sender: str):
    return read_settings(
        {
            "BADGER_DATABASE_URL": "sqlite://",
            "BADGER_SMTP_URL": url,
            "BADGER_MAIL_FROM": sender,
        }
    )


OPENID = {
    "BADGER_DATABASE_URL": "sqlite://",
    "BADGER_OIDC_ISSUER": "https://login.example/realm",
    "BADGER_OIDC_CLIENT_ID": "badger",
    "BADGER_OIDC_CLIENT_SECRET": "hidden",
}


def test_another_site_is_an_issuer_with_our_name_and_secret():
    found = read_settings({**OPENID, "BADGER_OIDC_NAME": "ProConnect"}).openid
    assert ("https://login.example/realm", "badger", "hidden", "ProConnect") == (
        found.issuer,
        found.client_id,
        found.client_secret,
        found.name,
    )
    assert "login.example" == read_settings(OPENID).openid.name
    assert read_settings({"BADGER_DATABASE_URL": "sqlite://"}).openid is None


@pytest.mark.parametrize("issuer", ["http://login.example", "login.example", "https://[x"])
def test_what_is_no_issuer_stops_the_start(issuer):
    with pytest.raises(SettingInvalid):
        read_settings({**OPENID, "BADGER_OIDC_ISSUER": issuer})


@pytest.mark.parametrize("name", ["BADGER_OIDC_CLIENT_ID", "BADGER_OIDC_CLIENT_SECRET"])
def test_another_site_needs_our_name_and_secret(name):
    with pytest.raises(SettingMissing):
        read_settings({**OPENID, name: ""})


def test_q07_the_secret_for_another_site_shows_nowhere():
    settings = read_settings(OPENID)
    assert "hidden" not in repr(settings) + repr(settings.openid)


@pytest.mark.parametrize(
    ("database", "keys"),
    [
        ("sqlite:////srv/badger.sqlite3", "sqlite:////srv/badger.sqlite3.keys"),
        ("sqlite:///file:/srv/b?mode=ro&uri=true", "sqlite:///file:/srv/b.keys?mode=ro&uri=true"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("postgresql+psycopg://x@/b", "postgresql+psycopg://x@/b"),
    ],
)
def test_g01_peoples_keys_stand_beside_a_file_or_where_they_are_told_to(database, keys):
    assert keys == Settings(database_url=database).person_keys_url
    told = Settings(database_url=database, person_keys="sqlite:////apart/keys")
    assert "sqlite:////apart/keys" == told.person_keys_url
