"""Sentences about images that hold a badge, or should."""

SENTENCES = {
    "image.error": "Cette image ne peut pas être lue.",
    "image.unknown_format": "Ce fichier n'est ni une image PNG ni une image SVG.",
    "image.too_large": "L'image pèse {size_in_words} ; la limite est de {limit_in_words}.",
    "image.damaged": "L'image est abîmée ou incomplète.",
    "image.too_complex": "L'image compte trop de parties (plus de {limit}).",
    "image.unsafe_svg": "L'image SVG déclare un type de document (DOCTYPE) : elle est refusée, car "
    "elle pourrait cacher autre chose.",
    "image.no_credential": "Cette image ne contient pas de badge.",
    "image.several_credentials": "Cette image contient {count} badges : on ne sait pas lequel "
    "compte.",
    "image.compressed": "Le badge est compressé dans l'image, ce que la norme interdit : demandez "
    "le badge d'origine à son émetteur.",
    "image.misplaced": "Le badge n'est pas à sa place dans l'image ({part}).",
    "image.unbakeable": "Ce texte ne peut pas être incrusté dans une image.",
}
