"""Settings: documented both ways, safe by default, loud about what they cannot use."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, with this environment."""
    inherited = {
        k: v for k, v in os.environ.items() if k != "DJANGO_ALLOW_ASYNC_UNSAFE"
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=inherited | environment,
        capture_output=True,
        text=True,
    )


def documented() -> dict[str, str]:
    """Names and values of .env.example."""
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE, flags=re.MULTILINE))


class ExampleTests:
    def test_it_names_exactly_what_settings_read(self) -> None:
        assert sorted(documented()) == sorted(set(settings.ENVIRONMENT.names))

    def test_each_setting_has_a_comment(self) -> None:
        for name in documented():
            assert re.search(rf"^# .+\n{name}=", EXAMPLE, flags=re.MULTILINE), name

    def test_its_values_are_the_defaults(self) -> None:
        shown = "import django.conf as c; s = c.settings; print([str(getattr(s, n))" + (
            " for n in ('DEBUG', 'HTTPS', 'ALLOWED_HOSTS', 'SITE_URL', 'CACHES',"
            " 'STATIC_MANIFEST', 'DEFAULT_FROM_EMAIL', 'EMAIL_BACKEND')])"
        )
        given = {
            name: value
            for name, value in documented().items()
            if name not in {"DATA_DIR", "SECRET_KEY"}
        }

        answers = [
            subprocess.run(
                [sys.executable, "-c", shown],
                cwd=ROOT,
                env=os.environ | environment,
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for environment in (given, dict.fromkeys(given, ""))
        ]

        assert answers[0] == answers[1]


class BadValueTests:
    @pytest.mark.parametrize(
        ("name", "value", "sentence"),
        [
            ("DEBUG", "maybe", "DEBUG must be on or off"),
            ("HTTPS", "ja", "HTTPS must be on or off"),
            ("STATIC_MANIFEST", "2", "STATIC_MANIFEST must be on or off"),
            ("SITE_URL", "tracker.example.org", "SITE_URL must begin with http"),
            ("CSRF_TRUSTED_ORIGINS", "a.example", "CSRF_TRUSTED_ORIGINS must begin"),
            ("DATABASE_URL", "mysql://a/b", "DATABASE_URL must be sqlite:///path"),
            ("DATABASE_URL", "postgres://host", "DATABASE_URL names no database"),
            ("DATABASE_URL", "postgres://h:port/n", "DATABASE_URL is not understood"),
            ("CACHE_URL", "memory", "CACHE_URL must be locmemcache://"),
            ("EMAIL_URL", "mail", "EMAIL_URL must be consolemail://"),
        ],
    )
    def test_a_value_it_cannot_use_is_one_sentence(
        self, name: str, value: str, sentence: str
    ) -> None:
        done = manage("check", **{name: value})

        assert done.returncode == 1
        assert sentence in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1

    def test_without_a_secret_key_it_says_how_to_get_one(self, tmp_path: Path) -> None:
        done = manage("check", SECRET_KEY="", DATA_DIR=str(tmp_path))

        assert done.returncode == 1
        assert "run ./serve once" in done.stderr
        assert "Traceback" not in done.stderr


class DeploymentTests:
    def test_the_deployment_check_is_clean_with_https(self, tmp_path: Path) -> None:
        done = manage(
            "check",
            *("--deploy", "--fail-level", "WARNING"),
            HTTPS="on",
            SECRET_KEY=os.urandom(40).hex(),
        )

        assert done.returncode == 0, done.stderr
        assert "no issues" in done.stdout

    def test_debug_is_off_and_hosts_are_local_by_default(self) -> None:
        assert settings.ENVIRONMENT.switch("DEBUG", default=False) is False
        assert settings.ALLOWED_HOSTS[:3] == ["127.0.0.1", "localhost", "[::1]"]

    def test_no_inline_code_is_allowed_in_pages(self) -> None:
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

        assert directives["default-src"] == ["'none'"]
        assert directives["frame-ancestors"] == ["'none'"]
        assert not [
            words for words in directives.values() if "'unsafe-inline'" in words
        ]
        assert not [words for words in directives.values() if "'unsafe-eval'" in words]
