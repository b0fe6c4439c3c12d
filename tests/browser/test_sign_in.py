"""Signing in at the desk, with the content security policy in force."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

PASSWORD = "seven grey herons"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor() -> str:
    """An account that may do everything; returns its name."""
    return str(get_user_model().objects.create_superuser("editor", password=PASSWORD))


def sign_in(page: Page, site: str, password: str) -> None:
    """Fill in the form of the desk."""
    page.goto(f"{site}/admin/")
    page.get_by_label("Username:").fill("editor")
    page.get_by_label("Password:").fill(password)
    page.get_by_role("button", name="Log in").click()


class SignInTests:
    def test_an_editor_reaches_lists_and_forms(
        self, page: Page, live_site: str, editor: str
    ) -> None:
        sign_in(page, live_site, PASSWORD)
        expect(page.get_by_role("heading", name="Site administration")).to_be_visible()

        page.goto(f"{live_site}/admin/auth/user/")
        page.get_by_label("Select all objects on this page").check()
        expect(page.get_by_text("1 of 1 selected")).to_be_visible()

    def test_five_wrong_passwords_lock_the_name(
        self, page: Page, live_site: str, editor: str
    ) -> None:
        for _ in range(5):
            sign_in(page, live_site, "wrong")

        sign_in_page = page.content()

        assert "locked" in sign_in_page.lower()
        assert "Traceback" not in sign_in_page

    def test_the_form_speaks_spanish(self, page: Page, live_site: str) -> None:
        page.goto(f"{live_site}/es/admin/")

        expect(page.locator("html")).to_have_attribute("lang", "es")
        expect(page.get_by_label("Contraseña:")).to_be_visible()
