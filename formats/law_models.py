"""The legal elements as data: which there are, for which education, and since when. Editors of formats keep them; formats/law.py uses them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from .law import EISEN, ONDERWIJSTYPEN, Element

MAX_SIGNAALWOORDEN = 60


class WettelijkElement(models.Model):
    """One demand of the law. A code comes back in a row of its own when the demand differs per kind of education, or changes on a date."""

    code = models.CharField(
        "code",
        max_length=60,
        validators=[RegexValidator(r"^[a-z][a-z0-9_]*$", "Gebruik alleen kleine letters, cijfers en lage streepjes.")],
        help_text="Vragen in formats verwijzen hiernaar. Verander de code niet als er al formats zijn die haar gebruiken.",
    )
    naam = models.CharField("naam", max_length=150)
    uitleg = models.TextField("uitleg", blank=True, max_length=1000, help_text="Wat moet er staan? In gewone taal.")
    onderwijstypen = models.JSONField("voor welk onderwijs?", default=list)
    eis = models.CharField("hoe sterk is de eis?", max_length=25, choices=EISEN, default="altijd")
    geldig_vanaf = models.DateField("geldt vanaf", null=True, blank=True, help_text="Leeg: geldt al langer.")
    geldig_tot = models.DateField("geldt tot en met", null=True, blank=True, help_text="Leeg: geldt nog.")
    bron = models.CharField("bron", max_length=300, blank=True, help_text="Het artikel in de wet, of waar dit staat.")
    signaalwoorden = models.TextField(
        "signaalwoorden",
        blank=True,
        max_length=3000,
        help_text="Elk woord of woordgroep op een eigen regel. Hiermee zoekt de controle van een eigen format waar dit onderdeel staat.",
    )
    volgorde = models.PositiveSmallIntegerField("volgorde", default=100)

    class Meta:
        verbose_name = "wettelijk onderdeel"
        verbose_name_plural = "wettelijke onderdelen"
        ordering = ["volgorde", "code", "geldig_vanaf", "pk"]

    def __str__(self) -> str:
        return self.naam

    @property
    def onderwijs(self) -> str:
        """The kinds of education in words."""
        return ", ".join(ONDERWIJSTYPEN.get(code, str(code)) for code in self.onderwijstypen)

    @property
    def woorden(self) -> tuple[str, ...]:
        """The signal words, without empty lines."""
        return tuple(word for line in self.signaalwoorden.splitlines() if (word := " ".join(line.split())))

    def clean(self) -> None:
        """Refuse what would make the check unsure.

        Raises:
            ValidationError: for an end before the beginning, and for two demands of one code for the same education at the same time.
        """
        if self.geldig_vanaf and self.geldig_tot and self.geldig_tot < self.geldig_vanaf:
            raise ValidationError({"geldig_tot": "Deze dag ligt voor de dag waarop het begint te gelden."})
        if len(self.woorden) > MAX_SIGNAALWOORDEN:
            raise ValidationError({"signaalwoorden": f"Gebruik hoogstens {MAX_SIGNAALWOORDEN} signaalwoorden."})
        for other in WettelijkElement.objects.filter(code=self.code).exclude(pk=self.pk):
            same = [code for code in self.onderwijstypen if code in other.onderwijstypen]
            if same and _overlap(self, other):
                names = ", ".join(ONDERWIJSTYPEN[code] for code in same if code in ONDERWIJSTYPEN)
                raise ValidationError(f"‘{other.naam}’ heeft dezelfde code en geldt in dezelfde tijd al voor {names}.")

    def element(self) -> Element:
        """This row as formats/law.py reads it."""
        return Element(
            code=self.code,
            naam=self.naam,
            onderwijstypen=tuple(self.onderwijstypen),
            eis=self.eis,  # type: ignore[arg-type]  # its choices are those of Wetseis
            uitleg=self.uitleg,
            bron=self.bron,
            geldig_vanaf=self.geldig_vanaf,
            geldig_tot=self.geldig_tot,
            signaalwoorden=self.woorden,
        )


def elementen() -> list[Element]:
    """Everything that is known of the law, of any time, in the editors' order: one query."""
    return [row.element() for row in WettelijkElement.objects.all()]


def element_choices() -> list[tuple[str, str]]:
    """Each code once with its name: what an editor can tick at a question."""
    names: dict[str, str] = {}
    for code, naam in WettelijkElement.objects.values_list("code", "naam"):
        names.setdefault(code, naam)
    return list(names.items())


def _overlap(one: Any, other: Any) -> bool:
    starts_in_time = one.geldig_vanaf is None or other.geldig_tot is None or one.geldig_vanaf <= other.geldig_tot
    return starts_in_time and (other.geldig_vanaf is None or one.geldig_tot is None or other.geldig_vanaf <= one.geldig_tot)
