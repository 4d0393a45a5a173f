"""Fills the lists that visitors filter on. Editors keep the themes; the other two follow the law and the schools."""

from django.db import migrations

DOELGROEPEN = [
    ("ouder", "ouders en verzorgers"),
    ("leerling", "leerlingen"),
    ("leerkracht", "leerkrachten en mentoren"),
    ("ib", "intern begeleiders"),
    ("oc", "ondersteuningscoördinatoren"),
    ("directeur", "directeuren"),
    ("so", "speciaal onderwijs"),
    ("partner", "partners in zorg en gemeente"),
]
ONDERWIJSTYPEN = [
    ("bao", "basisonderwijs"),
    ("sbo", "speciaal basisonderwijs"),
    ("so", "speciaal onderwijs"),
    ("vo", "voortgezet onderwijs"),
    ("pro", "praktijkonderwijs"),
    ("vso", "voortgezet speciaal onderwijs"),
]
THEMAS = [
    ("opp", "ontwikkelingsperspectief (OPP)"),
    ("groeidocument", "groeidocument"),
    ("stem-leerling", "stem van de leerling"),
    ("ouders", "samenwerken met ouders"),
    ("gedrag", "gedrag"),
    ("dyslexie", "dyslexie"),
    ("rekenen", "rekenen"),
    ("mb-hb", "meer- en hoogbegaafdheid"),
    ("jonge-kind", "het jonge kind"),
    ("tlv", "toelaatbaarheidsverklaring (TLV)"),
    ("overstap", "overstap naar een andere school"),
    ("privacy", "privacy en toestemming"),
]


def fill(apps, schema_editor):
    """Add what is missing; a name that somebody changed stays changed."""
    for model, rows in (("Doelgroep", DOELGROEPEN), ("Onderwijstype", ONDERWIJSTYPEN), ("Thema", THEMAS)):
        for volgorde, (code, naam) in enumerate(rows, start=1):
            apps.get_model("forms_catalog", model).objects.get_or_create(code=code, defaults={"naam": naam, "volgorde": volgorde})


class Migration(migrations.Migration):
    dependencies = [("forms_catalog", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
