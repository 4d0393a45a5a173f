"""When the six weeks of an OPP began, as the school says it: what is refused, because it would hide that an OPP is late. Pure.

Late is possible and needs a reason; making it look in time is not possible. A day that was written down stays: a new one is written beside it.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from .wet import TERMIJN, Grond

MIN_REDEN = 10


@dataclass(frozen=True)
class Start:
    """A day and what began on it."""

    dag: date
    grond: str
    toelichting: str = ""

    @property
    def uiterlijk(self) -> date:
        """The last day of the six weeks."""
        return self.dag + TERMIJN


@dataclass(frozen=True)
class Omstandigheden:
    """What is known when somebody writes down a start.

    Args:
        begonnen: the day on which the school began to make the OPP; None: it did not yet.
        eerste_stap: the first day on which the pupil was heard, or a concept was sent or discussed.
        eerder: the start that counted until now.
    """

    vandaag: date
    geboren: date
    begonnen: date | None = None
    eerste_stap: date | None = None
    vastgesteld: date | None = None
    eerder: Start | None = None


def refuse_start(start: Start, bekend: Omstandigheden) -> None:
    """Refuse a start that cannot be, or that would make a late OPP look in time.

    Raises:
        ValidationError: beside the field that it is about.
    """
    if start.dag > bekend.vandaag:
        raise ValidationError({"dag": "Deze dag moet nog komen. Kies vandaag of een eerdere dag."})
    if start.dag < bekend.geboren:
        raise ValidationError({"dag": "Deze dag ligt voor de geboorte van de leerling. Controleer het jaar."})
    _refuse_after_facts(start, bekend)
    _refuse_hiding(start, bekend)


def _refuse_after_facts(start: Start, bekend: Omstandigheden) -> None:
    """The facts in their order: first the start, then the work on the OPP, then the adoption."""
    if bekend.vastgesteld is not None and start.dag > bekend.vastgesteld:
        raise ValidationError({"dag": f"Het OPP is vastgesteld op {_day(bekend.vastgesteld)}. De termijn begon die dag of eerder."})
    if start.grond == Grond.BEHOEFTE and bekend.begonnen is not None and start.dag > bekend.begonnen:
        said = f"De school begon op {_day(bekend.begonnen)} aan dit OPP. Toen was al duidelijk dat er extra ondersteuning nodig is."
        raise ValidationError({"dag": f"{said} Kies die dag of een eerdere."})
    if start.grond == Grond.INSCHRIJVING and bekend.eerste_stap is not None and start.dag > bekend.eerste_stap:
        said = f"Op {_day(bekend.eerste_stap)} is al met de leerling of de ouders over dit OPP gesproken."
        raise ValidationError({"dag": f"{said} Was de leerling toen tijdelijk geplaatst? Kies dan de definitieve plaatsing."})


def _refuse_hiding(start: Start, bekend: Omstandigheden) -> None:
    before, until = bekend.eerder, bekend.vastgesteld or bekend.vandaag
    if before is not None and before.grond == Grond.INSCHRIJVING and start.grond == Grond.PLAATSING and start.dag < before.dag:
        raise ValidationError({"dag": f"De definitieve plaatsing komt na de inschrijving van {_day(before.dag)}."})
    later = before is not None and start.dag > before.dag
    if before is not None and later and until > before.uiterlijk:
        said = f"De termijn die op {_day(before.dag)} begon, was op {_day(before.uiterlijk)} al voorbij. Een later begin zou dat verbergen."
        raise ValidationError({"dag": f"{said} Schrijf bij het vaststellen waarom het later werd."})
    late = bekend.vastgesteld is not None and bekend.vastgesteld > start.uiterlijk
    if (later or late) and len(start.toelichting.strip()) < MIN_REDEN:
        why = "Schrijf waarom het begin nu later ligt dan eerst is vastgelegd." if later else "Schrijf waarom het OPP later is vastgesteld."
        raise ValidationError({"toelichting": why})


def _day(day: date) -> str:
    return date_format(day, "j F Y")
