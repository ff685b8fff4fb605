"""Sentences about documents of others that have to be fetched."""

SENTENCES = {
    "fetch.offline": "Il fallait consulter {address}, mais la vérification se fait hors ligne.",
    "fetch.not_found": "Le document {address} ne se trouve pas parmi ceux qui sont disponibles.",
    "fetch.unreadable": "Le document {address} est illisible ({cause}).",
    "fetch.budget": "Ce badge renvoie à trop d'adresses : {address} n'a pas été consultée.",
    "fetch.address": "L'adresse {address} n'est pas consultée : ce n'est pas une adresse https "
    "publique.",
    "fetch.port": "L'adresse {address} n'est pas consultée : son port {port} n'est pas celui de "
    "https.",
    "fetch.private": "Le serveur {host} n'est pas consulté : il n'est pas sur l'internet public.",
    "fetch.name": "Le serveur {host} est introuvable.",
    "fetch.timeout": "Le serveur {host} n'a pas répondu à temps.",
    "fetch.connection": "La connexion au serveur {host} a échoué.",
    "fetch.tls": "Le serveur {host} ne prouve pas son identité (certificat refusé).",
    "fetch.status": "Le serveur {host} a refusé de répondre ({status}).",
    "fetch.busy": "Trop de personnes interrogent {address} en ce moment. Réessayez bientôt.",
    "fetch.ambiguous": "Deux documents enregistrés portent la même adresse, {address}.",
    "fetch.other_host": "{host} renvoie à un autre site, {other}, qui ne peut pas parler pour lui.",
    "fetch.redirects": "L'adresse {address} renvoie trop de fois à une autre.",
    "fetch.encoding": "Le serveur {host} a répondu sous une forme compressée.",
    "fetch.too_large": "Le serveur {host} a répondu plus de {limit_in_words}.",
    "fetch.protocol": "Le serveur {host} a répondu de façon incompréhensible.",
}
