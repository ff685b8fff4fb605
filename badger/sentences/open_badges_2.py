"""Sentences about badges of Open Badges 2, hosted or signed."""

SENTENCES = {
    "openbadges_v2.malformed": "Le badge ne respecte pas le format Open Badges 2 (à {path}).",
    "structure.open_badges_2": "Le document est un badge Open Badges 2 bien formé.",
    "structure.open_badges_2_shape": "Le badge ne respecte pas le format Open Badges 2 (à {path}).",
    "proof.hosted": "Attesté par le site {host}, aujourd'hui : ce badge n'a pas de signature.",
    "proof.hosted_otherwise": "Attesté par le site {host}, aujourd'hui. Le fichier présenté dit "
    "autre chose : seul ce que publie le site est montré.",
    "proof.other_assertion": "À l'adresse de ce badge, le site {host} publie un autre badge.",
    "issuer.hosted": "Le badge, son modèle et son émetteur sont publiés sous la responsabilité du "
    "site {host}.",
    "issuer.hosted_otherwise": "Le badge, son modèle et son émetteur sont publiés sous la "
    "responsabilité du site {host} ; ce que le badge en disait autrement n'est pas montré.",
    "issuer.scope": "Ne vous y fiez pas : le site {host} ne délivre pas de badges pour "
    "l'émetteur affiché ({issuer_host}).",
    "issuer.other_document": "À l'adresse {address} se trouve un autre document que celui qui "
    "est annoncé.",
    "issuer.malformed_document": "Un document de l'émetteur ne respecte pas le format Open "
    "Badges 2 (à {path}).",
    "issuer.signed_otherwise": "Le badge signé ne dit pas la même chose que ce que publie son "
    "émetteur.",
    "status.hosted": "Le site {host} publie encore ce badge, sans l'avoir retiré.",
    "recipient.unsupported_hash": "L'adresse de la personne est protégée par un moyen que badger "
    "ne sait pas lire ({method}).",
    "endorsements.not_followed": "Le badge annonce {total} endossements ; ils n'ont pas été "
    "cherchés.",
}
