"""The link that puts a badge into a LinkedIn profile: nothing is sent before she follows it."""

from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from badger.here import here_on

ADD: Final = "https://www.linkedin.com/profile/add"


def linkedin_address(
    name: str, organisation: str, *, issued_at: datetime, link: str, number: str
) -> str:
    """Return the address of LinkedIn's form, filled in.

    link: what the profile points to; number: what LinkedIn calls the credential's id.
    Source: LinkedIn, "Add to Profile" (startTask, name, organizationName, issueYear, issueMonth,
            certUrl, certId).
    """
    day = here_on(issued_at)
    fields = {
        "startTask": "CERTIFICATION_NAME",
        "name": name,
        "organizationName": organisation,
        "issueYear": day.year,
        "issueMonth": day.month,
        "certUrl": link,
        "certId": number,
    }
    return f"{ADD}?{urlencode(fields)}"
