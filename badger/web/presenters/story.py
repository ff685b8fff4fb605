"""What a verified badge tells: who recognises, what was seen, where, by whom."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from badger.credentials.datetimes import parse_timestamp
from badger.credentials.errors import CredentialError
from badger.json_value import JsonObject, JsonValue
from badger.verify.report import Report, VerifiedCredential
from badger.web.presenters.markdown import host_of
from badger.web.presenters.support import Support, support_beside


@dataclass(frozen=True, slots=True)
class Seen:
    """One criterion with the level of support that was seen."""

    criterion: str
    level: str


@dataclass(frozen=True, slots=True)
class Trace:
    """One piece of evidence; address: where it may be looked at, as the badge says."""

    name: str
    narrative: str
    genre: str
    roles: tuple[str, ...] = ()
    address: str = ""

    @property
    def is_of_pieces(self) -> bool:
        """Tell whether it names a badge that the person had received, or counts them."""
        return self.genre == PIECE_GENRE or (self.name == GATHERED and not self.genre)


# How our own badges name the observers' roles at the end of a trace (issuer/wordings.py).
SEEN_BY: Final = " Vu par : "
DECLARED_TAG: Final = "déclaré"
# Where the diplomas, titles and certificates of France are listed.
FORMAL_HOSTS: Final = (
    "francecompetences.fr",
    "vae.gouv.fr",
    "onisep.fr",
    "education.gouv.fr",
    "certificat-clea.fr",
)
# How our own badges name those that they are made of (issuer/compose.py): an alignment to a
# credential alone may mean something else where somebody else wrote it.
A_CREDENTIAL: Final = "ceterms:Credential"
PIECE_WORDS: Final = ("badge à réunir", "badge au choix")
# How they name, in the evidence, those that this person had received (issuer/wordings.py).
PIECE_GENRE: Final = "badge reçu"
GATHERED: Final = "Badges réunis"
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
FOR_MANY: Final = ("pour un groupe", "pour une organisation")
FOR_ONE: Final = "pour une personne"


@dataclass(frozen=True, slots=True)
class Skill:
    """One alignment: a skill of some framework, or the formal route beside the badge."""

    name: str
    address: str
    framework: str
    target_type: str = ""
    description: str = ""

    @property
    def is_piece(self) -> bool:
        """Tell whether it names a badge that this one is made of."""
        return self.target_type == A_CREDENTIAL and self.description in PIECE_WORDS

    @property
    def is_optional(self) -> bool:
        """Tell whether it is a piece among several at choice."""
        return self.is_piece and self.description == PIECE_WORDS[1]

    @property
    def is_formal_route(self) -> bool:
        """Tell whether it names a diploma or title of the national directories."""
        host = host_of(self.address)
        return any(host == one or host.endswith(f".{one}") for one in FORMAL_HOSTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The rows of the verdict page, straight from the verified document.

    for_whom: one of FOR_MANY where no person may receive it, else "".
    nature, called: whether it is a diploma (verify/achievement.py), and the issuer's word.
    """

    badge: str
    description: str
    criteria: str
    issuer: str
    issuer_id: str
    on_behalf: str
    seen: tuple[Seen, ...]
    traces: tuple[Trace, ...]
    skills: tuple[Skill, ...]
    support: tuple[Support, ...]
    starts: datetime | None
    ends: datetime | None
    valid_from: datetime
    nature: str
    called: str | None
    declared: bool = False
    nameless: bool = False
    for_whom: str = ""
    language: str = ""

    @property
    def seen_by_level(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the criteria under the level of support that they were seen at."""
        levels = dict.fromkeys(seen.level for seen in self.seen)
        return tuple(
            (level, tuple(seen.criterion for seen in self.seen if seen.level == level))
            for level in levels
        )

    @property
    def formal_routes(self) -> tuple[Skill, ...]:
        """Return the alignments that lead to a diploma or title."""
        return tuple(skill for skill in self.skills if skill.is_formal_route)

    @property
    def other_skills(self) -> tuple[Skill, ...]:
        """Return the alignments that stand under "Relié à": each is shown once."""
        return tuple(one for one in self.skills if not (one.is_formal_route or one.is_piece))

    @property
    def pieces(self) -> tuple[Skill, ...]:
        """Return the badges that this one is made of, as its issuer names them."""
        return tuple(skill for skill in self.skills if skill.is_piece)

    @property
    def situations(self) -> tuple[Trace, ...]:
        """Return the evidence that tells where something was seen."""
        return tuple(trace for trace in self.traces if not trace.is_of_pieces)

    @property
    def gathered(self) -> tuple[Trace, ...]:
        """Return the evidence that tells which badges of the person this one rests on."""
        return tuple(trace for trace in self.traces if trace.is_of_pieces)

    @property
    def roles(self) -> tuple[str, ...]:
        """Return the roles of the observers of all traces, each once."""
        return tuple(dict.fromkeys(role for trace in self.traces for role in trace.roles))


def story_of(report: Report) -> Story | None:
    """Tell the badge of a report, None unless the gates passed."""
    credential = report.credential
    if credential is None:
        return None
    achievement = _object(_object(credential.document.get("credentialSubject")).get("achievement"))
    return Story(
        badge=credential.achievement.name,
        description=credential.achievement.description,
        criteria=_text(credential.achievement.criteria, "narrative"),
        issuer=credential.issuer.name or credential.issuer.id,
        issuer_id=credential.issuer.id,
        on_behalf=_text(_object(credential.subject.get("source")), "name"),
        seen=tuple(_seen(credential)),
        traces=tuple(_traces(credential.evidence)),
        skills=tuple(_skills(achievement.get("alignment"))),
        support=tuple(support_beside(e, report) for e in credential.endorsements),
        starts=_moment(credential.subject, "activityStartDate"),
        ends=_moment(credential.subject, "activityEndDate"),
        valid_from=credential.valid_from,
        nature=credential.achievement.nature,
        called=credential.achievement.type,
        declared=DECLARED_TAG in _words(achievement.get("tag")),
        for_whom=_for_whom(_words(achievement.get("tag"))),
        nameless=_is_nameless(credential.subject, _words(achievement.get("tag"))),
        language=_language(_text(achievement, "inLanguage")),
    )


def _language(tag: str) -> str:
    return tag if LANGUAGE.fullmatch(tag) else ""


def _is_nameless(subject: JsonObject, tags: Iterable[str]) -> bool:
    """Tell whether the badge names its person in no way: a number made for it alone."""
    if "identifier" in subject or any(tag in FOR_MANY for tag in tags):
        return False
    return _text(subject, "id").startswith("urn:uuid:")


def _for_whom(tags: Collection[str]) -> str:
    """Return the one kind of holder that the badge is for where that is no person, else ""."""
    told = [tag for tag in tags if tag in FOR_MANY]
    return told[0] if len(told) == 1 and FOR_ONE not in tags else ""


def _seen(credential: VerifiedCredential) -> Iterable[Seen]:
    for result in credential.seen:
        name = _text(result, "name")
        level = _text(result, "level")
        if name or level:
            yield Seen(name, level)


def _traces(evidence: Iterable[JsonObject]) -> Iterable[Trace]:
    for item in evidence:
        told, _, roles = _text(item, "narrative").partition(SEEN_BY)
        trace = Trace(
            _text(item, "name"),
            told,
            _text(item, "genre"),
            tuple(role for role in roles.rstrip(".").split(", ") if role),
            _text(item, "id"),
        )
        if trace.name or trace.narrative:
            yield trace


def _skills(value: JsonValue) -> Iterable[Skill]:
    for item in value if isinstance(value, list) else [value]:
        skill = _object(item)
        if skill:
            yield Skill(
                _text(skill, "targetName"),
                _text(skill, "targetUrl"),
                _text(skill, "targetFramework"),
                _text(skill, "targetType"),
                _text(skill, "targetDescription"),
            )


def _words(value: JsonValue) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [word for word in listed if isinstance(word, str)]


def _moment(holder: JsonObject, member: str) -> datetime | None:
    text = _text(holder, member)
    if not text:
        return None
    try:
        return parse_timestamp(text)
    except CredentialError:
        return None


def _object(value: JsonValue) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _text(holder: JsonObject, member: str) -> str:
    value = holder.get(member)
    return value if isinstance(value, str) else ""
