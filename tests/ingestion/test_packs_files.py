"""Files that are no pack, or try to hurt: one sentence each, and quickly."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from ingestion.packs import yaml_files
from ingestion.packs.complaints import BrokenPackError
from ingestion.packs.reading import read_pack
from ingestion.packs.yaml_files import UnreadableFileError, read_yaml

BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n"
    for n in range(20)
)

UNUSABLE = [
    (b"\x89PNG\r\n\x1a\n\x00\x00", "is not text in UTF-8"),
    (b"a: \x00\x01", "characters that YAML does not allow"),
    (b"a: [1, 2", "is not YAML, line 2: did not find expected"),
    (b"a: b: c", "is not YAML, line 1: mapping values are not allowed"),
    (b"a: 1\na: 2\n", "line 2: field 'a' is given twice"),
    (b"a: 1\n---\nb: 2\n", "a second document begins"),
    (b"a: &x 1\nb: *x\n", "line 1: anchors and aliases are not taken"),
    (BOMB.encode(), "anchors and aliases are not taken"),
    (b"a: " + b"[" * 100 + b"]" * 100, "line 1: nested too deeply"),
    (b"a: " + b"[" * 100_000, "is not YAML, line 1: exceeded maximum nesting depth"),
    (b"a: !!python/object/apply:os.system ['true']", "is not YAML, line 1"),
    (b"a: 2021-99-99", "a value that cannot be read"),
    (b"a: " + b"9" * 5000, "a value that cannot be read"),
    (b"? [a]\n: 1", "a value that cannot be read"),
]


class ReadYamlTests:
    @pytest.mark.parametrize(("content", "said"), UNUSABLE)
    def test_what_cannot_be_used_is_named(self, tmp_path, content, said):
        file = tmp_path / "pack.yaml"
        file.write_bytes(content)

        with pytest.raises(UnreadableFileError) as refused:
            read_yaml(file)

        assert said in str(refused.value)

    def test_a_device_is_no_file(self):
        with pytest.raises(UnreadableFileError, match="is not a file that can be read"):
            read_yaml(Path("/dev/zero"))

    def test_a_file_above_the_limit_is_not_read(self, tmp_path, monkeypatch):
        monkeypatch.setattr(yaml_files, "LARGEST_FILE", 1024 * 1024)
        file = tmp_path / "pack.yaml"
        file.write_text("a" * (1024 * 1024 + 1))

        with pytest.raises(UnreadableFileError, match="is larger than 1 MB"):
            read_yaml(file)

    def test_a_byte_order_mark_does_no_harm(self, tmp_path):
        file = tmp_path / "pack.yaml"
        file.write_text("agencies: []", encoding="utf-8-sig")

        assert read_yaml(file) == {"agencies": []}


@pytest.mark.django_db
class PathTests:
    def test_a_path_that_is_not_there(self, tmp_path):
        path = str(tmp_path / "none.yaml")

        assert self.said(path) == [f"{path}: cannot be read: No such file or directory"]

    def test_a_folder_without_yaml(self, tmp_path):
        (tmp_path / "README.md").write_text("Nothing here.")

        assert self.said(str(tmp_path)) == [f"{tmp_path}: holds no YAML file"]

    def test_a_path_that_cannot_be_one(self):
        assert self.said("a\x00b")[0].endswith("cannot be read: it is not a path")

    @pytest.mark.parametrize("content", ["", "text", "- a\n- b\n", "agents: []"])
    def test_a_file_that_holds_nothing_of_a_pack(self, tmp_path, content):
        file = tmp_path / "x.yaml"
        file.write_text(content)

        assert self.said(str(file)) == [
            f"{file}: is not a file of a pack: it has none of the fields release,"
            " agencies, report, indicators, reading"
        ]

    def test_a_file_that_may_not_be_read(self, tmp_path, monkeypatch):
        def refuse(path, mode):
            raise PermissionError(errno.EACCES, "Permission denied")

        file = tmp_path / "x.yaml"
        file.write_text("agencies: []")
        monkeypatch.setattr(Path, "open", refuse)

        assert self.said(str(file)) == [f"{file}: cannot be read: Permission denied"]

    def test_one_unusable_file_does_not_hide_the_faults_of_others(self, tmp_path):
        (tmp_path / "a.yaml").write_text("a: [")
        (tmp_path / "b.yaml").write_text("agencies: [7]")

        said = self.said(str(tmp_path))

        assert "is not YAML" in said[0]
        assert said[1].endswith("agencies[1]: should be an item with fields, not 7")

    @staticmethod
    def said(path: str) -> list[str]:
        with pytest.raises(BrokenPackError) as refused:
            read_pack([path])
        return [str(complaint) for complaint in refused.value.complaints]
