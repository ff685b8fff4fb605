"""What proofs of the suite call it."""

NAME = "ecdsa-sd-2023"
