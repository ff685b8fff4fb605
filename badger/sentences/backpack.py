"""Sentences of the backpack: badges brought from elsewhere, archives, collections."""

SENTENCES = {
    "archive.unreadable": "Ce n'est pas un sac à badges, ou il est abîmé. Prenez-le de nouveau sur "
    "l'autre site.",
    "archive.unsafe": "Ce fichier n'est pas fait comme un sac à badges : il n'est pas ouvert.",
    "archive.too_large": "Ce fichier est trop grand pour être lu ici. Apportez vos badges l'un "
    "après l'autre.",
    "archive.busy": "Plusieurs sacs partent déjà d'ici, ou le vôtre. Rien n'est perdu : réessayez "
    "dans quelques minutes.",
    "archive.changed": "Ce fichier n'est plus celui de l'archive : il a changé depuis.",
    "archive.words_unreadable": "Vos expériences n'ont pas été lues : elles ne sont pas écrites "
    "comme ici, ou elles ont changé depuis. Elles restent dans le fichier.",
    "archive.experience_odd": "Elle n'est pas écrite comme ici. Elle reste dans le fichier.",
    "archive.photo_changed": "Sa photo n'est plus celle de l'archive. Elle reste dans le fichier.",
    "collection.unknown": "Cette collection n'existe pas.",
    "collection.name_missing": "Donnez un nom à cette collection.",
    "collection.many": "Vous avez déjà {limit} collections. Défaites-en une, puis recommencez.",
    "backpack.not_authentic_here": "Ce badge n'est pas authentique : il n'entre pas dans votre "
    "sac. Demandez le fichier d'origine à qui vous l'a donné.",
    "backpack.not_verified_now": "Nous n'avons pas pu vérifier ce badge. Rien n'est perdu : "
    "réessayez plus tard.",
    "backpack.several": "Ce fichier peut contenir plusieurs badges. Apportez-le seul : vous "
    "choisirez ceux que vous gardez.",
    "backpack.only_an_address": "Cette image ne contient que l'adresse du badge. Apportez le "
    "fichier du badge, ou cette adresse.",
    "backpack.held_by_another": "Ce badge a été reçu ici par une autre personne. Elle "
    "seule peut le montrer.",
    "backpack.full": "Votre sac garde déjà {limit} badges venus d'ailleurs. Retirez-en un, puis "
    "recommencez.",
    "verify.report_outdated": "Ce badge sera vérifié de nouveau avant d'être montré. Rien n'est "
    "perdu.",
}
