"""All sentences, gathered from the files of this folder (one file per subject)."""

from badger.sentences import general, schemas, terminal, web

SUBJECTS = (general, terminal, schemas, web)

SENTENCES: dict[str, str] = {
    code: text for subject in SUBJECTS for code, text in subject.SENTENCES.items()
}
