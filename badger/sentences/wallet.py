"""Sentences about badges that go into a person's digital wallet."""

SENTENCES = {
    "wallet.request": "Cette demande n'a pas la forme de la norme OpenID4VCI.",
    "wallet.grant": "Ce portefeuille demande par un autre chemin que le code du badge.",
    "wallet.code": "Ce code n'ouvre plus rien. Préparez-en un autre sur votre page.",
    "wallet.token": "Cet accès est terminé. Préparez un autre code sur votre page.",
    "wallet.credential_request": "Cette demande de badge n'a pas la forme de la norme OpenID4VCI.",
    "wallet.configuration": "Cette forme de badge n'est pas proposée.",
    "wallet.proof": "Ce portefeuille ne prouve pas qu'il a une clé ({rule}).",
    "wallet.nonce": "La preuve de ce portefeuille est trop ancienne. Il doit recommencer.",
    "wallet.badge": "Ce badge n'est plus délivré.",
    "wallet_offer.not_found": "Ce code n'est plus valable. Préparez-en un autre sur votre page.",
}
