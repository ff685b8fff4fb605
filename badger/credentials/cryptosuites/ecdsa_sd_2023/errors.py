"""What can be wrong with a proof that shows a part."""

from badger.credentials.proof_errors import ProofError


class BadDisclosure(ProofError):
    """Say that what is shown and what the proof says about it do not fit together.

    why: "labels" (of parts without id), "indexes" (of what must be shown), "count" (of
         signatures), "pointers" (of what must be shown).
    """

    code = "proof.disclosure"


class NotABaseProof(ProofError):
    """Say that a document has no proof from which a part could be shown."""

    code = "derive.no_base_proof"


class AlreadyDerived(ProofError):
    """Say that a document shows a part already: only the whole badge can show another one."""

    code = "derive.already_derived"
