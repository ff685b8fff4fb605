"""The folder of the demo: begun anew, and never anything else removed."""

import pytest

from badger.demo.home import DemoHome, NotADemo


def test_a_demo_is_removed_whole(tmp_path):
    home = DemoHome(tmp_path / "demo")
    home.settings("http://localhost:8000")

    home.remove()

    assert not home.folder.exists()


def test_a_folder_that_is_no_demo_loses_nothing(tmp_path):
    (tmp_path / "photos.txt").write_text("rien d'autre que les miennes", encoding="utf-8")

    with pytest.raises(NotADemo):
        DemoHome(tmp_path).remove()

    assert (tmp_path / "photos.txt").exists()


def test_an_empty_folder_and_none_are_fine(tmp_path):
    DemoHome(tmp_path).remove()
    DemoHome(tmp_path).remove()

    assert not tmp_path.exists()
