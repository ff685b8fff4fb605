"""Sentences about what an observer's telephone sends, pictures too, and what it keeps.

« Observation », never « note »: that word is a school mark as well.
"""

SENTENCES = {
    "device_batch.unreadable": (
        "Cet envoi n'a pas pu être lu ({member}). Rien n'est perdu : vos observations restent sur "
        "ce téléphone."
    ),
    "device_batch.too_large": (
        "Cet envoi est trop grand : {limit} observations au plus à la fois. Rien n'est perdu."
    ),
    "device_batch.other_observer": (
        "Ces observations sont celles d'une autre personne. Elles restent sur ce téléphone et "
        "partiront quand cette personne entrera."
    ),
    "device_batch.too_many_devices": (
        "Vous avez déjà observé avec {limit} téléphones. Téléchargez vos observations et "
        "parlez-en à la personne qui vous a invité·e."
    ),
    "device_event.unreadable": "Cette observation n'a pas pu être lue ({member}). Elle reste ici.",
    "device_event.signature": (
        "La signature de cette observation n'est pas celle de ce téléphone. Elle n'est pas comptée."
    ),
    "device_event.changed": "Une autre observation porte déjà ce numéro. La première est gardée.",
    "device_event.out_of_order": (
        "Cette observation est venue avant son tour. Envoyez-la à nouveau."
    ),
    "device_event.day_outside": "La séance n'a pas eu lieu ce jour-là.",
    "picture.no_consent": "Cette personne n'a pas donné son accord pour des photos. Rien n'est "
    "gardé.",
    "picture.too_many": "Il y a déjà {limit} photos de cette personne pour cette séance.",
    "picture.missing": "Choisissez une photo, de 5 Mo au plus.",
}
