"""Sentences of the issuer's path: database, partners, badges, sessions, awards, keys."""

SENTENCES = {
    "achievement.criterion_invalid": (
        "Critère à revoir ({member}) : « {sentence} ». Commencez par un verbe, 120 signes au plus, "
        "avec un pictogramme décrit."
    ),
    "achievement.discouraged_words": (
        "Ces mots jugent au lieu de décrire : {words}. Dites ce qui peut être vu, ou confirmez."
    ),
    "achievement.invalid": "Ce badge est à compléter : {member}.",
    "achievement.language_taken": (
        "Ce badge existe déjà dans cette langue ({language}) : faites-en une nouvelle version."
    ),
    "achievement.piece_unpublished": (
        "Un des badges à réunir n'est pas encore publié : publiez-le d'abord."
    ),
    "achievement.pieces_in_a_circle": (
        "Un des badges à réunir demande déjà celui-ci : personne ne pourrait commencer."
    ),
    "achievement.pieces_invalid": (
        "Badges à réunir : {most} au plus, chacun une fois. Au choix : un nombre à atteindre."
    ),
    "achievement.published": "Une version publiée ne change plus : préparez la suivante.",
    "achievement.rule_impossible": "La règle demande plus que la grille ne permet ({member}).",
    "achievement.sample_refused": (
        "Un badge d'essai ne passe pas notre vérification ({findings}). Rien n'est publié."
    ),
    "achievement.taken": "Le code {badge} est déjà celui d'un autre badge.",
    "achievement.too_few_criteria": "Ce badge a {seen} critères : il en faut au moins {needed}.",
    "achievement.translation_differs": (
        "Ce badge demande la même chose dans chaque langue. Reprenez de l'original : {member}."
    ),
    "achievement.unknown": "Ce badge n'existe pas.",
    "award.not_accepted": "Rien n'est signé avant que la personne accepte.",
    "award.not_possible": "Pas encore possible : {missing}.",
    "award.request_key_reused": "Cette demande a déjà servi pour un autre badge.",
    "award.signature_refused": (
        "La signature ne passe pas notre propre vérification ({findings}) : rien n'est délivré."
    ),
    "backpack.not_authentic": "Ce badge n'est pas authentique : il n'est pas gardé ({findings}).",
    "clock.behind": (
        "L'horloge de ce serveur dit {now}, et pourtant le journal va jusqu'à {last} : réglez-la. "
        "Rien n'est signé avant."
    ),
    "correction.more_than_words": (
        "La nouvelle version change plus que des mots : ce badge ne peut pas être corrigé ainsi."
    ),
    "correction.revoked": "Ce badge a été retiré : il ne se corrige plus.",
    "credential.unknown": "Ce badge délivré n'existe pas.",
    "database.schema_missing": "La base n'est pas prête : lancez « badger migrate ».",
    "database.schema_too_new": (
        "La base vient d'une version plus récente ({revision}) : mettez badger à jour."
    ),
    "database.too_old": "La bibliothèque SQLite {version} est trop ancienne : il faut la 3.35.",
    "database.one_writing_process": (
        "À savoir : avec cette version de SQLite, un seul processus doit écrire. C'est déjà "
        "réglé ainsi : il n'y a rien à faire."
    ),
    "database.unavailable": (
        "La base de données ne répond pas pour le moment. Rien n'est perdu : réessayez bientôt."
    ),
    "database.unsupported": "Base de données « {engine} » inconnue : SQLite ou PostgreSQL.",
    "door.invalid": "Cette porte est à compléter : {member}.",
    "door.day_past": "Cette date est déjà passée. Écrivez la prochaine, ou laissez vide.",
    "door.too_many_keys": (
        "Chaque badge une seule fois par chemin, et {limit} au plus. Proposez plutôt un autre "
        "chemin."
    ),
    "door.many_keys": (
        "Un chemin demande plus de {advised} badges : peu de gens ouvriraient cette porte. "
        "Proposez un autre chemin, ou dites que c'est voulu."
    ),
    "need.invalid": "Ce besoin est à compléter : {member}.",
    "need.unknown": "Ce besoin n'existe pas.",
    "door.unknown": "Cette porte n'existe pas.",
    "partners.archived": "{name} a quitté le territoire : rien de neuf n'est signé en son nom.",
    "declaration.unknown": "Ce badge ne se déclare pas ici.",
    "endorsement.already": "Ce soutien existe déjà, ou il est déjà demandé.",
    "endorsement.invalid": "Dites votre soutien en quelques mots, {limit} signes au plus.",
    "endorsement.of_oneself": "On ne soutient pas ce qui est à soi.",
    "endorsement.reminded_lately": "Un rappel est parti il y a moins de {days} jours : patience.",
    "endorsement.target_unknown": "Rien à soutenir à cette adresse : copiez celle de sa page.",
    "endorsement.unknown": "Ce soutien n'existe pas.",
    "experience.invalid": "Quelque chose reste à dire : {member}.",
    "experience.too_many": "{limit} expériences sont gardées. Effacez-en une d'abord.",
    "experience.unknown": "Cette expérience n'existe pas.",
    "feedback.on_oneself": "Un avis se donne sur quelqu'un d'autre.",
    "feedback.unknown": "Cet avis n'existe pas.",
    "feedback_request.unknown": "Ce lien ne sert plus. Demandez-en un nouveau à la personne.",
    "feedback_request.invalid": "Cette demande est à compléter : {member}.",
    "feedback_request.too_many": "{limit} liens attendent déjà. Reprenez-en un d'abord.",
    "jobs.defect": "Une tâche a échoué de notre côté ; elle sera reprise.",
    "jobs.task_unknown": "Tâche inconnue : {task}.",
    "keys.compromised_later": "Donnez une date passée : depuis quand la clé a pu être volée.",
    "keys.damaged": "La clé de signature {key} ne s'ouvre pas : elle a été changée.",
    "keys.locked": (
        "Rien ne peut être signé pour l'instant, et rien n'est perdu : la clé de chiffrement de "
        "ce site (BADGER_KEK ou BADGER_KEK_FILE) n'est pas là."
    ),
    "keys.token_away": (
        "Rien ne peut être signé pour l'instant, et rien n'est perdu : le coffre des clés ne "
        "répond pas. Ce qui attend se délivre tout seul dès qu'il est de retour."
    ),
    "keys.token_key": (
        "Rien ne peut être signé pour l'instant, et rien n'est perdu : la clé n'est pas dans le "
        "coffre. Le nom donné dans BADGER_KEK_PKCS11 est à vérifier."
    ),
    "keys.token_library": (
        "Rien ne peut être signé pour l'instant, et rien n'est perdu : le coffre des clés demande "
        "un paquet de plus (pip install 'badger[pkcs11]')."
    ),
    "keys.token_pin": (
        "Rien ne peut être signé pour l'instant, et rien n'est perdu : le code du coffre des clés "
        "n'est pas le bon, ou ne se lit pas (pin-source de BADGER_KEK_PKCS11)."
    ),
    "keys.unknown": "Cette clé de signature n'existe pas.",
    "keys.wrong_key_encryption_key": (
        "La clé de chiffrement (BADGER_KEK) n'est pas celle qui protège les clés de cette base."
    ),
    "observation.criterion_not_in_session": "Ce critère n'est pas choisi pour cette séance.",
    "observation.not_an_observer": "Seuls les observateurs de la séance notent ce qu'ils voient.",
    "observation.not_observed": "Cette personne n'est pas observée dans cette séance.",
    "observation.badge_issued": (
        "Un badge est déjà délivré : ce qui a été vu ne s'efface plus. Parlez-en au partenaire."
    ),
    "observation.note_too_long": (
        "Cette note a {seen} signes, {limit} au plus. Décrivez ce que vous avez vu, "
        "pas la personne."
    ),
    "partners.invalid": "Donnez à ce partenaire une adresse simple, un code et un nom ({slug}).",
    "partners.taken": "L'adresse {slug} est déjà celle d'un autre partenaire.",
    "partners.unknown": "Ce partenaire n'existe pas : {slug}.",
    "people.login_code_invalid": "Ce code est trop court, ou mal écrit.",
    "people.login_code_taken": "Ce code est déjà pris : choisissez-en un autre.",
    "people.name_invalid": "Donnez un nom, de {limit} signes au plus.",
    "people.kind_unknown": "Un badge se reçoit en personne, en groupe ou en organisation.",
    "people.role_unknown": "Ce rôle n'existe pas : {role}.",
    "picture.invalid": "L'image du badge est à revoir : {member}.",
    "proposal.answered": "La personne a déjà répondu.",
    "proposal.consent_version_unknown": "Ce texte d'accord n'existe pas ({version}).",
    "proposal.not_for_this_holder": (
        "Ce badge s'adresse à d'autres : une personne, un groupe ou une organisation."
    ),
    "proposal.not_declared": "Ce badge se voit en situation : il ne se déclare pas.",
    "proposal.unknown": "Cette proposition n'existe pas.",
    "correction.suspended": "Ce badge est suspendu : levez d'abord la suspension.",
    "suspension.not_foreseen": (
        "Ce badge date d'avant les suspensions : il ne peut qu'être retiré ou corrigé."
    ),
    "suspension.reason_missing": "Dites pourquoi ce badge est suspendu : cela reste entre vous.",
    "suspension.revoked": "Ce badge a été retiré : il ne se suspend plus.",
    "revocation.reason_missing": "Dites pourquoi ce badge est retiré : cela reste entre vous.",
    "session.invalid": "Cette séance est à compléter : {member}.",
    "session.long_mission": "Plus de 70 heures pour une mission : est-ce voulu ?",
    "session.too_many_criteria": "{seen} critères, c'est trop pour observer : {limit} au plus.",
    "session.unknown": "Cette séance n'existe pas.",
    "status.list_unknown": "Cette liste d'état n'existe pas.",
}
