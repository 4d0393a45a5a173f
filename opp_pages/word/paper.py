"""The sheet of a Word document: its styles, language, header and footer, and the few things python-docx has no word for."""

import re
import zipfile
from copy import deepcopy
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from formats.text import clean_text

GREEN, GREY = RGBColor(0x1B, 0x5E, 0x3F), RGBColor(0x55, 0x4F, 0x44)
# Two code points that XML cannot hold, and embeddings that make a sentence read in another order than it was written.
_UNWRITABLE = re.compile("[\ufffe\uffff\u202a-\u202e]")
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
# A zip file keeps the time of each part; the oldest that it can hold makes equal documents equal bytes.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_COMPATIBLE = "http://schemas.microsoft.com/office/word"


def plain(text: str) -> str:
    """The text without what a Word document cannot hold."""
    return _UNWRITABLE.sub("", clean_text(text))


class Paper:
    """An empty document with its styles, and the writing of one paragraph at a time."""

    def __init__(self) -> None:
        self.document: WordDocument = Document()
        self._ids = 0
        self._page()
        self._styles()
        names = {style.name: style.style_id for style in self.document.styles}
        self._looks = {name: parse_xml(f'<w:pPr {nsdecls("w")}><w:pStyle w:val="{id_}"/></w:pPr>') for name, id_ in names.items()}
        self._last = self.document.element.body.sectPr

    def write(self, text: str, style: str) -> Any:
        """One paragraph of this style at the end of the document; a newline in the text is a line break."""
        # Beside the last element of the body, which describes the page; python-docx's own way searches for that place each time.
        paragraph = Paragraph(OxmlElement("w:p"), self.document._body)
        self._last.addprevious(paragraph._p)
        self.look(paragraph, style)
        if text:
            paragraph.add_run(plain(text))
        return paragraph

    def look(self, paragraph: Any, style: str) -> None:
        """Give a paragraph a style by its id; python-docx's own way goes through all styles for every paragraph."""
        old = paragraph._p.pPr
        if old is not None:
            paragraph._p.remove(old)
        paragraph._p.insert(0, deepcopy(self._looks[style]))

    def tick(self, paragraph: Any, label: str, name: str = "") -> None:
        """A box that can be ticked in Word, and the words behind it; `name` is what a screen reader calls it when there are none."""
        self._ids += 1
        name = plain(label or name)[:60].replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        paragraph._p.append(
            parse_xml(
                f'<w:sdt {nsdecls("w")} {W14}><w:sdtPr><w:alias w:val="{name}"/><w:id w:val="{self._ids}"/><w14:checkbox>'
                '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
                '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>'
                '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/></w:rPr>'
                "<w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
            )
        )
        paragraph.add_run(f" {plain(label)}" if label else "")

    def table(self, head: list[str], rows: int, title: str) -> Any:
        """A table with lines, whose first row comes back on every page and is told as the header of its columns."""
        table = self.document.add_table(rows=rows + 1, cols=len(head), style=self.document.styles["Table Grid"])
        about = table._tbl.tblPr
        for tag, text in (("w:tblCaption", title), ("w:tblDescription", f"Tabel om in te vullen: {title}")):
            made = OxmlElement(tag)
            made.set(qn("w:val"), plain(text)[:250])
            about.append(made)
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            self.look(cell.paragraphs[0], "Tabelkop")
            cell.paragraphs[0].add_run(plain(text))
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        return table

    def frame(self, header: str, footer: str) -> None:
        """What stands above and below every page; the footer ends with the number of the page."""
        section = self.document.sections[0]
        for part, text in ((section.header, header), (section.footer, footer)):
            paragraph = part.paragraphs[0]
            self.look(paragraph, "Klein")
            paragraph.add_run(plain(text))
        paragraph.add_run(" · bladzijde ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" van ")
        _field(paragraph, "NUMPAGES")

    def saved(self) -> bytes:
        """The document; the same content gives the same bytes."""
        made, fixed = BytesIO(), BytesIO()
        self.document.save(made)
        with zipfile.ZipFile(made) as old, zipfile.ZipFile(fixed, "w") as new:
            for name in old.namelist():
                new.writestr(zipfile.ZipInfo(name, _LONG_AGO), old.read(name), zipfile.ZIP_DEFLATED)
        return fixed.getvalue()

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2)
        settings = self.document.settings.element
        for old in settings.findall(qn("w:compat")):
            settings.remove(old)
        # Without this Word opens the document as one of 2007, in which boxes cannot be ticked.
        compat = parse_xml(
            f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" w:uri="{_COMPATIBLE}" w:val="15"/></w:compat>'
        )
        after = next((settings.find(qn(tag)) for tag in ("w:rsids", "w:themeFontLang") if settings.find(qn(tag)) is not None), None)
        settings.append(compat) if after is None else after.addprevious(compat)

    def _styles(self) -> None:
        styles = self.document.styles
        for lang in styles.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), "nl-NL")
        _look(styles["Normal"], size=11, after=6)
        _look(styles["Title"], size=24, color=GREEN, bold=True, after=6)
        for name, size, before in (("Heading 1", 18, 24), ("Heading 2", 14, 18), ("Heading 3", 11.5, 14)):
            _look(styles[name], size=size, color=GREEN if size > 12 else None, bold=True, before=before, after=4)
        for name, about in {
            "Uitleg": {"size": 10, "color": GREY, "after": 4, "keep": True},
            "Klein": {"size": 9, "color": GREY, "after": 0},
            "Onderkop": {"size": 10.5, "bold": True, "before": 6, "after": 2, "keep": True},
            "Keuze": {"size": 11, "after": 2},
            "Tabelkop": {"size": 10, "bold": True, "after": 0},
            "Cel": {"size": 10, "after": 0},
            "Antwoord": {"size": 11, "after": 0},
        }.items():
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
            _look(style, **about)  # type: ignore[arg-type]  # each under its own name
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="4" w:color="857A66"/>' for side in ("top", "left", "bottom", "right")
        )
        # Word reads the parts of a paragraph in one order only: the frame stands before the air around it.
        spacing = styles["Antwoord"].element.get_or_add_pPr().find(qn("w:spacing"))
        spacing.addprevious(parse_xml(f"<w:pBdr {nsdecls('w')}>{borders}</w:pBdr>"))


def _look(
    style: Any,
    *,
    size: float,
    color: RGBColor | None = None,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
) -> None:
    """The letter and the air of a style; one font on every computer."""
    font, paragraph = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = "Calibri", Pt(size), bold, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    font.color.rgb = color or RGBColor(0x21, 0x1F, 0x1A)
    paragraph.space_before, paragraph.space_after = Pt(before), Pt(after)
    paragraph.keep_with_next = keep or style.name.startswith("Heading")


def _field(paragraph: Any, what: str) -> None:
    """A number that Word fills in."""
    paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{what}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
