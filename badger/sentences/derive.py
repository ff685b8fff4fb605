"""Sentences about showing a part of a badge."""

SENTENCES = {
    "derive.error": "Cette partie du badge ne peut pas être montrée seule.",
    "derive.pointer": "« {pointer} » ne désigne pas une partie du badge. Un chemin commence par "
    "« / », comme /credentialSubject/result/0.",
    "derive.too_many": "{count} parties sont choisies une par une ; badger en accepte {limit}. "
    "Choisissez des parties plus grandes.",
    "derive.nothing_there": "Le badge ne contient rien à « {pointer} ».",
    "derive.nothing_chosen": "Rien n'est choisi, et l'émetteur ne demande rien : indiquez au moins "
    "une partie à montrer.",
    "derive.splits_list": "Une des parties choisies coupe une liste dont l'ordre est signé : "
    "montrez la liste entière, ou rien de la liste.",
    "derive.contexts": "Le vocabulaire de ce badge ne permet pas d'en montrer une partie.",
    "derive.no_base_proof": "Ce badge n'a pas été signé pour être montré en partie : il se montre "
    "entier.",
    "derive.already_derived": "Ce badge est déjà une partie. Repartez du badge entier pour en "
    "montrer une autre.",
    "derive.not_enough": "Le résultat est écrit, mais il ne suffit pas pour être lu comme un badge "
    "({path} n'y est pas) : choisissez aussi ce qu'un badge doit contenir.",
}
