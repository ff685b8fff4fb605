"""The coverage gates close when too little was run."""

from tests.coverage_gates import FileCoverage, gates, table


def _file(path: str, covered: int) -> FileCoverage:
    return FileCoverage(path, possible=100, covered=covered, missing="7 8->9")


def _gate(name: str, files: list[FileCoverage]):
    return next(gate for gate in gates(files) if gate.name == name)


def test_one_branch_missing_in_the_core_closes_its_gate():
    assert not _gate("badger/verify/", [_file("badger/verify/steps.py", 99)]).is_open
    assert _gate("badger/verify/", [_file("badger/verify/steps.py", 100)]).is_open


def test_a_single_complete_file_has_its_own_gate():
    decide = "badger/issuer/recognition/decide.py"
    assert not _gate(decide, [_file(decide, 99)]).is_open
    assert _gate("badger/issuer/", [_file("badger/issuer/award.py", 95)]).is_open


def test_elsewhere_95_percent_are_enough_and_less_is_not():
    assert _gate("badger/web/", [_file("badger/web/guard.py", 95)]).is_open
    assert not _gate("badger/web/", [_file("badger/web/guard.py", 94)]).is_open
    assert not _gate("badger/*.py", [_file("badger/cli.py", 94)]).is_open


def test_a_package_is_measured_as_a_whole():
    files = [_file("badger/web/a.py", 90), _file("badger/web/b.py", 100)]
    assert 95.0 == _gate("badger/web/", files).percent


def test_the_table_names_what_was_not_run():
    text = table(gates([_file("badger/verify/steps.py", 99)]))
    assert "CLOSED badger/verify/" in text
    assert "badger/verify/steps.py: 7 8->9" in text


def test_a_place_that_nothing_measured_has_no_files():
    assert () == _gate("badger/credentials/", []).files
