"""Proofs alone: was the document signed like this, whoever the key belongs to?

The W3C's tests ask so (VC-API, `checks: ["proof"]`): their own vectors name issuers that publish no
key. It is no verification of a badge, whose issuer must publish the key (hardening D04).
"""

from datetime import datetime

from badger.credentials.cryptosuites.ecdsa_sd_2023 import selective_form
from badger.credentials.errors import CredentialError
from badger.credentials.proof import proofs_of
from badger.json_value import JsonObject, JsonValue
from badger.verify.budget import Budget
from badger.verify.case import CREDENTIAL, Answer, Case, passed
from badger.verify.errors import CheckFailed
from badger.verify.policy import VerificationPolicy
from badger.verify.previous_proofs import check_proof_of_anyone
from badger.verify.report import Report
from badger.verify.resolve import Resolver
from badger.verify.steps import Step, run_steps
from badger.verify.structure import check_structure


def verify_proofs_alone(document: JsonObject, *, resolver: Resolver, now: datetime) -> Report:
    """Judge form and proofs of a credential, and nothing that it says about itself.

    Every proof must hold under the key that its own `verificationMethod` leads to.
    """
    case = Case(
        document=document,
        kind=CREDENTIAL,
        policy=VerificationPolicy(kinds=frozenset((CREDENTIAL,)), refresh=False),
        resolver=resolver,
        now=now,
        judge=run_steps,
        budget=Budget(),
    )
    return Report(findings=run_steps(case, STEPS), checked_at=now)


def check_proofs(case: Case) -> Answer:
    """Verify every proof, each under the key of whoever made it."""
    try:
        proofs = [check_proof_of_anyone(case, proof) for proof in proofs_of(case.document)]
    except CredentialError as error:
        raise CheckFailed(error.reason, **error.facts) from error
    facts: dict[str, JsonValue] = {"cryptosuite": proofs[0].cryptosuite, "proofs": len(proofs)}
    for form in filter(None, map(selective_form, proofs)):
        facts["selective"] = form
    return passed("proof.verified_alone", **facts)


STEPS = (
    Step("structure", check_structure, is_gate=True),
    Step("proof", check_proofs, is_gate=True),
)
