"""Before anything is installed: usage, Python, port, folder, disk space, pip."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tracker import launch
from tracker.launch import RefusedError, listener, serve_arguments


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with requirements and nothing installed."""
    (tmp_path / "requirements.txt").write_text("example\n")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\n")
    monkeypatch.setattr(launch, "ROOT", tmp_path)
    monkeypatch.setattr(launch, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(launch, "PYTHON", tmp_path / ".venv/bin/python")
    return tmp_path


@pytest.fixture
def busy_port() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def run_script(name: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run ./serve or ./test with a PATH that holds only this folder's programs."""
    (path / "dirname").symlink_to(shutil.which("dirname") or "")
    script = Path(__file__).parent.parent.parent / name
    return subprocess.run(
        [script], env={"PATH": str(path)}, capture_output=True, text=True
    )


class UsageTests:
    @pytest.mark.parametrize(
        "given", [["--port", "x"], ["--port", "0"], ["--port", "65536"], ["now"]]
    )
    def test_wrong_usage_ends_with_two(
        self, given: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as ended:
            serve_arguments(given)

        assert ended.value.code == 2
        assert "usage: serve" in capsys.readouterr().err

    def test_without_arguments_it_is_local_and_loads_data(self) -> None:
        arguments = serve_arguments([])

        assert (arguments.host, arguments.port) == ("127.0.0.1", 8000)
        assert arguments.empty is False


class PythonTests:
    @pytest.mark.parametrize("name", ["serve", "test"])
    def test_no_python_is_one_sentence(self, name: str, tmp_path: Path) -> None:
        done = run_script(name, tmp_path)

        assert done.returncode == 1
        assert done.stderr == (
            f"{name}: Python 3.11 or newer is needed, and no Python was found.\n"
        )

    def test_an_old_python_is_named(self, tmp_path: Path) -> None:
        old = tmp_path / "python3"
        old.write_text(
            "#!/bin/sh\ncase $2 in *platform*) echo 3.9.2;; *) exit 1;; esac\n"
        )
        old.chmod(0o755)

        done = run_script("serve", tmp_path)

        assert done.returncode == 1
        assert "3.11 or newer is needed; this machine has 3.9.2" in done.stderr


class PortTests:
    def test_a_port_in_use_is_named_with_a_way_out(self, busy_port: int) -> None:
        with pytest.raises(RefusedError, match=f"port {busy_port} is in use") as said:
            listener("127.0.0.1", busy_port)

        assert f"./serve --port {busy_port + 1}" in str(said.value)

    @pytest.mark.parametrize("host", ["198.51.100.7", "no such host"])
    def test_a_foreign_address_is_refused(self, host: str) -> None:
        with pytest.raises(RefusedError, match="not an address of this machine"):
            listener(host, 8000)

    def test_a_reserved_port_is_explained(self) -> None:
        problem = PermissionError(errno.EACCES, "Permission denied")

        assert "above 1023" in launch.why_not_bound(problem, "127.0.0.1", 80)

    def test_the_whole_command_ends_with_one_sentence(self, busy_port: int) -> None:
        root = Path(__file__).parent.parent.parent
        done = subprocess.run(
            [sys.executable, "-m", "tracker.launch", "serve", "--port", str(busy_port)],
            cwd=root,
            capture_output=True,
            text=True,
        )

        assert done.returncode == 1
        assert done.stderr.startswith(f"serve: port {busy_port} is in use")
        assert len(done.stderr.splitlines()) == 1


class FolderTests:
    def test_a_read_only_folder_is_one_sentence(
        self, clone: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def read_only(*args: object, **kwargs: object) -> None:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))

        monkeypatch.setattr(Path, "mkdir", read_only)

        with pytest.raises(RefusedError, match=r"cannot be written \(Read-only file"):
            launch.install("requirements.txt")

    def test_too_little_disk_space_is_told_before_installing(
        self, clone: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            shutil, "disk_usage", lambda folder: SimpleNamespace(free=12_000_000)
        )

        with pytest.raises(RefusedError, match="700 MB are needed, 12 MB are free"):
            launch.install("requirements.txt")


class InstallTests:
    @pytest.fixture
    def installs(self, clone: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Which files were given to pip; nothing is downloaded."""
        (clone / ".venv/bin").mkdir(parents=True)
        (clone / ".venv/bin/python").symlink_to(sys.executable)
        done: list[str] = []
        monkeypatch.setattr(launch, "run_pip", done.append)
        return done

    def test_what_is_there_is_not_installed_again(self, installs: list[str]) -> None:
        launch.install("requirements.txt")
        launch.install("requirements.txt")

        assert installs == ["requirements.txt"]

    def test_changed_requirements_are_installed(
        self, installs: list[str], clone: Path
    ) -> None:
        launch.install("requirements.txt")
        (clone / "requirements.txt").write_text("another\n")
        launch.install("requirements.txt")

        assert len(installs) == 2

    def test_the_environment_for_tests_serves_too(self, installs: list[str]) -> None:
        launch.install("requirements-dev.txt", implies="requirements.txt")
        launch.install("requirements.txt")

        assert installs == ["requirements-dev.txt"]

    def test_a_failure_of_pip_is_one_sentence_with_its_reason(self) -> None:
        output = "Collecting x\nERROR: first\nERROR: No matching distribution for x\n"

        said = launch.why_pip_failed(output, " All it said is in pip.log.")

        assert said.endswith(
            "No matching distribution for x. All it said is in pip.log."
        )
        assert "\n" not in said

    def test_a_disk_that_fills_while_installing_is_named(self) -> None:
        said = launch.why_pip_failed("OSError: [Errno 28] No space left on device", "")

        assert said.startswith("there is not enough disk space")

    def test_a_failed_install_is_tried_again(
        self, installs: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(requirements: str) -> None:
            raise RefusedError("pip could not install")

        with monkeypatch.context() as patch:
            patch.setattr(launch, "run_pip", fail)
            with pytest.raises(RefusedError):
                launch.install("requirements.txt")
        launch.install("requirements.txt")

        assert installs == ["requirements.txt"]
