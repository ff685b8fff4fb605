"""Documents that Open Badges 2 keeps on the web, each at its own id."""

from badger.credentials.errors import CredentialError
from badger.credentials.strict_json import DEFAULT_LIMITS, JsonLimits, parse_object
from badger.json_value import JsonObject
from badger.verify.case import Case
from badger.verify.errors import Missing
from badger.verify.open_badges_2.assertions import withdrawn
from badger.verify.targets import read_target


def hosted(case: Case, address: str, *, limits: JsonLimits = DEFAULT_LIMITS) -> JsonObject:
    """Return what the host of `address` itself shows there.

    Raises: Undetermined.
    """
    read_target(address)
    return case.resolver.published(address, limits=limits, budget=case.budget)


def host_of(address: str) -> str:
    """Return the host of an address in its one spelling. Raises: Undetermined."""
    return read_target(address).host


def shown_by_host(case: Case, address: str) -> JsonObject:
    """Return what stands at the id.

    Raises: CheckFailed "status.revoked" where the host says so as it refuses the page.
    """
    try:
        return hosted(case, address)
    except Missing as error:
        if _is_withdrawal(error.body, address):
            raise withdrawn(parse_object(error.body)) from error
        raise


def _is_withdrawal(body: bytes, address: str) -> bool:
    try:
        said = parse_object(body)
    except CredentialError:
        return False
    return said.get("revoked") is True and said.get("id", address) == address
