"""The small Markdown of editors on paper."""

from __future__ import annotations

from exports.status_report.prose_runs import prose_runs
from recommendations.languages import LocalText


def runs_of(text: str) -> list[dict[str, object]]:
    return prose_runs(LocalText(text, "en", is_fallback=False))


class ProseTests:
    def test_plain_text_is_one_run_with_its_signs(self) -> None:
        assert runs_of('5 < 6 & "so"') == [{"text": '5 < 6 & "so"'}]

    def test_emphasis_and_links_keep_their_words(self) -> None:
        found = runs_of("It is **in force**, see [the law](https://example.org/law).")

        assert found == [
            {"text": "It is "},
            {"text": "in force", "bold": True},
            {"text": ", see "},
            {"text": "the law", "link": "https://example.org/law"},
            {"text": "."},
        ]

    def test_markup_of_a_person_stays_text(self) -> None:
        words = "".join(str(run["text"]) for run in runs_of("a <script>x</script> b"))

        assert words == "a <script>x</script> b"
