"""The eight steps of Open Badges 2, under the names and in the order of Open Badges 3."""

from badger.verify.open_badges_2.issuer import check_issuer
from badger.verify.open_badges_2.proof import check_proof
from badger.verify.open_badges_2.recipient import (
    check_endorsements,
    check_recipient,
    check_refresh,
)
from badger.verify.open_badges_2.status import check_status
from badger.verify.open_badges_2.structure import check_structure
from badger.verify.steps import Step
from badger.verify.validity import check_validity

STEPS_OB2 = (
    Step("structure", check_structure, is_gate=True),
    Step("proof", check_proof, is_gate=True),
    Step("issuer", check_issuer, is_gate=True),
    Step("refresh", check_refresh),
    Step("status", check_status),
    Step("validity", check_validity),
    Step("recipient", check_recipient),
    Step("endorsements", check_endorsements),
)
