"""What was done and still has to be told (Gebeurtenis), who was told what (Bericht), and how somebody wants to be told (Voorkeur).

Rows hold ids and general words; what a message is about is looked up behind the door when somebody opens it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Soort, User
from groeidocumenten.dossiers.kamers import Daad
from groeidocumenten.dossiers.models import Groeidocument, Handeling, PrivateModel


class Gedaan(PrivateModel):
    """A deed, as `melden.Daad` has it: enough to ask a room again whether somebody may know of it."""

    handeling = models.CharField(max_length=30, blank=True)
    onderwerp = models.CharField(max_length=100, blank=True)
    # Ids instead of keys to people: who is erased stays the doer of what was done.
    door_id = models.UUIDField(null=True)
    rol = models.CharField(max_length=12, blank=True)
    op = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        abstract = True

    @property
    def daad(self) -> Daad:
        """The deed itself."""
        return Daad(self.groeidocument_id, Handeling(self.handeling), self.onderwerp, self.door_id, self.rol)  # type: ignore[attr-defined,arg-type]


class Gebeurtenis(Gedaan):
    """A deed on its way to whoever may know of it; gone when they were told."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="gebeurtenissen")

    class Meta(Gedaan.Meta):
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"


class Bericht(Gedaan):
    """That something stands ready for one person. About a file, or about access to one, which then has no file."""

    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="berichten")
    groeidocument = models.ForeignKey(Groeidocument, null=True, on_delete=models.CASCADE, related_name="berichten")
    # General words, which also stand in mails: no name, no text of a file.
    wat = models.CharField(max_length=80)
    # Where it leads when it is about no file.
    adres = models.CharField(max_length=200, blank=True)
    moet = models.BooleanField(default=False)
    gelezen_op = models.DateTimeField(null=True)
    gemaild_op = models.DateTimeField(null=True)
    # Something was done with the same thing since: hidden until it is certain that this person may still know of it.
    te_toetsen = models.BooleanField(default=False)

    class Meta(Gedaan.Meta):
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["-op", "pk"]
        indexes = [
            models.Index(fields=["gebruiker", "-op"]),
            models.Index(fields=["gebruiker"], name="bericht_unread", condition=Q(gelezen_op__isnull=True, te_toetsen=False)),
            models.Index(fields=["groeidocument", "onderwerp"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["gebruiker", "groeidocument", "onderwerp", "wat"],
                condition=Q(gelezen_op__isnull=True, groeidocument__isnull=False),
                name="one_unread_message_per_thing",
            ),
        ]


class Wanneer(models.TextChoices):
    """When somebody wants a mail that something is new."""

    METEEN = "meteen", "meteen"
    DAGELIJKS = "dagelijks", "één keer per dag"
    WEKELIJKS = "wekelijks", "één keer per week"
    NOOIT = "nooit", "nooit"


# Until somebody chooses: parents seldom get a message, people of a school many, and a pupil reads in the product.
STANDAARD = {Soort.OUDER: Wanneer.METEEN, Soort.LEERLING: Wanneer.NOOIT}


class Voorkeur(PrivateModel):
    """How somebody wants to be mailed; also the row that is locked while mails to this person are made."""

    gebruiker = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="berichtvoorkeur")
    # Empty: never chosen.
    mail = models.CharField(max_length=10, choices=Wanneer, blank=True)

    class Meta(PrivateModel.Meta):
        verbose_name = "voorkeur"
        verbose_name_plural = "voorkeuren"


def standaard(user: User) -> Wanneer:
    """What holds for a person who never chose."""
    return STANDAARD.get(Soort(user.soort), Wanneer.DAGELIJKS)
