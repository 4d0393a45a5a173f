"""The record of a child and of who holds gezag over it. A pupil's login, if there is one, is a User beside it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import School

from .private import PrivateModel


class Leerling(PrivateModel):
    """A child at a school. What is written about it lives in its groeidocumenten, encrypted; this row only names it."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="leerlingen")
    gebruiker = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="leerling", verbose_name="eigen account"
    )
    voornaam = models.CharField("voornaam", max_length=60)
    tussenvoegsel = models.CharField("tussenvoegsel", max_length=20, blank=True)
    achternaam = models.CharField("achternaam", max_length=80)
    geboortedatum = models.DateField("geboortedatum")
    groep = models.CharField("groep of klas", max_length=20, blank=True)

    class Meta(PrivateModel.Meta):
        verbose_name = "leerling"
        verbose_name_plural = "leerlingen"
        indexes = [models.Index(fields=["school", "achternaam", "voornaam"])]

    @property
    def naam(self) -> str:
        """First name, prefix and surname, for a screen that the door has opened."""
        return " ".join(part for part in (self.voornaam, self.tussenvoegsel, self.achternaam) if part)


class GezagsrelatieQuerySet(models.QuerySet["Gezagsrelatie"]):
    """Questions about gezag."""

    def valid(self, on: date | None = None) -> "GezagsrelatieQuerySet":
        """Relations that hold on this day in Amsterdam; the last day still counts."""
        day = on or timezone.localdate()
        return self.filter(Q(geldig_tot__isnull=True) | Q(geldig_tot__gte=day), geldig_van__lte=day)

    def with_gezag(self) -> "GezagsrelatieQuerySet":
        """Relations whose holder decides for the child (BW 1:245, 1:253i)."""
        return self.filter(soort__in=Gezagsrelatie.MET_GEZAG)


class Gezagsrelatie(PrivateModel):
    """Who stands in which legal relation to a child, from when until when, and how the school knows (dossier 1.2, design rule 1)."""

    class Soort(models.TextChoices):
        OUDER_MET_GEZAG = "ouder_met_gezag", "ouder met gezag"
        OUDER_ZONDER_GEZAG = "ouder_zonder_gezag", "ouder zonder gezag"
        VOOGD = "voogd", "voogd"
        PLEEGOUDER = "pleegouder", "pleegouder"
        STIEFOUDER = "stiefouder", "stiefouder of partner"
        GEZINSVOOGD = "gezinsvoogd", "gezinsvoogd"
        OVERIG = "overig", "anders"

    MET_GEZAG = (Soort.OUDER_MET_GEZAG, Soort.VOOGD)

    leerling = models.ForeignKey(Leerling, on_delete=models.CASCADE, related_name="gezagsrelaties")
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="gezagsrelaties", verbose_name="account"
    )
    naam = models.CharField("naam", max_length=120)
    soort = models.CharField("relatie tot de leerling", max_length=20, choices=Soort)
    geldig_van = models.DateField("vanaf", default=timezone.localdate)
    geldig_tot = models.DateField("tot en met", null=True, blank=True)
    bron = models.CharField("hoe weet de school dit?", max_length=200)
    gecontroleerd_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    gecontroleerd_op = models.DateField(null=True, blank=True)
    bezwaar_bekend_op = models.DateField("bezwaar tussen gezaghouders bekend sinds", null=True, blank=True)

    unguarded = GezagsrelatieQuerySet.as_manager()

    class Meta(PrivateModel.Meta):
        verbose_name = "gezagsrelatie"
        verbose_name_plural = "gezagsrelaties"
        constraints = [
            models.CheckConstraint(
                name="gezag_ends_after_it_begins", condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gte=F("geldig_van"))
            )
        ]
