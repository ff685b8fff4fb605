"""Showing a part of a signed document: pointers, selections, labels and groups.

What several cryptosuites could share; the proofs themselves stand in `cryptosuites/`.
Source: Data Integrity ECDSA Cryptosuites 1.0, section 3.4 (selective disclosure functions).
"""
