"""Sentences about the points that are checked on a badge."""

SENTENCES = {
    "verify.failed": "Un contrôle a échoué : ne vous fiez pas à ce badge.",
    "verify.undetermined": "Un contrôle n'a pas pu être fait : rien ne peut être conclu.",
    "verify.recognised": "Badge authentique, délivré par {issuer}.",
    "verify.recognised_until": "Badge authentique, délivré par {issuer}, dont le mandat est "
    "terminé.",
    "verify.unknown": "Signature valide ; émetteur non reconnu.",
    "verify.self_asserted": "Signature valide ; émetteur anonyme (clé sans identité).",
    "verify.hosted": "Attesté par le site {host}, aujourd'hui.",
    "verify.hosted_open_point": "Attesté par le site {host}, aujourd'hui ; un point n'a pas pu "
    "être contrôlé.",
    "verify.shown_in_part": "Ce fichier montre une partie du badge : le reste n'y est pas.",
    "verify.not_verified": "Badge refusé : ne vous y fiez pas.",
    "verify.open_point": "Signature valide ; un point n'a pas pu être contrôlé.",
    "verify.inconclusive": "Vérification incomplète : rien ne peut être conclu pour l'instant.",
    "step.not_run": "Contrôle non fait, car un contrôle précédent n'a pas réussi.",
    "step.structure": "Format",
    "step.proof": "Signature numérique",
    "step.hosted": "Attestation du site",
    "step.issuer": "Émetteur",
    "step.refresh": "Mise à jour",
    "step.status": "État (retrait)",
    "step.validity": "Dates",
    "step.recipient": "Personne",
    "step.endorsements": "Endossements",
    "outcome.passed": "réussi",
    "outcome.failed": "échec",
    "outcome.undetermined": "impossible",
    "outcome.not_applicable": "sans objet",
    "outcome.not_run": "non fait",
    "input.unreadable": "Il n'y a rien à vérifier dans ce qui a été présenté.",
    "input.empty": "Le fichier est vide : il n'y a rien à vérifier.",
    "input.missing": "Donnez ce qui est à vérifier : un fichier, un badge ou une adresse.",
    "input.not_a_credential": "Ce fichier ne contient pas de badge.",
    "input.unknown_badge": "Aucun badge de ce site n'a cette adresse. Vérifiez-la, ou lisez à "
    "nouveau le code QR.",
    "input.unknown_code": "Aucun badge de ce site n'a ce code. Vérifiez-le, et respectez les "
    "majuscules et les minuscules.",
    "input.too_large": "Le fichier pèse plus de {limit_in_words} : il est trop grand pour "
    "un badge.",
    "input.unknown_format": "Ce fichier n'est ni un badge (JSON) ni une image PNG ou SVG.",
    "input.pdf": "Ce PDF ne contient ni badge ni reçu de vérification. S'il montre un code QR, "
    "prenez-le en photo.",
    "input.address": "L'adresse {url} ne peut pas être lue : il faut une adresse entière, qui "
    "commence par https://.",
    "input.not_found": "Le fichier {name} n'existe pas.",
    "input.not_allowed": "Le fichier {name} ne peut pas être lu : il vous est fermé.",
    "input.no_folder": "Le dossier {name} n'existe pas.",
    "input.directory": "{name} est un dossier : donnez le fichier du badge.",
    "structure.conforms": "Le document est un badge Open Badges 3.0 bien formé.",
    "structure.schema_not_checked": "Le document est un badge Open Badges 3.0 bien formé ; son "
    "schéma particulier n'a pas été vérifié.",
    "structure.unsupported_format": "Le format {format} n'est pas encore pris en charge : cela ne "
    "veut pas dire que le badge est faux.",
    "structure.issuer": "Le badge ne dit pas clairement qui l'a délivré.",
    "structure.subject": "Le badge ne dit pas à qui il a été délivré.",
    "structure.schema": "Le badge ne respecte pas le format Open Badges 3.0 (à {path}).",
    "structure.shape": "Le badge est écrit d'une façon qui pourrait se lire de deux manières "
    "(à {path}).",
    "structure.endorsements": "Le badge porte trop d'endossements emboîtés ; badger en examine "
    "{limit} au plus.",
    "structure.context_not_allowed": "Ce document n'est pas écrit comme un badge Open Badges 3.0 "
    "(@context n'est pas celui de la norme).",
    "structure.context_unknown": "Le badge emploie un vocabulaire inconnu ({url}) : son sens ne "
    "peut pas être établi.",
    "proof.verified": "Le contenu est exactement celui que l'émetteur a signé.",
    "proof.verified_old_form": "Le contenu est exactement celui que l'émetteur a signé, par un "
    "procédé ancien que badger n'emploie plus.",
    "proof.previous_failed": "La signature s'appuie sur une autre signature ({previous}) qui n'est "
    "pas bonne ({cause}).",
    "proof.not_the_issuers_key": "La signature n'a pas été contrôlée : la clé indiquée n'est pas "
    "celle de l'émetteur.",
    "proof.created_in_future": "La signature est datée du futur ({created}).",
    "proof.expired": "La signature n'est plus valable depuis le {expires}.",
    "issuer.bound": "La clé qui a signé est publiée par l'émetteur lui-même.",
    "issuer.unsupported_method": "L'émetteur est désigné d'une façon que badger ne sait pas lire "
    "({method}) : cela ne veut pas dire que le badge est faux.",
    "issuer.self_asserted": "L'émetteur n'est connu que par sa clé.",
    "issuer.binding": "Ne vous y fiez pas : la clé n'appartient pas à l'émetteur affiché.",
    "issuer.not_for_assertion": "L'émetteur n'a pas publié cette clé pour délivrer des badges.",
    "issuer.key_expired": "Le badge a été signé avec une clé que l'émetteur n'employait plus "
    "depuis le {expires}.",
    "issuer.key_revoked": "Le badge a été signé avec une clé que l'émetteur a reprise le "
    "{revoked}.",
    "issuer.registered": "La clé a été reprise le {revoked}, mais le registre du territoire montre "
    "que ce badge a été délivré avant.",
    "issuer.not_registered": "La clé a été reprise le {revoked}, et ce badge n'est pas dans le "
    "registre de ce qui a été délivré avant.",
    "register.refused": "Le registre de ce qui a été délivré avant n'est pas digne de confiance "
    "({cause}).",
    "issuer.key_revoked_since": "L'émetteur a repris sa clé le {revoked} : on ne peut pas savoir "
    "si ce badge a été signé avant.",
    "refresh.none": "Le badge n'annonce pas de version plus récente.",
    "refresh.not_followed": "Le badge indique où trouver une version plus récente ; elle n'a pas "
    "été cherchée.",
    "status.none": "L'émetteur n'a pas prévu de pouvoir retirer ce badge.",
    "status.not_shown": "Le badge est montré en partie : un retrait, s'il est prévu, n'est pas "
    "montré.",
    "status.clear": "Le badge n'est pas retiré, d'après la liste du {list_date}.",
    "status.clear_undated": "Le badge n'est pas retiré, d'après une liste sans date.",
    "status.revoked": "L'émetteur a retiré ce badge.",
    "status.suspended": "L'émetteur a suspendu ce badge.",
    "status.unsupported_purpose": "Le badge indique un état que badger ne sait pas lire "
    "({purpose}).",
    "status.unsupported_type": "Le badge indique son état par un moyen que badger ne sait pas lire "
    "({type}).",
    "status.purpose": "La liste de l'émetteur ne parle pas de cet état ({purpose}).",
    "status.other_list": "À l'adresse de la liste se trouve une autre liste.",
    "status.other_issuer": "La liste des badges retirés vient d'un autre émetteur ({issuer}).",
    "status.list_refused": "La liste des badges retirés n'est pas digne de confiance ({cause}).",
    "status.rollback": "La liste des badges retirés est plus ancienne qu'une liste déjà vue "
    "({newest}).",
    "status.malformed": "La liste des badges retirés est illisible.",
    "status.malformed_entry": "Le badge dit mal où lire son état.",
    "status.length": "La liste des badges retirés n'a pas une longueur permise.",
    "status.range": "Le badge renvoie à une place que la liste des badges retirés n'a pas.",
    "validity.open": "Le badge est valable, sans date de fin.",
    "validity.not_shown": "Le badge est montré en partie : une date de fin n'est pas montrée.",
    "validity.current": "Le badge est valable jusqu'au {until}.",
    "validity.not_yet": "Le badge n'est valable qu'à partir du {start}.",
    "validity.expired": "Le badge a expiré le {end}.",
    "validity.reversed": "Le badge finit avant de commencer ({start}).",
    "validity.malformed": "Une date du badge est illisible ({member}).",
    "recipient.not_asked": "Le badge n'a été comparé avec aucune personne.",
    "recipient.matches": "Le badge est bien celui de cette personne.",
    "recipient.other_person": "Le badge n'est pas celui de cette personne.",
    "recipient.no_address": "Le badge ne contient pas d'adresse à comparer.",
    "endorsements.none": "Le badge ne porte pas d'endossement.",
    "endorsements.verified": "Endossements vérifiés : {verified} sur {total}.",
    "endorsements.not_all_verified": "Endossements vérifiés : {verified} sur {total} ; les autres "
    "ne comptent pas.",
    "endorsements.other_subject": "Cet endossement parle d'autre chose.",
    "endorsements.by_another": "Endossement d'un tiers.",
    "endorsements.by_the_issuer": "Endossement de l'émetteur lui-même.",
}
