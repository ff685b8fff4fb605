"""The keys that an issuer publishes: what a badge says about keys only selects among them.

An issuer that is a DID publishes them in its DID document. One that is a web address publishes
them in its own document there, in the key set of its host, or in a document under its own
address that names it as the controller; see docs/adr/0011.
"""

import re
from collections.abc import Callable, Iterator

from badger.credentials.did import (
    BadDocument,
    ControllerDiffers,
    MethodNotFound,
    SeveralMethods,
    VerificationMethod,
    lone_method,
    verification_method,
)
from badger.credentials.errors import CredentialError
from badger.credentials.key_sets import method_in_set, method_of_key_in_set
from badger.credentials.keys import PublicKey
from badger.json_value import JsonObject
from badger.verify.case import Case, issuer_id, list_of
from badger.verify.errors import CheckFailed, KeyNotTheIssuers, Missing
from badger.verify.memory import Memory

_UNBOUND = (BadDocument, ControllerDiffers, MethodNotFound, SeveralMethods)
_WEB_ISSUER = re.compile(
    r"(?P<host>https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?)(?P<path>/.*)?", re.ASCII
)
# A path below an issuer's own: plain words, so that nothing leads out of it again.
_BELOW = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+", re.ASCII)
_SET_PATH = "/.well-known/jwks.json"


def method_for(case: Case, url: str) -> VerificationMethod:
    """Return the key that the issuer of a case publishes under `url`.

    Raises: KeyNotTheIssuers, CheckFailed "key.…" (it is no key that can be used), Undetermined.
    """
    issuer = issuer_id(case.document)
    base = url.partition("#")[0]
    if base == issuer:
        own = case.resolver.controller_document(issuer, budget=case.budget)
        return method_in(own, method_url(url), memory=case.resolver.memory)
    set_url = _key_set_url(issuer)
    if set_url is None or not base.startswith(set_url.removesuffix(_SET_PATH) + "/"):
        raise _not_the_issuers(issuer, url)
    if _is_below(base, issuer):
        return _method_below(case, issuer, url)
    published = _key_set(case, set_url)
    return _read(
        lambda: method_in_set(published, url, set_url=set_url, issuer=issuer), issuer, url=url
    )


def method_of_key(case: Case, key: PublicKey) -> VerificationMethod:
    """Find a key that a badge shows among those that its issuer publishes.

    Raises: KeyNotTheIssuers, CheckFailed, Undetermined.
    """
    issuer, name = issuer_id(case.document), key.thumbprint()
    set_url = _key_set_url(issuer)
    if set_url is not None:
        published = _key_set(case, set_url)
        try:
            return _read(
                lambda: method_of_key_in_set(published, key, set_url=set_url, issuer=issuer),
                issuer,
                url=name,
            )
        except KeyNotTheIssuers:
            # Its own document may list it none the less.
            pass
    own = case.resolver.controller_document(issuer, budget=case.budget)
    for url in _urls_in(own):
        try:
            method = method_in(own, url, memory=case.resolver.memory)
        except CheckFailed:
            # A key that cannot be used, or of somebody else, stands in nobody's way.
            continue
        if method.key == key:
            return method
    raise _not_the_issuers(issuer, name)


def claims(issuer: str, url: str) -> bool:
    """Tell whether a proof that names `url` says that a key of the issuer made it."""
    base = url.partition("#")[0]
    return base in (issuer, _key_set_url(issuer)) or _is_below(base, issuer)


def method_in(document: JsonObject, url: str, *, memory: Memory) -> VerificationMethod:
    """Return the key that an issuer's own document publishes under `url`.

    Raises: KeyNotTheIssuers, CheckFailed "key.…" (it is no key that can be used).
    """
    known = memory.method(document, url)
    if known is not None:
        return known
    issuer = str(document.get("id"))
    method = _read(lambda: verification_method(document, url), issuer, url=url)
    memory.keep_method(document, url, method=method)
    return method


def method_url(url: str) -> str:
    """Return the absolute URL of a key; a bare did:key or did:jwk names its only key."""
    if "#" in url:
        return url
    if url.startswith("did:key:"):
        return f"{url}#{url.removeprefix('did:key:')}"
    return f"{url}#0" if url.startswith("did:jwk:") else url


def _key_set_url(issuer: str) -> str | None:
    """Say where the key set of a web issuer's host stands (Open Badges 3.0, "Provenance")."""
    match = _WEB_ISSUER.fullmatch(issuer)
    return None if match is None else match["host"] + _SET_PATH


def _is_below(base: str, issuer: str) -> bool:
    """Tell whether an address lies under an issuer's own, which must have a path: all that
    stands on a host is not the issuer's because its address is the host's."""
    match = _WEB_ISSUER.fullmatch(issuer)
    path = match["path"].removesuffix("/") if match is not None and match["path"] else ""
    if match is None or not _BELOW.fullmatch(path):
        return False
    own = match["host"] + path
    return base.startswith(own) and bool(_BELOW.fullmatch(base.removeprefix(own)))


def _method_below(case: Case, issuer: str, url: str) -> VerificationMethod:
    """Read a key of a document under the issuer's own address, which names its controller."""
    base, _, fragment = url.partition("#")
    document = case.resolver.published(base, budget=case.budget)
    if fragment:
        return _read(lambda: verification_method(document, url, controller=issuer), issuer, url=url)
    own = case.resolver.controller_document(issuer, budget=case.budget)
    return _read(lambda: lone_method(document, url, controller=issuer, own=own), issuer, url=url)


def _key_set(case: Case, set_url: str) -> JsonObject:
    try:
        return case.resolver.published(set_url, budget=case.budget)
    except Missing:
        # The host says that it publishes no set, which is an answer.
        return {"keys": []}


def _read(read: Callable[[], VerificationMethod], issuer: str, *, url: str) -> VerificationMethod:
    try:
        return read()
    except _UNBOUND as error:
        raise _not_the_issuers(issuer, url) from error
    except CredentialError as error:
        raise CheckFailed(error.reason, **error.facts) from error


def _not_the_issuers(issuer: str, method: str) -> KeyNotTheIssuers:
    return KeyNotTheIssuers(issuer=issuer[:200], method=method[:200])


def _urls_in(own: JsonObject) -> Iterator[str]:
    """Name the methods of a document, those for assertions first."""
    for member in ("assertionMethod", "verificationMethod"):
        for item in list_of(own.get(member)):
            name = item.get("id") if isinstance(item, dict) else item
            if isinstance(name, str):
                yield name
