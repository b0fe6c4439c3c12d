"""The Word document: real styles, repeated headers, alternatives, a filled contents."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest

from exports.status_report import Options, status_report
from exports.writers.status_report_docx import docx_file
from recommendations.as_of import AsOf
from recommendations.models import Report
from tests.factories import PRIVATE, TODAY

pytestmark = pytest.mark.django_db


class WordTests:
    def test_it_is_made_of_styles_fields_and_described_pictures(
        self, lively: Report
    ) -> None:
        made = status_report(lively, Options(AsOf.now(TODAY), language="es"))
        content = docx_file(made)

        word = docx.Document(io.BytesIO(content))
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            source = file.read("word/document.xml").decode()
        headings = [p for p in word.paragraphs if p.style.name.startswith("Heading")]
        contents = [p for p in word.paragraphs if p.style.name.startswith("Contents ")]
        assert len(headings) > 10
        assert len(contents) == len(headings) + 1
        assert 'TOC \\o "1-3"' in source
        assert all(t.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for t in word.tables)
        pictures = re.findall(r'<wp:docPr [^>]*?descr="([^"]*)"', source)
        assert len(pictures) == len(word.inline_shapes) >= 3
        assert all(pictures)
        captions = [p for p in word.paragraphs if p.style.name == "Caption"]
        assert len(captions) >= len(word.tables)
        anchors = set(re.findall(r'w:anchor="([^"]+)"', source))
        assert anchors <= set(
            re.findall(r'w:bookmarkStart[^>]*w:name="([^"]+)"', source)
        )
        assert "Analizar el agua de cada pozo" in source
        assert PRIVATE not in source

    def test_an_indicator_stands_on_the_page_of_its_chart(self, lively: Report) -> None:
        content = docx_file(status_report(lively, Options(AsOf.now(TODAY))))

        rows = docx.Document(io.BytesIO(content)).paragraphs
        place = max(n for n, row in enumerate(rows) if row.text == "Unsafe wells 1")
        heading, said, chart = rows[place : place + 3]
        assert heading.style.paragraph_format.keep_with_next
        assert said.paragraph_format.keep_with_next
        assert chart._p.xpath(".//w:drawing")
