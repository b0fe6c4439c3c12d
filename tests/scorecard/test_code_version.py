"""The version of the code, as a snapshot records it."""

from __future__ import annotations

from pathlib import Path

from scorecard.code_version import ROOT, code_version

COMMIT = "1a2b3c4d" * 5


def clone(folder: Path, head: str) -> Path:
    """A folder that looks like a clone."""
    (folder / "pyproject.toml").write_text('[project]\nversion = "2.3.4"\n')
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text(head)
    return folder


def test_a_commit_that_is_checked_out_is_added(tmp_path: Path) -> None:
    assert code_version(clone(tmp_path, f"{COMMIT}\n")) == "2.3.4+1a2b3c4"


def test_a_branch_is_followed_to_its_commit(tmp_path: Path) -> None:
    root = clone(tmp_path, "ref: refs/heads/main\n")
    (root / ".git" / "refs" / "heads").mkdir(parents=True)
    (root / ".git" / "refs" / "heads" / "main").write_text(f"{COMMIT}\n")

    assert code_version(root) == "2.3.4+1a2b3c4"


def test_a_packed_branch_is_found(tmp_path: Path) -> None:
    root = clone(tmp_path, "ref: refs/heads/main\n")
    (root / ".git" / "packed-refs").write_text(
        f"# pack-refs with: peeled\n{COMMIT} refs/heads/main\n"
    )

    assert code_version(root) == "2.3.4+1a2b3c4"


def test_without_a_clone_the_release_stands_alone(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "2.3.4"\n')

    assert code_version(tmp_path) == "2.3.4"


def test_without_anything_it_is_unknown(tmp_path: Path) -> None:
    assert code_version(tmp_path) == "unknown"


def test_ours_is_a_release() -> None:
    assert code_version(ROOT)[0].isdigit()
