"""Sentences about a person's own data, and about minors."""

SENTENCES = {
    "privacy.person_unknown": "Cette personne n'est pas connue ici.",
    "privacy.not_a_minor": "Cette personne est majeure : elle décide elle-même.",
    "privacy.guardian_text_unknown": "Le texte a changé. Relisez-le, puis recommencez.",
    "privacy.guardian_consent_missing": "Un parent ou un responsable doit d'abord dire oui. "
    "Parlez-en à la personne qui vous accompagne.",
}
