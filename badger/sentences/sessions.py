"""Sentences about preparing sessions: situations, codes to join, paper grids."""

SENTENCES = {
    "csv.broken": (
        "À la ligne {line}, le fichier n'est plus un tableau : un guillemet est resté ouvert ?"
    ),
    "csv.encoding": (
        "Ce fichier n'est pas du texte CSV. Dans le tableur, choisissez « Enregistrer sous », "
        "puis « CSV UTF-8 »."
    ),
    "csv.too_long": "Ce fichier est trop long : {limit} lignes au plus.",
    "grid_csv.cells": "{seen} cases au lieu de {needed}.",
    "grid_csv.control_characters": (
        "{name}, mot {number} : un signe invisible s'y est glissé. Effacez-le, puis tapez-le."
    ),
    "grid_csv.header": (
        "La première ligne n'est pas celle de cette séance : colonne {column}, « {seen} » au lieu "
        "de « {wanted} ». Téléchargez de nouveau la grille."
    ),
    "grid_csv.level": "{name}, critère {number} : « {seen} ». Écrivez 1, 2 ou 3, ou laissez vide.",
    "file.line": "Ligne {line} : {said}",
    "grid_csv.name_differs": "« {name} » ne va pas avec ce code : c'est celui de {expected}.",
    "grid_csv.note_too_long": "{name}, mot {number} : 280 signes au plus.",
    "grid_csv.person_unknown": "« {name} » n'est pas une personne observée dans cette séance.",
    "grid_csv.twice": "{name} est déjà plus haut dans le fichier.",
    "grid.code_unknown": (
        "Ce code n'est celui d'aucune de vos grilles. Vérifiez-le en haut de la feuille."
    ),
    "grid.level": "{name}, critère {number} : écrivez 1, 2 ou 3, ou laissez vide.",
    "grid.word_on_no_criterion": "Choisissez le critère sur lequel porte ce mot.",
    "grid.word_without_level": "{name}, critère {number} : il y a un mot, donnez aussi le niveau.",
    "joining.code_unknown": (
        "Ce code n'ouvre aucune séance en ce moment. Vérifiez-le, ou demandez à la personne qui "
        "mène la séance."
    ),
    "joining.observer": "Vous observez cette séance : on n'y participe pas en même temps.",
    "joining.over": "Cette séance est terminée : on ne peut plus s'y inscrire.",
    "session.cancelled": (
        "Cette séance est annulée : il n'y a rien à y noter. Ce que vous avez écrit reste là."
    ),
    "session.observed": (
        "Quelqu'un a déjà été vu dans cette séance : elle a eu lieu, elle ne s'annule plus."
    ),
    "session.participant_observed": (
        "Quelque chose a déjà été vu de cette personne : elle reste dans la séance."
    ),
    "situation.invalid": "Ce modèle de situation est à compléter : {member}.",
    "situation.unknown": "Ce modèle de situation n'existe pas.",
    "cycle.invalid": (
        "Ces deux séances ne se suivent pas : il faut le même lieu d'accueil, la même famille, "
        "un ordre dans le temps et, pour une immersion, la même grille."
    ),
    "cycle.not_a_party": "Seuls la personne, son tuteur et le formateur donnent leur accord ici.",
    "cycle.signed": "Quelqu'un a déjà donné son accord : ces deux séances restent ensemble.",
    "form.family_missing": "Choisissez d'abord la famille de la séance.",
}
