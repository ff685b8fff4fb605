"""Sentences about what an observer's telephone sends, and what it keeps."""

SENTENCES = {
    "device_batch.unreadable": (
        "Cet envoi n'a pas pu être lu ({member}). Rien n'est perdu : vos notes restent sur ce "
        "téléphone."
    ),
    "device_batch.too_large": (
        "Cet envoi est trop grand : {limit} notes au plus à la fois. Rien n'est perdu."
    ),
    "device_batch.other_observer": (
        "Ces notes sont celles d'une autre personne. Elles restent sur ce téléphone et partiront "
        "quand cette personne entrera."
    ),
    "device_batch.too_many_devices": (
        "Vous avez déjà noté depuis {limit} téléphones. Téléchargez vos notes et parlez-en à la "
        "personne qui vous a invité·e."
    ),
    "device_event.unreadable": "Cette note n'a pas pu être lue ({member}). Elle reste ici.",
    "device_event.signature": (
        "La signature de cette note n'est pas celle de ce téléphone. Elle n'est pas comptée."
    ),
    "device_event.changed": "Une autre note porte déjà ce numéro. La première est gardée.",
    "device_event.out_of_order": "Cette note est venue avant son tour. Envoyez-la à nouveau.",
    "device_event.day_outside": "La séance n'a pas eu lieu ce jour-là.",
}
