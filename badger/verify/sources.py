"""Where a resolver looks: a folder of saved documents, this installation, the network."""

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from badger.credentials.did import did_web_url
from badger.credentials.errors import CredentialError
from badger.credentials.strict_json import parse_object
from badger.verify.budget import Budget
from badger.verify.copies import FAILURE_AGE_S, MAX_AGE_S, MAX_COPIES, Copies, Wanted
from badger.verify.errors import Undetermined
from badger.verify.fetching import Fetcher
from badger.verify.resolve import LIST_LIMITS, Copy
from badger.verify.targets import one_spelling


class OwnDocuments:
    """The documents of the issuers of this installation: no network.

    lookup: returns the bytes for a did: or https: address, None when it is not ours.
    """

    def __init__(self, lookup: Callable[[str], bytes | None]) -> None:
        self._lookup = lookup

    def read(self, address: str, *, budget: Budget) -> bytes | None:  # noqa: ARG002
        """Return our own document, as it is now."""
        return self._lookup(address)

    def read_copy(
        self,
        address: str,
        *,
        budget: Budget,  # noqa: ARG002
        max_age_s: float | None = None,  # noqa: ARG002
    ) -> Copy | None:
        """Return the same: it is no copy, so it has no age."""
        data = self._lookup(address)
        return None if data is None else Copy(data, 0.0)


# The list of the documents in a static export of badger, which has folders.
MANIFEST = "badger-export.json"


class DocumentsFolder:
    """Documents and status lists saved earlier: every `*.json` of a folder, by its `id`.

    In a static export (`badger export-static`) those that its manifest lists as well.

    Files that are no JSON objects with an `id` are passed over: what they should have held
    is then missing, which makes a verification inconclusive and never positive. So does an
    `id` that two files give different documents: nobody says which one still holds.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._documents: Mapping[str, frozenset[bytes]] | None = None

    def read(self, address: str, *, budget: Budget) -> bytes | None:  # noqa: ARG002
        """Return the saved document whose `id` is `address`.

        Raises: Undetermined "fetch.ambiguous".
        """
        if self._documents is None:
            self._documents = MappingProxyType(_by_id(_saved_documents(self._folder)))
        versions = self._documents.get(address, frozenset())
        if len(versions) > 1:
            raise Undetermined("fetch.ambiguous", address=address[:200])
        return next(iter(versions), None)

    def read_copy(
        self, address: str, *, budget: Budget, max_age_s: float | None = None
    ) -> Copy | None:
        """Return the same; nothing when its age matters, which nobody knows.

        Raises: Undetermined "fetch.ambiguous".
        """
        data = self.read(address, budget=budget) if max_age_s is None else None
        return None if data is None else Copy(data, None)


def _by_id(saved: Iterable[tuple[str, bytes]]) -> dict[str, frozenset[bytes]]:
    documents: dict[str, frozenset[bytes]] = {}
    for name, data in saved:
        documents[name] = documents.get(name, frozenset()) | {data}
    return documents


def _saved_documents(folder: Path) -> "list[tuple[str, bytes]]":
    found = []
    for path in (*sorted(folder.glob("*.json")), *_listed(folder)):
        if not path.is_file() or path.stat().st_size > LIST_LIMITS.max_bytes:
            continue
        data = path.read_bytes()
        try:
            name = parse_object(data, limits=LIST_LIMITS).get("id")
        except CredentialError:
            continue
        if isinstance(name, str):
            found.append((name, data))
    return found


def _listed(folder: Path) -> list[Path]:
    """Return the documents that a manifest lists; nothing outside of the folder."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return []
    try:
        names = parse_object(manifest.read_bytes(), limits=LIST_LIMITS).get("documents")
    except CredentialError:
        return []
    inside = folder.resolve()
    listed = (
        [folder / name for name in names if isinstance(name, str)]
        if isinstance(names, list)
        else []
    )
    return [path for path in listed if path.resolve().is_relative_to(inside)]


class Fetched:
    """Documents over the network, fetched by this process and kept for a few minutes."""

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        max_age_s: float = MAX_AGE_S,
        failure_age_s: float = FAILURE_AGE_S,
        max_copies: int = MAX_COPIES,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetcher = fetcher
        self._copies = Copies(
            max_age_s=max_age_s,
            failure_age_s=failure_age_s,
            max_copies=max_copies,
            monotonic=monotonic,
        )

    def read(self, address: str, *, budget: Budget) -> bytes | None:
        """Return a copy that is young enough, or a new one.

        Raises: Undetermined; its fact `age_s` is the age of the last good copy, if any.
        """
        return self.read_copy(address, budget=budget).data

    def read_copy(self, address: str, *, budget: Budget, max_age_s: float | None = None) -> Copy:
        """Return the same with its age.

        Raises: Undetermined.
        """
        url = url_of(address)

        def fetch(seconds: float) -> bytes:
            return self._fetcher.fetch_on_host(url, timeout_s=seconds)

        wanted = Wanted(name=url, url=url, max_age_s=max_age_s)
        return self._copies.get(wanted, fetch, budget=budget)


def url_of(address: str) -> str:
    """Return where the document of an issuer or a list is, in one spelling.

    address: https address or did:web.
    Raises:  Undetermined "fetch.address".
    """
    if not address.startswith("did:"):
        return one_spelling(address)
    try:
        return one_spelling(did_web_url(address))
    except CredentialError as error:
        raise Undetermined("fetch.address", address=address[:200]) from error
