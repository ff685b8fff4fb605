"""The keys that an issuer publishes: what a badge says about keys only selects among them."""

from badger.credentials.did import (
    BadDocument,
    ControllerDiffers,
    MethodNotFound,
    SeveralMethods,
    VerificationMethod,
    verification_method,
)
from badger.credentials.errors import CredentialError
from badger.json_value import JsonObject
from badger.verify.case import Case, issuer_id
from badger.verify.errors import CheckFailed, KeyNotTheIssuers
from badger.verify.memory import Memory

_UNBOUND = (BadDocument, ControllerDiffers, MethodNotFound, SeveralMethods)


def method_for(case: Case, url: str) -> VerificationMethod:
    """Return the key that the issuer of a case publishes under `url`.

    Raises: KeyNotTheIssuers, CheckFailed "key.…" (it is no key that can be used), Undetermined.
    """
    own = case.resolver.controller_document(issuer_id(case.document), budget=case.budget)
    return method_in(own, method_url(url), memory=case.resolver.memory)


def method_in(document: JsonObject, url: str, *, memory: Memory) -> VerificationMethod:
    """Return the key that an issuer's own document publishes under `url`.

    Raises: KeyNotTheIssuers, CheckFailed "key.…" (it is no key that can be used).
    """
    known = memory.method(document, url)
    if known is not None:
        return known
    try:
        method = verification_method(document, url)
    except _UNBOUND as error:
        raise KeyNotTheIssuers(issuer=str(document.get("id"))[:200], method=url[:200]) from error
    except CredentialError as error:
        raise CheckFailed(error.reason, **error.facts) from error
    memory.keep_method(document, url, method=method)
    return method


def method_url(url: str) -> str:
    """Return the absolute URL of a key; a bare did:key names its only key (standards 1.4)."""
    if url.startswith("did:key:") and "#" not in url:
        return f"{url}#{url.removeprefix('did:key:')}"
    return url
