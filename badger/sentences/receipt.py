"""Sentences about receipts of verifications."""

SENTENCES = {
    "receipt.unreadable": "Ce fichier ne contient pas de reçu de vérification.",
    "receipt.refused": "Ne vous fiez pas à ce reçu : il n'est pas signé par le site qu'il nomme, "
    "ou il a été modifié.",
    "receipt.unchecked": "La signature de ce reçu ne peut pas être contrôlée pour l'instant : le "
    "site qui l'a fait ne répond pas.",
    "receipt.genuine": "Ce reçu est authentique : {verifier} l'a signé, et il n'a pas été modifié.",
    "receipt.genuine_elsewhere": "Ce reçu n'a pas été modifié, mais il n'est pas de notre site : "
    "nous ne répondons pas de ce qu'il affirme. Vérifiez le badge lui-même.",
}
