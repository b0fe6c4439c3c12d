"""The status report as a Word document that officials edit.

Real heading styles, captions and a contents field; header rows repeat; pictures and
tables have text alternatives. The same blocks as the PDF, in the same order.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import docx
from django.utils import translation
from django.utils.translation import gettext as _
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor

from scorecard.charts import png

from ..status_report import StatusReport
from ..status_report.blocks import Block, Run, plain
from ..status_report.document import Document, document
from .word_tables import MARGIN, column_widths

FONT = "Georgia"
QUIET = RGBColor(0x56, 0x50, 0x44)
INK = RGBColor(0x1E, 0x1A, 0x14)
ACCENT = RGBColor(0x1A, 0x4C, 0x78)
WIDTH = Cm(16.6)
MANY_COLUMNS = 7
TERM = 4.0  # centimeters
LONG_TERM = 24  # letters that fit in front of what is said of a term
A_LETTER = 0.21  # centimeters
LANGUAGES = {"en": "en-US", "es": "es-MX"}
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def docx_file(made: StatusReport) -> bytes:
    """The file."""
    with translation.override(made.language):
        laid_out = document(made)
        word = docx.Document()
        _Writer(word, laid_out).write()
        _properties(word, laid_out, made)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _properties(word: WordDocument, laid_out: Document, made: StatusReport) -> None:
    core = word.core_properties
    core.title, core.subject = laid_out.title, laid_out.description[:250]
    core.author, core.keywords = "Followthrough", ", ".join(laid_out.keywords)
    core.language = laid_out.language
    core.comments = ""
    day = datetime.combine(made.view.today, datetime.min.time())
    core.created = core.modified = day
    core.last_modified_by = "Followthrough"


class _Writer:
    """Writes cover, contents and blocks into a document."""

    def __init__(self, word: WordDocument, laid_out: Document) -> None:
        self.word, self.laid_out = word, laid_out
        self.styles: dict[str | None, str] = {}
        self.n_tables = self.n_pictures = self.n_marks = self.n_headings = 0
        self.writers: dict[str, Callable[[Block], None]] = {
            "heading": self.heading,
            "label": self.label,
            "paragraph": self.paragraph,
            "note": self.note,
            "bullets": self.bullets,
            "facts": self.facts,
            "picture": self.picture,
            "table": self.table,
            "entries": self.entries,
            "sources": self.sources,
        }

    def write(self) -> None:
        """The whole document."""
        _styles(self.word, self.laid_out.language)
        self.styles = {style.name: style.style_id for style in self.word.styles}
        self.running()
        self.cover()
        self.contents()
        for block in self.laid_out.blocks:
            self.writers[block["kind"]](block)

    def add(self, style: str) -> Any:
        """A new paragraph; its style is set by its id, since a name is looked up
        anew for each of thousands."""
        paragraph = self.word.add_paragraph()
        paragraph._p.style = self.styles[style]
        return paragraph

    def running(self) -> None:
        """Head and foot of each page but the first."""
        section = self.word.sections[0]
        section.page_width, section.page_height = Cm(21.59), Cm(27.94)
        section.left_margin = section.right_margin = Cm(2.5)
        section.different_first_page_header_footer = True
        head = section.header.paragraphs[0]
        head.text = f"{self.laid_out.running}\t{self.laid_out.running_day}"
        foot = section.footer.paragraphs[0]
        first, second = self.laid_out.page_words
        foot.add_run(f"Followthrough\t{first} ")
        _field(foot, "PAGE", "1")
        foot.add_run(f" {second} ")
        _field(foot, "NUMPAGES", "1")

    def cover(self) -> None:
        """Title, day, headline, what qualifies it."""
        cover = self.laid_out.cover
        for style, text in (
            ("Subtitle", cover.kicker),
            ("Title", cover.title),
            ("Quiet", cover.byline),
            ("Lead", cover.narrowed_to),
        ):
            if text:
                self.add(style).add_run(_clean(text))
        lead = self.add("Lead")
        lead.add_run(cover.headline[0]).bold = True
        lead.add_run(f" {cover.headline[1]}")
        for badge in cover.badges:
            self.add("Note").add_run(badge)
        self._facts([[term, [{"text": said}]] for term, said in cover.facts])

    def contents(self) -> None:
        """A contents field, filled with the headings; Word adds the pages."""
        self.add("Contents title").add_run(self.laid_out.contents)
        headings = [b for b in self.laid_out.blocks if b["kind"] == "heading"]
        paragraph = self.add("Contents 1")
        _mark(paragraph, "begin")
        _instruction(paragraph, ' TOC \\o "1-3" \\h \\z \\u ')
        _mark(paragraph, "separate")
        for number, block in enumerate(headings, 1):
            if number > 1:
                style = f"Contents {block['level']}"
                paragraph = self.add(style)
            entry = {"text": plain(block["runs"]), "place": f"heading_{number}"}
            self.link(paragraph, entry)
        _mark(paragraph, "end")

    def heading(self, block: Block) -> None:
        """A heading of a real heading style."""
        paragraph = self.word.add_heading(level=block["level"])
        self.n_headings += 1
        self.bookmark(paragraph, f"heading_{self.n_headings}")
        self.runs(paragraph, block["runs"])
        if block["page"]:
            paragraph.paragraph_format.page_break_before = True

    def label(self, block: Block) -> None:
        """A small title inside a part."""
        self.runs(self.add("Label"), block["runs"])

    def paragraph(self, block: Block) -> None:
        """Running text."""
        style = {"lead": "Lead", "small": "Quiet"}.get(block["style"], "Normal")
        paragraph = self.add(style)
        paragraph.paragraph_format.keep_with_next = block["leads"] or None
        self.runs(paragraph, block["runs"])

    def note(self, block: Block) -> None:
        """What a reader must not miss."""
        self.runs(self.add("Note"), block["runs"])

    def bullets(self, block: Block) -> None:
        """A list."""
        for item in block["items"]:
            self.runs(self.add("List Bullet"), item)

    def entries(self, block: Block) -> None:
        """Entries, each a paragraph that begins in bold."""
        for row in block["rows"]:
            paragraph = self.add("Entry")
            paragraph.add_run(f"{row['first']}  ").bold = True
            self.runs(paragraph, row["runs"])

    def facts(self, block: Block) -> None:
        """Terms with what is said of them."""
        self._facts(block["rows"])

    def _facts(self, rows: list[list[Any]]) -> None:
        longest = max((len(term) for term, _said in rows), default=0)
        for term, said in rows:
            paragraph = self.add("Fact")
            if longest > LONG_TERM:
                _hanging(paragraph, longest * A_LETTER)
                stops = paragraph.paragraph_format.tab_stops
                stops.add_tab_stop(Cm(TERM), WD_TAB_ALIGNMENT.CLEAR)
                stops.add_tab_stop(Cm(longest * A_LETTER))
            paragraph.add_run(f"{_clean(term)}\t").font.color.rgb = QUIET
            self.runs(paragraph, said)

    def picture(self, block: Block) -> None:
        """A chart as a picture with its text alternative and a caption."""
        self.n_pictures += 1
        paragraph = self.word.add_paragraph()
        paragraph.paragraph_format.keep_with_next = bool(block["caption"])
        width = Emu(int(WIDTH * block["share"]))
        shape = paragraph.add_run().add_picture(
            io.BytesIO(png(block["svg"], 2.0)), width=width
        )
        details = shape._inline.docPr
        details.set("descr", _clean(block["alt"]))
        details.set("title", block["caption"] or _("Chart"))
        if block["caption"]:
            self.caption(_("Figure"), "Figure", self.n_pictures, block["caption"])

    def caption(self, word: str, name: str, number: int, text: str) -> Any:
        """A caption with a number that Word counts."""
        paragraph = self.add("Caption")
        paragraph.add_run(f"{word} ")
        _field(paragraph, f"SEQ {name} \\* ARABIC", str(number))
        paragraph.add_run(f". {_clean(text)}")
        return paragraph

    def table(self, block: Block) -> None:
        """A table under its caption, its header row repeated on each page."""
        self.n_tables += 1
        caption = self.caption(_("Table"), "Table", self.n_tables, block["caption"])
        caption.paragraph_format.keep_with_next = True
        caption.paragraph_format.space_before = Pt(10)
        columns = block["columns"]
        rows = [*block["rows"], *([block["total"]] if block["total"] else [])]
        table = self.word.add_table(rows=1 + len(rows), cols=len(columns))
        table.style = "Report table"
        table.autofit = False
        _described(table, block["caption"])
        grid = [row.cells for row in table.rows]
        style, top = ("Cell", "Cell")
        if len(columns) >= MANY_COLUMNS:
            style, top = ("Narrow cell", "Narrow head")
        head = [[{"text": column["title"], "bold": True}] for column in columns]
        lines = [head, *rows]
        widths = column_widths(
            [column["share"] for column in columns],
            [[plain(said) for said in column] for column in zip(*lines, strict=True)],
            SIZES[style],
            WIDTH.cm,
        )
        for number, width in enumerate(widths):
            table.columns[number].width = Cm(width)
        of_rows = [top, *[style] * len(rows)]
        for cells, texts, of_row in zip(grid, lines, of_rows, strict=True):
            for number, (cell, said) in enumerate(zip(cells, texts, strict=True)):
                cell.width = Cm(widths[number])
                paragraph = cell.paragraphs[0]
                paragraph._p.style = self.styles[of_row]
                if columns[number]["align"] == "right":
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self.runs(paragraph, said)
        _repeated(table.rows[0])
        for row in table.rows:
            _unbroken(row)
        self.add("After table")

    def sources(self, block: Block) -> None:
        """Numbered sources, each with the mark that references lead to."""
        for row in block["rows"]:
            paragraph = self.add("Entry")
            self.bookmark(paragraph, f"source_{row['number']}")
            self.runs(paragraph, row["runs"])

    def bookmark(self, paragraph: Any, name: str) -> None:
        """A place that a reference leads to."""
        self.n_marks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self.n_marks))
            if tag.endswith("Start"):
                mark.set(qn("w:name"), name)
            paragraph._p.append(mark)

    def runs(self, paragraph: Any, found: list[Run]) -> None:
        """Texts with their marks."""
        for one in found:
            if "link" in one or "source" in one:
                self.link(paragraph, one)
            else:
                run = paragraph.add_run(_clean(one["text"]))
                _marked(run, one)

    def link(self, paragraph: Any, one: Run) -> None:
        """A link to an address or to the place of a source."""
        link = OxmlElement("w:hyperlink")
        if "link" in one:
            kind = RELATIONSHIP_TYPE.HYPERLINK
            part = paragraph.part
            link.set(qn("r:id"), part.relate_to(one["link"], kind, is_external=True))
        else:
            place = one.get("place") or f"source_{one['source']}"
            link.set(qn("w:anchor"), place)
        run = paragraph.add_run(_clean(one["text"]))
        _marked(run, one)
        run.font.color.rgb = ACCENT
        link.append(run._r)
        paragraph._p.append(link)


def _marked(run: Any, one: Run) -> None:
    if one.get("bold"):
        run.bold = True
    if one.get("quiet"):
        run.font.color.rgb = QUIET
    if one.get("language"):
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), LANGUAGES.get(one["language"], one["language"]))
        run._r.get_or_add_rPr().append(language)


def _clean(text: str) -> str:
    """The text without what XML can't hold."""
    return NOT_IN_XML.sub("", text)


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field that Word computes; shown: what stands there until it does."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _mark(paragraph: Any, kind: str) -> None:
    """The begin, the middle or the end of a field."""
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if kind == "begin":
        mark.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(mark)


def _instruction(paragraph: Any, words: str) -> None:
    """What a field computes."""
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = words
    paragraph.add_run()._r.append(text)


def _repeated(row: Any) -> None:
    """Repeat this row at the top of each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _unbroken(row: Any) -> None:
    """Do not break this row between two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _described(table: Any, text: str) -> None:
    """What a screen reader says of the table."""
    properties = table._tbl.tblPr
    for tag in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), _clean(text))
        properties.append(element)


def _styles(word: WordDocument, language: str) -> None:
    """The styles of the document, by which officials change its looks."""
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    normal.font.color.rgb = INK
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(kind), FONT)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.widow_control = True
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), LANGUAGES[language])
    normal.element.get_or_add_rPr().append(spoken)
    sizes: dict[str, float] = {
        "Title": 26,
        "Subtitle": 11,
        "Heading 1": 18,
        "Heading 2": 14,
    }
    sizes |= {"Heading 3": 12, "Caption": 9}
    for name, size in sizes.items():
        _restyled(word.styles[name], size, QUIET if name in QUIET_STYLES else INK)
    for name, base, points, color in OWN_STYLES:
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles[base]
        _restyled(style, points, color)
    word.styles["Contents title"].paragraph_format.page_break_before = True
    word.styles["Label"].font.bold = True
    word.styles["Label"].paragraph_format.keep_with_next = True
    word.styles["Label"].paragraph_format.space_before = Pt(8)
    word.styles["Fact"].paragraph_format.space_after = Pt(1)
    _hanging(word.styles["Fact"], TERM)
    word.styles["Fact"].paragraph_format.tab_stops.add_tab_stop(Cm(TERM))
    _hanging(word.styles["Entry"], 0.9)
    for name in ("Cell", "Narrow cell", "Narrow head"):
        word.styles[name].paragraph_format.space_after = Pt(2)
    for name in ("Header", "Footer"):
        stops = word.styles[name].paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    word.styles["After table"].paragraph_format.space_after = Pt(0)
    table = word.styles.add_style("Report table", WD_STYLE_TYPE.TABLE)
    table.base_style = word.styles["Normal Table"]
    table.element.append(_rules())
    for level in (1, 2, 3):
        style = word.styles.add_style(f"Contents {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"]
        style.paragraph_format.left_indent = Cm(0.7 * (level - 1))
        style.paragraph_format.space_after = Pt(2)
        style.font.bold = level == 1


def _rules() -> Any:
    """Hairlines between the rows of a table, no upright ones; narrow margins."""
    properties, borders = OxmlElement("w:tblPr"), OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        border = OxmlElement(f"w:{side}")
        values = {"val": "single", "sz": "4", "space": "0", "color": "D8D0BF"}
        for name, value in values.items():
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Cm(MARGIN).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(borders)
    properties.append(margins)
    return properties


QUIET_STYLES = ("Subtitle", "Heading 2", "Caption")
OWN_STYLES: tuple[tuple[str, str, float, RGBColor], ...] = (
    ("Lead", "Normal", 12, INK),
    ("Quiet", "Normal", 9.5, QUIET),
    ("Label", "Normal", 10.5, QUIET),
    ("Note", "Normal", 10.5, INK),
    ("Fact", "Normal", 10, INK),
    ("Entry", "Normal", 9.5, INK),
    ("Cell", "Normal", 9, INK),
    ("Narrow cell", "Normal", 8, INK),
    ("Narrow head", "Normal", 7, INK),
    ("After table", "Normal", 6, INK),
    ("Contents title", "Normal", 18, INK),
)
SIZES = {name: points for name, _base, points, _color in OWN_STYLES}


def _restyled(style: Any, size: float, color: RGBColor) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = color
    style.font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for kind in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(kind), FONT)


def _hanging(style: Any, centimeters: float) -> None:
    style.paragraph_format.left_indent = Cm(centimeters)
    style.paragraph_format.first_line_indent = Cm(-centimeters)
