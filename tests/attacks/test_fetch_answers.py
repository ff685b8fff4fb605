"""What hosts answer: other kinds of things, challenges, old TLS, pictures (F06, F07, F11, F12)."""

import gzip
import json
import re
import ssl
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.attacks.fetch_doors import Doors
from tests.loopback import Answer, PublicNetwork, Server, page, raw
from tests.world import World

URL = "https://issuer.example/badges/1"


@pytest.fixture
def internet() -> Iterator[PublicNetwork]:
    """A public internet of loopback servers."""
    network = PublicNetwork()
    yield network
    network.close()


@pytest.fixture
def doors(tmp_path: Path, internet: PublicNetwork) -> Doors:
    """The doors of one application on that internet."""
    return Doors(tmp_path, internet.fetcher())


def problem(doors: Doors) -> str:
    """The code of the problem that the address is."""
    return json.loads(doors.open("api", URL))["code"]


BADGE = json.dumps(World().issue_badge()).encode()
OTHER_KINDS = {
    "html": (page(b"<!doctype html><title>x</title>", "Content-Type: text/html"), "image.damaged"),
    "svg": (
        page(b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
        "image.no_credential",
    ),
    "svg with an entity": (
        page(b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>'),
        "image.unsafe_svg",
    ),
    "utf-16": (
        page('{"a": 1}'.encode("utf-16"), "Content-Type: application/json; charset=utf-16"),
        "json.encoding",
    ),
    "latin-1": (page('{"a": "é"}'.encode("latin-1")), "json.encoding"),
    "utf-7 by its header": (
        page(b'{"a": "+AGE-"}', "Content-Type: application/json; charset=utf-7"),
        "input.not_a_credential",
    ),
    "nothing": (page(b""), "input.empty"),
    "packed, and said so": (
        page(gzip.compress(BADGE), "Content-Encoding: gzip"),
        "fetch.encoding",
    ),
    "packed twice": (page(BADGE, "Content-Encoding: identity, gzip"), "fetch.encoding"),
    "packed on the way": (
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        "fetch.protocol",
    ),
    "a part": (page(BADGE, status="206 Partial Content"), "fetch.status"),
    "login asked": (
        page(b"", 'WWW-Authenticate: Basic realm="x"', status="401 Unauthorized"),
        "fetch.status",
    ),
    "proxy login asked": (
        page(b"", "Proxy-Authenticate: NTLM", status="407 x"),
        "fetch.status",
    ),
    "refresh header": (page(b"", "Refresh: 0; url=https://127.0.0.1/"), "input.empty"),
    "another protocol": (
        raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"),
        "fetch.protocol",
    ),
    "two lengths": (
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"),
        "fetch.protocol",
    ),
    "length and chunks": (
        raw(
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"2\r\n{}\r\n0\r\n\r\n"
        ),
        "input.not_a_credential",
    ),
    "a length that is no number": (
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 0x10\r\n\r\n" + b"x" * 16),
        "fetch.protocol",
    ),
    "a huge header": (
        raw(b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 200_000 + b"\r\n\r\n"),
        "fetch.protocol",
    ),
    "a chunk of 2^63": (
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n{}"),
        "fetch.protocol",
    ),
    "a redirect without a place": (page(BADGE, status="302 Found"), "fetch.status"),
}


@pytest.mark.parametrize("kind", list(OTHER_KINDS))
def test_f06_f07_what_is_no_badge_is_named(doors: Doors, internet: PublicNetwork, kind: str):
    answer, code = OTHER_KINDS[kind]
    server = internet.host("issuer.example", answer)

    assert code == problem(doors)
    assert 1 == len(server.requests)


def test_f07_a_cookie_that_a_host_sets_never_comes_back(doors: Doors, internet: PublicNetwork):
    answer = page(BADGE, "Set-Cookie: id=1; Path=/", "Set-Cookie: b=2; Domain=issuer.example")
    server = internet.host("issuer.example", answer)

    for _ in range(3):
        doors.open("api", URL)

    assert 3 == len(server.requests)
    assert not any(b"cookie" in request.lower() for request in server.requests)


def test_f07_what_a_visitor_sends_is_not_passed_on(doors: Doors, internet: PublicNetwork):
    server = internet.host("issuer.example", page(BADGE))
    headers = {"Authorization": "Bearer secret", "Cookie": "badger=secret", "Referer": "https://x/"}

    doors.client.post("/api/v1/verify", json={"url": URL}, headers=headers)

    assert b"secret" not in server.requests[0]
    assert b"referer" not in server.requests[0].lower()


def test_f07_a_login_in_the_files_of_the_system_is_not_used(
    doors: Doors, internet: PublicNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine issuer.example login x password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    server = internet.host("issuer.example", page(b"", status="401 Unauthorized"))

    assert "fetch.status" == problem(doors)
    assert b"authorization" not in server.requests[0].lower()


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
def test_f07_a_proxy_of_the_environment_is_asked_by_no_door(
    doors: Doors, internet: PublicNetwork, monkeypatch: pytest.MonkeyPatch, name: str
):
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    server = internet.host("issuer.example", page(BADGE))

    for door in ("page", "api", "command line", "https issuer"):
        doors.open(door, URL)

    assert 4 == len(server.requests)


PICTURE = "https://tracker.example/pixel.png"


def test_f11_no_picture_of_another_host_is_loaded(doors: Doors, internet: PublicNetwork):
    image = {"id": PICTURE, "type": "Image", "caption": "x"}

    def change(badge: dict) -> None:
        badge["image"] = image
        badge["issuer"]["image"] = image
        badge["credentialSubject"]["image"] = image
        badge["credentialSubject"]["achievement"]["image"] = image
        badge["credentialSubject"]["achievement"]["creator"]["image"] = image

    tracker = internet.host("tracker.example", page(b"\x89PNG"))
    document = doors.world.issue_badge(doors.anybody, change=change)

    shown = doors.by_form_with(text=json.dumps(document))

    text = shown.get_data(as_text=True)
    assert 200 == shown.status_code
    assert "Esprit d" in text
    loaded = re.findall(r'(?:src|srcset|poster|data|background)\s*=\s*"([^"]*)"', text)
    assert [] == [address for address in loaded if address.startswith(("http", "//"))]
    assert [] == re.findall(r"url\(\s*['\"]?(?:https?:)?//", text)
    assert "img-src 'self' data:" in shown.headers["Content-Security-Policy"]
    assert [] == tracker.requests
    assert "tracker.example" not in internet.network.looked_up


def _serve_tls(internet: PublicNetwork, context: ssl.SSLContext, answer: Answer) -> Server:
    server = Server(answer, context)
    internet.network.names["issuer.example"] = ["93.184.215.77"]
    internet.network.ports["93.184.215.77"] = server.port
    return server


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_f12_old_tls_is_refused(doors: Doors, internet: PublicNetwork, version: ssl.TLSVersion):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    internet.authority.issue_cert("issuer.example").configure_cert(context)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = version
        context.maximum_version = version
    server = _serve_tls(internet, context, page(BADGE))

    assert problem(doors) in ("fetch.tls", "fetch.connection")
    assert [] == server.requests
    server.close()


def test_f12_a_certificate_that_signs_itself_is_refused(
    doors: Doors, internet: PublicNetwork, tmp_path: Path
):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_self_signed(tmp_path, "issuer.example"))
    server = _serve_tls(internet, context, page(BADGE))

    assert "fetch.tls" == problem(doors)
    assert [] == server.requests
    server.close()


@pytest.mark.parametrize("names", [("*.example",), ("*.issuer.example",), ("93.184.215.1",)])
def test_f12_a_certificate_of_a_whole_domain_or_of_the_address_is_not_the_name(
    doors: Doors, internet: PublicNetwork, names: tuple[str, ...]
):
    certificate = internet.authority.issue_cert(*names)
    server = internet.host("issuer.example", page(BADGE), certificate=certificate)

    assert "fetch.tls" == problem(doors)
    assert [] == server.requests


def test_f12_a_certificate_of_tomorrow_is_refused(doors: Doors, internet: PublicNetwork):
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    certificate = internet.authority.issue_cert(
        "issuer.example", not_before=tomorrow, not_after=tomorrow + timedelta(days=9)
    )
    internet.host("issuer.example", page(BADGE), certificate=certificate)

    assert "fetch.tls" == problem(doors)


def test_f12_an_issuer_whose_tls_fails_is_unknown_and_never_refused(
    doors: Doors, internet: PublicNetwork
):
    stranger = internet.authority.issue_cert("other.example")
    internet.host("issuer.example", page(b"{}"), certificate=stranger)

    report = json.loads(doors.open("https issuer", URL))

    assert "inconclusive" == report["verdict"]
    assert "fetch.tls" in {finding["code"] for finding in report["findings"]}


def test_f12_no_text_of_the_fault_of_a_host_is_shown(doors: Doors, internet: PublicNetwork):
    """One word for every fault of a certificate: it is no scanner of others' hosts."""
    details = set()
    for certificate in (
        internet.authority.issue_cert("other.example"),
        internet.authority.issue_cert(
            "issuer.example", not_after=datetime.now(UTC) - timedelta(days=1)
        ),
    ):
        internet.host("issuer.example", page(BADGE), certificate=certificate)
        details.add(json.loads(doors.open("api", URL))["detail"])

    assert 1 == len(details)


def _self_signed(folder: Path, name: str) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, SHA256())
    )
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / "self.pem"
    path.write_bytes(key.private_bytes(*form) + certificate.public_bytes(Encoding.PEM))
    return path
