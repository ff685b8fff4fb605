"""Sentences of the pages: errors of HTTP, sign-in and forms."""

SENTENCES = {
    "http.400": "Cette demande n'a pas pu être lue. Rien n'est perdu : revenez à la page d'avant.",
    "http.403": "Cette page n'est pas ouverte à votre compte. Demandez à la personne qui vous a "
    "invité·e.",
    "http.404": "Cette page n'existe pas, ou elle ne vous est pas ouverte.",
    "http.405": "Cette adresse ne répond pas à ce genre de demande.",
    "http.413": "Ce fichier est trop lourd : 2 Mo au plus, 5 Mo pour une image.",
    "http.415": "Ce genre de fichier n'est pas lu ici.",
    "http.429": "Beaucoup de demandes en peu de temps. Attendez une minute, puis recommencez.",
    "tries.quarter_hour": "Beaucoup de demandes en peu de temps. Attendez un quart d'heure, puis "
    "recommencez.",
    "tries.hour": "Beaucoup de demandes en peu de temps. Attendez une heure, puis recommencez.",
    "tries.day": "Beaucoup de courriels sont partis vers cette adresse. Recommencez demain. "
    "Votre carte et la clé de votre appareil ouvrent toujours.",
    "http.500": "Une erreur est survenue de notre côté. Rien n'est perdu : recommencez dans un "
    "moment.",
    "http.503": "Le service se repose un instant. Rien n'est perdu : recommencez dans un moment.",
    "web.csrf": "La page est restée ouverte trop longtemps. Rien n'est perdu : revenez en "
    "arrière, rechargez la page, puis recommencez.",
    "signin.unknown_code": (
        "Ce code n'est pas connu. Vérifiez-le sur votre carte, puis recommencez."
    ),
    "form.missing": "Il reste à répondre : {label}.",
    "form.observer_twice": (
        "Observateur·rice {number} : déjà choisi·e plus haut. Deux regards, ce sont deux personnes."
    ),
    "web.signed_out": (
        "Votre session est terminée : ce que vous venez d'envoyer n'est pas enregistré. Entrez de "
        "nouveau avec votre code, puis refaites ce geste."
    ),
    "form.too_long": "{label} : {max_length} signes au plus.",
    "form.choice": "{label} : choisissez une des réponses proposées.",
    "form.date": "{label} : écrivez une date, par exemple 2026-03-14.",
    "form.number": "{label} : écrivez un nombre entre {low} et {high}.",
}
