"""Documents of a pupil: what is said of one, its versions, their sealed pieces, and who was named to read one that is not for everybody."""

from django.conf import settings
from django.db import models

from groeidocumenten.dossiers.models import Groeidocument, PrivateModel
from groeidocumenten.inhoud.models import Author, SealedText


class Soort(models.TextChoices):
    """What kind of document it is (dossier 4.3 and 5.2)."""

    ONDERZOEK = "onderzoek", "verslag van onderzoek"
    TOETS = "toets", "toetsen en leerlingvolgsysteem"
    PLAN = "plan", "plan of evaluatie"
    GESPREK = "gesprek", "verslag van een gesprek"
    TOESTEMMING = "toestemming", "toestemming of verklaring"
    GEZAG = "gezag", "beschikking of uittreksel over gezag"
    MEDISCH = "medisch", "medische informatie"
    TLV = "tlv", "aanvraag of besluit (TLV, arrangement)"
    OVERDRACHT = "overdracht", "onderwijskundig rapport of overdracht"
    WERK = "werk", "werk of tekening van de leerling"
    BRIEF = "brief", "brief of e-mail"
    FORMULIER = "formulier", "ingevuld formulier"
    OVERIG = "overig", "iets anders"


class Klasse(models.TextChoices):
    """Who may read it, beside who is responsible for it (dossier 1.3; `reading` judges)."""

    GEWOON = "gewoon", "gewoon: iedereen die dit groeidocument mag lezen"
    GEVOELIG = "gevoelig", "gevoelig: de school, de ouders en de leerling, geen gasten"
    PSYCHOLOGISCH = "psychologisch", "psychologisch verslag: alleen wie u hieronder aankruist"
    # Given by the product to a scan: of a form that somebody was asked to fill in, or of toestemming on paper. Nobody chooses these by hand.
    GEVRAAGD = "gevraagd", "antwoord op een formulier: de school en wie het invulde"
    BEWIJS = "bewijs", "bewijs van toestemming: wie begeleidt, wie toestemming gaf en wie het controleert"


GEGEVEN = (Klasse.GEVRAAGD, Klasse.BEWIJS)


class Document(Author):
    """A document beside the answers. What is in it is in its newest version; this row says what it is and who may read it."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="documenten")
    soort = models.CharField(max_length=20, choices=Soort, blank=True)
    # Key of a hoofdstuk; empty: the document belongs to the whole file, or nobody chose yet.
    hoofdstuk = models.CharField(max_length=64, blank=True)
    # False: dropped on the pupil, and nobody said yet what it is.
    ingedeeld = models.BooleanField(default=True)
    klasse = models.CharField(max_length=15, choices=Klasse, default=Klasse.GEWOON)
    # Who is responsible for it; who added it, until the school hands it to somebody else. Empty for a guest: see `link`.
    eigenaar = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    geldig_tot = models.DateField(null=True, blank=True)
    omschrijving = SealedText(blank=True)
    # Where it came from, if it was taken along from an earlier groeidocument.
    herkomst = SealedText(blank=True)
    # Up to which version who manages access looked at what a guest put here. Only versions of guests are asked about.
    nagekeken = models.PositiveIntegerField(default=0)
    # Goes up with every change of what is said of it: the second of two savers is told.
    stand = models.PositiveIntegerField(default=1)
    verwijderd_op = models.DateTimeField(null=True, blank=True)
    verwijderd_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    verwijderd_reden = SealedText(blank=True)

    class Meta(PrivateModel.Meta):
        verbose_name = "document"
        verbose_name_plural = "documenten"
        ordering = ["-op"]
        indexes = [
            models.Index(fields=["groeidocument", "-op"]),
            # What the command that erases looks for.
            models.Index(fields=["verwijderd_op"], condition=models.Q(verwijderd_op__isnull=False), name="documenten_deleted"),
        ]


class Documentversie(Author):
    """One file of a document. The newest counts; the school can read the earlier ones."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versies")
    nummer = models.PositiveIntegerField()
    bestandsnaam = SealedText()
    # The kind by its contents, never by what the browser or the name said.
    soort = models.CharField(max_length=100)
    grootte = models.PositiveIntegerField()
    paginas = models.PositiveIntegerField(null=True, blank=True)
    aantal_stukken = models.PositiveSmallIntegerField()
    # Content type of the picture that stands for it; empty: there is none.
    beeld_soort = models.CharField(max_length=20, blank=True)
    aantal_beeldstukken = models.PositiveSmallIntegerField(default=0)

    class Meta(PrivateModel.Meta):
        verbose_name = "documentversie"
        verbose_name_plural = "documentversies"
        ordering = ["-nummer"]
        constraints = [models.UniqueConstraint(fields=["document", "nummer"], name="one_file_per_version")]

    @property
    def groeidocument(self) -> Groeidocument:
        """The file whose key this version is sealed with."""
        return self.document.groeidocument


class Documentstuk(PrivateModel):
    """A piece of a version, or of the picture that stands for it, sealed with the key of the groeidocument (docs/besluiten/0013)."""

    versie = models.ForeignKey(Documentversie, on_delete=models.CASCADE, related_name="stukken")
    beeld = models.BooleanField(default=False)
    volgnummer = models.PositiveSmallIntegerField()
    inhoud = models.BinaryField()

    class Meta(PrivateModel.Meta):
        verbose_name = "documentstuk"
        verbose_name_plural = "documentstukken"
        ordering = ["volgnummer"]
        constraints = [models.UniqueConstraint(fields=["versie", "beeld", "volgnummer"], name="one_sealed_piece_per_number")]


class Documentlezer(PrivateModel):
    """Somebody who was named to read a document: a person, or the keyless user of a guest's link."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="lezers")
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta(PrivateModel.Meta):
        verbose_name = "documentlezer"
        verbose_name_plural = "documentlezers"
        constraints = [models.UniqueConstraint(fields=["document", "gebruiker"], name="named_once_per_document")]
