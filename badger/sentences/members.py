"""Sentences about partners' teams: charter, invitations, trainings, cards."""

SENTENCES = {
    "charter.invalid": "Écrivez ce texte, {limit} signes au plus.",
    "charter.replaced": (
        "La charte a changé entre-temps. Relisez la nouvelle version, puis signez-la."
    ),
    "charter.unsigned": (
        "La charte de confidentialité n'est pas signée des deux côtés. Rien n'est perdu : cette "
        "page s'ouvre dès que les deux partenaires l'ont signée."
    ),
    "group.code_unknown": (
        "Ce code ne mène à aucun groupe. Vérifiez-le. Ou demandez-en un nouveau à votre groupe."
    ),
    "group.member_not_a_person": "Seule une personne entre dans un groupe.",
    "group.not_found": "Ce groupe n'existe pas, ou il ne vous attend pas.",
    "invitation.invalid": "Cette invitation est à compléter : {member}.",
    "invitation.unknown": (
        "Ce code n'ouvre rien. Il est peut-être mal tapé, déjà utilisé ou trop ancien. "
        "Demandez-en un nouveau à la personne qui vous a invité·e."
    ),
    "people.last_cartographe": (
        "Le territoire garde au moins une personne cartographe. Invitez-en d'abord une autre."
    ),
    "people.role_not_held": "Cette personne n'a déjà plus ce rôle.",
    "people.too_many": "{limit} noms au plus à la fois.",
    "training.invalid": "Cette formation est à compléter : {member}.",
    "training.nothing_attested": "Dites qui a montré quoi : une personne et une phrase au moins.",
    "training.missing": (
        "Ce rôle se donne après la formation à l'observation. Le cartographe la note d'abord."
    ),
}
