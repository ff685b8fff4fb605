"""What can be wrong with status lists and status entries, one class per meaning."""

from badger.credentials.errors import CredentialError


class StatusListError(CredentialError):
    """Say that a status list or an entry cannot be used; a status that is unknown, never good."""

    code = "status_list.error"


class MalformedStatusList(StatusListError):
    """Say that an encoded list is not one gzip member in base64url."""

    code = "status_list.malformed"


class StatusListLength(StatusListError):
    """Say that a list is shorter than the standard allows, or longer than badger expands."""

    code = "status_list.length"


class StatusIndexOutOfRange(StatusListError):
    """Say that an entry points beyond the end of its list."""

    code = "status_list.range"


class MalformedStatusEntry(StatusListError):
    """Say that `credentialStatus` has not the shape of the standard."""

    code = "status_list.entry"


class UnsupportedStatusEntry(StatusListError):
    """Say that an entry is of a kind that badger cannot look up."""

    code = "status_list.unsupported_type"
