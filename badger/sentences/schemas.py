"""Sentences about the standard's files and about the shape of a document."""

SENTENCES = {
    "structure.shape": (
        "Ce document n’est pas écrit comme un badge numérique doit l’être (à l’endroit « {path} »)."
    ),
    "structure.context_unknown": (
        "Ce document s'appuie sur un vocabulaire que nous ne connaissons pas ({url}) : "
        "on ne peut pas le vérifier."
    ),
    "schemas.unknown": "Il n'existe pas de schéma nommé {name}.",
    "schemas.file_missing": (
        "Il manque un fichier du standard, livré par le paquet {package} : réinstallez badger."
    ),
    "schemas.digest_mismatch": (
        "Un fichier du standard a été modifié sur cette machine ({url}, paquet {package}) : "
        "réinstallez badger avant de continuer."
    ),
}
