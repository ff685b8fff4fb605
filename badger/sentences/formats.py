"""Sentences about formats: old badges, other credentials, presentations, the standard's files."""

SENTENCES = {
    "structure.type": "Le document ne dit pas, dans son type, qu'il est un badge.",
    "structure.not_a_badge": "Ce document est une attestation d'un autre genre ({kind}) : ce n'est "
    "pas un badge, et rien ne dit qu'il est faux.",
    "structure.conforms_vc_1": "Le document est un badge Open Badges 3.0 bien formé, d'une version "
    "ancienne du standard.",
    "structure.credential_conforms": "Le document est une attestation numérique bien formée.",
    "presentation.empty": "Cette présentation ne contient aucun badge.",
    "presentation.too_many": "Cette présentation contient plus de {limit} badges : montrez-les en "
    "plusieurs fois.",
    "presentation.member": "Cette présentation contient autre chose que des badges.",
    "presentation.not_checked": "Badges présentés ensemble : {badges}. Chacun est vérifié seul ; "
    "qui les présente n'est pas vérifié.",
    "schemas.not_built": "Un fichier du standard n'est pas encore construit ({url}) : lancez "
    "« make assets ».",
}
