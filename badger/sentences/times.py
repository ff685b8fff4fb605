"""Sentences about dates and times of documents."""

SENTENCES = {
    "time.malformed": "« {text} » n'est pas une date et heure avec fuseau, comme "
    "2026-03-14T09:30:00Z.",
    "time.out_of_range": "La date « {text} » est hors du calendrier (années 1 à 9999).",
    "time.naive": "Une date est écrite sans fuseau horaire.",
}
