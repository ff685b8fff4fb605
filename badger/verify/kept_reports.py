"""A report kept beside a badge, to be shown later as what was found on that day."""

from badger.errors import BadgerError
from badger.verify.isolation.typed_json import WrongType, read_typed, write_typed
from badger.verify.report import Report


class ReportOutdated(BadgerError):
    """Another release wrote the report in another shape: the badge has to be verified again."""

    code = "verify.report_outdated"


def write_report(report: Report) -> bytes:
    """Write a report as JSON, value by value."""
    return write_typed(report)


def read_report(data: bytes) -> Report:
    """Read a report that `write_report` wrote.

    Raises: ReportOutdated.
    """
    try:
        return read_typed(data, Report)
    except WrongType as error:
        raise ReportOutdated from error
