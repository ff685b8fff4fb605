"""Sentences about documents of the standard in general."""

SENTENCES = {
    "credential.error": "Ce document ne suit pas la norme des badges.",
}
