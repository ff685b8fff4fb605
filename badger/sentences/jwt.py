"""Sentences about badges that come as signed tokens (JWT)."""

SENTENCES = {
    "jwt.malformed": "Ce jeton n'a pas la forme attendue : trois parties séparées par des points.",
    "jwt.unsupported_form": "Cette forme de jeton ({form}) n'est pas prise en charge : cela ne "
    "veut pas dire que le badge est faux.",
    "jwt.too_large": "Une partie de ce jeton dépasse {limit} caractères.",
    "jwt.base64url": "Ce jeton est abîmé : un caractère n'y a pas sa place. Recopiez-le en entier.",
    "jwt.header_not_allowed": "L'en-tête de ce jeton demande une chose qu'un badge ne peut pas "
    "demander ({member}).",
    "jwt.alg_not_allowed": "Ce jeton n'est pas signé par une clé d'émetteur ({algorithm}).",
    "jwt.unsupported_algorithm": "Ce badge est signé par un procédé que badger ne sait pas "
    "vérifier ({algorithm}) : cela ne veut pas dire qu'il est faux.",
    "jwt.wrong_type": "Ce jeton sert à autre chose qu'à porter un badge ({typ}).",
    "jwt.kid": "Ce jeton ne dit pas clairement quelle clé l'a signé (champ « {member} »).",
    "jwt.key_does_not_fit": "La clé de l'émetteur ({kind}) ne va pas avec le procédé que le jeton "
    "annonce ({algorithm}).",
    "jwt.claim_malformed": "Le jeton donne une valeur mal formée (champ « {claim} »).",
    "jwt.claim_missing": "Le jeton ne répète pas une valeur du badge (champ « {claim} »).",
    "jwt.claim_mismatch": "Le jeton et le badge qu'il porte se contredisent (champ « {claim} »).",
    "jwt.audience": "Ce jeton est adressé à quelqu'un en particulier : il ne se montre pas à "
    "d'autres.",
    "jwt.two_credentials": "Ce jeton porte deux badges l'un dans l'autre (champ « {member} »).",
    "jwt.vc_claim": "Le badge n'est pas à la place prévue dans ce jeton (champ « vc »).",
    "jwt.not_yet": "La signature de ce jeton ne compte qu'à partir du {start}.",
    "jwt.embedded_proof_failed": "Le jeton est signé par l'émetteur. Une autre signature, à "
    "l'intérieur du badge, n'a pas pu être confirmée ({cause}).",
    "jwt.not_signable": "Ce document ne peut pas devenir un jeton (champ « {member} »).",
}
