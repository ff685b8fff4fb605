"""Sentences about sharing badges by a link."""

SENTENCES = {
    "share.unknown": "Ce lien ou ce badge n'est pas à vous.",
    "share.invalid": "Choisissez d'abord un badge ou plusieurs : {most} au plus.",
    "share.too_many": "{limit} liens sont déjà ouverts. Reprenez-en un d'abord.",
}
