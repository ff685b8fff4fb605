"""Sentences of the command line itself."""

SENTENCES = {
    "demo.not_a_demo": (
        "Le dossier {name} n'est pas celui d'une démonstration : rien n'y est effacé."
    ),
    "export.folder_not_empty": "Le dossier {name} contient autre chose : donnez un dossier vide.",
    "terminal.file": "Le fichier {name} ne se laisse pas ouvrir ({cause}).",
    "terminal.port_taken": (
        "Le port {port} ne se laisse pas ouvrir ({cause}). "
        "Fermez l'autre programme, ou choisissez un autre port avec --port."
    ),
    "terminal.defect": (
        "Une erreur est survenue de notre côté ({place}). Rien n'est perdu : "
        "recommencez, et dites-nous ce que vous faisiez."
    ),
}
