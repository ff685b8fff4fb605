"""Sentences about what a signature covers, and what it cannot."""

SENTENCES = {
    "proof.data_loss": (
        "Une partie du document n'est pas couverte par la signature ({path}) : "
        "on ne peut pas s'y fier. Demandez à l'émetteur un badge corrigé."
    ),
    "proof.invalid_iri": (
        "Un identifiant du document n'est pas une adresse complète ({path}). "
        "Demandez à l'émetteur un badge corrigé."
    ),
    "proof.complexity": (
        "Le document contient trop de parties sans nom qui se ressemblent : "
        "sa signature ne peut pas être vérifiée en un temps raisonnable."
    ),
    "proof.nquads": "Une ligne de N-Quads est illisible : {line}",
    "structure.context_not_allowed": (
        "Le document définit, change ou répète ses mots là où ce n'est pas permis : "
        "il ne peut pas être vérifié."
    ),
}
