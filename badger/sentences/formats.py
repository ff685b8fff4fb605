"""Sentences about formats: old badges, other credentials, presentations, the standard's files."""

SENTENCES = {
    "structure.type": "Le document ne dit pas, dans son type, qu'il est un badge.",
    "structure.not_a_badge": "Ce document est une attestation d'un autre genre ({kind}) : ce n'est "
    "pas un badge, et rien ne dit qu'il est faux.",
    "structure.conforms_vc_1": "Le document est un badge Open Badges 3.0 bien formé, d'une version "
    "ancienne du standard.",
    "structure.endorsement_conforms": "Le document est un soutien Open Badges 3.0 bien formé.",
    "structure.credential_conforms": "Le document est une attestation numérique bien formée.",
    "structure.related_resource": "Le document fixe l'empreinte d'une ressource ({url}), et ce "
    "n'est pas celle de la ressource.",
    "pdf.encrypted": "Ce PDF est protégé (chiffré) : nous ne pouvons pas le lire. Montrez-en une "
    "copie sans protection.",
    "pdf.too_large": "Ce PDF est trop grand ou trop compliqué pour être lu en entier. Montrez ses "
    "badges un par un.",
    "pdf.too_many": "Ce PDF contient plus de {limit} fichiers joints. Montrez ses badges un par "
    "un.",
    "pdf.unreadable": "Ce PDF est abîmé : ses fichiers joints ne peuvent pas être lus. S'il montre "
    "un code QR, prenez-le en photo.",
    "presentation.empty": "Cette présentation ne contient aucun badge.",
    "presentation.too_many": "Cette présentation contient plus de {limit} badges : montrez-les en "
    "plusieurs fois.",
    "presentation.member": "Une partie de ce qui est présenté n'est pas un badge.",
    "presentation.not_checked": "Badges présentés ensemble : {badges}. Chacun est vérifié seul ; "
    "qui les présente n'est pas vérifié.",
    "presentation.type": "Le document ne dit pas, dans son type, qu'il est une présentation.",
    "presentation.conforms": "La présentation est bien formée (attestations : {credentials}).",
    "presentation.verified": "La présentation est signée par qui la présente.",
    "presentation.unsigned": "La présentation n'est pas signée : personne ne dit qui la présente.",
    "presentation.not_signed": "La présentation n'est pas signée : rien ne dit qui la présente.",
    "presentation.purpose": "Cette signature n'a pas été faite pour se présenter (but attendu : "
    "{expected}).",
    "presentation.key": "La clé de cette signature n'est pas publiée par qui présente.",
    "presentation.not_for_authentication": "La clé n'est pas publiée pour se présenter.",
    "presentation.holder": "Qui présente est bien la personne nommée dans la présentation.",
    "presentation.no_holder": "La présentation ne nomme personne.",
    "presentation.other_holder": "La présentation nomme une personne ({holder}), et une autre l'a "
    "signée.",
    "presentation.self_asserted": "Une attestation est signée par qui la présente : la "
    "présentation doit alors nommer cette même personne ({issuer}).",
    "schemas.not_built": "Un fichier du standard n'est pas encore construit ({url}) : lancez "
    "« make assets ».",
}
