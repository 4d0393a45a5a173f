"""Why something of a file may be shared with somebody: toestemming of who decides for the child, or another ground that the law names.

Each person's answer is a row of its own with its moments; whether a toestemming holds is asked of them anew every time, so that a withdrawal,
an objection that became known, or gezag that ended counts at the next click (BW 1:253i; dossier 1.2, 1.4, 8.2, 8.3, 8.22).
"""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from .bereik import MetBereik, bereik_is_said
from .groeidocument import Groeidocument
from .leerling import Gezagsrelatie
from .private import PrivateModel


class Deelgrond(MetBereik):
    """What every ground says: for whom, of what, from when until when, and whether it was taken back."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="%(class)sen")
    ontvanger = models.CharField("voor wie", max_length=120)
    geldig_van = models.DateTimeField(default=timezone.now)
    geldig_tot = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    vastgelegd_op = models.DateTimeField(default=timezone.now)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(MetBereik.Meta):
        abstract = True

    def in_period(self, at: datetime | None = None) -> bool:
        """Whether it is in its period and was not taken back; the end is exclusive. Says nothing of who gave it."""
        moment = at or timezone.now()
        return self.ingetrokken_op is None and self.geldig_van <= moment < self.geldig_tot


def in_period(moment: datetime) -> Q:
    """The same question for the database."""
    return Q(ingetrokken_op__isnull=True, geldig_van__lte=moment, geldig_tot__gt=moment)


class ToestemmingQuerySet(models.QuerySet["Toestemming"]):
    """Questions about toestemming."""

    def holding(self, at: datetime | None = None) -> "ToestemmingQuerySet":
        """Those on which something may be shared at this moment: in their period, and given by who has to give them now.

        One gezaghouder is enough while no objection between gezaghouders is known; then all of them have to have given it. From 16 it is the
        pupil who gives it; one that parents gave before stays until it ends, unless the pupil says no (AVG; dossier 1.3, besluiten-vooraf 5).
        """
        moment = at or timezone.now()
        standing = Toestemmingsantwoord.unguarded.standing()
        holders = (
            Gezagsrelatie.unguarded.valid(timezone.localdate(moment)).with_gezag().filter(leerling=OuterRef("groeidocument__leerling"))
        )
        answered = standing.filter(gezag=OuterRef("pk"), toestemming=OuterRef(OuterRef("pk")))
        parents = (
            Exists(holders.filter(Exists(answered)))
            & (~Exists(holders.filter(bezwaar_bekend_op__isnull=False)) | ~Exists(holders.filter(~Exists(answered))))
            & ~Exists(Toestemmingsantwoord.unguarded.against().filter(toestemming=OuterRef("pk"), gezag__isnull=True))
        )
        pupil = Exists(standing.filter(toestemming=OuterRef("pk"), gezag__isnull=True))
        return self.filter(in_period(moment)).filter(Q(parents, leerling_beslist=False) | Q(pupil))


class Toestemming(Deelgrond):
    """Permission for one recipient and one purpose; each purpose is an act of its own (dossier 1.4). Asked first, or recorded as given."""

    class Doel(models.TextChoices):
        AANMELDEN = "aanmelden", "aanmelden bij het ondersteuningsteam"
        UITWISSELEN = "uitwisselen", "uitwisselen tussen de leden van het ondersteuningsteam"
        ADVIES = "advies", "onderzoek of advies door een deskundige"
        # Without names; nothing of the file is shared on it, so it makes no link.
        KWALITEIT = "kwaliteit", "gebruik zonder namen, voor onderzoek en kwaliteit"

    MET_LINK = (Doel.AANMELDEN, Doel.UITWISSELEN, Doel.ADVIES)

    doel = models.CharField("waarvoor", max_length=12, choices=Doel)
    # What the school wrote with its question. Sealed with the file's key.
    toelichting = models.TextField(blank=True, default="")
    # The pupil was 16 or older when it was asked or recorded: then parents alone do not suffice.
    leerling_beslist = models.BooleanField(default=False)

    unguarded = ToestemmingQuerySet.as_manager()

    class Meta(Deelgrond.Meta):
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        ordering = ["-vastgelegd_op"]
        constraints = [
            models.CheckConstraint(name="toestemming_ends_after_it_begins", condition=Q(geldig_tot__gt=F("geldig_van"))),
            bereik_is_said("toestemming_says_how_much"),
        ]

    def holds(self, at: datetime | None = None) -> bool:
        """Whether something may be shared on it at this moment; one query."""
        return Toestemming.unguarded.holding(at).filter(pk=self.pk).exists()


class ToestemmingsantwoordQuerySet(models.QuerySet["Toestemmingsantwoord"]):
    """Questions about answers."""

    def standing(self) -> "ToestemmingsantwoordQuerySet":
        """Given, not taken back, and if it came on paper, looked at by a second person."""
        checked = ~Q(wijze=Toestemmingsantwoord.Wijze.PAPIER) | Q(gecontroleerd_op__isnull=False)
        return self.filter(checked, gegeven_op__isnull=False, ingetrokken_op__isnull=True, afgekeurd_op__isnull=True)

    def against(self) -> "ToestemmingsantwoordQuerySet":
        """Refused, or taken back."""
        return self.filter(Q(geweigerd_op__isnull=False, gegeven_op__isnull=True) | Q(ingetrokken_op__isnull=False))


class Toestemmingsantwoord(PrivateModel):
    """What one gezaghouder, or the pupil, was asked and answered. The moments stay as they were; the state follows from them."""

    class Wijze(models.TextChoices):
        ACCOUNT = "account", "zelf, met een account"
        LINK = "link", "zelf, met een link en een pincode"
        PAPIER = "papier", "op papier, met handtekening"
        GESPREK = "gesprek", "in een gesprek"
        EMAIL = "email", "per e-mail"

    # What somebody of the school can write down for another; the first two are done by the giver alone.
    DOOR_SCHOOL = (Wijze.PAPIER, Wijze.GESPREK, Wijze.EMAIL)

    toestemming = models.ForeignKey(Toestemming, on_delete=models.CASCADE, related_name="antwoorden")
    # None: the pupil, from 16.
    gezag = models.ForeignKey(Gezagsrelatie, null=True, on_delete=models.PROTECT, related_name="toestemmingsantwoorden")
    wijze = models.CharField("hoe", max_length=8, choices=Wijze, blank=True)
    gevraagd_op = models.DateTimeField(null=True, blank=True)
    gegeven_op = models.DateTimeField(null=True, blank=True)
    geweigerd_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    # Words of who answered: with a refusal or a withdrawal. Sealed with the file's key, read by the giver and who guides the school.
    opmerking = models.TextField(blank=True, default="")
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # Who was asked to look at the paper; never who recorded it.
    controleur = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    gecontroleerd_op = models.DateTimeField(null=True, blank=True)
    afgekeurd_op = models.DateTimeField(null=True, blank=True)
    afkeurreden = models.TextField(blank=True, default="")
    # Id of the document with the scan. No foreign key: documents lie beyond this room.
    bewijs = models.UUIDField(null=True, blank=True)

    unguarded = ToestemmingsantwoordQuerySet.as_manager()

    class Meta(PrivateModel.Meta):
        verbose_name = "antwoord op een vraag om toestemming"
        verbose_name_plural = "antwoorden op vragen om toestemming"
        ordering = ["gevraagd_op", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["toestemming", "gezag"], name="one_answer_per_gezaghouder"),
            models.UniqueConstraint(fields=["toestemming"], condition=Q(gezag__isnull=True), name="one_answer_of_the_pupil"),
            models.CheckConstraint(name="given_in_some_way", condition=Q(gegeven_op__isnull=True) | ~Q(wijze="")),
            models.CheckConstraint(name="second_person_checks", condition=Q(controleur__isnull=True) | ~Q(controleur=F("vastgelegd_door"))),
        ]

    @property
    def stand(self) -> str:
        """One of: ingetrokken, afgekeurd, te controleren, gegeven, geweigerd, gevraagd."""
        if self.ingetrokken_op:
            return "ingetrokken"
        if self.gegeven_op:
            if self.afgekeurd_op:
                return "afgekeurd"
            waits = self.wijze == self.Wijze.PAPIER and self.gecontroleerd_op is None
            return "te controleren" if waits else "gegeven"
        return "geweigerd" if self.geweigerd_op else "gevraagd"


class GrondslagQuerySet(models.QuerySet["Grondslag"]):
    """Questions about the other grounds."""

    def holding(self, at: datetime | None = None) -> "GrondslagQuerySet":
        """Those on which something may be shared at this moment. One that rests on somebody's gezag holds only while that does."""
        moment = at or timezone.now()
        holders = Gezagsrelatie.unguarded.valid(timezone.localdate(moment)).with_gezag().filter(pk=OuterRef("gezag"))
        return self.filter(in_period(moment)).filter(Q(gezag__isnull=True) | Exists(holders))


class Grondslag(Deelgrond):
    """A ground beside toestemming, by its name and with the reason (dossier 1.4: an access grant stores its grondslag)."""

    class Soort(models.TextChoices):
        TAAK_SWV = "taak_swv", "wettelijke taak van het samenwerkingsverband"
        OVERDRACHT = "overdracht", "overdracht aan een andere school"
        WETTELIJKE_PLICHT = "wettelijke_plicht", "wettelijke plicht"
        BEVOEGD_PERSONEEL = "bevoegd_personeel", "bevoegd personeel dat bij deze leerling betrokken is"
        # Made by the product: a gezaghouder without an account is asked for toestemming by a link.
        GEZAG = "gezag", "de ontvanger heeft zelf gezag"
        # Made by the product: the pupil, or who represents a pupil of 18, is asked to sign an OPP by a link.
        ONDERTEKENT = "ondertekent", "de ontvanger ondertekent zelf het OPP"

    DOOR_SCHOOL = (Soort.TAAK_SWV, Soort.OVERDRACHT, Soort.WETTELIJKE_PLICHT, Soort.BEVOEGD_PERSONEEL)

    soort = models.CharField("grondslag", max_length=18, choices=Soort)
    # Sealed with the file's key.
    reden = models.TextField()
    gezag = models.ForeignKey(Gezagsrelatie, null=True, on_delete=models.PROTECT, related_name="+")

    unguarded = GrondslagQuerySet.as_manager()

    class Meta(Deelgrond.Meta):
        verbose_name = "grondslag"
        verbose_name_plural = "grondslagen"
        ordering = ["-vastgelegd_op"]
        constraints = [
            models.CheckConstraint(name="grondslag_ends_after_it_begins", condition=Q(geldig_tot__gt=F("geldig_van"))),
            models.CheckConstraint(name="grondslag_of_gezag_names_it", condition=Q(soort="gezag", gezag__isnull=False) | ~Q(soort="gezag")),
            bereik_is_said("grondslag_says_how_much"),
        ]
