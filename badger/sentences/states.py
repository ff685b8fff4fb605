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
    "refresh.offered": "Le badge indique où trouver une version plus récente ; elle n'a pas encore "
    "été demandée.",
    "refresh.current": "Il n'existe pas de version plus récente de ce badge.",
    "refresh.renewed": "L'émetteur a publié une version plus récente, du {start} : c'est elle qui "
    "est contrôlée.",
    "refresh.not_available": "Aucune version plus récente n'a pu être obtenue : le badge présenté "
    "est contrôlé tel quel.",
    "refresh.other_credential": "À cette adresse se trouve un autre badge.",
    "refresh.other_subject": "À cette adresse se trouve le badge d'une autre personne.",
    "endorsements.too_many": "Cet endossement n'a pas été examiné : il y en a trop.",
    "endorsements.of_another": "Il parle de quelqu'un d'autre que l'émetteur.",
    "endorsements.not_the_issuers": "Il parle d'une adresse qui n'est pas à l'émetteur.",
    "endorsements.by_the_holder": "Endossement de la personne elle-même.",
}
