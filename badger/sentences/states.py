"""Sentences about the state of a badge, its newer version, its person and its endorsements."""

SENTENCES = {
    "status.clear_copy": "Le badge n'est pas retiré, d'après la liste du {list_date}, lue il y a "
    "{minutes} min.",
    "status.informs": "L'émetteur donne des informations sur ce badge ; il n'a pas prévu de "
    "pouvoir le retirer.",
    "status.stale": "La liste des badges retirés est trop ancienne, d'après son émetteur, et n'a "
    "pas pu être relue.",
    "status.unsigned_elsewhere": "La liste des badges retirés n'est pas signée et ne se trouve pas "
    "chez l'émetteur ({url}).",
}
