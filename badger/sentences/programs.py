"""Sentences for partners' programs: tokens, what they ask, observations that they bring."""

SENTENCES = {
    "api_token.invalid": "Cette clé d'accès est à compléter : {member}.",
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
    "bulk.activity": "Pour un sport, écrivez lequel dans la colonne « précision ».",
    "bulk.badge_not_chosen": "Choisissez le badge, puis de nouveau le fichier.",
    "bulk.control_characters": (
        "Colonne « {column} » : un signe invisible s'y est glissé. Effacez-le, puis tapez-le."
    ),
    "bulk.day": "« {seen} » n'est pas un jour. Écrivez par exemple 14/03/2026.",
    "bulk.day_to_come": "Le {seen} n'est pas encore passé : personne n'y a rien vu.",
    "bulk.empty": "Ce fichier n'a que sa première ligne.",
    "bulk.genre": "« {seen} » n'est pas un genre de situation. Écrivez : {genres}.",
    "bulk.header": (
        "La première ligne n'est pas celle de ce badge : colonne {column}, « {seen} » au lieu de "
        "« {wanted} ». Téléchargez de nouveau le fichier à remplir."
    ),
    "bulk.hours": (
        "« {seen} » : pour une production, écrivez le nombre d'heures dans la colonne "
        "« précision »."
    ),
    "bulk.missing": "La colonne « {column} » est vide.",
    "bulk.name_known": (
        "« {name} » : vous connaissez déjà quelqu'un de ce nom. Écrivez son code, pour ne pas "
        "confondre deux personnes."
    ),
    "bulk.not_found": "Ce partenaire n'a pas apporté ce fichier.",
    "bulk.nothing_seen": "{name} : aucun niveau dans cette ligne.",
    "bulk.oneself": "{name} : on ne s'observe pas soi-même.",
    "bulk.person_unknown": "« {name} » : vous ne connaissez personne qui ait ce code.",
    "bulk.role": "« {seen} » n'est pas un rôle. Écrivez : {roles}.",
    "bulk.too_long": "Colonne « {column} » : {limit} signes au plus.",
    "bulk.two_roles": "{name} a deux rôles dans la même situation : un seul suffit.",
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
