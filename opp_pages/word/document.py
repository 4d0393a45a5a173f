"""From the empty form of a published version to a Word document, in the order of the PDF and with the same words."""

from datetime import datetime

from formats.papier.blank import format_document
from formats.papier.document import PrintDeel, PrintDocument
from formats.papier.pdf import dutch_date
from formats.schema import FormatSchema

from .paper import Paper, plain
from .questions import Questions

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTICE = (
    "Als dit formulier is ingevuld, gaat het over een kind. Bewaar het dan veilig en deel het niet met anderen zonder overleg met de school. "
    "Klik op een hokje om het aan te kruisen, en typ in de kaders en in de tabellen."
)
ABOUT = ("Naam van de leerling", "Geboortedatum", "School", "Ingevuld door", "Ingevuld op")


def empty_word(schema: FormatSchema, *, swv: str, versie: int, variant: str = "", gepubliceerd_op: datetime) -> bytes:
    """The form with room to type in.

    Args:
        schema: the whole format.
        swv: the name of the samenwerkingsverband, for the header; may be empty.
        versie: the number of the published version.
        variant: the key of a variant; empty for the whole format.
        gepubliceerd_op: when the version was published; the document is dated on it.
    """
    naam = next((one.naam for one in schema.varianten if one.key == variant), "")
    titel = f"{schema.titel} ({naam})" if naam else schema.titel
    form = format_document(schema.for_variant(variant), versie=versie)
    paper = Paper()
    _properties(paper, titel, swv, versie, gepubliceerd_op)
    paper.frame(" · ".join(part for part in (swv, titel, f"versie {versie}") if part), f"Leeg formulier van {dutch_date(gepubliceerd_op)}")
    paper.write(titel, "Title")
    paper.write(f"Leeg formulier, versie {versie} van {dutch_date(gepubliceerd_op)}.", "Uitleg")
    paper.write(NOTICE, "Uitleg")
    _about(paper)
    _write(paper, form)
    return paper.saved()


def _properties(paper: Paper, titel: str, swv: str, versie: int, moment: datetime) -> None:
    """What the file says about itself; never who made it on which computer."""
    about = paper.document.core_properties
    about.title, about.subject, about.language = plain(titel)[:250], f"Leeg formulier, versie {versie}", "nl-NL"
    about.author = about.last_modified_by = plain(swv)[:250]
    about.comments, about.keywords, about.category = "", "", "formulier"
    about.created = about.modified = moment.replace(microsecond=0)
    about.revision = 1


def _about(paper: Paper) -> None:
    """Whose form it becomes."""
    table = paper.table(["Gegeven", "Vul in"], len(ABOUT), "Over wie gaat dit formulier?")
    for row, name in zip(table.rows[1:], ABOUT, strict=True):
        paper.look(row.cells[0].paragraphs[0], "Tabelkop")
        row.cells[0].paragraphs[0].add_run(name)
        paper.look(row.cells[1].paragraphs[0], "Cel")


def _write(paper: Paper, form: PrintDocument) -> None:
    questions = Questions(paper)
    for deel in form.delen:
        paper.write(deel.titel, "Heading 1")
        questions.explain(deel.uitleg)
        for sectie in deel.secties:
            paper.write(sectie.titel, "Heading 2")
            questions.explain(sectie.uitleg)
            for regel in sectie.regels:
                questions.write(regel)
        _signers(paper, questions, deel)


def _signers(paper: Paper, questions: Questions, deel: PrintDeel) -> None:
    if deel.ondertekenaars:
        paper.write("Ondertekening", "Heading 2")
        questions.explain(deel.strekking)
        questions.signing(deel.ondertekenaars, f"Ondertekening van {deel.titel}")
