"""Sentences about sharing badges by a link."""

SENTENCES = {
    "share.unknown": "Ce lien ou ce badge n'est pas à vous.",
    "share.invalid": "Choisissez d'abord un badge ou plusieurs : {most} au plus.",
    "part.not_given": "Aucune partie de ce badge ne peut être signée en ce moment.",
    "share.too_many": "{limit} liens sont déjà ouverts. Reprenez-en un d'abord.",
}
