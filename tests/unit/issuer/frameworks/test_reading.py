"""Files of frameworks: strict headers, line by line, nothing of what does not belong."""

import io
import zipfile

import pytest

from badger.issuer.frameworks.reading import (
    ROME_ADDRESS,
    TRADE_ADDRESS,
    FrameworkTooLarge,
    FrameworkUnreadable,
    Skill,
    read_esco,
    read_own,
    read_rome,
)

ESCO_HEADER = (
    "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,"
    "modifiedDate,scopeNote,definition,inScheme,description\n"
)
ESCO_URI = "http://data.europa.eu/esco/skill/"


def esco_line(number: int, label: str, *, kind="KnowledgeSkillCompetence", status="released"):
    return f'{kind},{ESCO_URI}{number},skill,cross,{label},"a\nb",,{status},,,,,"Un texte, long"\n'


def rome(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


ROME_NAME = "RefRomeCsv/unix_referentiel_competence_v461_utf8.csv"
ROME_TEXT = 'code_ogr,libelle_competence,cat_comp\n100,"Trier, ranger",1\n200,Souder,2\n'


def test_esco_gives_released_skills_by_their_address():
    text = (
        ESCO_HEADER
        + esco_line(1, "travailler en équipe")
        + esco_line(2, "ancienne", status="obsolete")
        + esco_line(3, "métier", kind="Occupation")
    )
    read = read_esco(b"\xef\xbb\xbf" + text.encode())
    assert (Skill("", "travailler en équipe", f"{ESCO_URI}1", "Un texte, long"),) == read.skills
    assert () == read.problems


def test_rome_gives_the_competences_of_its_archive():
    read = read_rome(rome({ROME_NAME: ROME_TEXT, "RefRomeCsv/autre.csv": "x"}))
    assert (
        Skill("100", "Trier, ranger", f"{ROME_ADDRESS}100"),
        Skill("200", "Souder", f"{ROME_ADDRESS}200"),
    ) == read.skills


TRADES_NAME = "RefRomeCsv/unix_referentiel_code_rome_v461_utf8.csv"
TRADES_TEXT = (
    '"code_rome","code_fiche_metier","code_ogr","libelle_rome","transition_eco"\n'
    '"G1602","1","2","Personnel de cuisine","Emploi Blanc"\n'
    '"G1803","3","4","Service en restauration","Emploi Blanc"\n'
)
MOVES_NAME = "RefRomeCsv/unix_rubrique_mobilite_v461_utf8.csv"
MOVES_TEXT = (
    '"code_rome","code_rome_cible","numero_ordre"\n'
    '"G1602","G1803","1"\n"G1602","G1803","2"\n"G1602","G1602","3"\n"G1602","Z9999","4"\n'
)


def test_rome_gives_trades_and_the_moves_between_those_it_describes_each_once():
    files = {ROME_NAME: ROME_TEXT, TRADES_NAME: TRADES_TEXT, MOVES_NAME: MOVES_TEXT}

    read = read_rome(rome(files))

    cook, serve = f"{TRADE_ADDRESS}G1602", f"{TRADE_ADDRESS}G1803"
    assert (
        Skill("G1602", "Personnel de cuisine", cook),
        Skill("G1803", "Service en restauration", serve),
    ) == read.skills[2:]
    assert ((cook, serve),) == read.moves


def test_a_trade_whose_code_is_none_of_rome_is_a_problem_of_its_line():
    text = TRADES_TEXT.replace("G1803", "G18O3")

    read = read_rome(rome({ROME_NAME: ROME_TEXT, TRADES_NAME: text}))

    assert [(3, "framework.address")] == [(one.line, one.code) for one in read.problems]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (TRADES_NAME, TRADES_TEXT.replace("libelle_rome", "libelle")),
        (MOVES_NAME, MOVES_TEXT.replace("code_rome_cible", "cible")),
        (MOVES_NAME, ""),
    ],
)
def test_a_table_of_rome_with_another_header_is_not_read(name, text):
    with pytest.raises(FrameworkUnreadable):
        read_rome(rome({ROME_NAME: ROME_TEXT, name: text}))


def test_an_own_list_is_read_with_either_separator():
    semicolons = "code;nom;adresse;description\nA1;Souder;https://club.example/a1;\n"
    commas = semicolons.replace(";", ",")
    expected = (Skill("A1", "Souder", "https://club.example/a1"),)
    assert expected == read_own(semicolons.encode()).skills
    assert expected == read_own(commas.encode()).skills


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("A1;;https://a.example/1;", "framework.name"),
        (f"A1;{'x' * 301};https://a.example/1;", "framework.name"),
        ("A1;Souder;javascript:alert(1);", "framework.address"),
        ("A1;Souder;;", "framework.address"),
        ("A1;Souder", "framework.address"),
        ("A1;Souder;https://a.example/ 1;", "framework.address"),
        (f"A1;Souder;https://a.example/1;{'x' * 5001}", "framework.too_long"),
        ("A1;Sou\x07der;https://a.example/1;", "framework.control"),
        ("A2;Encore;https://a.example/0;", "framework.twice"),
    ],
)
def test_w11_a_line_with_a_problem_is_named_and_the_others_are_read(line, code):
    text = f"code;nom;adresse;description\nA0;Trier;https://a.example/0;\n{line}\n"
    read = read_own(text.encode())
    assert [(3, code)] == [(one.line, one.code) for one in read.problems]
    assert ["Trier"] == [skill.name for skill in read.skills]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"code;nom;adresse\nA;B;https://a.example;\n",
        b"Code;Nom;Adresse;Description\n",
        b"code;nom;adresse;description\n",
        b"code;nom;nom;adresse;description\nA;B;C;https://a.example;\n",
        "code;nom;adresse;description\nA;équipe;https://a.example;\n".encode("latin-1"),
        b'code;nom;adresse;description\nA;"B;https://a.example;\n',
        b"PK\x03\x04",
        b"\x00\x01",
    ],
)
def test_w11_a_file_that_is_no_such_list_is_not_read(data):
    with pytest.raises(FrameworkUnreadable):
        read_own(data)


@pytest.mark.parametrize(
    "data",
    [
        b"not a zip",
        rome({"autre.csv": ROME_TEXT}),
        rome({ROME_NAME: ROME_TEXT, f"b/{ROME_NAME}": ROME_TEXT}),
        rome({ROME_NAME: "code_ogr,libelle\n1,x\n"}),
        rome({ROME_NAME: ROME_TEXT})[:-30],
    ],
)
def test_an_archive_that_is_not_romes_is_not_read(data):
    with pytest.raises(FrameworkUnreadable):
        read_rome(data)


def test_an_archive_that_swells_is_not_read_to_its_end():
    bomb = rome({ROME_NAME: "code_ogr,libelle_competence\n" + "0" * (70 * 1024 * 1024)})
    assert len(bomb) < 200_000
    with pytest.raises(FrameworkTooLarge):
        read_rome(bomb)


def test_a_list_with_more_skills_than_any_framework_is_refused():
    lines = "".join(f"A;B;https://a.example/{n};\n" for n in range(50_001))
    with pytest.raises(FrameworkTooLarge):
        read_own(f"code;nom;adresse;description\n{lines}".encode())
