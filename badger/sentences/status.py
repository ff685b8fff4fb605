"""Sentences about status lists, where an issuer says which badges it took back."""

SENTENCES = {
    "status_list.error": "L'état de ce badge ne peut pas être lu.",
    "status_list.malformed": "La liste où l'émetteur dit quels badges sont retirés est illisible.",
    "status_list.length": "La liste des badges retirés n'a pas une longueur permise "
    "({length} places ; il en faut au moins {minimum}).",
    "status_list.range": "Ce badge renvoie à la place {index} d'une liste qui en compte {length}.",
    "status_list.entry": "Le badge dit mal où lire son état (champ « {member} »).",
    "status_list.unsupported_type": "Le badge indique son état par un moyen que badger ne sait pas "
    "lire ({type}).",
}
