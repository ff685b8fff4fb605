"""Sentences about keys, identifiers of issuers and how bytes are written as text."""

SENTENCES = {
    "key.multibase": "Une clé ou une signature n'est pas écrite dans le codage attendu "
    "({expected}).",
    "key.malformed": "Cette clé est mal formée.",
    "key.weak_key": "Cette clé publique n'offre aucune sécurité : n'importe qui pourrait signer "
    "à sa place.",
    "key.length": "Cette clé a {length} octets ; il en faut {expected}.",
    "key.unsupported": "Cette sorte de clé ({kind}) n'est pas prise en charge ; il faut une clé "
    "Ed25519, P-256, P-384 ou RSA.",
    "key.modulus": "Cette clé RSA a {bits} bits ; il en faut de {least} à {most}.",
    "key.not_on_curve": "Cette clé {kind} n'en est pas une : ses deux nombres ne vont pas "
    "ensemble.",
    "key.private_exposed": "Une clé privée se trouve là où il faut une clé publique : "
    "considérez-la comme compromise et remplacez-la.",
    "did.malformed": "« {did} » n'est pas un identifiant did:key, did:jwk ou did:web correct.",
    "did.document": "Le document de l'émetteur est mal formé (champ « {member} »).",
    "did.method_not_found": "Le document de l'émetteur ne publie pas la clé {method}.",
    "did.several_methods": "Le document de l'émetteur publie deux clés sous le même nom "
    "({method}).",
    "did.controller": "La clé {method} du document de l'émetteur appartient à quelqu'un d'autre.",
    "key.no_secret": "Ce fichier ne contient pas de clé secrète : on ne peut pas signer avec.",
    "key.another": "L'adresse donnée désigne une autre clé que celle du fichier : personne ne "
    "pourrait vérifier la signature.",
    "key.file_exists": "Le fichier {name} existe déjà : une clé ne remplace jamais un fichier.",
}
