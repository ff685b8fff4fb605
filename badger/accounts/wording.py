"""What our mails say: short, neutral, and nobody's name (hardening R07)."""

from typing import Final

CONFIRM_SUBJECT: Final = "Votre code de confirmation"
CONFIRM_TEXT: Final = """Bonjour,

Vous avez ajouté cette adresse à votre page.

Votre code : {code}

Tapez ce code sur votre page. Il sert une fois, pendant 24 heures.
Ne le donnez à personne : si cette adresse ouvre déjà une page, il permet de la réunir à une autre.

Vous n'avez rien demandé ? Ne faites rien.
"""

LINK_SUBJECT: Final = "Votre lien pour entrer"
LINK_TEXT: Final = """Bonjour,

Pour entrer, ouvrez ce lien sur le même appareil :

{link}

Ou tapez ce code sur la page restée ouverte : {code}

Le lien et le code servent une fois, pendant 15 minutes.
Ne les donnez à personne.

Vous n'avez rien demandé ? Ne faites rien : personne n'entre sans ce message.
"""

CHANGED_SUBJECT: Final = "Une façon d'entrer a changé"
CHANGED_TEXT: Final = """Bonjour,

Une façon d'entrer sur votre page a été ajoutée ou retirée.

C'était vous ? Il n'y a rien à faire.
Ce n'était pas vous ? Ouvrez votre page, puis « Mes façons d'entrer » :

{page}

La personne qui vous accompagne peut vous aider.
"""
