"""Addresses that lead somewhere else, servers that never end (hardening 3.G)."""

import socket
import struct
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from badger.verify import UnreadableInput, fetch_presented
from badger.verify.budget import Budget
from badger.verify.errors import Missing, Undetermined
from badger.verify.fetch import MAX_BODY_BYTES, GuardedFetcher
from badger.verify.network import SystemNetwork, system_addresses
from badger.verify.sources import Fetched
from tests.loopback import PUBLIC, PublicNetwork, page, raw

BODY = b'{"id": "did:web:issuer.example"}'
URL = "https://issuer.example/did.json"


@pytest.fixture
def internet() -> Iterator[PublicNetwork]:
    """A public internet of loopback servers."""
    network = PublicNetwork()
    yield network
    network.close()


def _refusal(fetcher: GuardedFetcher, url: str = URL, *, timeout_s: float = 8.0) -> str:
    with pytest.raises(Undetermined) as caught:
        fetcher.fetch(url, timeout_s=timeout_s)
    return caught.value.reason


def test_a_page_of_the_public_internet_is_fetched(internet: PublicNetwork):
    server = internet.host("issuer.example", page(BODY))

    assert BODY == internet.fetcher().fetch(URL)
    assert ["issuer.example"] == server.names
    assert server.requests[0].startswith(b"GET /did.json HTTP/1.1\r\n")
    assert b"\r\nHost: issuer.example\r\n" in server.requests[0]


def test_f07_no_cookie_credential_or_referrer_is_sent(internet: PublicNetwork):
    server = internet.host("issuer.example", page(BODY, "Set-Cookie: a=b"))
    fetcher = internet.fetcher()

    fetcher.fetch(URL)
    fetcher.fetch(URL)

    for request in server.requests:
        lines = {line.partition(b":")[0].lower() for line in request.split(b"\r\n")[1:] if line}
        assert {b"host", b"accept", b"accept-encoding", b"user-agent", b"connection"} == lines


def test_f07_proxies_of_the_environment_are_not_used(
    internet: PublicNetwork, monkeypatch: pytest.MonkeyPatch
):
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    internet.host("issuer.example", page(BODY))

    assert BODY == internet.fetcher().fetch(URL)


PRIVATE = [
    "0.0.0.0",  # noqa: S104 - an address that must be refused
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.1.2.3",
    "169.254.169.254",
    "169.254.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2002:808:808::1",
    "3ffe::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff00::1",
    "ff02::1",
    "ff0e::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_f01_a_private_address_is_never_dialled(internet: PublicNetwork, address: str):
    internet.network.names["issuer.example"] = [address]

    assert "fetch.private" == _refusal(internet.fetcher())
    assert [] == internet.network.dialled


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "2606:4700::1111", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"],
)
def test_f01_a_public_address_is_dialled(internet: PublicNetwork, address: str):
    internet.host("issuer.example", page(BODY), address=address)

    assert BODY == internet.fetcher().fetch(URL)
    assert [f"{address}:443"] == internet.network.dialled


ODD_ADDRESSES = [
    "http://issuer.example/",
    "HTTP://issuer.example/",
    "ftp://issuer.example/",
    "file:///etc/passwd",
    "gopher://issuer.example/",
    "data:application/json,{}",
    "javascript:alert(1)",
    "//issuer.example/",
    "issuer.example",
    "",
    "https:",
    "https:/issuer.example/",
    "https:///issuer.example/",
    "https://",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://0/",
    "https://127.0.0.1/",
    "https://127.0.0.1./",
    "https://8.8.8.8/",
    "https://8.8.8.8.nip.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::]/",
    "https://[2606:4700::1111]/",
    "https://①②⑦.⓪.⓪.①/",
    "https://ⓛocalhost/",
    "https://issuer。example/",
    "https://issuer．example/",
    "https://ｉssuer.example/",
    "https://issuer.example./",
    "https://issuer..example/",
    "https://.issuer.example/",
    "https://-issuer.example/",
    "https://issuer-.example/",
    "https://iss_uer.example/",
    "https://issuer.example%00.evil.example/",
    "https://issuer.example%2f@evil.example/",
    "https://user@issuer.example/",
    "https://user:pass@issuer.example/",
    "https://issuer.example@evil.example/",
    "https://evil.example\\@issuer.example/",
    "https://issuer.example\\.evil.example/",
    "https:\\\\issuer.example/",
    "https://issuer.example\\path",
    "https://issuer.example/\\path",
    "https://issuer.example /",
    " https://issuer.example/",
    "https://issuer.example/ a",
    "https://issuer.example/\ta",
    "https://issuer.example/\r\nHost: evil.example",
    "https://issuer.example/\x00",
    "https://issuer.example/é",
    "https://issuer.example:/",
    "https://issuer.example:0443/",
    "https://issuer.example:-1/",
    "https://issuer.example:443443/",
    "https://issuer.example:٤٤٣/",
    "https://issuer.example:443:443/",
    "https://issuer.example:443@evil.example/",
    "https://localhost/",
    "https://LOCALHOST/",
    "https://a.localhost/",
    "https://printer.local/",
    "https://db.internal/",
    "https://nas.home.arpa/",
    "https://host.localdomain/",
    "https://intranet/",
    "https://exämple.example/",
    "https://" + "a" * 64 + ".example/",
    "https://" + "a." * 130 + "example/",
    "https://issuer.example/" + "a" * 2_048,
]


@pytest.mark.parametrize("url", ODD_ADDRESSES)
def test_f02_an_address_in_another_spelling_is_not_even_looked_up(
    internet: PublicNetwork, url: str
):
    assert "fetch.address" == _refusal(internet.fetcher(), url)
    assert [] == internet.network.looked_up


@pytest.mark.parametrize(
    "url",
    [
        "https://ISSUER.example/did.json",
        "HTTPS://issuer.EXAMPLE:443/did.json",
        "https://issuer.example/did.json#key-1",
    ],
)
def test_f02_one_canonical_host_is_used_everywhere(internet: PublicNetwork, url: str):
    server = internet.host("issuer.example", page(BODY))

    assert BODY == internet.fetcher().fetch(url)
    assert ["issuer.example"] == internet.network.looked_up == server.names
    assert b"GET /did.json HTTP/1.1\r\nHost: issuer.example\r\n" in server.requests[0]


def test_f02_a_name_in_punycode_is_a_name(internet: PublicNetwork):
    internet.host("xn--exmple-cua.example", page(BODY))

    assert BODY == internet.fetcher().fetch("https://xn--exmple-cua.example/")


def test_f03_an_answer_that_mixes_public_and_private_is_refused(internet: PublicNetwork):
    internet.host("issuer.example", page(BODY))
    internet.network.names["issuer.example"] += ["127.0.0.1"]

    assert "fetch.private" == _refusal(internet.fetcher())
    assert [] == internet.network.dialled


def test_f03_a_name_is_looked_up_once_so_that_it_cannot_turn(internet: PublicNetwork):
    internet.host("issuer.example", page(BODY), address="93.184.215.99")

    internet.fetcher().fetch(URL)

    assert ["issuer.example"] == internet.network.looked_up
    assert ["93.184.215.99:443"] == internet.network.dialled


def test_f03_a_name_that_turns_private_between_two_fetches_is_refused(internet: PublicNetwork):
    internet.host("issuer.example", page(BODY))
    fetcher = internet.fetcher()
    fetcher.fetch(URL)
    internet.network.names["issuer.example"] = ["127.0.0.1"]

    assert "fetch.private" == _refusal(fetcher)


def test_f03_the_second_address_is_tried_when_the_first_is_silent(internet: PublicNetwork):
    internet.host("issuer.example", page(BODY), address="93.184.215.2")
    internet.network.names["issuer.example"] = ["93.184.215.1", "93.184.215.2"]

    assert BODY == internet.fetcher().fetch(URL)


def test_a_host_that_refuses_everything_is_unknown(internet: PublicNetwork):
    internet.network.names["issuer.example"] = ["93.184.215.1"] * 5

    assert "fetch.connection" == _refusal(internet.fetcher())
    assert 2 == len(internet.network.dialled)


def test_a_name_that_does_not_exist_is_unknown(internet: PublicNetwork):
    assert "fetch.name" == _refusal(internet.fetcher())


def _redirect(location: str, status: str = "302 Found"):
    return page(b"", f"Location: {location}", status=status)


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
def test_f04_a_redirect_to_another_public_host_is_followed(internet: PublicNetwork, status: str):
    internet.host("issuer.example", _redirect("https://www.issuer.example/a", status))
    internet.host("www.issuer.example", page(BODY))

    assert BODY == internet.fetcher().fetch(URL)


def test_f04_another_host_does_not_speak_for_an_issuer(internet: PublicNetwork):
    internet.host("issuer.example", _redirect("https://www.issuer.example/a"))
    internet.host("www.issuer.example", page(BODY))

    with pytest.raises(Undetermined) as refusal:
        internet.fetcher().fetch_on_host(URL)

    assert "fetch.other_host" == refusal.value.reason


def test_f04_an_issuer_may_redirect_on_its_own_host(internet: PublicNetwork):
    pages = iter((_redirect("https://issuer.example/moved"), page(BODY)))
    internet.host("issuer.example", lambda connection, request: next(pages)(connection, request))

    assert BODY == internet.fetcher().fetch_on_host(URL)


@pytest.mark.parametrize(
    "location",
    [
        "http://issuer.example/",
        "file:///etc/passwd",
        "gopher://issuer.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://localhost/",
        "//127.0.0.1/",
        "https://user@issuer.example/",
        "https://[bad",
        "data:application/json,{}",
        "https://issuer.example/\xe9",
        "",
    ],
)
def test_f04_a_redirect_elsewhere_is_refused(internet: PublicNetwork, location: str):
    internet.host("issuer.example", _redirect(location))

    assert _refusal(internet.fetcher()) in ("fetch.address", "fetch.redirects", "fetch.protocol")
    assert {"93.184.215.1:443"} == set(internet.network.dialled)


def test_f04_a_redirect_to_a_private_host_is_refused(internet: PublicNetwork):
    internet.host("issuer.example", _redirect("https://inside.example/"))
    internet.network.names["inside.example"] = ["10.0.0.1"]

    assert "fetch.private" == _refusal(internet.fetcher())
    assert ["93.184.215.1:443"] == internet.network.dialled


def test_f04_a_circle_of_redirects_ends(internet: PublicNetwork):
    server = internet.host("issuer.example", _redirect(URL))

    assert "fetch.redirects" == _refusal(internet.fetcher())
    assert 4 == len(server.requests)


@pytest.mark.parametrize(("hops", "code"), [(3, None), (4, "fetch.redirects")])
def test_f04_three_redirects_are_followed_and_no_fourth(
    internet: PublicNetwork, hops: int, code: str | None
):
    for hop in range(hops):
        internet.host(f"h{hop}.example", _redirect(f"https://h{hop + 1}.example/"))
    internet.host(f"h{hops}.example", page(BODY))

    if code is None:
        assert BODY == internet.fetcher().fetch("https://h0.example/")
    else:
        assert code == _refusal(internet.fetcher(), "https://h0.example/")


def test_f04_a_relative_redirect_stays_on_its_host(internet: PublicNetwork):
    seen: list[bytes] = []

    def answer(connection, request: bytes) -> None:
        seen.append(request.split(b" ")[1])
        first = request.startswith(b"GET /did.json")
        (_redirect("../other") if first else page(BODY))(connection, request)

    internet.host("issuer.example", answer)

    assert BODY == internet.fetcher().fetch(URL)
    assert [b"/did.json", b"/other"] == seen


@pytest.mark.parametrize("port", [1, 22, 80, 8080, 8443, 65535])
def test_f05_another_port_is_refused(internet: PublicNetwork, port: int):
    assert "fetch.port" == _refusal(internet.fetcher(), f"https://issuer.example:{port}/")
    assert [] == internet.network.looked_up


def test_f05_a_port_that_was_allowed_is_asked(internet: PublicNetwork):
    server = internet.host("issuer.example", page(BODY))

    assert BODY == internet.fetcher(ports=(443, 8443)).fetch("https://issuer.example:8443/")
    assert b"\r\nHost: issuer.example:8443\r\n" in server.requests[0]


def test_f06_a_body_of_one_mebibyte_is_read_and_no_more(internet: PublicNetwork):
    internet.host("issuer.example", page(b"x" * MAX_BODY_BYTES))
    internet.host("large.example", page(b"x" * (MAX_BODY_BYTES + 1)))

    assert MAX_BODY_BYTES == len(internet.fetcher().fetch(URL))
    assert "fetch.too_large" == _refusal(internet.fetcher(), "https://large.example/")


def test_f06_a_body_that_announces_a_gigabyte_is_refused(internet: PublicNetwork):
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n"
    internet.host("issuer.example", raw(head, b"x" * 2_000_000))

    assert "fetch.too_large" == _refusal(internet.fetcher())


def test_f06_chunks_without_end_are_refused(internet: PublicNetwork):
    def answer(connection, _request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"10000\r\n" + b"x" * 65_536 + b"\r\n")

    internet.host("issuer.example", answer)

    assert "fetch.too_large" == _refusal(internet.fetcher())


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "zstd", "GZIP"])
def test_f06_a_packed_body_is_never_unpacked(internet: PublicNetwork, encoding: str):
    internet.host("issuer.example", page(b"x" * 1000, f"Content-Encoding: {encoding}"))

    assert "fetch.encoding" == _refusal(internet.fetcher())


def test_f06_the_encoding_that_is_none_is_read(internet: PublicNetwork):
    internet.host("issuer.example", page(BODY, "Content-Encoding: identity"))

    assert BODY == internet.fetcher().fetch(URL)


# Each ends by itself, and is then refused for another reason than its time.
SLOW = {
    "headers": raw(*[b"X"] * 100, pause_s=0.05),
    "header lines": raw(b"HTTP/1.1 200 OK\r\n", *[b"X-A: b\r\n"] * 100, pause_s=0.05),
    "body": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", *[b"x"] * 99, pause_s=0.05),
    "silence": raw(b"", pause_s=5),
    "endless interim answers": raw(*[b"HTTP/1.1 100 Continue\r\n\r\n"] * 100, pause_s=0.05),
}


@pytest.mark.parametrize("kind", list(SLOW))
def test_f06_a_server_that_drips_is_left_when_time_is_up(internet: PublicNetwork, kind: str):
    internet.host("issuer.example", SLOW[kind])

    assert "fetch.timeout" == _refusal(internet.fetcher(), timeout_s=0.6)


def test_f06_redirects_share_one_deadline(internet: PublicNetwork):
    def answer(connection, request: bytes) -> None:
        time.sleep(0.25)
        _redirect(URL)(connection, request)

    internet.host("issuer.example", answer)

    assert "fetch.timeout" == _refusal(internet.fetcher(), timeout_s=0.6)


def test_f06_no_time_is_no_fetch(internet: PublicNetwork):
    assert "fetch.timeout" == _refusal(internet.fetcher(), timeout_s=0)
    assert [] == internet.network.looked_up


def test_a_connection_that_is_cut_is_unknown(internet: PublicNetwork):
    listener = socket.create_server(("127.0.0.1", 0))
    internet.network.names["issuer.example"] = [PUBLIC]
    internet.network.ports[PUBLIC] = listener.getsockname()[1]

    def cut() -> None:
        connection, _ = listener.accept()
        # Closed with something unread and no lingering: the other side gets a reset.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.recv(1)
        connection.close()

    thread = threading.Thread(target=cut)
    thread.start()

    assert "fetch.connection" == _refusal(internet.fetcher())
    thread.join()
    listener.close()


def test_f06_a_hundred_thousand_headers_are_refused(internet: PublicNetwork):
    lines = b"".join(b"X-%d: y\r\n" % number for number in range(100_000))
    internet.host("issuer.example", raw(b"HTTP/1.1 200 OK\r\n", lines, b"\r\n"))

    assert "fetch.protocol" == _refusal(internet.fetcher())


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"not http at all\r\n\r\n",
        b"",
        b"\x00" * 100,
    ],
)
def test_f06_an_answer_that_lies_about_itself_is_refused(internet: PublicNetwork, answer: bytes):
    internet.host("issuer.example", raw(answer))

    assert _refusal(internet.fetcher()) in ("fetch.protocol", "fetch.connection")


@pytest.mark.parametrize(("size", "kept"), [(0, 0), (65_536, 65_536), (65_537, 0), (1_200_000, 0)])
def test_f06_what_a_host_says_of_a_missing_page_is_bounded(
    internet: PublicNetwork, size: int, kept: int
):
    internet.host("issuer.example", page(b"x" * size, status="410 Gone"))

    with pytest.raises(Missing) as caught:
        internet.fetcher().fetch(URL)

    assert ("fetch.status", 410) == (caught.value.reason, caught.value.facts["status"])
    assert kept == len(caught.value.body)


def test_f06_a_compressed_word_of_a_missing_page_is_not_read(internet: PublicNetwork):
    answer = page(b"x", "Content-Encoding: gzip", status="404 Not Found")
    internet.host("issuer.example", answer)

    with pytest.raises(Undetermined) as caught:
        internet.fetcher().fetch(URL)

    assert not isinstance(caught.value, Missing)


@pytest.mark.parametrize("status", ["204 x", "206 x", "304 x", "400 x", "401 x", "404 x", "500 x"])
def test_an_answer_that_is_no_success_is_unknown(internet: PublicNetwork, status: str):
    internet.host("issuer.example", raw(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode()))

    assert "fetch.status" == _refusal(internet.fetcher())


@pytest.mark.parametrize(
    "did",
    [
        "did:web:127.0.0.1",
        "did:web:localhost",
        "did:web:localhost%3A8443",
        "did:web:2130706433",
        "did:web:0x7f000001",
        "did:web:issuer.example:..:secret",
        "did:web:issuer.example:%2e%2e",
        "did:web:issuer.example%2fsecret",
        "did:web:issuer.example%3A8443",
        "did:web:user@issuer.example",
        "did:web:[::1]",
        "did:web:",
        "did:web:issuer.example?x=y",
        "did:jwk:eyJ",
        "did:ion:abc",
        "did:",
    ],
)
def test_f09_a_did_that_leads_elsewhere_is_not_looked_up(internet: PublicNetwork, did: str):
    source = Fetched(internet.fetcher())

    with pytest.raises(Undetermined) as caught:
        source.read(did, budget=Budget())

    assert caught.value.reason in ("fetch.address", "fetch.port")
    assert [] == internet.network.looked_up


@pytest.mark.parametrize(
    ("did", "path"),
    [
        ("did:web:issuer.example", b"/.well-known/did.json"),
        ("did:web:issuer.example:issuers:club", b"/issuers/club/did.json"),
        ("did:web:ISSUER.example:Club", b"/Club/did.json"),
        ("did:web:issuer.example%3A443:a", b"/a/did.json"),
    ],
)
def test_f09_a_did_leads_where_its_method_says(internet: PublicNetwork, did: str, path: bytes):
    server = internet.host("issuer.example", page(BODY))

    assert BODY == Fetched(internet.fetcher()).read(did, budget=Budget())
    assert path == server.requests[0].split(b" ")[1]


def test_f12_a_certificate_of_another_name_is_refused(internet: PublicNetwork):
    other = internet.authority.issue_cert("other.example")
    internet.host("issuer.example", page(BODY), certificate=other)

    assert "fetch.tls" == _refusal(internet.fetcher())


def test_f12_an_expired_certificate_is_refused(internet: PublicNetwork):
    old = internet.authority.issue_cert(
        "issuer.example",
        not_before=datetime.now(UTC) - timedelta(days=10),
        not_after=datetime.now(UTC) - timedelta(days=1),
    )
    internet.host("issuer.example", page(BODY), certificate=old)

    assert "fetch.tls" == _refusal(internet.fetcher())


def test_f12_a_certificate_of_nobody_known_is_refused(internet: PublicNetwork):
    stranger = trustme.CA().issue_cert("issuer.example")
    internet.host("issuer.example", page(BODY), certificate=stranger)

    assert "fetch.tls" == _refusal(internet.fetcher())


def test_f12_the_authorities_of_the_system_are_the_rule(internet: PublicNetwork):
    internet.host("issuer.example", page(BODY))

    assert "fetch.tls" == _refusal(GuardedFetcher(network=internet.network))


@pytest.mark.parametrize("url", ["https://[::1", "https://[x]/", "https://a]b"])
def test_f02_a_bracket_in_an_address_is_no_defect(internet: PublicNetwork, url: str):
    with pytest.raises(UnreadableInput) as caught:
        fetch_presented(url, internet.fetcher())

    assert "fetch.address" == caught.value.reason


@pytest.mark.parametrize("url", ["http://issuer.example/b.json", "ftp://a.example", "", "x"])
def test_a_badge_is_fetched_from_https_only(internet: PublicNetwork, url: str):
    with pytest.raises(UnreadableInput) as caught:
        fetch_presented(url, internet.fetcher())

    assert "input.address" == caught.value.reason


def test_a_badge_that_cannot_be_fetched_leaves_nothing_to_verify(internet: PublicNetwork):
    with pytest.raises(UnreadableInput) as caught:
        fetch_presented(URL, internet.fetcher())

    assert "fetch.name" == caught.value.reason


def test_a_name_server_that_is_slow_is_left_when_time_is_up():
    is_over = threading.Event()
    slow = SystemNetwork(look_up=lambda _host: [str(is_over.wait()) and PUBLIC])

    with pytest.raises(Undetermined) as caught:
        slow.resolve("issuer.example", timeout_s=0.05)

    is_over.set()
    assert "fetch.timeout" == caught.value.reason


def test_a_name_that_the_system_does_not_know_is_unknown():
    with pytest.raises(Undetermined) as caught:
        SystemNetwork(look_up=lambda _host: []).resolve("issuer.example", timeout_s=30)

    assert "fetch.name" == caught.value.reason


def test_the_system_knows_this_machine():
    assert "127.0.0.1" in SystemNetwork().resolve("127.0.0.1", timeout_s=5)
    assert [] == system_addresses("")


def test_the_system_connects_to_addresses():
    server = socket.create_server(("127.0.0.1", 0))

    with (
        server,
        SystemNetwork().connect("127.0.0.1", server.getsockname()[1], timeout_s=5) as found,
    ):
        assert "127.0.0.1" == found.getpeername()[0]
