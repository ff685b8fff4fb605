"""Sentences about frameworks of skills and the files they come in."""

SENTENCES = {
    "framework.unreadable": (
        "Ce fichier n'est pas celui de ce référentiel : {wanted} n'y est pas. Rien n'est importé."
    ),
    "framework.too_large": "Ce fichier est trop grand pour un référentiel. Rien n'est importé.",
    "framework.has_problems": "{lines} lignes à revoir : rien n'est importé.",
    "framework.name_invalid": "Donnez un nom à ce référentiel, {limit} signes au plus.",
    "framework.name": "Le nom de la compétence est absent ou trop long ({limit} signes au plus).",
    "framework.address": "Cette adresse n'est pas une adresse web : « {seen} ».",
    "framework.too_long": "Ce texte est trop long ({limit} signes au plus).",
    "framework.control": "Un signe invisible s'est glissé dans cette ligne.",
    "framework.twice": "Cette adresse est déjà à la ligne {first}.",
    "framework.partner_unknown": "Ce partenaire n'existe pas.",
}
