import json
import os

import pytest

from publications.copying.folder import MARKER, Folder, Unfit


def written(target, **files):
    folder = Folder(target)
    folder.begin()
    new = [folder.write(f"en/{name}.html", content) for name, content in files.items()]
    folder.finish({"site": "https://ferrypoint.example"})
    return new


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_copy_is_put_into_its_place_whole_and_marked(tmp_path):
    target = tmp_path / "deep" / "copy"
    folder = Folder(target)
    folder.begin()
    folder.write("en/index.html", b"Tides")
    assert not target.exists()
    folder.finish({"site": "https://ferrypoint.example"})
    assert names(target) == ["en/index.html", MARKER]
    assert json.loads((target / MARKER).read_text()) == {"site": "https://ferrypoint.example"}
    assert os.listdir(target.parent) == ["copy"]


def test_a_second_copy_keeps_what_is_the_same_and_takes_away_what_is_gone(tmp_path):
    target = tmp_path / "copy"
    assert written(target, same=b"same", other=b"old", gone=b"gone") == [True, True, True]
    for path in target.rglob("*.html"):
        os.utime(path, (1, 1))
    assert written(target, same=b"same", other=b"new") == [False, True]
    assert names(target) == ["en/other.html", "en/same.html", MARKER]
    assert (target / "en/same.html").stat().st_mtime == 1
    assert (target / "en/other.html").stat().st_mtime > 1


def test_a_file_system_without_links_keeps_dates_all_the_same(tmp_path, monkeypatch):
    def refuse(*args):
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    target = tmp_path / "copy"
    written(target, same=b"same")
    os.utime(target / "en/same.html", (1, 1))
    assert written(target, same=b"same") == [False]
    assert (target / "en/same.html").stat().st_mtime == 1


def test_a_run_that_is_abandoned_leaves_the_earlier_copy(tmp_path):
    target = tmp_path / "copy"
    written(target, same=b"old")
    folder = Folder(target)
    folder.begin()
    folder.write("en/same.html", b"new")
    folder.abandon()
    assert (target / "en/same.html").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["copy"]


def test_nothing_of_anybody_is_replaced(tmp_path):
    (tmp_path / "thesis.txt").write_text("Mine")
    for target in (tmp_path, tmp_path / "thesis.txt"):
        with pytest.raises(Unfit, match="neither an empty folder nor an earlier copy"):
            Folder(target).begin()
    assert (tmp_path / "thesis.txt").read_text() == "Mine"


def test_two_runs_do_not_meet(tmp_path):
    Folder(tmp_path / "copy").begin()
    with pytest.raises(Unfit, match="Another run is at work"):
        Folder(tmp_path / "copy").begin()


def test_what_a_broken_run_left_is_cleared_away(tmp_path):
    left = tmp_path / ".copy.part" / "en"
    left.mkdir(parents=True)
    (left / "index.html").write_bytes(b"half")
    (tmp_path / ".copy.part/404.html").write_bytes(b"half")
    written(tmp_path / "copy", tides=b"whole")
    assert names(tmp_path / "copy") == ["en/tides.html", MARKER]


def test_a_disk_by_itself_is_refused_before_the_work(tmp_path, monkeypatch):
    monkeypatch.setattr("pathlib.Path.is_mount", lambda path: path == tmp_path)
    with pytest.raises(Unfit, match=f"name a folder on it, such as {tmp_path}/copy"):
        Folder(tmp_path).begin()


def test_a_place_that_takes_nothing_is_named(tmp_path):
    (tmp_path / "thesis.txt").write_text("Mine")
    with pytest.raises(Unfit, match=r"thesis\.txt takes nothing: Not a directory"):
        Folder(tmp_path / "thesis.txt" / "copy").begin()


def test_no_file_is_written_over(tmp_path):
    target = tmp_path / "copy"
    written(target, same=b"same")
    folder = Folder(target)
    folder.begin()
    for content in (b"same", b"other"):
        folder.write(f"en/{content.decode()}.html", content)
        with pytest.raises(FileExistsError, match="is there already"):
            folder.write(f"en/{content.decode()}.html", b"same")
    folder.abandon()
    assert (target / "en/same.html").read_bytes() == b"same"


def test_no_file_leaves_the_folder(tmp_path):
    folder = Folder(tmp_path / "copy")
    folder.begin()
    with pytest.raises(Unfit, match="leads out"):
        folder.write("../thesis.txt", b"Theirs")


def test_a_run_that_ended_between_two_copies_loses_none(tmp_path):
    target = tmp_path / "copy"
    written(target, same=b"same")
    target.rename(tmp_path / ".copy.former")
    assert written(target, same=b"same") == [False]
    (tmp_path / ".copy.former").mkdir()
    assert written(target, same=b"same") == [False]
    assert os.listdir(tmp_path) == ["copy"]


def test_a_link_to_a_folder_stays_one(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "copy").symlink_to(tmp_path / "disk")
    written(tmp_path / "copy", same=b"same")
    assert (tmp_path / "copy").is_symlink()
    assert (tmp_path / "disk/en/same.html").is_file()
