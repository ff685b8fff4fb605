"""Sentences of the backpack: badges brought from elsewhere, archives, collections."""

SENTENCES = {
    "verify.report_outdated": "Ce badge sera vérifié de nouveau avant d'être montré. Rien n'est "
    "perdu.",
}
