"""Sentences for partners' programs: tokens, what they ask, observations that they bring."""

SENTENCES = {
    "api_token.invalid": "Il manque une réponse pour cette clé d'accès : {member}.",
    "api_token.missing": (
        "Cette adresse demande une clé d'accès : « Authorization: Bearer bdg_… »."
    ),
    "api_token.not_found": "Cette clé d'accès n'existe pas chez ce partenaire.",
    "api_token.refused": (
        "Cette clé d'accès n'ouvre rien : inconnue, reprise ou trop ancienne. Faites-en une autre "
        "sur la page de votre équipe."
    ),
    "api_token.scope": "Cette clé d'accès n'a pas été faite pour cela : il faut « {scope} ».",
    "api.body": "Ceci ne suit pas la description de l'API, à cet endroit : « {path} ».",
    "api.body_unreadable": "Ceci n'est pas un objet JSON entier de {limit_in_words} au plus.",
    "api.key": (
        "Donnez à chaque demande une clé à elle : « Idempotency-Key », 1 à 100 signes sans "
        "accent ni blanc."
    ),
    "elsewhere.badge_unknown": "Ce partenaire ne délivre pas ce badge, ou pas dans cette version.",
    "elsewhere.invalid": "Ces observations ne vont pas ensemble : {member}.",
    "elsewhere.key_reused": "Cette clé de demande a déjà servi pour une autre demande.",
    "elsewhere.not_found": "Aucun logiciel de ce partenaire n'a apporté cela.",
    "elsewhere.observer_unknown": (
        "« {name} » n'observe ni pour ce partenaire ni pour le territoire."
    ),
    "elsewhere.person_unknown": "Ce partenaire ne connaît pas cette personne.",
    "http.401": "Cette adresse demande une clé d'accès.",
}
