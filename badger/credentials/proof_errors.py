"""What can be wrong with a Data Integrity proof, one class per meaning."""

from badger.credentials.errors import CredentialError


class ProofError(CredentialError):
    """Say that a proof does not prove what it should."""

    code = "proof.error"


class NotSigned(ProofError):
    """Say that a document has no proof at all."""

    code = "proof.missing"


class TooManyProofs(ProofError):
    """Say that a document carries more proofs than are looked at."""

    code = "proof.too_many"


class MalformedProof(ProofError):
    """Say that a member of a proof is missing or has the wrong shape."""

    code = "proof.shape"


class UnsupportedSuite(ProofError):
    """Say that a proof uses a recipe that badger cannot check; that does not make it wrong."""

    code = "proof.unsupported_suite"


class WrongPurpose(ProofError):
    """Say that a proof was not made to assert a credential."""

    code = "proof.proof_purpose"


class BadVerificationMethod(ProofError):
    """Say that a proof does not name its key by an absolute URL."""

    code = "proof.verification_method"


class BadProofValue(ProofError):
    """Say that `proofValue` is not what the suite writes: letters, alphabet, length."""

    code = "proof.proof_value"


class ProofContextDiffers(ProofError):
    """Say that a proof brings a context that is not the document's."""

    code = "proof.context"


class BadPreviousProof(ProofError):
    """Say that a proof continues a proof that is not there, or itself."""

    code = "proof.previous_proof"


class WrongKeyKind(ProofError):
    """Say that a suite cannot be used with a key of this kind."""

    code = "proof.key_kind"


class WrongSignature(ProofError):
    """Say that the signature is not the key's signature of this document."""

    code = "proof.signature"
