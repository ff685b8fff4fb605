"""A report kept beside a badge, to be shown later as what was found on that day."""

import json

from badger.errors import BadgerError
from badger.verify.isolation.typed_json import WrongType, from_plain, to_plain
from badger.verify.report import Report


class ReportOutdated(BadgerError):
    """Another release wrote the report in another shape: the badge has to be verified again."""

    code = "verify.report_outdated"


def write_report(report: Report) -> bytes:
    """Write a report as JSON, value by value."""
    return json.dumps(to_plain(report, Report), ensure_ascii=False).encode("utf-8", "surrogatepass")


def read_report(data: bytes) -> Report:
    """Read a report that `write_report` wrote.

    Raises: ReportOutdated.
    """
    try:
        return from_plain(json.loads(data), Report)
    except (WrongType, ValueError) as error:
        raise ReportOutdated from error
