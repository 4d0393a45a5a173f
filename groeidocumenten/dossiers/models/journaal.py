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
    TOESTEMMING_GEVRAAGD = "toestemming_gevraagd", "toestemming gevraagd"
    TOESTEMMING_GEGEVEN = "toestemming_gegeven", "toestemming gegeven"
    TOESTEMMING_GEWEIGERD = "toestemming_geweigerd", "toestemming geweigerd"
    TOESTEMMING_BEKEKEN = "toestemming_bekeken", "papieren toestemming gecontroleerd"
    TOESTEMMING_INGETROKKEN = "toestemming_ingetrokken", "toestemming ingetrokken"
    GRONDSLAG = "grondslag", "grondslag vastgelegd"
    GRONDSLAG_INGETROKKEN = "grondslag_ingetrokken", "grondslag beëindigd"
    BLOKKADE = "blokkade", "contactverbod vastgelegd of gewijzigd"
    LINK_GEMAAKT = "link_gemaakt", "toegangslink gemaakt"
    LINK_VERLENGD = "link_verlengd", "toegangslink verlengd"
    LINK_VERNIEUWD = "link_vernieuwd", "toegangslink opnieuw gebruikt"
    LINK_PINCODE = "link_pincode", "nieuwe pincode voor een toegangslink"
    LINK_OPNIEUW = "link_opnieuw", "toegangslink opnieuw verstuurd"
    LINK_BEVESTIGD = "link_bevestigd", "toegangslink bevestigd"
    LINK_GEBRUIKT = "link_gebruikt", "toegangslink gebruikt"
    LINK_FOUT = "link_fout", "verkeerde pincode"
    LINK_OP_SLOT = "link_op_slot", "toegangslink op slot"
    LINK_INGETROKKEN = "link_ingetrokken", "toegangslink ingetrokken"
    LINK_VOL = "link_vol", "toegangslink te vaak gebruikt"
    LINK_AKKOORD = "link_akkoord", "gast ging akkoord met de regels"
    LINK_ANDER = "link_ander", "gast was iemand anders"
    LINK_AANGEVRAAGD = "link_aangevraagd", "nieuwe toegangslink gevraagd"
    LINK_AANVRAAG_KLAAR = "link_aanvraag_klaar", "vraag om een toegangslink afgehandeld"
    PINCODE_GEWEIGERD = "pincode_geweigerd", "te veel pincodes: geweigerd"
    NAGEKOMEN = "nagekomen", "tekst kwam na de toegang binnen"
    NAGEKOMEN_BESLIST = "nagekomen_beslist", "nagekomen tekst overgenomen of weggegooid"
    GASTWERK_BEOORDEELD = "gastwerk_beoordeeld", "tekst van een gast beoordeeld"
    HOOFDSTUK_TERUGGEZET = "teruggezet", "eerdere tekst teruggezet"
    VOORSTEL = "voorstel", "voorstel gedaan"
    VOORSTEL_BESLIST = "voorstel_beslist", "voorstel overgenomen of afgewezen"
    GESPREKSNOTITIE = "gespreksnotitie", "notitie van een kindgesprek"
    NOTITIE_GEDEELD = "notitie_gedeeld", "notitie gedeeld"
    CORRECTIEVERZOEK = "correctieverzoek", "verzoek om correctie"
    CORRECTIE_BESLIST = "correctie_beslist", "verzoek om correctie beslist"
    ZIENSWIJZE = "zienswijze", "zienswijze toegevoegd"
    DOEL_BEWAARD = "doel_bewaard", "doel bewaard"
    DOEL_GEEVALUEERD = "doel_geevalueerd", "doel geëvalueerd"
    INTERVENTIE = "interventie", "interventie bewaard"
    GESPREK_BEWAARD = "gesprek_bewaard", "gesprek bewaard"
    AGENDAPUNT = "agendapunt", "agendapunt toegevoegd"
    VERSLAG = "verslag", "verslag bewaard of vastgesteld"
    AFSPRAAK = "afspraak", "afspraak bewaard"
    DOCUMENT_ERBIJ = "document_erbij", "document toegevoegd"
    DOCUMENT_GEZIEN = "document_gezien", "document opgehaald"
    DOCUMENT_GEWIJZIGD = "document_gewijzigd", "document gewijzigd of vervangen"
    DOCUMENT_WEG = "document_weg", "document verwijderd"
    DOCUMENT_TERUG = "document_terug", "document teruggehaald"
    VRAAG_UITGEZET = "vraag_uitgezet", "formulier uitgezet"
    VRAAG_INGEVULD = "vraag_ingevuld", "formulier ingevuld"
    VRAAG_INGETROKKEN = "vraag_ingetrokken", "formulier ingetrokken"
    LEERLING_GEWIJZIGD = "leerling_gewijzigd", "gegevens van de leerling gewijzigd"
    GEZAG_GEWIJZIGD = "gezag_gewijzigd", "gezag gewijzigd of beëindigd"
    AFGESLOTEN = "afgesloten", "groeidocument afgesloten"
    HEROPEND = "heropend", "groeidocument heropend"
    MEEGENOMEN = "meegenomen", "meegenomen uit een eerder groeidocument"
    CODE_GEMAAKT = "code_gemaakt", "toegangscode uitgegeven"
    CODE_INGETROKKEN = "code_ingetrokken", "toegangscode ingetrokken"
    CODE_GEBRUIKT = "code_gebruikt", "toegangscode gebruikt door een ouder"
    OPP_GESTART = "opp_gestart", "OPP begonnen of toegevoegd"
    OPP_BEWAARD = "opp_bewaard", "tekst van een OPP bewaard"
    OPP_FACTOR = "opp_factor", "factor in een OPP"
    OPP_PERSPECTIEF = "opp_perspectief", "perspectief in een OPP"
    OPP_VERSTUURD = "opp_verstuurd", "concept van een OPP verstuurd"
    OPP_BESPROKEN = "opp_besproken", "OPP besproken"
    OPP_OPMERKING = "opp_opmerking", "opmerking bij een OPP, of antwoord daarop"
    OPP_ADVIES = "opp_advies", "advies van de commissie over een OPP"
    HOORMOMENT = "hoormoment", "leerling gehoord over een OPP"
    OPP_VASTGESTELD = "opp_vastgesteld", "OPP vastgesteld"
    OPP_GEEVALUEERD = "opp_geevalueerd", "OPP geëvalueerd"
    OPP_BEEINDIGD = "opp_beeindigd", "OPP beëindigd"
    OPP_TEKENEN_GEVRAAGD = "opp_tekenen_gevraagd", "gevraagd om een OPP te ondertekenen"
    OPP_GETEKEND = "opp_getekend", "OPP ondertekend"
    OPP_PAPIER = "opp_papier", "handtekening op papier toegevoegd of gecontroleerd"
    OPP_VOORGELEGD = "opp_voorgelegd", "OPP voorgelegd aan de directeur, of dat ingetrokken"
    OPP_HERSTELD = "opp_hersteld", "kennelijke fout in een OPP hersteld"
    OPP_GESCHIL = "opp_geschil", "geen overeenstemming over een OPP vastgelegd"
    OPP_BEVOEGD = "opp_bevoegd", "vastgelegd wie voor de leerling tekent"
    OPP_BEWIJS = "opp_bewijs", "ontvangstbewijs van een handtekening opgehaald"
    OPP_TERMIJN = "opp_termijn", "begin van de termijn van een OPP vastgelegd"
    INSCHRIJVING = "inschrijving", "inschrijving of uitschrijving vastgelegd"
    ROD_VERWERKT = "rod_verwerkt", "OPP in ROD verwerkt gemeld"
    ROD_TERUG = "rod_terug", "melding over ROD teruggenomen"
    ROD_LIJST = "rod_lijst", "lijst voor ROD gedownload"
    SLOT_OVERGENOMEN = "slot_overgenomen", "schrijven overgenomen van een ander"
    GEZOCHT = "gezocht", "gezocht naar een leerling"
    GEWEIGERD = "geweigerd", "kwam niet binnen"
    JOURNAAL_GELEZEN = "journaal_gelezen", "bekeken wie er heeft gekeken"
    JOURNAAL_UITGEVOERD = "journaal_uitgevoerd", "journaal gedownload"
    JOURNAAL_OPGERUIMD = "journaal_opgeruimd", "oude maand van het journaal verwijderd"
    NOOD_GEVRAAGD = "nood_gevraagd", "noodopening gevraagd"
    NOOD_GEWEIGERD = "nood_geweigerd", "noodopening niet bevestigd"
    NOOD_GEOPEND = "nood_geopend", "noodopening bevestigd"
    NOOD_INGETROKKEN = "nood_ingetrokken", "noodopening ingetrokken"
    NOOD_NAGEKEKEN = "nood_nagekeken", "noodopening nagekeken"


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
    # Set when the line is about the record of a pupil and about no file.
    leerling_id = models.UUIDField(null=True)
    gebruiker_id = models.UUIDField(null=True)
    link_id = models.UUIDField(null=True)
    onderwerp = models.CharField(max_length=100, blank=True)
    # The name of the key that the hash was made with. Empty: a line of the first kind, whose hash does not cover its id.
    sleutel = models.CharField(max_length=20, blank=True, default="")
    vorige_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta(PrivateModel.Meta):
        verbose_name = "journaalregel"
        verbose_name_plural = "journaalregels"
        indexes = [
            models.Index(fields=["groeidocument_id", "-tijd"]),
            models.Index(fields=["leerling_id", "-tijd"], condition=models.Q(leerling_id__isnull=False), name="line_of_a_pupil"),
        ]
        constraints = [models.UniqueConstraint(fields=["school", "volgnummer"], name="one_line_per_number")]


class Journaalsegment(PrivateModel):
    """A month of one school's chain that was removed because it was kept long enough (besluiten-vooraf 16). What stays of it is where it ended.

    The check of the chain goes on from `eindhash`. The seal is made with the journaal's key: who can only write the database cannot make it
    look as if a month was removed that was cut off.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="journaalsegmenten")
    # The first day of the month, in Amsterdam.
    maand = models.DateField()
    eerste = models.PositiveBigIntegerField()
    laatste = models.PositiveBigIntegerField()
    eindhash = models.CharField(max_length=64)
    verwijderd_op = models.DateTimeField()
    sleutel = models.CharField(max_length=20)
    zegel = models.CharField(max_length=64)

    class Meta(PrivateModel.Meta):
        verbose_name = "journaalsegment"
        verbose_name_plural = "journaalsegmenten"
        ordering = ["eerste"]
        constraints = [
            models.UniqueConstraint(fields=["school", "maand"], name="one_removal_per_month"),
            models.UniqueConstraint(fields=["school", "eerste"], name="one_removal_per_first_line"),
            models.CheckConstraint(name="segment_has_lines", condition=models.Q(laatste__gte=models.F("eerste"))),
        ]
