"""A report in words: each row of the table of headlines, and what the story leaves out."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from badger.issuer.recognition.rules import AwardRule, Pieces
from badger.verify.achievement import VerifiedAchievement
from badger.verify.report import (
    STEP_NAMES,
    Finding,
    Outcome,
    Recognition,
    Report,
    Trust,
    Verdict,
    VerifiedCredential,
    VerifiedEndorsement,
    VerifiedIssuer,
)
from badger.web.language import install_language
from badger.web.presenters.dates import day_short
from badger.web.presenters.report import (
    domain_of,
    replaced_on,
    revoked_on,
    say,
    suspended_on,
    verdict_page,
)
from badger.web.presenters.rule import rule_sentences
from badger.web.presenters.spoken import level_words, role_words
from badger.web.presenters.story import story_of
from badger.web.presenters.verdict import verdicts_of

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
HOSTED = Finding("proof", Outcome.PASSED, "proof.hosted", {"host": "ecole.example"})
KNOWN = Trust("recognised", list="la liste du territoire")


@pytest.fixture(autouse=True)
def french():
    """A request under way, so that the words know their language."""
    app = Flask("words")
    install_language(app)
    with app.test_request_context("/"):
        yield


def credential(**changes) -> VerifiedCredential:
    whole = VerifiedCredential(
        id="https://club.example/badges/1",
        issuer=VerifiedIssuer(id="did:web:club.example", name="Club d'exemple"),
        achievement=VerifiedAchievement(
            id="https://club.example/a/1", name="Esprit d'équipe", description="Joue.", criteria={}
        ),
        subject={},
        results=(),
        evidence=(),
        valid_from=NOW,
        valid_until=None,
        document={},
    )
    return replace(whole, **changes)


def report(*special: Finding, trust: Trust = KNOWN, **changes) -> Report:
    by_step = {finding.step: finding for finding in special}
    findings = tuple(
        by_step.get(step, Finding(step, Outcome.PASSED, "structure.conforms"))
        for step in STEP_NAMES
    )
    gates = all(
        by_step.get(step, HOSTED).outcome is Outcome.PASSED
        for step in ("structure", "proof", "issuer")
    )
    shown = credential(**changes) if gates else None
    return Report(findings=findings, checked_at=NOW, trust=trust, credential=shown)


def failed(step: str, code: str, **facts) -> Finding:
    return Finding(step, Outcome.FAILED, code, facts)


def open_point(step: str, code: str, **facts) -> Finding:
    return Finding(step, Outcome.UNDETERMINED, code, facts)


@pytest.mark.parametrize(
    ("found", "tone", "headline"),
    [
        (report(), "open", "Badge authentique, délivré par Club d'exemple"),
        (report(trust=Trust("unknown")), "neutral", "Signature valide ; émetteur non reconnu"),
        (
            report(trust=Trust("self_asserted")),
            "neutral",
            "Signature valide ; émetteur anonyme (clé sans identité)",
        ),
        (report(HOSTED), "open", "Attesté par le site ecole.example, aujourd'hui"),
        (
            report(HOSTED, trust=Trust("unknown")),
            "neutral",
            "Attesté par le site ecole.example, aujourd'hui",
        ),
        (
            report(HOSTED, open_point("endorsements", "x.y")),
            "key",
            "Attesté par le site ecole.example, aujourd'hui ; un point n'a pas pu être contrôlé",
        ),
        (
            report(failed("issuer", "issuer.scope", host="a.example", issuer_host="b.example")),
            "alert",
            "Ne pas se fier à ce badge",
        ),
        (
            report(HOSTED, failed("recipient", "recipient.other_person")),
            "alert",
            "Attesté par le site ecole.example, mais pas pour cette personne",
        ),
        (report(failed("status", "status.revoked")), "alert", "Badge retiré par l'émetteur"),
        (report(failed("status", "status.suspended")), "alert", "Badge suspendu par l'émetteur"),
        (report(failed("validity", "validity.expired")), "alert", "Badge expiré"),
        (report(failed("validity", "validity.not_yet")), "alert", "Badge pas encore valable"),
        (
            report(failed("recipient", "recipient.other_person")),
            "alert",
            "Badge authentique, mais pas pour cette personne",
        ),
        (report(failed("endorsements", "x.y")), "alert", "Ne pas se fier à ce badge"),
        (report(failed("proof", "proof.signature")), "alert", "Document modifié ou non signé"),
        (
            report(failed("issuer", "issuer.binding")),
            "alert",
            "Ne pas se fier : la clé n'appartient pas à l'émetteur affiché",
        ),
        (
            report(failed("issuer", "issuer.key_revoked", revoked="2026-01-01T00:00:00Z")),
            "alert",
            "Ne pas se fier : l'émetteur n'employait plus cette clé",
        ),
        (
            report(failed("issuer", "issuer.not_for_assertion")),
            "alert",
            "Ne pas se fier à ce badge",
        ),
        (
            report(failed("structure", "structure.shape", path="/")),
            "alert",
            "Ce document n'est pas un badge que l'on peut vérifier",
        ),
        (
            report(open_point("status", "status.malformed")),
            "key",
            "Authentique ; statut non vérifiable actuellement",
        ),
        (
            report(open_point("refresh", "x.y")),
            "key",
            "Authentique ; un point n'a pas pu être contrôlé",
        ),
        (
            report(open_point("issuer", "fetch.offline", address="x")),
            "key",
            "Nous ne pouvons pas conclure pour l'instant",
        ),
        (Report(findings=(), checked_at=NOW), "alert", "Ne pas se fier à ce badge"),
    ],
)
def test_each_outcome_has_its_headline(found, tone, headline):
    banner = verdict_page(found).banner
    assert (tone, headline) == (banner.tone, banner.headline.replace("\u00a0", " "))


@pytest.mark.parametrize(
    ("step", "code", "line"),
    [
        ("status", "status.suspended", "Il ne vaut pas en ce moment."),
        ("issuer", "issuer.binding", "Quelqu'un d'autre a signé au nom de cet émetteur."),
        ("validity", "validity.expired", "Le badge a expiré le ?."),
    ],
)
def test_what_the_headline_says_is_not_said_twice(step, code, line):
    assert line == verdict_page(report(failed(step, code))).banner.lines[0]


@pytest.mark.parametrize(
    ("found", "advice"),
    [
        (report(), ""),
        (report(open_point("status", "status.malformed")), ""),
        (report(failed("status", "status.revoked")), "Parlez-en avec la personne"),
        (report(failed("status", "status.suspended")), "L'émetteur peut le rétablir"),
        (report(failed("validity", "validity.expired")), "si elle en a un plus récent"),
        (report(failed("validity", "validity.not_yet")), "à nouveau après cette date"),
        (report(failed("recipient", "recipient.other_person")), "de l'ouvrir devant vous"),
        (report(failed("proof", "proof.signature")), "le fichier d'origine"),
        (Report(findings=(), checked_at=NOW), "le fichier d'origine"),
    ],
)
def test_each_refusal_says_what_to_do_next(found, advice):
    said = verdict_page(found).advice
    assert advice in said
    assert bool(advice) == bool(said)


def test_a_status_that_cannot_be_read_says_what_that_means():
    lines = verdict_page(report(open_point("status", "fetch.timeout", host="x"))).banner.lines
    assert "Il a peut-être été retiré\u00a0: réessayez dans un moment." == lines[0]


def test_one_cause_is_said_first_when_several_checks_fail():
    found = report(failed("status", "status.revoked"), failed("validity", "validity.expired"))
    assert "Badge retiré par l'émetteur" == verdict_page(found).banner.headline


def test_h02_the_domain_of_an_unknown_issuer_is_said_before_its_name():
    banner = verdict_page(report(trust=Trust("unknown"))).banner
    assert "club.example" == banner.domain
    assert "Club d'exemple" not in banner.headline


def test_the_end_of_validity_is_said():
    found = report(valid_until=datetime(2027, 3, 1, tzinfo=UTC))
    assert "Valable jusqu'au 1er mars 2027" in verdict_page(found).banner.lines[0]


@pytest.mark.parametrize("dated", [suspended_on, replaced_on])
def test_advice_is_not_said_beside_a_banner_that_gives_it(dated):
    assert "" == dated(verdict_page(report(failed("status", "status.revoked"))), "x").advice


def test_the_day_of_the_revocation_replaces_the_general_sentence():
    page = revoked_on(verdict_page(report(failed("status", "status.revoked"))), day_short(NOW))
    assert "Retiré le 1er mars 2026 : il ne vaut plus." == page.banner.lines[0].replace(
        "\u00a0", " "
    )


@pytest.mark.parametrize(
    ("issuer", "domain"),
    [
        ("did:web:club.example", "club.example"),
        ("did:web:localhost%3A8000:issuers:club", "localhost:8000"),
        ("https://club.example/issuer", "club.example"),
        ("did:key:z6Mk", ""),
        ("urn:uuid:1", ""),
    ],
)
def test_the_domain_comes_from_the_issuers_own_id(issuer, domain):
    assert domain == domain_of(issuer)


def test_an_issuer_without_name_is_called_by_its_id():
    found = report(issuer=VerifiedIssuer(id="did:web:club.example", name=None))
    assert (
        "Badge authentique, délivré par did:web:club.example" == verdict_page(found).banner.headline
    )


def test_every_step_has_a_line_among_the_checks():
    assert len(STEP_NAMES) == len(verdict_page(report()).checks)


def test_an_unknown_code_is_still_said():
    assert "no.such_code" in say("no.such_code")


def test_nothing_is_told_unless_the_gates_passed():
    assert story_of(report(failed("proof", "proof.signature"))) is None


def test_only_verified_endorsements_are_quoted():
    def endorsement(verdict: Verdict) -> VerifiedEndorsement:
        return VerifiedEndorsement(
            id="urn:1", issuer="did:web:x.example", issuer_name="Mairie", endorsed="urn:2",
            verdict=verdict, code="x.y", comment="Oui",
        )  # fmt: skip

    both = (endorsement(Verdict.VERIFIED), endorsement(Verdict.NOT_VERIFIED))
    story = story_of(report(endorsements=both))
    assert [("Mairie", "Oui", True), ("", "", False)] == [
        (support.who, support.comment, support.holds) for support in story.support
    ]


@pytest.mark.parametrize(
    ("tags", "told"),
    [
        (["potentiel", "pour un groupe"], "pour un groupe"),
        (["pour une organisation"], "pour une organisation"),
        (["pour une personne", "pour un groupe"], ""),
        (["pour un groupe", "pour une organisation"], ""),
        (["potentiel"], ""),
        ("pour un groupe", "pour un groupe"),
        ([3, None], ""),
    ],
)
def test_s12_a_badge_that_is_for_no_person_says_for_whom_it_is(tags, told):
    document = {"credentialSubject": {"achievement": {"tag": tags}}}
    assert told == story_of(report(document=document)).for_whom


def lone(trust: Trust, *special: Finding) -> Report:
    """An endorsement that was presented by itself."""
    words = VerifiedEndorsement(
        id="urn:1", issuer="did:web:ligue.example", issuer_name="Mairie", endorsed="urn:2",
        verdict=Verdict.VERIFIED, code="x.y", comment="Oui", trust=trust,
    )  # fmt: skip
    return replace(report(*special, trust=trust), credential=None, endorsement=words)


def test_h02_of_an_unknown_endorser_the_domain_is_told_before_the_name():
    page = verdict_page(lone(Trust("unknown")))
    assert ("neutral", "ligue.example", "") == (
        page.banner.tone,
        page.banner.domain,
        page.recognition,
    )
    assert ("ligue.example", "Mairie", "urn:2", False) == (
        page.support.host,
        page.support.who,
        page.support.about,
        page.support.is_known,
    )


def test_h01_a_recognised_endorser_is_called_what_the_list_calls_it():
    page = verdict_page(lone(replace(KNOWN, name="La ligue")))
    assert "Soutien authentique, de La ligue" == page.banner.headline
    assert ("La ligue", "Émetteur reconnu par la liste du territoire.") == (
        page.support.who,
        page.recognition,
    )


def test_an_endorsement_that_does_not_hold_is_not_told():
    page = verdict_page(lone(KNOWN, failed("status", "status.revoked")))
    assert ("alert", None) == (page.banner.tone, page.support)


def test_strange_shapes_are_left_out_of_the_story():
    document = {
        "credentialSubject": {
            "achievement": {"alignment": ["x", {"targetName": "CléA", "targetUrl": 3}], "tag": "x"}
        }
    }
    found = report(
        document=document,
        subject={"activityStartDate": "hier", "source": {"name": "Atelier"}},
        results=({"name": 1}, {"name": "Vu", "level": None}),
        evidence=({"id": "urn:1"}, {"name": "Match", "narrative": "Un match. Vu par : coach."}),
    )
    story = story_of(found)
    assert ["CléA"] == [skill.name for skill in story.skills]
    assert [("Vu", "")] == [(seen.criterion, seen.level) for seen in story.seen]
    assert ("coach",) == story.roles
    assert "Un match." == story.traces[0].narrative
    assert story.starts is None
    assert "Atelier" == story.on_behalf


def test_s10_the_badges_that_a_rule_asks_for_are_named():
    pieces = Pieces(required=("a",), optional=("b", "c", "d"), optional_needed=2)
    assert [
        "Badges reçus avant\u00a0: « Équipe ».",
        "2 badges au moins parmi\u00a0: « Écoute », « Projet », « … ».",
    ] == [
        line.replace("«\u00a0", "« ").replace("\u00a0»", " »")
        for line in rule_sentences(
            AwardRule.of_pieces(pieces), {"a": "Équipe", "b": "Écoute", "c": "Projet"}
        )
    ]


def test_a_rule_is_said_in_sentences():
    stored = {
        "criteria_needed": 1,
        "minimum_level": 2,
        "observers_needed": 1,
        "distinct_roles": 1,
        "sessions_needed": 2,
        "self_assessment": False,
        "required_roles": ["tuteur"],
        "peer_feedback": True,
        "reflection": True,
    }
    assert [
        "1 critère vu, au moins «\u00a0en autonomie\u00a0».",
        "1 observateur.",
        "Parmi eux\u00a0: tuteur.",
        "Dans 2 séances au moins.",
        "Un pair a donné son avis.",
        "La personne a raconté ce qu'elle a fait.",
    ] == rule_sentences(AwardRule.from_json(stored), {})


def test_the_date_of_the_list_is_said_in_words():
    facts = {"list_date": "2026-03-14T08:30:00Z"}
    told = "Le badge n'est pas retiré, d'après la liste du samedi 14 mars 2026, 09:30."
    assert told == say("status.clear", facts).replace("\u00a0", " ")


@pytest.mark.parametrize("value", ["demain", "2026-03-14T08:30:00", "9999-12-31T23:59:59-14:00"])
def test_a_date_that_is_none_stays_as_it_is(value):
    assert f"Le badge a expiré le {value}." == say("validity.expired", {"end": value})


@pytest.mark.parametrize(
    ("subject", "tags", "expected"),
    [
        ({"id": "urn:uuid:1"}, ["potentiel"], True),
        ({"id": "urn:uuid:1"}, ["pour un groupe"], False),
        ({"id": "urn:uuid:1", "identifier": {}}, [], False),
        ({"id": "mailto:a@b.example"}, [], False),
        ({}, [], False),
    ],
)
def test_only_a_badge_that_names_nobody_is_said_to(subject, tags, expected):
    document = {"credentialSubject": {"achievement": {"tag": tags}}}
    assert expected is story_of(report(subject=subject, document=document)).nameless


def test_a_level_reads_as_a_whole():
    assert "le montre aux autres" == level_words("et je montre aux autres")
    assert ("level 3", "judge") == (level_words("level 3"), role_words("judge"))


@pytest.mark.parametrize("trust", [KNOWN, Trust("unknown")])
def test_what_a_site_attests_is_never_called_a_signature(trust):
    page = verdict_page(report(HOSTED, trust=trust))
    said = " ".join((page.banner.headline, *page.banner.lines))

    assert "ignature" not in said
    assert "authentique" not in said
    assert "L'attestation du site" == page.checks[1].title
    assert ("Émetteur non reconnu." in said) is (trust.state == "unknown")


def test_a_check_that_stays_open_does_not_make_an_attestation_a_signature():
    page = verdict_page(report(HOSTED, open_point("endorsements", "x.y")))

    assert "l'attestation du site" in " ".join(page.banner.lines)
    assert "ignature" not in " ".join((page.banner.headline, *page.banner.lines))


def test_h01_a_name_that_imitates_a_recognised_one_is_warned_of():
    trust = Trust("unknown", lookalike="Mission locale", warnings=("issuer_name.mixed_scripts",))
    page = verdict_page(report(trust=trust))
    assert "ressemble" in page.warnings[0]
    assert "Mission locale" in page.warnings[0]
    assert "alphabets" in page.warnings[1]
    assert "club.example" == page.issuer_host


def test_nothing_is_warned_of_before_the_signature_held():
    trust = Trust("unknown", lookalike="Mission locale")
    page = verdict_page(report(failed("proof", "proof.signature"), trust=trust))
    assert () == page.warnings
    assert "" == page.issuer_host


def recognition(name: str) -> Recognition:
    return Recognition(
        list=name, kind="imported", name="Club d'exemple", since=None, until=None, list_date=None,
        covers_award=True, covers_now=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("trust", "line"),
    [
        (
            Trust("recognised", list="la liste", since="2025-09-01"),
            "Émetteur reconnu par la liste, depuis le 1er septembre 2025.",
        ),
        (Trust("recognised", list="la liste"), "Émetteur reconnu par la liste."),
        (
            Trust("recognised_until", list="la liste", until="2026-01-31"),
            "Émetteur reconnu par la liste jusqu'au 31 janvier 2026, plus aujourd'hui.",
        ),
        (Trust("recognised", list="x", since="une date"), "depuis le une date."),
    ],
)
def test_h06_who_recognises_the_issuer_is_said_with_its_days(trust, line):
    banner = verdict_page(report(trust=trust)).banner
    assert "open" == banner.tone
    assert banner.lines[-1].endswith(line)


def test_several_lists_are_named_and_one_is_not_named_twice():
    one, two = recognition("la liste A"), recognition("la liste B")
    alone = Trust("recognised", list="la liste A", recognitions=(one,))
    both = Trust("recognised", list="la liste A", recognitions=(one, two))
    assert "" == verdict_page(report(trust=alone)).recognition
    assert "Aussi par\u00a0: la liste B." in verdict_page(report(trust=both)).recognition


def test_h02_the_list_says_who_a_recognised_issuer_is_and_not_she_herself():
    known = Trust("recognised", list="la liste A", name="Club de Bressuire")
    page = verdict_page(report(trust=known))
    assert "Badge authentique, délivré par Club de Bressuire" == page.banner.headline
    assert ("Club de Bressuire", "Club d'exemple") == (page.issuer_name, page.story.issuer)


def test_a_withdrawn_badge_still_says_who_recognises_its_issuer():
    page = verdict_page(report(failed("status", "status.revoked")))
    assert "la liste du territoire" in page.recognition


@pytest.mark.parametrize(
    "code",
    [
        *("structure.unsupported_format", "proof.unsupported_suite"),
        *("jwt.unsupported_algorithm", "issuer.unsupported_method"),
    ],
)
def test_what_is_not_supported_is_named_and_not_called_wrong(code):
    step = "structure" if code.startswith("structure.") else "proof"
    found = report(open_point(step, code, format="x", cryptosuite="x", algorithm="x", method="x"))
    page = verdict_page(found)
    assert ("key", "Format non pris en charge") == (page.banner.tone, page.banner.headline)
    assert not verdicts_of([found]).retry


def test_an_open_point_of_a_stranger_shows_her_domain():
    found = report(open_point("status", "status.malformed"), trust=Trust("unknown"))
    banner = verdict_page(found).banner
    assert "club.example" == banner.domain
    assert any("non reconnu" in line for line in banner.lines)
    assert any(line.startswith("Vérifié\u00a0: le format") for line in banner.lines)
    assert verdicts_of([found]).retry


def test_what_may_be_asked_next_depends_on_the_badge():
    plain = verdicts_of([report()])
    assert (False, False, False) == (plain.retry, plain.refresh, plain.compare)
    offered = Finding("refresh", Outcome.NOT_APPLICABLE, "refresh.offered", {})
    assert verdicts_of([report(offered)]).refresh
    assert verdicts_of([report(subject={"identifier": [{}]})]).compare


def test_an_expert_reads_the_code_of_each_check():
    page = verdict_page(report(failed("status", "status.revoked")))
    assert "status.revoked" in [check.code for check in page.checks]


@pytest.mark.parametrize(
    ("address", "formal"),
    [
        ("https://www.francecompetences.fr/recherche/rncp/1", True),
        ("https://francecompetences.fr.evil.example/", False),
        ("https://www.certificat-clea.fr/", True),
        ("javascript:francecompetences.fr", False),
        ("https://club.example/x", False),
    ],
)
def test_a_formal_route_is_one_of_the_national_directories(address, formal):
    target = {"targetName": "RNCP 1", "targetUrl": address}
    document = {"credentialSubject": {"achievement": {"alignment": [target]}}}
    story = story_of(report(document=document))
    assert formal == bool(story.formal_routes)
    assert formal != bool(story.other_skills)


def _aligned(**members):
    target = {"targetName": "Esprit d'équipe", "targetUrl": "https://club.example/a/1", **members}
    return story_of(
        report(document={"credentialSubject": {"achievement": {"alignment": [target]}}})
    )


def test_s10_the_badges_of_a_larger_one_stand_apart_from_skills():
    story = _aligned(targetType="ceterms:Credential", targetDescription="badge au choix")
    assert ["Esprit d'équipe"] == [piece.name for piece in story.pieces if piece.is_optional]
    assert () == story.other_skills


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"targetType": "ceterms:Credential"},
        {"targetType": "CTDL", "targetDescription": "badge à réunir"},
        {"targetType": "ceterms:Credential", "targetDescription": ["badge à réunir"]},
    ],
)
def test_s10_another_alignment_is_no_badge_to_gather(members):
    story = _aligned(**members)
    assert () == story.pieces
    assert ["Esprit d'équipe"] == [skill.name for skill in story.other_skills]


@pytest.mark.parametrize(
    ("tag", "kept"), [("fr", "fr"), ("en-GB", "en-GB"), ('"><b>', ""), (7, "")]
)
def test_the_language_of_a_badge_is_a_tag_or_nothing(tag, kept):
    document = {"credentialSubject": {"achievement": {"inLanguage": tag}}}
    assert kept == story_of(report(document=document)).language


def test_a_did_without_a_host_is_anonymous():
    known = replace(credential(), issuer=VerifiedIssuer(id="did:jwk:abc", name="Mairie"))
    found = replace(report(trust=Trust("unknown")), credential=known)
    assert "anonyme" in verdict_page(found).banner.headline
