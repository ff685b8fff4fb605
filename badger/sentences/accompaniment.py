"""Sentences of being accompanied: who looks beside, steps, relays."""

SENTENCES = {
    "accompaniment.relay_until": "Choisissez un jour à venir, ou un relais pour toujours.",
    "accompaniment.relay_waiting": (
        "Un relais attend déjà sa réponse, ou cette personne l'accompagne déjà."
    ),
    "accompaniment.unknown": "Cet accompagnement est fini, ou n'est pas le vôtre.",
    "companion.consent_version_unknown": "Ce texte d'accord n'est pas le nôtre ({version}).",
    "companion.not_heard": "Lisez-lui le texte, puis cochez la case quand elle dit oui.",
    "companion.not_found": "Choisissez une personne de la liste.",
    "companion.subjects_missing": "Cochez au moins une chose à regarder ensemble.",
    "step.invalid": "Dites-le en quelques mots, {limit} signes au plus.",
    "step.too_many": "Il y a déjà {limit} étapes. Retirez-en une d'abord.",
    "step.unknown": "Cette étape n'est plus là.",
}
