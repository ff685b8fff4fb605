"""Addresses that lead to a machine inside, in every spelling that some parser has taken.

`FORMS` are never asked, whatever door they come by. Where a form also holds a public host, that
host is `issuer.example`; the host inside is 127.0.0.1, 169.254.169.254, 10.0.0.1 or a name of
this machine.
"""

import ipaddress
from collections.abc import Iterator

INSIDE = ("127.0.0.1", "169.254.169.254", "10.0.0.1", "192.168.1.254", "0.0.0.0")  # noqa: S104
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
_BOLD = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def spellings(address: str) -> Iterator[str]:
    """Spell an IPv4 address as resolvers and browsers take it."""
    a, b, c, d = parts = [int(part) for part in address.split(".")]
    whole = int(ipaddress.IPv4Address(address))
    yield address
    yield f"{address}."
    yield f"{address}.."
    yield str(whole)
    yield f"{whole}."
    yield hex(whole)
    yield hex(whole).upper()
    yield f"0{whole:o}"
    yield f"0x00000000{whole:08x}"
    yield str(whole + 2**32)
    yield ".".join(f"0x{part:x}" for part in parts)
    yield ".".join(f"0{part:o}" for part in parts)
    yield ".".join(f"{part:04o}" for part in parts)
    yield ".".join(f"{part:03d}" for part in parts)
    yield f"{a}.{b}.{c * 256 + d}"
    yield f"{a}.{(b * 256 + c) * 256 + d}"
    yield f"{a}.0x{b:x}.{c}.0{d:o}"
    yield f"{a + 256}.{b}.{c}.{d}"
    yield address.translate(_WIDE)
    yield address.translate(_CIRCLED)
    yield address.translate(_BOLD)
    yield address.translate(_ARABIC)
    yield address.replace(".", "。")
    yield address.replace(".", "｡")
    yield address.replace(".", "%2e")
    yield "".join(f"%{ord(letter):02x}" for letter in address)
    yield f"[{address}]"
    yield f"[::ffff:{address}]"
    yield f"[::{address}]"
    yield f"[::ffff:0:{address}]"
    yield f"[64:ff9b::{address}]"
    yield f"[2002:{whole >> 16:x}:{whole & 0xFFFF:x}::1]"
    yield f"[0:0:0:0:0:ffff:{whole >> 16:x}:{whole & 0xFFFF:x}]"
    yield f"[::ffff:{address}%25eth0]"
    yield f"[v1.{address}]"


NAMES_INSIDE = (
    "localhost",
    "LOCALHOST",
    "LocalHost",
    "localhost.",
    "localhost..",
    ".localhost",
    "a.localhost",
    "a.b.LocalHost",
    "ⓛocalhost",
    "ｌocalhost",
    "loca\u200blhost",
    "loca\u00adlhost",
    "localhost%00",
    "local%68ost",
    "localhost.localdomain",
    "printer.local",
    "printer.LOCAL",
    "db.internal",
    "metadata.google.internal",
    "metadata.google.internal.",
    "nas.home.arpa",
    "intranet",
    "db",
    "0",
    "0x0",
    "00",
    "~",
    "*",
    "a_b.example",
    "-a.example",
    "a-.example",
    "a..example",
    ".a.example",
    "exämple.example",
    "a.123",
    "a.0x7f",
    "[::]",
    "[::1]",
    "[0::1]",
    "[0:0:0:0:0:0:0:1]",
    "[fe80::1%25eth0]",
    "[fe80::1]",
    "[fc00::1]",
    "[fd00::1]",
    "[ff02::1]",
    "[2606:4700::1111]",
    "[",
    "]",
    "[]",
    "[::1",
    "::1]",
    "[::1].issuer.example",
    "[::1]issuer.example",
    "",
    " ",
    "\t",
    "a" * 64 + ".example",
    "a." * 130 + "example",
)
# {o}: the public host; {i}: the one inside.
MIXED = (
    "https://{o}@{i}/",
    "https://{i}@{o}/",
    "https://{o}:443@{i}/",
    "https://{o}:x@{i}:443/",
    "https://@{i}/",
    "https://@{o}/",
    "https://a:b@{o}/",
    "https://{o}%40{i}/",
    "https://{o}%2f@{i}/",
    "https://{o}%00.{i}/",
    "https://{o}\\@{i}/",
    "https://{i}\\@{o}/",
    "https://{o}\\.{i}/",
    "https://{i}\\.{o}/",
    "https://{o}\\",
    "https:\\\\{o}\\",
    "https:/\\{o}/",
    "https:\\/{i}/",
    "https:{o}/",
    "https:/{o}/",
    "https:///{o}/",
    "https:////{i}/",
    "https://{o} @{i}/",
    "https://{o}\t@{i}/",
    "https://{o}\n.{i}/",
    "https://{o}\r\nHost: {i}/",
    "https://{o}/\r\nHost: {i}",
    "https://{o}/ HTTP/1.1\r\nHost: {i}\r\n\r\n",
    "https://{o}/\x00",
    "https://{o}/\x7f",
    "https://{o}/é",
    "https://{o}./",
    "https://{o}../",
    "https://{o}:/",
    "https://{o}:0/",
    "https://{o}:0443/",
    "https://{o}:-443/",
    "https://{o}:+443/",
    "https://{o}:443.0/",
    "https://{o}:443443/",
    "https://{o}:65979/",
    "https://{o}:٤٤٣/",
    "https://{o}:443:443/",
    "https://{o}:443@{i}/",
    "https://{o}:{i}/",
    "https://{o},{i}/",
    "https://{o};{i}/",
    "https://{o}&@{i}/",
    "https://{o} {i}/",
    "https://{o}|{i}/",
    "https://{o}^{i}/",
    "https://<{i}>/",
    "https://{{{i}}}/",
    "https://${{{i}}}/",
    "https://`{i}`/",
    "https://{i}%0d%0a.{o}/",
    "https://{i}%23.{o}/",
    "https://{i}%3f.{o}/",
    "https://{i}%5c.{o}/",
    "https://{o}%E3%80%82{i}/",
    "http://{o}/",
    "HTTP://{o}/",
    "http://{i}/",
    "httpſ://{o}/",
    "hxxps://{o}/",
    "//{i}/",
    "/\\{i}/",
    "{i}",
    "{o}",
    "file:///etc/passwd",
    "file://{i}/etc/passwd",
    "ftp://{i}/",
    "gopher://{i}:70/_x",
    "dict://{i}:11211/stats",
    "ldap://{i}/",
    "tftp://{i}/x",
    "sftp://{i}/",
    "jar:https://{i}!/",
    "netdoc:///etc/passwd",
    "ws://{i}/",
    "wss://{o}/",
    "unix:///run/x.sock",
    "http+unix://%2frun%2fx.sock/",
    "data:application/json,{{}}",
    "javascript:fetch('https://{i}/')",
    "view-source:https://{i}/",
    "blob:https://{o}/1",
    "about:blank",
    "url:https://{i}/",
    "https+x://{o}/",
    "https ://{o}/",
    "ht\ttps://{o}/",
)
PORTS = (1, 21, 22, 25, 53, 80, 110, 442, 444, 2375, 3306, 5432, 6379, 8080, 8443, 9200, 65535)

FORMS = tuple(
    dict.fromkeys(
        (
            *(f"https://{host}/a" for address in INSIDE for host in spellings(address)),
            *(f"https://{host}/a" for host in NAMES_INSIDE),
            *(form.format(o="issuer.example", i="127.0.0.1") for form in MIXED),
            *(form.format(o="issuer.example", i="[::1]") for form in MIXED),
            *(f"https://issuer.example:{port}/a" for port in PORTS),
        )
    )
)
