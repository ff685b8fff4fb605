"""Sentences of the backpack: badges brought from elsewhere, archives, collections."""

SENTENCES = {
    "backpack.not_authentic_here": "Ce badge n'est pas authentique : il n'entre pas dans votre "
    "sac. Demandez le fichier d'origine à qui vous l'a donné.",
    "backpack.not_verified_now": "Nous n'avons pas pu vérifier ce badge. Rien n'est perdu : "
    "réessayez plus tard.",
    "backpack.several": "Il y a {count} badges dans ce document. Apportez-les un par un.",
    "backpack.only_an_address": "Cette image ne contient que l'adresse du badge. Apportez le "
    "fichier du badge, ou cette adresse.",
    "backpack.full": "Votre sac garde déjà {limit} badges venus d'ailleurs. Retirez-en un, puis "
    "recommencez.",
    "verify.report_outdated": "Ce badge sera vérifié de nouveau avant d'être montré. Rien n'est "
    "perdu.",
}
