"""The form of a badge: from what was typed to a draft, and from a version back to a form."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from badger.issuer.achievements import FAMILIES, KINDS, AchievementDraft, CriterionDraft
from badger.issuer.declaring import DECLARED_KINDS
from badger.issuer.languages import FRENCH, LANGUAGES
from badger.issuer.page_queries import VersionPage
from badger.issuer.people import HOLDERS
from badger.issuer.pictures import (
    COLOURS,
    MAX_TEXT_CHARACTERS,
    SHAPES,
    PictureDraft,
    PictureInvalid,
    check_picture,
)
from badger.issuer.recognition.rules import LEVELS, NO_PIECES, AwardRule, Level, Pieces
from badger.web.forms import FormReader
from badger.web.pages.alignment_form import read_alignments
from badger.web.pages.badge_upload import as_text, kept_upload
from badger.web.presenters.icons import CHOICES
from badger.web.presenters.problems import problem_of

MOST_CRITERIA: Final = 6
PICTURE_FIELDS: Final = ("image_shape", "image_fill", "image_rim", "image_icon", "image_text")


@dataclass(frozen=True, slots=True)
class CriterionField:
    """One line of the grid, as shown in the form."""

    sentence: str = ""
    icon: str = "eye"
    icon_alt: str = ""
    example: str = ""


def read_draft(
    form: FormReader,
    *,
    code: str,
    partners: tuple[str, ...],
    co_authors: Collection[str],
    pieces: Pieces = NO_PIECES,
) -> AchievementDraft:
    """Read a submitted badge; what has to be corrected stands in `form.problems`.

    code:     kept by the server, never read from the form.
    partners: ids that the viewer may write for; co_authors: ids of all who may write along.
    pieces:   badges that are asked for; without any criterion they alone make the badge.
    """
    kind = form.choice("kind", label="Genre de badge", among=KINDS)
    criteria = _criteria(form)
    alone = pieces.all and not criteria
    return AchievementDraft(
        partner_ids=_partners(form, own=partners, others=co_authors),
        code=code,
        name=form.text("name", label="Nom du badge", max_length=120),
        description=form.text("description", label="En une phrase", max_length=600),
        kind=kind,
        family=form.choice("family", label="Famille", among=FAMILIES),
        criteria=criteria,
        rule=AwardRule.of_pieces(pieces) if alone else _rule(form, pieces),
        picture=read_picture(form),
        alignments=read_alignments(form),
        declared=kind in DECLARED_KINDS,
        recipients=_recipients(form),
        language=form.choice("language", label="Langue", among=tuple(LANGUAGES)),
    )


def keep_unasked(draft: AchievementDraft, former: VersionPage) -> AchievementDraft:
    """Keep of the former version's rule what the form has no field for.

    Required roles and double sessions; a badge of pieces alone asks for neither.
    """
    if draft.rule.by_pieces_alone:
        return draft
    stored = AwardRule.from_json(former.version.rule)
    rule = replace(
        draft.rule,
        required_roles=stored.required_roles,
        double_sessions=stored.double_sessions,
    )
    return replace(draft, rule=rule)


def read_picture(form: FormReader) -> PictureDraft:
    """Read how the badge should look; two colours that are the same have to be corrected."""
    picture = PictureDraft(
        shape=form.choice("image_shape", label="Forme", among=SHAPES),
        fill=form.choice("image_fill", label="Couleur du fond", among=("", *COLOURS)),
        rim=form.choice("image_rim", label="Couleur du bord", among=("", *COLOURS)),
        icon=form.choice("image_icon", label="Pictogramme du badge", among=("", *CHOICES)),
        upload=kept_upload(form),
        text=form.text(
            "image_text", label="Quelques lettres", max_length=MAX_TEXT_CHARACTERS, required=False
        ),
    )
    try:
        check_picture(picture)
    except PictureInvalid as error:
        field, text = problem_of(error)
        form.problems.setdefault(field, text)
    return picture


def sketch_query(values: Mapping[str, str], lines: Sequence[CriterionField]) -> str:
    """Return the query of the picture that these fields describe."""
    asked = {name: values.get(name, "") for name in ("family", *PICTURE_FIELDS)}
    return urlencode({**asked, "icon-0": lines[0].icon if lines else ""})


def typed_fields(form: FormReader) -> list[CriterionField]:
    """Return the grid as it was typed, with empty lines to the end."""
    return [
        CriterionField(
            form.form.get(f"sentence-{n}", ""),
            form.form.get(f"icon-{n}", "eye"),
            form.form.get(f"icon_alt-{n}", ""),
            form.form.get(f"example-{n}", ""),
        )
        for n in range(MOST_CRITERIA)
    ]


def stored_fields(page: VersionPage | None) -> list[CriterionField]:
    """Return the grid of a version, with empty lines to the end."""
    stored = [
        CriterionField(row.sentence, row.icon, row.icon_alt, row.example)
        for row in (page.criteria if page else ())
    ]
    return stored + [CriterionField()] * (MOST_CRITERIA - len(stored))


def stored_values(page: VersionPage | None) -> Mapping[str, str]:
    """Return the other fields of a version as the form shows them."""
    if page is None:
        shown = {"language": FRENCH, "recipient-person": "on"}
        return {**shown, **_shown_rule(AwardRule(criteria_needed=3))}
    version = page.version
    return {
        "language": version.language,
        "name": version.name,
        "description": version.description,
        "kind": version.kind,
        "family": version.family,
        "image_shape": version.image_shape,
        "image_fill": version.image_fill,
        "image_rim": version.image_rim,
        "image_icon": version.image_icon,
        "image_text": version.image_text,
        "image_kept": as_text(version.image_upload or b""),
        "partner": page.authors[0].id,
        "co_author": page.authors[1].id if len(page.authors) > 1 else "",
        **{f"recipient-{holder}": "on" for holder in version.recipients},
        **_shown_rule(AwardRule.from_json(version.rule)),
    }


def _shown_rule(rule: AwardRule) -> Mapping[str, str]:
    ticks = {
        "self_assessment": rule.self_assessment,
        "peer_feedback": rule.peer_feedback,
        "reflection": rule.reflection,
    }
    return {
        "criteria_needed": str(rule.criteria_needed),
        "minimum_level": str(int(rule.minimum_level)),
        "observers_needed": str(rule.observers_needed),
        "distinct_roles": str(rule.distinct_roles),
        "sessions_needed": str(rule.sessions_needed),
        "optional_needed": str(rule.pieces.optional_needed or 1),
        **{name: "on" for name, set_ in ticks.items() if set_},
    }


def _partners(
    form: FormReader, *, own: tuple[str, ...], others: Collection[str]
) -> tuple[str, ...]:
    first = form.choice("partner", label="Partenaire", among=own)
    if not form.form.get("co_author"):
        return (first,)
    second = form.choice("co_author", label="Écrit avec", among=others)
    return (first,) if second == first else (first, second)


def _recipients(form: FormReader) -> tuple[str, ...]:
    """Read for whom it is; for persons, where nothing is said."""
    ticked = tuple(holder for holder in HOLDERS if form.ticked(f"recipient-{holder}"))
    return ticked or HOLDERS[:1]


def _criteria(form: FormReader) -> tuple[CriterionDraft, ...]:
    drafts = []
    for n in range(MOST_CRITERIA):
        sentence = form.text(
            f"sentence-{n}", label=f"Critère {n + 1}", max_length=120, required=False
        )
        if not sentence:
            continue
        icon = form.choice(f"icon-{n}", label=f"Pictogramme {n + 1}", among=tuple(CHOICES))
        alt = form.text(
            f"icon_alt-{n}",
            label=f"Ce que montre le pictogramme {n + 1}",
            max_length=80,
            required=False,
        )
        example = form.text(
            f"example-{n}", label=f"Exemple {n + 1}", max_length=200, required=False
        )
        drafts.append(CriterionDraft(sentence, icon, alt or CHOICES[icon], example))
    return tuple(drafts)


def _rule(form: FormReader, pieces: Pieces) -> AwardRule:
    level = form.choice(
        "minimum_level", label="Niveau d'appui", among=tuple(str(int(level)) for level in LEVELS)
    )
    return AwardRule(
        criteria_needed=form.number("criteria_needed", label="Critères vus", low=0, high=6),
        minimum_level=Level(int(level)),
        observers_needed=form.number("observers_needed", label="Observateurs", low=0, high=6),
        distinct_roles=form.number("distinct_roles", label="Rôles différents", low=0, high=6),
        sessions_needed=form.number("sessions_needed", label="Séances", low=0, high=9),
        self_assessment=form.ticked("self_assessment"),
        peer_feedback=form.ticked("peer_feedback"),
        reflection=form.ticked("reflection"),
        pieces=pieces,
    )
