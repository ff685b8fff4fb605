"""Sentences about mails: addresses, and what became of a mail."""

SENTENCES = {
    "mail.address_invalid": "Cette adresse ne se lit pas. Écrivez-la comme nom@exemple.fr.",
    "mail.invalid": "Ce courriel ne peut pas être écrit ainsi ({part}).",
    "mail.postponed": "Le serveur de courriel demande d'attendre. Un nouvel essai suivra.",
    "mail.unreachable": "Le serveur de courriel ne répond pas. Un nouvel essai suivra.",
    "mail.broken_off": "Le serveur de courriel s'est interrompu. Un nouvel essai suivra.",
    "mail.login_refused": "Le serveur de courriel n'accepte pas le nom ou le mot de passe des "
    "réglages (BADGER_SMTP_URL).",
    "mail.not_private": "La liaison avec le serveur de courriel n'a pas pu être protégée : rien "
    "n'a été envoyé.",
    "mail.refused": "Le serveur de courriel a refusé ce courriel. Vérifiez l'adresse.",
    "mail.outcome_unknown": "L'envoi s'est interrompu à la fin : le courriel est peut-être arrivé. "
    "Il n'est pas envoyé deux fois.",
    "mail.too_late": "Ce courriel n'était plus utile : il n'a pas été envoyé.",
}
