"""Receipts: a signed statement of what was verified, when, and on which bytes.

The statement is plain JSON under an eddsa-jcs-2022 proof by the installation that verified. It
stands in a PDF as an attachment; what the pages of the PDF say is for people, and what is proven
is the statement alone.
"""

import hashlib
import re
import zlib
from collections.abc import Sequence
from datetime import datetime

from badger.credentials.datetimes import format_timestamp
from badger.credentials.did import verification_method
from badger.credentials.errors import CredentialError
from badger.credentials.keys import Signer
from badger.credentials.proof import add_proof, proofs_of, read_proof, verify_proof
from badger.credentials.strict_json import parse_object
from badger.errors import BadgerError
from badger.json_value import JsonObject, JsonValue
from badger.verify.budget import Budget
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.intake import PDF_START
from badger.verify.judge import Answer
from badger.verify.report import Report
from badger.verify.resolve import Resolver

GENUINE = "receipt.genuine"
RECEIPT_TYPE = "VerificationReceipt"
SUITE = "eddsa-jcs-2022"
MAX_PDF_BYTES = 2 * 1024 * 1024
MAX_STATEMENT_BYTES = 256 * 1024
# As typst writes it; a PDF that another program has written anew is not looked into.
_ATTACHED = re.compile(
    rb"<</Length (?P<length>[1-9][0-9]{0,6})/Type ?/EmbeddedFile\b"
    rb"(?P<filter>/Filter/FlateDecode)?[^\r\n]{0,400}>>\nstream\n"
)


class ReceiptUnreadable(BadgerError):
    """A file holds no receipt of badger."""

    code = "receipt.unreadable"


class ReceiptRefused(BadgerError):
    """A receipt is not what the installation that it names has signed."""

    code = "receipt.refused"


class ReceiptUnchecked(BadgerError):
    """The signature of a receipt could not be checked: its signer's keys cannot be had."""

    code = "receipt.unchecked"


def receipt_of(
    answer: Answer, *, verifier: str, address: str, sentences: Sequence[str]
) -> JsonObject:
    """Write the statement about an answer, unsigned; no word of it tells whose the badge is.

    verifier:  DID of the installation; address: where the badge was found, "" for a file.
    sentences: what people were told, one for each report.
    """
    return {
        "type": RECEIPT_TYPE,
        "verifier": verifier,
        "checkedAt": format_timestamp(answer.report.checked_at),
        "address": address or None,
        "digest": {"algorithm": "sha-256", "value": hashlib.sha256(answer.data).hexdigest()},
        "results": [
            _result(report, sentence)
            for report, sentence in zip(answer.reports, sentences, strict=True)
        ],
    }


def sign_receipt(receipt: JsonObject, *, signer: Signer, now: datetime) -> JsonObject:
    """Sign a statement with the key that its verifier publishes."""
    return add_proof(
        receipt,
        signer=signer,
        verification_method=f"{receipt['verifier']}#{signer.public.to_multikey()}",
        created=now,
        cryptosuite=SUITE,
    )


def read_receipt(data: bytes) -> JsonObject:
    """Return the statement in a PDF, or the statement itself; it is still to be checked.

    Raises: ReceiptUnreadable.
    """
    if len(data) > MAX_PDF_BYTES:
        raise ReceiptUnreadable()
    try:
        document = parse_object(_attached(data) if data.startswith(PDF_START) else data)
    except CredentialError as error:
        raise ReceiptUnreadable() from error
    if document.get("type") != RECEIPT_TYPE or not isinstance(document.get("verifier"), str):
        raise ReceiptUnreadable()
    return document


def _attached(pdf: bytes) -> bytes:
    """Return the one file that stands in a PDF, inflated within bounds."""
    found = list(_ATTACHED.finditer(pdf))
    if len(found) != 1:
        raise ReceiptUnreadable()
    start, length = found[0].end(), int(found[0]["length"])
    stream = pdf[start : start + length]
    if found[0]["filter"] is None:
        return stream
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(stream, MAX_STATEMENT_BYTES)
    except zlib.error as error:
        raise ReceiptUnreadable() from error
    if not inflater.eof or inflater.unused_data:
        raise ReceiptUnreadable()
    return text


def receipt_code(receipt: JsonObject, *, resolver: Resolver) -> str:
    """Return the code of what a check of a statement ended with: GENUINE, or an error's."""
    try:
        require_genuine(receipt, resolver=resolver)
    except (ReceiptRefused, ReceiptUnchecked) as error:
        return error.reason
    return GENUINE


def require_genuine(receipt: JsonObject, *, resolver: Resolver) -> None:
    """Check that the verifier that a statement names has signed it whole.

    Raises: ReceiptRefused, ReceiptUnchecked.
    """
    verifier = str(receipt["verifier"])
    try:
        own = resolver.controller_document(verifier, budget=Budget())
    except Undetermined as error:
        raise ReceiptUnchecked(verifier=verifier[:200], cause=error.reason) from error
    except CheckFailed as error:
        raise ReceiptRefused(verifier=verifier[:200], cause=error.reason) from error
    try:
        proofs = proofs_of(receipt)
        for proof in proofs:
            _require_proof(receipt, proof, own=own)
    except CredentialError as error:
        raise ReceiptRefused(verifier=verifier[:200], cause=error.reason) from error


def _require_proof(receipt: JsonObject, proof: JsonObject, *, own: JsonObject) -> None:
    read = read_proof(proof)
    method = verification_method(own, read.verification_method)
    late = method.expires is not None and (read.created is None or read.created >= method.expires)
    good = "assertionMethod" in method.relationships and method.revoked is None and not late
    # A suite that canonicalizes RDF would leave out what no context defines.
    if read.cryptosuite != SUITE or not good:
        raise ReceiptRefused(verifier=str(receipt["verifier"])[:200], cause="key")
    verify_proof(receipt, proof, key=method.key)


def _result(report: Report, sentence: str) -> JsonObject:
    credential = report.credential
    badge: JsonValue = None
    if credential is not None:
        badge = {
            "id": credential.id,
            "name": credential.achievement.name,
            "issuer": {"id": credential.issuer.id, "name": credential.issuer.name},
            "achievementType": credential.achievement.type,
            "nature": credential.achievement.nature,
        }
    return {
        "verdict": report.verdict.value,
        "sentence": sentence,
        "issuerIs": report.trust.state,
        "recognisedBy": report.trust.list,
        "badge": badge,
        "checks": [
            {"step": finding.step, "outcome": finding.outcome.value, "code": finding.code}
            for finding in report.findings
        ],
    }
