"""The small Markdown of reasons and summaries: a little emphasis, never markup."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from recommendations.prose import prose


class SubsetTests:
    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("Plain, with 'quotes'.", "Plain, with &#x27;quotes&#x27;."),
            ("*a* **b** `c`", "<em>a</em> <strong>b</strong> <code>c</code>"),
            (
                "[law](https://example.org/law)",
                '<a href="https://example.org/law"'
                ' rel="nofollow noopener noreferrer">law</a>',
            ),
            ("one\ntwo\n\nthree", "one<br>\ntwo<br><br>three"),
            ("# no heading\n- no list", "# no heading<br>\n- no list"),
            ("![no](https://example.org/x.png)", "![no](https://example.org/x.png)"),
            ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
            ("snake_case_word", "snake_case_word"),
        ],
    )
    def test_what_it_makes(self, text: str, html: str) -> None:
        assert prose(text) == html


class HostileTextTests:
    @pytest.mark.parametrize(
        "text",
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](data:text/html,<script>alert(1)</script>)",
            "<a href='x' onclick='alert(1)'>*x*</a>",
            "[x](https://e.org 't\"onmouseover=alert(1)')",
        ],
    )
    def test_nothing_of_it_is_markup(self, text: str) -> None:
        html = prose(text)

        assert "<script" not in html
        assert "<img" not in html
        assert 'href="javascript' not in html and 'href="data' not in html
        assert " onclick=" not in html.replace("&", "") or "&lt;a" in html

    @given(strategies.text(alphabet="<>&*_`[]()\n ab\"'/:x", max_size=60))
    def test_only_the_allowed_tags_ever_come_out(self, text: str) -> None:
        html = prose(text)

        for part in html.split("<")[1:]:
            name = part.lstrip("/").split(">")[0].split(" ")[0]
            assert name in {"a", "br", "code", "em", "strong"}, (text, html)
