"""Sentences about formats: old badges, other credentials, presentations, the standard's files."""

SENTENCES = {
    "schemas.not_built": "Un fichier du standard n'est pas encore construit ({url}) : lancez "
    "« make assets ».",
}
