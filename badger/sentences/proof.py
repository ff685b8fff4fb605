"""Sentences about the digital signature of a badge."""

SENTENCES = {
    "proof.error": "La signature numérique de ce badge pose problème.",
    "proof.missing": "Ce badge n'est pas signé : rien ne dit qui l'a délivré.",
    "proof.too_many": "Ce badge porte {count} signatures ; badger en examine {limit} au plus.",
    "proof.shape": "La signature numérique est mal formée (champ « {member} »).",
    "proof.unsupported_suite": "Ce badge est signé par un procédé que badger ne sait pas vérifier "
    "({cryptosuite}) : cela ne veut pas dire qu'il est faux.",
    "proof.proof_purpose": "Cette signature n'a pas été faite pour délivrer un badge "
    "(but attendu : {expected}).",
    "proof.challenge": "Cette signature ne répond pas à la question posée.",
    "proof.domain": "Cette signature n'a pas été faite pour {domain}.",
    "proof.verified_alone": "Les signatures correspondent au contenu ; à qui sont les clés n'a pas "
    "été vérifié.",
    "proof.verification_method": "La signature ne dit pas clairement où trouver la clé de "
    "l'émetteur.",
    "proof.proof_value": "La valeur de la signature est illisible ou tronquée.",
    "proof.context": "La signature annonce un autre vocabulaire que celui du badge.",
    "proof.previous_proof": "La signature s'appuie sur une autre signature qui ne se trouve pas "
    "dans ce badge.",
    "proof.key_kind": "La clé de l'émetteur ({kind}) ne convient pas au procédé de signature "
    "annoncé ({cryptosuite}).",
    "proof.signature": "La signature ne correspond pas au contenu : le badge a été modifié, ou "
    "signé par quelqu'un d'autre.",
    "proof.disclosure": "Ce qui est montré et la signature ne vont pas ensemble : une partie a "
    "été ajoutée, retirée ou déplacée.",
    "proof.no_canonical_form": "Ce document contient un nombre ou un texte qui ne peut pas être "
    "signé.",
    "proof.unsteady_signer": "La clé a donné deux signatures différentes du même contenu : rien "
    "n'est délivré. Le matériel de ce serveur est à vérifier.",
}
