"""Why a badge may be proposed, or what is still to come. Never a failure, never a score."""

SENTENCES = {
    "decide.declared": "Badge déclaré par la personne : aucun observateur n'est demandé.",
    "decide.observers": "{seen} observateurs sur {needed}",
    "decide.observers.one": "{seen} observateur sur {needed}",
    "decide.observers.missing": "{seen} observateurs sur {needed}",
    "decide.observers.missing.one": "{seen} observateur sur {needed}",
    "decide.observers_at_level": "{seen} observateurs sur {needed} l'ont vu « {level} »",
    "decide.observers_at_level.one": "{seen} observateur sur {needed} l'a vu « {level} »",
    "decide.observers_at_level.missing": "{seen} observateurs sur {needed} l'ont vu « {level} »",
    "decide.observers_at_level.missing.one": "{seen} observateur sur {needed} l'a vu « {level} »",
    "decide.roles": "{seen} rôles différents sur {needed}",
    "decide.roles.missing": "{seen} rôles différents sur {needed}",
    "decide.roles.missing.one": "{seen} rôle sur {needed}",
    "decide.sessions": "{seen} séances sur {needed}",
    "decide.sessions.missing": "{seen} séances sur {needed}",
    "decide.sessions.missing.one": "{seen} séance sur {needed}",
    "decide.criteria": "{seen} critères sur {total}",
    "decide.criteria.one": "{seen} critère sur {total}",
    "decide.criteria.missing": "{seen} critères vus, il en faut {needed}",
    "decide.criteria.missing.one": "{seen} critère vu, il en faut {needed}",
    "decide.criteria_at_level": "{seen} critères sur {total} vus « {level} »",
    "decide.criteria_at_level.one": "{seen} critère sur {total} vu « {level} »",
    "decide.criteria_at_level.missing": ("{seen} critères vus « {level} », il en faut {needed}"),
    "decide.criteria_at_level.missing.one": ("{seen} critère vu « {level} », il en faut {needed}"),
    "decide.required_role": "vu par ce rôle : {role}",
    "decide.required_role.missing": "à faire voir par ce rôle : {role}",
    "decide.self_assessment": "auto-évaluation faite",
    "decide.self_assessment.missing": "auto-évaluation à faire",
    "decide.peer_feedback": "avis d'un pair reçu",
    "decide.peer_feedback.missing": "avis d'un pair à demander",
    "decide.reflection": "note réflexive écrite",
    "decide.reflection.missing": "note réflexive à écrire",
    "decide.agreement": "regards accordés",
    "decide.agreement.one": "regards accordés",
    "decide.agreement.missing": (
        "regards très différents sur {seen} critères : un mot d'accord à écrire"
    ),
    "decide.agreement.missing.one": (
        "regards très différents sur un critère : un mot d'accord à écrire"
    ),
    "decide.other_role.missing": "à faire voir aussi par un autre rôle que : {role}",
}
