"""Sentences about what a form holds, and when it may be sent."""

SENTENCES = {
    "form.control_characters": (
        "Un signe invisible s'est glissé dans le texte, peut-être en copiant. Rien n'est "
        "enregistré : revenez en arrière, effacez ce passage, puis tapez-le."
    ),
    "form.observer_role": "Choisissez le rôle de la personne {number}, ce jour-là.",
    "observation.session_not_begun": (
        "Cette séance n'a pas encore commencé : on note ce qu'on a vu, le jour venu."
    ),
}
