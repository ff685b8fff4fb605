"""Lists of recognised issuers that the terminal is given as files."""

from collections.abc import Sequence
from datetime import datetime

import click

from badger.commands.streams import read_bytes
from badger.credentials.errors import CredentialError
from badger.credentials.strict_json import parse_object
from badger.sentences import sentence
from badger.verify.resolve import Resolver
from badger.verify.signed_lists import TrustListRefused, TrustListUnchecked, read_signed_list
from badger.verify.trust import (
    LIST_LIMITS,
    LOCAL,
    MAX_LIST_BYTES,
    TrustList,
    TrustListUnreadable,
    read_trust_list,
)

REFUSALS = (TrustListUnreadable, TrustListRefused, TrustListUnchecked)


def read_trust_files(
    names: Sequence[str], resolver: Resolver, *, now: datetime
) -> tuple[TrustList, ...]:
    """Read the lists; whoever names a file trusts it, and yet a signature in it must hold.

    Raises: click.BadParameter.
    """
    return tuple(_read(name, resolver, now=now) for name in names)


def _read(name: str, resolver: Resolver, *, now: datetime) -> TrustList:
    try:
        data = read_bytes(name, MAX_LIST_BYTES)
        signer = _signer(data)
        if signer is None:
            return read_trust_list(data)
        return read_signed_list(data, signed_by=signer, resolver=resolver, now=now, kind=LOCAL)
    except REFUSALS as error:
        message = sentence(error.reason, error.facts)
        raise click.BadParameter(message, param_hint="--trust") from error
    except OSError as error:
        raise click.BadParameter(str(error.strerror), param_hint="--trust") from error


def _signer(data: bytes) -> str | None:
    """Return who says to have signed the list, None where nobody does."""
    try:
        document = parse_object(data, limits=LIST_LIMITS)
    except CredentialError as error:
        raise TrustListUnreadable(cause=error.reason) from error
    return str(document.get("issuer")) if "proof" in document else None
