"""The files in deploy/ name what exists, and the programs they are for accept them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from tests.served_site import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))


def settings_named_in_example() -> set[str]:
    """The names that .env.example explains."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    return {line.partition("=")[0] for line in lines if re.match(r"[A-Z_]+=", line)}


class UnitTests:
    def test_every_command_of_a_unit_exists(self) -> None:
        called = [
            match[1]
            for unit in UNITS
            for match in re.finditer(r"manage\.py (\S+)", unit.read_text())
        ]

        assert len(called) >= 4
        assert not [name for name in called if name not in get_commands()]

    def test_every_timer_starts_a_service_of_its_name(self) -> None:
        timers = sorted(DEPLOY.glob("*.timer"))

        assert timers
        assert all(timer.with_suffix(".service") in UNITS for timer in timers)

    @pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
    def test_a_service_does_not_run_as_root_and_writes_to_its_data_alone(
        self, unit: Path
    ) -> None:
        text = unit.read_text()

        assert "User=followthrough" in text
        assert "NoNewPrivileges=yes" in text
        assert "ProtectSystem=strict" in text

    @pytest.mark.skipif(
        not shutil.which("systemd-analyze"), reason="systemd is not installed"
    )
    def test_systemd_understands_every_line(self) -> None:
        files = [*UNITS, *DEPLOY.glob("*.timer")]
        said = subprocess.run(
            ["systemd-analyze", "verify", *files], capture_output=True, text=True
        ).stderr.splitlines()

        # The programs lie where the site is installed, which is not here.
        rest = [line for line in said if "is not executable: No such file" not in line]
        assert len(said) >= len(UNITS)
        assert rest == []


class NginxTests:
    @pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
    def test_nginx_accepts_its_file(self, tmp_path: Path) -> None:
        certificate = tmp_path / "c.pem"
        subprocess.run(
            [
                "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
                "-days", "2", "-subj", "/CN=tracker.example.org",
                "-keyout", certificate,
                "-out", tmp_path / "cert.pem",
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip
        ours = (DEPLOY / "nginx.conf").read_text()
        ours = re.sub(r"/etc/ssl/certs/\S+\.pem", str(tmp_path / "cert.pem"), ours)
        ours = re.sub(r"/etc/ssl/private/\S+\.key", str(certificate), ours)
        ours = ours.replace("/var/cache/nginx/followthrough", str(tmp_path / "cache"))
        whole = tmp_path / "nginx.conf"
        whole.write_text(
            f"pid {tmp_path}/pid; error_log stderr;\nevents {{}}\n"
            f"http {{ access_log off;\n{ours}\n}}\n"
        )

        tested = subprocess.run(
            ["nginx", "-t", "-c", whole], capture_output=True, text=True
        )

        assert tested.returncode == 0, tested.stderr


class ContainerTests:
    def test_compose_sets_settings_that_exist(self) -> None:
        services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]

        assert set(services["site"]["environment"]) <= settings_named_in_example()

    def test_no_password_is_written_down(self) -> None:
        for file in DEPLOY.iterdir():
            assert not re.search(
                r"password\s*[:=]\s*(?!\$\{|\.\.\.|\?)\S",
                file.read_text(),
                re.IGNORECASE,
            ), file

    def test_the_image_copies_files_that_exist_and_runs_as_somebody(self) -> None:
        text = (DEPLOY / "Dockerfile").read_text()
        copied = re.findall(r"^COPY --chown=\S+ (.+) \S+$", text, re.MULTILINE)

        assert all((ROOT / name).exists() for line in copied for name in line.split())
        assert "useradd --uid 10001" in text
        assert re.search(r"^USER 10001$", text, re.MULTILINE)

    def test_the_linter_has_nothing_to_say(self) -> None:
        told = checked("hadolint", DEPLOY / "Dockerfile")

        assert told.returncode == 0, told.stdout + told.stderr

    def test_the_compose_file_is_what_its_specification_allows(
        self, tmp_path: Path
    ) -> None:
        ours = (DEPLOY / "compose.yaml").read_text()
        (tmp_path / "wrong.yaml").write_text(ours.replace("depends_on", "needs"))
        schema = "--builtin-schema=vendor.compose-spec"

        told = checked("check-jsonschema", schema, DEPLOY / "compose.yaml")
        wrong = checked("check-jsonschema", schema, tmp_path / "wrong.yaml")

        assert told.returncode == 0, told.stdout + told.stderr
        assert "'needs' was unexpected" in wrong.stdout


def checked(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What a program that came with the libraries of the tests says."""
    return subprocess.run(
        [Path(sys.executable).with_name(program), *arguments],
        capture_output=True,
        text=True,
    )
