"""The journaal: who did what with which file, in an order that nobody can change afterwards. It copies no content and no names."""

from django.db import models

from accounts.models import School

from .private import PrivateModel


class Handeling(models.TextChoices):
    """What the journaal records."""

    GESTART = "gestart", "groeidocument gestart"
    GEZIEN = "gezien", "bekeken"
    BEWAARD = "bewaard", "tekst bewaard"
    AANGEVULD = "aangevuld", "aanvulling geschreven"
    AFGEDRUKT = "afgedrukt", "afgedrukt"
    DEEL_KLAAR = "deel_klaar", "hoofdstuk klaar gemeld"
    DEEL_NVT = "deel_nvt", "hoofdstuk niet van toepassing"
    DEEL_OPEN = "deel_open", "hoofdstuk weer open"
    BESTAND_ERBIJ = "bestand_erbij", "bestand toegevoegd"
    BESTAND_GEZIEN = "bestand_gezien", "bestand opgehaald"
    BESTAND_WEG = "bestand_weg", "bestand weggehaald"
    FORMAT_NIEUWER = "format_nieuwer", "nieuwere versie van het format"
    VARIANT = "variant", "andere variant van het format"
    GEZAG = "gezag", "gezag vastgelegd"
    RECHT_GEGEVEN = "recht_gegeven", "toegang gegeven"
    RECHT_INGETROKKEN = "recht_ingetrokken", "toegang ingetrokken"
    TOESTEMMING = "toestemming", "toestemming vastgelegd"
    TOESTEMMING_INGETROKKEN = "toestemming_ingetrokken", "toestemming ingetrokken"
    LINK_GEMAAKT = "link_gemaakt", "toegangslink gemaakt"
    LINK_GEBRUIKT = "link_gebruikt", "toegangslink gebruikt"
    LINK_FOUT = "link_fout", "verkeerde pincode"
    LINK_OP_SLOT = "link_op_slot", "toegangslink op slot"
    LINK_INGETROKKEN = "link_ingetrokken", "toegangslink ingetrokken"


class Journaalhoofd(PrivateModel):
    """The end of one school's chain. Locking this row orders the writers; no change of a file exists without its line."""

    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="journaalhoofd")
    volgnummer = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta(PrivateModel.Meta):
        verbose_name = "journaalhoofd"
        verbose_name_plural = "journaalhoofden"


class Journaalregel(PrivateModel):
    """One line. Ids instead of foreign keys, so that erasing a person or a file leaves the chain whole (gasten 5.2)."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="journaalregels")
    volgnummer = models.PositiveBigIntegerField()
    tijd = models.DateTimeField()
    handeling = models.CharField(max_length=30, choices=Handeling)
    groeidocument_id = models.UUIDField(null=True)
    gebruiker_id = models.UUIDField(null=True)
    link_id = models.UUIDField(null=True)
    onderwerp = models.CharField(max_length=100, blank=True)
    vorige_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta(PrivateModel.Meta):
        verbose_name = "journaalregel"
        verbose_name_plural = "journaalregels"
        indexes = [models.Index(fields=["groeidocument_id", "-tijd"])]
        constraints = [models.UniqueConstraint(fields=["school", "volgnummer"], name="one_line_per_number")]
