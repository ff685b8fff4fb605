"""All sentences, gathered from the files of this folder (one file per subject)."""

from badger.sentences import general, schemas, terminal

SUBJECTS = (general, terminal, schemas)

SENTENCES: dict[str, str] = {
    code: text for subject in SUBJECTS for code, text in subject.SENTENCES.items()
}
