"""Sentences of messages between people who do not know where the other is."""

SENTENCES = {
    "card.invalid": "Un lieu en quelques mots, et un numéro que l'on compose.",
    "card.too_many": "Vous avez déjà {limit} cartes. Retirez-en une d'abord.",
    "card.unknown": "Cette carte n'ouvre plus rien.",
    "directory.consent_version_unknown": "Ce texte d'accord n'est pas le nôtre ({version}).",
    "directory.invalid": "Un prénom, un secteur, une commune : quelques mots suffisent.",
    "directory.over": "On ne vous y trouve plus. Montrez-vous de nouveau, si vous voulez.",
    "help.invalid": "Un numéro que l'on compose, et quelques lignes pour les lieux.",
    "message.nobody_reads": "Personne ne lit encore vos messages avec vous.",
    "message.answered": "Ce message a déjà sa réponse.",
    "message.closed": "Cette personne ne reçoit pas de messages ici.",
    "message.invalid": "Écrivez votre nom et quelques mots, {limit} signes au plus.",
    "message.too_many": (
        "Cette personne a déjà reçu {limit} messages aujourd'hui. Réessayez demain : "
        "vos mots restent ci-dessous."
    ),
    "message.unknown": "Ce message n'est plus là.",
}
