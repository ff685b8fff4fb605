"""Sentences of the test mode that the W3C's suites drive."""

SENTENCES = {
    "vc_api.malformed": "La demande n'a pas la forme que décrit la VC-API ({member}).",
    "vc_api.not_issued": "Ce document ne peut pas être signé : notre vérificateur le refuserait "
    "({cause}).",
    "vc_api.base_proof": "Cette signature est celle du porteur : il en montre une partie, jamais "
    "le tout.",
    "vc_api.production": "Le mode d'essai ne démarre pas à côté d'une vraie installation : {name} "
    "est réglé.",
}
