"""Sentences about a person's own data, and about minors."""

SENTENCES = {
    "privacy.person_unknown": "Cette personne n'est pas connue ici.",
    "privacy.erased_list_unreadable": "La liste des effacements ne peut pas être lue "
    "(ligne {line}). Rien n'a été effacé. Prévenez la personne qui s'occupe du site.",
    "privacy.guardian_beside": "Cochez la case quand le parent ou le responsable est à côté "
    "de vous.",
    "merging.same": "C'est déjà cette page-ci. Montrez l'autre.",
    "merging.over": "Montrez encore une fois l'autre page. Rien n'a changé.",
    "merging.gone": "L'autre page n'existe plus.",
    "merging.two_people": "Ces pages sont celles de deux personnes. Demandez de l'aide.",
    "merging.refused": "Quelque chose est en cours sur les deux pages. Rien n'a changé.",
    "merging.tick": "Cochez la case si vous avez compris.",
    "merging.enter_again": "Entrez encore une fois, puis recommencez. Rien n'a changé.",
    "privacy.choose": "Choisissez d'abord une des deux réponses.",
    "privacy.enter_again": "Entrez encore une fois, puis recommencez. Rien n'est effacé.",
    "privacy.no_erased_list": "Personne n'est noté dans une liste des effacements : une sauvegarde "
    "remise en place ramènerait les personnes effacées. Réglez BADGER_ERASED_LIST.",
    "person_keys.locked": "Les mots des personnes ne s'ouvrent pas ici : "
    "la clé du site n'est pas là. Prévenez la personne qui s'occupe du site.",
    "person_keys.away": "Ces mots ne s'ouvrent pas pour l'instant. Rien n'est perdu. "
    "Réessayez dans un moment.",
    "person_keys.unavailable": "Les clés des personnes ne répondent pas. Réessayez dans un moment.",
    "person_keys.missing": "La clé qui ouvre ces mots n'est plus là.",
    "person_keys.damaged": "Ces mots ne s'ouvrent pas : ce qui est gardé a changé. "
    "Prévenez la personne qui s'occupe du site.",
    "person_keys.start_locked": "Les clés des personnes ne s'ouvrent pas avec la clé du site : "
    "remettez dans BADGER_KEK celle d'avant.",
    "person_keys.start_damaged": "Les clés des personnes sont abîmées : remettez la dernière copie "
    "de leur base.",
    "person_keys.start_missing": "Les clés des personnes ne sont pas là : remettez la dernière "
    "copie de leur base, ou corrigez BADGER_PERSON_KEYS_URL.",
    "person_keys.start_unavailable": "La base des clés des personnes ne répond pas : regardez "
    "BADGER_PERSON_KEYS_URL.",
    "person_keys.same_database": "Les clés des personnes sont dans la base elle-même : ses "
    "sauvegardes les emporteraient. Réglez BADGER_PERSON_KEYS_URL.",
    "privacy.not_a_minor": "Cette personne est majeure : elle décide elle-même.",
    "privacy.guardian_text_unknown": "Le texte a changé. Relisez-le, puis recommencez.",
    "privacy.guardian_consent_missing": "Un parent ou un responsable doit d'abord dire oui. "
    "Parlez-en à la personne qui vous accompagne.",
}
