"""All sentences, gathered from the files of this folder (one file per subject)."""

from badger.sentences import (
    canonical,
    credentials,
    decide,
    derive,
    fetch,
    formats,
    forms,
    general,
    image,
    issuer,
    json,
    jwt,
    keys,
    open_badges_2,
    photo,
    proof,
    schemas,
    status,
    terminal,
    times,
    trust,
    verify,
    web,
)

SUBJECTS = (
    canonical,
    credentials,
    decide,
    derive,
    fetch,
    formats,
    forms,
    general,
    image,
    issuer,
    json,
    jwt,
    keys,
    open_badges_2,
    photo,
    proof,
    schemas,
    status,
    terminal,
    times,
    trust,
    verify,
    web,
)

SENTENCES: dict[str, str] = {
    code: text for subject in SUBJECTS for code, text in subject.SENTENCES.items()
}
