"""Findings in easy French: at most twelve words a sentence, and no word of the trade.

A code that has no sentence of its own here is said by its check and how that ended, so that
every finding has an easy one.
"""

EASY = {
    "structure.conforms": "Le document est un vrai fichier de badge.",
    "structure.endorsement_conforms": "Le document est un vrai soutien. Ce n'est pas un badge.",
    "structure.unsupported_format": "Nous ne savons pas lire ce badge. Il n'est peut-être pas "
    "faux.",
    "structure.not_a_badge": "Ce document n'est pas un badge.",
    "proof.verified": "Personne n'a changé ce badge. Il est comme au premier jour.",
    "proof.hosted": "Le site {host} montre ce badge aujourd'hui. Personne ne l'a signé.",
    "proof.hosted_otherwise": "Le site {host} montre ce badge aujourd'hui. Votre fichier est "
    "différent.",
    "proof.other_assertion": "Le site {host} montre un autre badge. Ne croyez pas celui-ci.",
    "issuer.other_document": "Le site de ce badge montre autre chose. Ne le croyez pas.",
    "issuer.malformed_document": "Le site de ce badge est mal fait. Ne croyez pas ce badge.",
    "issuer.hosted": "Le site {host} répond de ce badge.",
    "issuer.hosted_otherwise": "Le site {host} répond de ce badge.",
    "issuer.scope": "Ce site ne peut pas donner ce badge. Ne le croyez pas.",
    "issuer.signed_otherwise": "Ce badge et son site ne disent pas pareil. Ne le croyez pas.",
    "proof.signature": "Quelqu'un a changé ce badge. Ne le croyez pas.",
    "proof.unsupported_suite": "Nous ne savons pas lire cette signature. Elle est peut-être bonne.",
    "proof.missing": "Ce badge n'est pas signé. Ne le croyez pas.",
    "issuer.bound": "Celui qui donne le badge l'a bien signé.",
    "issuer.unsupported_method": "Nous ne savons pas lire qui a donné ce badge.",
    "issuer.self_asserted": "Nous ne savons pas qui a donné ce badge.",
    "issuer.binding": "Un autre a signé ce badge. Ne le croyez pas.",
    "refresh.none": "Il n'y a pas de badge plus récent.",
    "refresh.offered": "Il y a peut-être un badge plus récent.",
    "refresh.current": "Il n'y a pas de badge plus récent.",
    "refresh.renewed": "Il y a un badge plus récent. Nous avons regardé celui-là.",
    "refresh.not_available": "Nous n'avons pas eu de badge plus récent. Nous regardons celui-ci.",
    "status.none": "Ce badge ne peut pas être retiré.",
    "status.not_shown": "Nous ne voyons pas si ce badge a été retiré.",
    "status.clear": "Le badge n'a pas été retiré.",
    "status.clear_copy": "Le badge n'a pas été retiré. Nous l'avons lu il y a {minutes} min.",
    "status.informs": "Ce badge ne peut pas être retiré.",
    "status.stale": "La liste est trop vieille. Essayez plus tard.",
    "status.revoked": "Le badge a été retiré. Il ne vaut plus.",
    "status.suspended": "Le badge ne compte pas en ce moment.",
    "validity.open": "Le badge vaut toujours. Il n'a pas de fin.",
    "validity.not_shown": "Nous ne voyons pas quand ce badge finit.",
    "validity.current": "Le badge vaut jusqu'au {until}.",
    "validity.not_yet": "Le badge ne vaut pas encore. Il vaudra le {start}.",
    "validity.expired": "Le badge ne vaut plus depuis le {end}.",
    "recipient.not_asked": "Nous ne savons pas à qui est ce badge.",
    "recipient.matches": "Le badge est bien à cette personne.",
    "recipient.other_person": "Le badge n'est pas à cette personne.",
    "recipient.no_address": "Le badge ne dit pas à qui il est.",
    "endorsements.none": "Personne d'autre ne soutient ce badge.",
    "endorsements.verified": "D'autres soutiennent ce badge : {verified} sur {total}.",
    "fetch.offline": "Nous n'avons pas pu demander. Essayez plus tard.",
    "input.missing": "Donnez un fichier, une photo ou une adresse.",
    "input.empty": "Le fichier est vide.",
    "input.not_a_credential": "Ce fichier n'est pas un badge.",
    "input.unknown_code": "Nous n'avons pas ce badge. Recopiez bien les grandes et les petites "
    "lettres.",
    "input.unknown_badge": "Nous n'avons pas ce badge. Regardez bien l'adresse.",
    "input.unknown_format": "Ce fichier n'est pas un badge.",
    "pdf.encrypted": "Ce fichier est protégé. Nous ne pouvons pas le lire.",
    "pdf.too_large": "Ce fichier est trop grand. Montrez un badge à la fois.",
    "pdf.too_many": "Il y a trop de fichiers dedans. Montrez un badge à la fois.",
    "pdf.unreadable": "Ce fichier est abîmé. Prenez son code QR en photo.",
    "input.pdf": "Il n'y a pas de badge dans ce fichier. Prenez son code QR en photo.",
    "input.address": "Cette adresse n'est pas entière. Elle commence par https://.",
    "input.too_large": "Le fichier est trop grand.",
    "jwt.malformed": "Ce texte n'est pas un badge. Copiez-le encore, en entier.",
    "jwt.base64url": "Ce texte est abîmé. Copiez-le encore, en entier.",
    "jwt.too_large": "Le fichier est trop grand.",
    "jwt.unsupported_form": "Nous ne savons pas lire ce badge. Il n'est peut-être pas faux.",
    "jwt.wrong_type": "Ce texte n'est pas un badge.",
    "jwt.unsupported_algorithm": "Nous ne savons pas lire cette signature. Elle est peut-être "
    "bonne.",
    "jwt.audience": "Ce badge est écrit pour une seule personne. Ne le croyez pas.",
    "jwt.not_yet": "La signature ne compte pas encore. Elle comptera le {start}.",
    "jwt.embedded_proof_failed": "Le badge est bien signé. Une autre signature, dedans, est à "
    "revoir.",
    "photo.no_code": "Nous ne voyons pas de code QR. Prenez la photo de plus près.",
    "photo.unreadable": "Nous ne pouvons pas ouvrir cette photo. Prenez-en une autre.",
    "photo.too_many_pixels": "La photo est trop grande. Prenez-en une plus petite.",
    "photo.busy": "Il y a beaucoup de monde. Attendez un peu.",
    "receipt.unreadable": "Ce fichier n'est pas un reçu.",
    "receipt.refused": "Ce reçu est faux, ou quelqu'un l'a changé.",
    "receipt.unchecked": "Nous ne pouvons pas vérifier ce reçu maintenant.",
    "receipt.genuine": "Ce reçu est vrai. Personne ne l'a changé.",
    "achievement.badge": "Ce badge n'est pas un diplôme.",
    "achievement.title": "Celui qui le donne l'appelle « {called} ». Nous regardons la "
    "signature. Nous ne savons pas ce que vaut ce titre.",
    "achievement.other": "Celui qui le donne l'appelle « {called} ». Il ne dit pas diplôme.",
    "achievement.own_word": "Celui qui le donne a choisi un nom à lui. Nous regardons la "
    "signature. Nous ne savons pas ce qu'il vaut.",
    "achievement.unsaid": "Nous ne savons pas si c'est un diplôme. Nous regardons la signature.",
    "receipt.genuine_elsewhere": "Ce reçu n'est pas de nous. Regardez le badge lui-même.",
    "issuer_name.invisible": "Attention : le nom contient des signes que l'on ne voit pas.",
    "issuer_name.mixed_scripts": "Attention : certaines lettres du nom en imitent d'autres.",
}

EASY_STEPS = {
    ("structure", "passed"): "Le document est un vrai fichier de badge.",
    ("structure", "failed"): "Ce document n'est pas un badge que l'on peut lire.",
    ("structure", "undetermined"): "Nous ne savons pas lire ce document.",
    ("proof", "passed"): "Personne n'a changé ce badge.",
    ("proof", "failed"): "La signature n'est pas bonne. Ne croyez pas ce badge.",
    ("proof", "undetermined"): "Nous n'avons pas pu regarder la signature.",
    ("issuer", "passed"): "Celui qui donne le badge l'a bien signé.",
    ("issuer", "failed"): "Un autre a signé ce badge. Ne le croyez pas.",
    ("issuer", "undetermined"): "Nous n'avons pas pu savoir qui a signé.",
    ("refresh", "passed"): "Nous avons regardé le badge le plus récent.",
    ("refresh", "failed"): "Le badge plus récent n'est pas bon.",
    ("refresh", "undetermined"): "Nous n'avons pas pu demander un badge plus récent.",
    ("refresh", "not_applicable"): "Nous n'avons pas demandé de badge plus récent.",
    ("status", "passed"): "Le badge n'a pas été retiré.",
    ("status", "failed"): "Le badge ne compte plus.",
    ("status", "undetermined"): "Nous ne savons pas si le badge a été retiré.",
    ("status", "not_applicable"): "Ce badge ne peut pas être retiré.",
    ("validity", "passed"): "Les dates sont bonnes.",
    ("validity", "failed"): "Les dates ne sont pas bonnes.",
    ("validity", "undetermined"): "Nous n'avons pas pu lire les dates.",
    ("recipient", "passed"): "Le badge est bien à cette personne.",
    ("recipient", "failed"): "Le badge n'est pas à cette personne.",
    ("recipient", "undetermined"): "Nous ne savons pas à qui est ce badge.",
    ("recipient", "not_applicable"): "Nous ne savons pas à qui est ce badge.",
    ("endorsements", "passed"): "D'autres soutiennent ce badge.",
    ("endorsements", "failed"): "Un soutien n'est pas bon.",
    ("endorsements", "undetermined"): "Nous n'avons pas pu regarder les soutiens.",
    ("endorsements", "not_applicable"): "Personne d'autre ne soutient ce badge.",
}

NOT_RUN = "Nous ne l'avons pas regardé : un point d'avant n'était pas bon."
OPEN_POINT = "Nous n'avons pas pu tout regarder."


def easy_sentence(code: str, *, step: str = "", outcome: str = "") -> str:
    """Return the easy sentence of a finding, "" for the code of an error that has none."""
    if code in EASY:
        return EASY[code]
    if outcome == "not_run":
        return NOT_RUN
    return EASY_STEPS.get((step, outcome), OPEN_POINT if step else "")
