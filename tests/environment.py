"""Gives every test run the same environment, before settings are read.

Loaded by ``-p tests.environment`` in pyproject.toml. Whatever the shell or a ``.env``
says is set aside; only TEST_DATABASE_URL is listened to.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

NAMES = (
    "ALLOWED_HOSTS",
    "API_RATE_LIMIT",
    "BREACHED_PASSWORDS",
    "CACHE_URL",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASE_REPLICA_URL",
    "DEBUG",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_URL",
    "DESK_DIGEST",
    "HTTPS",
    "PAGE_CACHE_MEGABYTES",
    "REPLICA_LAG_SECONDS",
    "REQUIRE_SECOND_FACTOR",
    "SECOND_PAIR_OF_EYES",
    "SESSION_IDLE_MINUTES",
    "SHARED_CACHE_SECONDS",
    "SITE_URL",
)


def environment_for_tests(data_dir: str) -> dict[str, str]:
    """The environment of tests: an empty value means the setting's default."""
    return dict.fromkeys(NAMES, "") | {
        "DATA_DIR": data_dir,
        "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", ""),
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "SECRET_KEY": "a key for tests alone, long enough for every check to accept",
        "STATIC_MANIFEST": "off",
    }


def temporary_folder(prefix: str) -> str:
    """A folder that is gone when this process ends."""
    folder = tempfile.mkdtemp(prefix=prefix)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


# What the processes of one run share: the first makes it, the others inherit its name.
if "TESTS_SHARED_FOLDER" not in os.environ:
    os.environ["TESTS_SHARED_FOLDER"] = temporary_folder("tests-shared-")
os.environ |= environment_for_tests(temporary_folder("tests-"))
