"""One question of an empty form in Word: its small text, and room for the answer. What is asked comes ready from formats/papier."""

from typing import Any

from formats.markup import to_blocks
from formats.papier.document import PrintRegel, PrintVak
from formats.rows import Plek

from .paper import Paper, plain

TICK = "☐"
SIGNING = ["Wie", "Wat betekent de handtekening", "Naam", "Handtekening", "Datum"]


class Questions:
    """Writes questions on one paper."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper

    def write(self, regel: PrintRegel) -> None:
        """The question as a heading, and what belongs under it."""
        self._paper.write(regel.label or "Zonder vraag", "Heading 3")
        self.explain(regel.uitleg)
        match regel.soort:
            case "opgemaakt":
                self._marked(regel.tekst)
            case "tabel":
                self._table(regel)
            case "tekenen":
                self.signing(regel.plekken, regel.label)
            case "invullen":
                for vak in regel.vakken:
                    self._box(vak)
            case _:
                self._paper.write(regel.tekst, "Normal")

    def explain(self, text: str) -> None:
        """Small text, one paragraph for each that it has."""
        for part in text.split("\n\n"):
            if part.strip():
                self._paper.write(part, "Uitleg")

    def signing(self, plekken: list[Plek], title: str) -> None:
        """A line for everybody who signs, and room for what somebody has to remark."""
        table = self._paper.table(SIGNING, len(plekken), title)
        for row, plek in zip(table.rows[1:], plekken, strict=True):
            cells = row.cells
            self._cell(cells[0], plek.rol)
            for number, meaning in enumerate(plek.mogelijk):
                paragraph = cells[1].paragraphs[0] if number == 0 else cells[1].add_paragraph()
                self._paper.look(paragraph, "Cel")
                self._paper.tick(paragraph, meaning)
            for cell in cells[2:]:
                self._cell(cell, "\n\n")
        self._paper.write("Opmerkingen en bezwaren", "Onderkop")
        self._room(2)

    def _marked(self, text: str) -> None:
        for blok in to_blocks(text):
            style = {"kop": "Onderkop", "punt": "List Bullet", "nummer": "List Number"}.get(blok.soort, "Normal")
            paragraph = self._paper.write("", style)
            for stuk in blok.stukken:
                run = paragraph.add_run(plain(stuk.tekst))
                run.bold, run.italic = stuk.vet or None, stuk.schuin or None

    def _box(self, vak: PrintVak) -> None:
        if vak.label:
            self._paper.write(vak.label, "Onderkop")
        for optie in vak.opties:
            self._paper.tick(self._paper.write("", "Keuze"), optie)
        self._room(vak.lijnen)

    def _room(self, lines: int) -> None:
        """Room to type in: paragraphs with one frame around them, which grows."""
        for _ in range(lines):
            self._paper.write("", "Antwoord")
        if lines:
            self._paper.write("", "Klein")

    def _table(self, regel: PrintRegel) -> None:
        """The table with its headings between the rows."""
        headings = [*regel.tussenkoppen, *[""] * (len(regel.rijen) - len(regel.tussenkoppen))]
        lines = [one for heading, row in zip(headings, regel.rijen, strict=False) for one in ([[heading]] if heading else []) + [row]]
        head = [kop or ("Onderdeel" if number == 0 else f"Kolom {number + 1}") for number, kop in enumerate(regel.kop)]
        table = self._paper.table(head, len(lines), regel.label)
        for row, line in zip(table.rows[1:], lines, strict=True):
            cells = row.cells
            if len(line) == 1 and len(head) > 1:
                self._cell(cells[0].merge(cells[-1]), line[0], "Tabelkop")
                continue
            for number, (cell, text) in enumerate(zip(cells, line, strict=False)):
                if text == TICK:
                    self._paper.look(cell.paragraphs[0], "Cel")
                    self._paper.tick(cell.paragraphs[0], "", f"{line[0]}: {head[number]}")
                else:
                    self._cell(cell, text, "Tabelkop" if number == 0 and regel.rijkoppen else "Cel")
        self._paper.write("", "Klein")

    def _cell(self, cell: Any, text: str, style: str = "Cel") -> None:
        self._paper.look(cell.paragraphs[0], style)
        cell.paragraphs[0].add_run(plain(text) if text.strip() else text)
