"""Sentences about how people come in: links by mail, addresses."""

SENTENCES = {
    "signin.code_mistyped": "Une lettre ne va pas dans ce code. Relisez-le sur votre carte.",
    "signin.link_over": "Ce lien ou ce code ne sert plus. Demandez un nouveau courriel.",
    "signin.mail_code_wrong": "Ce n'est pas le bon code. Regardez le dernier courriel, puis "
    "recommencez.",
    "signin.no_mail": "Ce site n'envoie pas encore de courriel. Entrez avec le code de "
    "votre carte.",
    "signin.passkey_refused": "Votre appareil a répondu autre chose. Recommencez, ou entrez avec "
    "votre code.",
    "signin.passkey_over": "La page est restée ouverte trop longtemps. Recommencez.",
    "signin.passkey_unknown": "Cette clé n'est pas connue ici. Entrez avec votre code.",
    "openid.unreachable": "L'autre site ne répond pas. Entrez avec votre code, ou réessayez plus "
    "tard.",
    "openid.refused": "La réponse de l'autre site n'a pas pu être acceptée. Recommencez.",
    "openid.over": "La page est restée ouverte trop longtemps. Recommencez.",
    "openid.stopped": "Vous avez arrêté sur l'autre site. Rien n'a changé.",
    "openid.unknown": "Ce compte n'est encore relié à aucune page. Entrez avec votre code, puis "
    "reliez-le dans « Mes façons d'entrer ».",
    "openid.elsewhere": "Ce compte est déjà relié à une autre page.",
    "account.passkey_known": "Cette clé est déjà sur une page.",
    "account.too_many_passkeys": "Vous avez déjà {limit} clés. Retirez-en une d'abord.",
    "account.too_many_addresses": "Vous avez déjà {limit} adresses. Retirez-en une d'abord.",
    "account.not_found": "Cela n'est plus sur votre page. Rechargez-la.",
    "account.code_wrong": "Ce n'est pas le bon code, ou il a trop attendu. Vérifiez le dernier "
    "courriel, ou demandez un nouveau code.",
    "account.address_elsewhere": "Cette adresse ouvre déjà une autre page. Elle est à vous ? "
    "Entrez à nouveau, puis demandez un nouveau code.",
}
