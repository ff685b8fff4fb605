"""Beside the verdict: is the issuer known, since when, and does its name imitate another's?

Computed from a finished report and from lists, so that no list can change what was verified.
"""

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from badger.credentials.datetimes import format_timestamp, parse_timestamp
from badger.credentials.errors import CredentialError
from badger.json_value import JsonValue
from badger.verify.issuer import is_only_a_key
from badger.verify.report import Recognition, Report, Trust, VerifiedCredential, VerifiedEndorsement
from badger.verify.trust import TrustList


def with_trust(report: Report, lists: Sequence[TrustList], *, now: datetime) -> Report:
    """Say what `lists` know of the issuer of a report, and of each endorser.

    A report whose gates did not pass has no issuer that could be known.
    """
    if report.endorsement is not None:
        trust = _trust_in_endorser(report.endorsement, lists, now=now)
        return replace(report, trust=trust, endorsement=replace(report.endorsement, trust=trust))
    if report.credential is None:
        return report
    credential = with_trust_in_endorsers(report.credential, lists, now=now)
    trust = trust_in_issuer(credential, lists, now=now)
    return replace(report, trust=trust, credential=credential)


def trust_in_issuer(
    credential: VerifiedCredential, lists: Sequence[TrustList], *, now: datetime
) -> Trust:
    """Say what `lists` know of the issuer of a verified credential."""
    trust = trust_in(credential.issuer.id, lists, day=award_day(credential), now=now)
    if trust.state in ("unknown", "self_asserted"):
        return _with_warnings(trust, credential.issuer.id, credential.issuer.name, lists=lists)
    return trust


def with_trust_in_endorsers(
    credential: VerifiedCredential, lists: Sequence[TrustList], *, now: datetime
) -> VerifiedCredential:
    """Say what `lists` know today of each endorser."""
    if not credential.endorsements:
        return credential
    endorsements = tuple(
        replace(one, trust=_trust_in_endorser(one, lists, now=now))
        for one in credential.endorsements
    )
    return replace(credential, endorsements=endorsements)


def _trust_in_endorser(
    one: VerifiedEndorsement, lists: Sequence[TrustList], *, now: datetime
) -> Trust:
    """Judge the name of an endorser like that of an issuer: anybody may write any name."""
    trust = trust_in(one.issuer, lists, day=now.date(), now=now)
    if trust.state not in ("unknown", "self_asserted"):
        return trust
    return _with_warnings(trust, one.issuer, one.issuer_name, lists=lists)


def award_day(credential: VerifiedCredential) -> date:
    """Return the day that the mandate of the issuer is compared with.

    `awardedDate` stays when a badge is issued anew (Open Badges 3.0); both it and `validFrom`
    are the issuer's word, which is why a mandate that has ended is told with its end.
    """
    return _day_of(credential.document.get("awardedDate")) or credential.valid_from.date()


def trust_in(issuer_id: str, lists: Sequence[TrustList], *, day: date, now: datetime) -> Trust:
    """Say whether an issuer whose key was verified is known by any of `lists`.

    day: of the award. A did:key that no list names is "self_asserted": it proves a key and
    nobody's name.
    """
    found = tuple(_recognitions(issuer_id, lists, day=day, now=now))
    counting = next((one for one in found if one.covers_award and one.covers_now), None)
    former = next((one for one in found if one.covers_award), None)
    chosen = counting or former
    if chosen is None:
        state = "self_asserted" if is_only_a_key(issuer_id) else "unknown"
        return Trust(state, as_of=day.isoformat(), recognitions=found)
    return Trust(
        "recognised" if counting else "recognised_until",
        list=chosen.list,
        name=chosen.name,
        since=chosen.since,
        until=chosen.until,
        as_of=day.isoformat(),
        recognitions=found,
    )


def _recognitions(
    issuer_id: str, lists: Sequence[TrustList], *, day: date, now: datetime
) -> Iterator[Recognition]:
    for one in lists:
        entry = one.issuers.get(issuer_id)
        if entry is None or not one.is_current(now):
            continue
        yield Recognition(
            list=one.name,
            kind=one.kind,
            name=entry.name,
            since=None if entry.since is None else entry.since.isoformat(),
            until=None if entry.until is None else entry.until.isoformat(),
            list_date=None if one.issued is None else format_timestamp(one.issued),
            covers_award=entry.is_mandated(day),
            covers_now=entry.is_mandated(now.date()),
        )


def _with_warnings(
    trust: Trust, issuer_id: str, shown: str | None, *, lists: Sequence[TrustList]
) -> Trust:
    """Look at the name and the domain of an issuer that no list knows (hardening H01, H02)."""
    name = shown or ""
    others = {
        entry.id: entry.name
        for one in lists
        for entry in one.issuers.values()
        if entry.id != issuer_id
    }
    if not others and _is_plain(name):
        return trust
    # Its tables of letters cost half a cold start, and most badges need them not.
    resembling = importlib.import_module("badger.verify.resembling")
    return replace(
        trust,
        lookalike=resembling.imitated(name, issuer_id, others=others),
        warnings=resembling.oddities(name),
    )


def _is_plain(name: str) -> bool:
    """Tell whether a name has the letters of Western Europe only, none of them invisible."""
    return name.isprintable() and (name.isascii() or max(name) < "\u0180")


def _day_of(value: JsonValue) -> date | None:
    try:
        return parse_timestamp(value).date() if isinstance(value, str) else None
    except CredentialError:
        return None
