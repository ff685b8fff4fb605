"""Sentences that belong to no one subject."""

SENTENCES = {
    "internal.error": "Une erreur est survenue de notre côté ({code}). Rien n'est perdu.",
    "settings.missing": "Donnez une valeur au réglage {name}, puis recommencez.",
    "settings.invalid": "Le réglage {name} a une valeur illisible : corrigez-la, puis recommencez.",
}
