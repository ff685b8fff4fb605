"""Which addresses may be asked over the network: https, a public name, a public address.

One strict spelling of an address is taken, so that no two parsers can differ about its host
(hardening F02), and an address is judged after it was unwrapped (X11, F01).
"""

import ipaddress
import re
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urljoin

from badger.verify.errors import Undetermined

IpAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_URL_LETTERS = 2_048
MAX_HOST_LETTERS = 253
HTTPS_PORT = 443
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# At least two labels, the last one with a letter first: no spelling of an IP address fits.
_URL = re.compile(
    rf"(?i:https)://(?P<host>(?i:(?:{_LABEL}\.)+(?=[a-z]){_LABEL}))(?::(?P<port>[1-9][0-9]{{0,4}}))?"
    r"(?P<path>/[!-~]*)?(?P<query>\?[!-~]*)?",
    re.ASCII,
)
_NAMES_OF_THIS_HOST = ("localhost", "local", "internal", "home.arpa", "localdomain")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_PRIVATE_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3ffe::/16",
        "3fff::/20",
    )
)


@dataclass(frozen=True, slots=True)
class Target:
    """One address that may be asked: canonical host, port, and what stands after them."""

    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host, and port where it is not that of https."""
        return self.host if self.port == HTTPS_PORT else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The canonical spelling."""
        return f"https://{self.authority}{self.path}"


def read_target(url: str, *, ports: frozenset[int] = frozenset((HTTPS_PORT,))) -> Target:
    """Read an https address strictly; a fragment is left out, as it is never sent.

    Raises: Undetermined "fetch.address", "fetch.port".
    """
    text, _, _ = url.partition("#")
    match = _URL.fullmatch(text) if len(text) <= MAX_URL_LETTERS else None
    if match is None or "\\" in text:
        raise Undetermined("fetch.address", address=url[:200])
    host = match["host"].lower()
    if len(host) > MAX_HOST_LETTERS or host.endswith(tuple(f".{n}" for n in _NAMES_OF_THIS_HOST)):
        raise Undetermined("fetch.address", address=url[:200])
    port = int(match["port"] or HTTPS_PORT)
    if port not in ports:
        raise Undetermined("fetch.port", address=url[:200], port=port)
    return Target(host, port, (match["path"] or "/") + (match["query"] or ""))


def one_spelling(url: str) -> str:
    """Return the spelling under which an address is counted and kept, whoever spells it how.

    What `read_target` refuses whatever the port is returned as it is.
    """
    text, _, _ = url.partition("#")
    match = _URL.fullmatch(text) if len(text) <= MAX_URL_LETTERS else None
    if match is None:
        return url
    port = match["port"] or str(HTTPS_PORT)
    authority = match["host"].lower() + ("" if port == str(HTTPS_PORT) else f":{port}")
    return f"https://{authority}{match['path'] or ''}{match['query'] or ''}"


def redirected(target: Target, location: str) -> str:
    """Return the address that a redirect names, still to be read by `read_target`."""
    if not location.isascii() or not location.isprintable():
        raise Undetermined("fetch.address", address=ascii(location[:200]))
    try:
        return urljoin(target.url, location)
    except ValueError as error:
        raise Undetermined("fetch.address", address=location[:200]) from error


def is_public_text(text: str) -> bool:
    """Tell whether a text is an address of the public internet; what is none is not public."""
    try:
        return is_public(ipaddress.ip_address(text))
    except ValueError:
        return False


def is_public(address: IpAddress) -> bool:
    """Tell whether an address is one of the public internet, whatever it is wrapped in.

    Transition addresses (6to4, Teredo) are refused whole: nobody serves a badge there, and
    they can name a private host.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = _unwrapped(address)
        if inner is None:
            return address in _GLOBAL_V6 and not any(address in net for net in _SPECIAL_V6)
        address = inner
    return not any(address in network for network in _PRIVATE_V4)


def _unwrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
