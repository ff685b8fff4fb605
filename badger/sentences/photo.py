"""Sentences about photos of QR codes."""

SENTENCES = {
    "photo.no_code": "Aucun code QR n'a été trouvé sur cette photo. Prenez-la de plus près, bien "
    "à plat.",
    "photo.unreadable": "Cette photo ne peut pas être lue ici. Prenez-en une autre (JPEG, PNG ou "
    "WebP).",
    "photo.too_many_pixels": "Cette photo est trop grande. Prenez-la de plus près, ou choisissez "
    "une taille plus petite.",
    "photo.busy": "Beaucoup de photos arrivent en même temps. Attendez un instant, puis "
    "recommencez.",
}
