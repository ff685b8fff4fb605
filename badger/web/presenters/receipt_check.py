"""What a receipt says, read for people: another site may have signed anything in it.

Anybody has a key, and may write "badge authentique" above it. So only what this very site signed
is told in its colour; of all others the page says first who signed (hardening H02, H04).
"""

from dataclasses import dataclass

from badger.json_value import JsonObject, JsonValue
from badger.verify.receipts import GENUINE
from badger.web.language import gettext
from badger.web.presenters.hosts import domain_of
from badger.web.presenters.spoken_findings import say

MAX_RESULTS = 16
GENUINE_ELSEWHERE = "receipt.genuine_elsewhere"


@dataclass(frozen=True, slots=True)
class Line:
    """What one receipt says of one badge."""

    sentence: str
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage:
    """A receipt that was checked; what it says is told only where it is genuine.

    is_ours: this site signed it; else `domain` is the host of whoever did, "" for a mere key.
    """

    tone: str
    icon: str
    headline: str
    sentence: str
    genuine: bool
    is_ours: bool
    domain: str
    checked_at: str
    verifier: str
    digest: str
    lines: tuple[Line, ...]


def receipt_check_page(receipt: JsonObject, code: str, *, ours: str) -> ReceiptPage:
    """Turn a checked receipt into a page.

    code: what the check ended with (`receipt_code`); ours: DID under which this site signs.
    """
    verifier = _text(receipt, "verifier")
    is_foreign = code == GENUINE and verifier != ours
    domain = domain_of(verifier) if is_foreign else ""
    tone, icon, headline = _seen_elsewhere(domain) if is_foreign else _seen(code)
    results = receipt.get("results")
    listed = results[:MAX_RESULTS] if isinstance(results, list) else []
    return ReceiptPage(
        tone=tone,
        icon=icon,
        headline=headline,
        sentence=say(GENUINE_ELSEWHERE if is_foreign else code, {"verifier": verifier}),
        genuine=code == GENUINE,
        is_ours=not is_foreign,
        domain=domain,
        checked_at=_text(receipt, "checkedAt"),
        verifier=verifier,
        digest=_text(_object(receipt.get("digest")), "value"),
        lines=tuple(_line(_object(result)) for result in listed),
    )


def _seen_elsewhere(domain: str) -> tuple[str, str, str]:
    if not domain:
        return "neutral", "shield-question-mark", gettext("Reçu anonyme (clé sans identité)")
    return "neutral", "shield-question-mark", gettext("Reçu signé par un autre site")


def _seen(code: str) -> tuple[str, str, str]:
    if code == GENUINE:
        return "open", "shield-check", gettext("Reçu authentique")
    if code == "receipt.unchecked":
        return "key", "triangle-alert", gettext("Reçu non vérifiable actuellement")
    return "alert", "shield-x", gettext("Ne pas se fier à ce reçu")


def _line(result: JsonObject) -> Line:
    badge = _object(result.get("badge"))
    return Line(_text(result, "sentence"), _text(badge, "name"), _text(badge, "id"))


def _object(value: JsonValue) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _text(holder: JsonObject, member: str) -> str:
    value = holder.get(member)
    return value if isinstance(value, str) else ""
