"""French sentences about who is recognised, and by which list."""

SENTENCES = {
    "trust.recognised": "Émetteur reconnu par {list}.",
    "trust.recognised_since": "Émetteur reconnu par {list}, depuis le {since}.",
    "trust.recognised_until": "Émetteur reconnu par {list} jusqu'au {until} ; son mandat est "
    "terminé.",
    "trust.unknown": "Le badge dit venir de « {issuer} » : seule son adresse est certaine.",
    "trust.self_asserted": "Personne ne répond du nom affiché ({issuer}).",
    "trust.unreadable": "La liste des émetteurs reconnus est illisible ({cause}).",
    "trust.refused": "Cette liste n'est pas celle que {signer} a signée, ou elle n'est plus à "
    "jour ({cause}).",
    "trust.unchecked": "La signature de la liste n'a pas pu être contrôlée : le document de "
    "{signer} est introuvable ({cause}).",
    "trust.older": "Cette liste est plus ancienne que celle que vous avez déjà.",
    "trust.unknown_list": "Aucune liste importée ne vient de cette adresse ({address}).",
    "trust.mandate_reversed": "Le mandat finirait avant de commencer.",
    "issuer_name.mixed_scripts": "Le nom de l'émetteur mélange des alphabets : des lettres "
    "peuvent en imiter d'autres.",
    "issuer_name.invisible": "Le nom de l'émetteur contient des caractères invisibles.",
    "issuer_name.resembles": "Attention : ce nom ou ce site ressemble à celui de {lookalike}, "
    "qui est reconnu. Ce n'est pas le même émetteur.",
}
