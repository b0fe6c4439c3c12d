"""Parts of templates that are printed once for each of some values."""

from __future__ import annotations

from typing import Any

from django.template import engines
from django.utils import translation

TEXT = (
    "{% load i18n page %}{% kept day %}{% translate 'Agency' %} {{ day }}"
    " {{ counted }}{% endkept %}"
)


class Counted:
    """Prints how often it was printed."""

    number = 0

    def __str__(self) -> str:
        self.number += 1
        return str(self.number)


class KeptPartTests:
    def test_a_part_is_printed_once_for_each_value_and_language(self):
        template = engines["django"].from_string(TEXT)
        counted = Counted()

        def printed(day: Any) -> str:
            return template.render({"day": day, "counted": counted})

        first, other = printed("1 July"), printed("2 July")
        with translation.override("es"):
            spanish = printed("1 July")

        assert (first, other) == ("Agency 1 July 1", "Agency 2 July 2")
        assert spanish == "Dependencia 1 July 3"
        assert printed("1 July") == first

    def test_what_is_put_in_is_escaped_like_anywhere_else(self):
        template = engines["django"].from_string(TEXT)

        assert "&lt;b&gt;" in template.render({"day": "<b>", "counted": ""})
