"""Sentences about verifications that were stopped, and about too many at once."""

SENTENCES = {
    "limits.time": "La vérification prenait trop de temps : elle a été arrêtée. Rien ne peut être "
    "conclu.",
    "limits.memory": "La vérification prenait trop de mémoire : elle a été arrêtée. Rien ne peut "
    "être conclu.",
    "limits.stopped": "La vérification s'est arrêtée avant la fin. Rien ne peut être conclu. "
    "Réessayez.",
    "verify.busy": "Trop de vérifications sont en cours. Réessayez dans quelques secondes.",
    "verify.many_at_once": "Plusieurs vérifications de votre adresse sont en cours. Attendez "
    "qu'elles finissent.",
    "fetch.host_budget": "L'adresse {address} n'est pas consultée : son serveur l'a été trop "
    "souvent. Réessayez bientôt.",
}
