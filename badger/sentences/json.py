"""Sentences about JSON that cannot be read."""

SENTENCES = {
    "json.syntax": "Ceci n'est pas un badge entier : il y manque peut-être un morceau, perdu en "
    "copiant (ligne {line}, colonne {column}).",
    "json.duplicate_key": "Le nom « {key} » apparaît deux fois dans le même objet du fichier : "
    "on ne sait pas laquelle des deux valeurs compte.",
    "json.too_deep": "Le fichier emboîte plus de {limit} niveaux : c'est trop pour être lu.",
    "json.too_large": "Le fichier pèse {size_in_words} ; la limite est de {limit_in_words}.",
    "json.too_many_keys": "Le fichier contient plus de {limit} champs : c'est trop pour être lu.",
    "json.too_many_items": "Les listes du fichier contiennent plus de {limit} éléments : "
    "c'est trop pour être lu.",
    "json.key_too_long": "Un nom de champ du fichier dépasse {limit} octets.",
    "json.string_too_long": "Un texte du fichier dépasse {limit} octets.",
    "json.number_out_of_range": "Le nombre {number} est trop grand ou n'est pas un nombre : "
    "il changerait de valeur d'un ordinateur à l'autre.",
    "json.encoding": "Le fichier n'est pas écrit en UTF-8 (sans marque d'ordre des octets).",
    "json.lone_surrogate": "Un texte du fichier contient une moitié de caractère.",
    "json.nul_character": "Un texte du fichier contient le caractère NUL, interdit ici.",
    "json.not_an_object": "Le fichier est du JSON, mais pas un objet {{ … }}.",
}
