"""Sentences of the issuer's path: database, partners, badges, sessions, awards, keys."""

SENTENCES = {
    "database.unsupported": "Base de données « {engine} » inconnue : utilisez SQLite ou PostgreSQL.",
    "database.too_old": "La bibliothèque SQLite {version} est trop ancienne : il faut la 3.35.",
    "database.schema_too_new": (
        "La base vient d'une version plus récente ({revision}) : mettez badger à jour."
    ),
    "database.schema_missing": "La base n'est pas prête : lancez « badger migrate ».",
}
