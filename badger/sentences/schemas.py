"""Sentences about the standard's files and about the shape of a document."""

SENTENCES = {
    "structure.shape": (
        "Ce document n'est pas écrit comme un badge numérique doit l'être (à l'endroit « {path} »)."
    ),
    "structure.context_unknown": (
        "Ce document s'appuie sur un vocabulaire que nous ne connaissons pas ({url}) : "
        "on ne peut pas le vérifier."
    ),
    "schemas.unknown": "Il n'existe pas de schéma nommé {name}.",
    "schemas.file_missing": (
        "Un fichier du standard, livré par le paquet {package}, n'est pas là : réinstallez badger."
    ),
    "schemas.digest_mismatch": (
        "Un fichier du standard a été modifié sur cette machine ({url}, paquet {package}) : "
        "réinstallez badger avant de continuer."
    ),
    "schemas.required": "À l'endroit « {path} », le standard demande une information de plus.",
    "schemas.type": "La valeur à l'endroit « {path} » n'est pas de la bonne sorte.",
    "schemas.enum": "Le mot à l'endroit « {path} » n'est pas de ceux que le standard prévoit.",
    "schemas.pattern": "Le texte à l'endroit « {path} » n'a pas la forme prévue.",
    "schemas.format": "La date à l'endroit « {path} » ne peut pas être lue.",
    "schemas.contains": "La liste à l'endroit « {path} » ne contient pas le mot attendu.",
    "schemas.unknown_member": (
        "Il y a, à l'endroit « {path} », une information que le standard n'y prévoit pas."
    ),
    "schemas.other": "La valeur à l'endroit « {path} » ne suit pas le standard.",
}
