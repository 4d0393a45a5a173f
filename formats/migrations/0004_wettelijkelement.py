"""What the law asked of an OPP when this product began (domain dossier 2.3, 2.5, 2.6). Afterwards the rows belong to the editors."""

from datetime import date

import django.core.validators
from django.db import migrations, models

PASSEND, INSTEMMING, HOORRECHT = date(2014, 8, 1), date(2017, 8, 1), date(2025, 8, 1)
WPO = "WPO art. 40a; Besluit bekostiging WPO art. 34.7"
WEC = "WEC art. 41a; Onderwijskundig besluit WEC art. 4 en 5"
WVO = "WVO 2020 art. 2.44 en Uitvoeringsbesluit (tot 1-8-2022: WVO art. 26)"
ALLE = ["bao", "sbo", "so", "vso", "vo", "pro"]
ALLE_WETTEN = "WPO art. 40a, WEC art. 41a, WVO 2020 art. 2.44"

UITSTROOM = "uitstroom\nuitstroombestemming\nuitstroomprofiel\nuitstroomniveau\nuitstroomperspectief\nvervolgonderwijs\nverwachte bestemming\nschoolsoort\nperspectief"
ONDERBOUWING = "onderbouwing\nonderbouwd\nmotivering\ntoelichting op de uitstroom\ntoelichting bij de uitstroom\nwaarom verwacht\nwaarom deze bestemming\nverantwoording"
BELEMMEREND = "belemmerend\nbelemmerende factoren\nbelemmeringen\nrisicofactoren\nstagnerende factoren\nwat maakt het moeilijk\nwat belemmert"
BEVORDEREND = "bevorderend\nbevorderende factoren\nstimulerende factoren\nbeschermende factoren\nsterke kanten\nkwaliteiten\nwat helpt\nwat gaat goed"
BEGELEIDING = "begeleiding\nindividuele begeleiding\nhandelingsdeel\nplan van aanpak\naanpak\nextra ondersteuning\nondersteuningsaanbod\ninterventie\nwie doet wat"
AFWIJKING = "afwijking\nafwijken van het onderwijsprogramma\nafwijkend programma\nvrijstelling\nontheffing\neigen leerlijn\naangepast programma\nmaatwerk\nonderwijstijd"
LEERLING = "inbreng van de leerling\ninbreng leerling\nmening van de leerling\nstem van de leerling\nhoorrecht\nleerling gehoord\nkindgesprek\nleerlinggesprek\nleerlinggedeelte\nkinddeel\nik vind\nmijn doel"
PRO = "praktijkonderwijs\npraktijkvakken\nstage\narbeidsvoorbereiding\nwijze waarop het praktijkonderwijs\nIOP\nindividueel ontwikkelplan"
OVERLEG = "overleg met ouders\nop overeenstemming gericht overleg\nOOGO\ngesprek met ouders\nbesproken met ouders\nvoor gezien\nmening van de ouders\nvisie ouders\ninbreng ouders"
AKKOORD = "instemming\nakkoord\nstemt in\nstemmen in\nhandtekening\nondertekening\novereenstemming handelingsdeel"
EVALUATIE = "evaluatie\nevalueren\ngeëvalueerd\nevaluatiedatum\nterugblik\nbijstelling\nbijgesteld"

# code, naam, onderwijstypen, eis, geldig_vanaf, uitleg, bron, signaalwoorden
ROWS = [
    ("uitstroombestemming", "Verwachte uitstroombestemming", ["bao", "sbo"], "altijd", PASSEND,
     "Naar welke soort voortgezet onderwijs, of naar welk uitstroomprofiel van het voortgezet speciaal onderwijs, de leerling naar verwachting gaat.", WPO, UITSTROOM),
    ("uitstroombestemming", "Verwachte uitstroombestemming", ["so"], "altijd", PASSEND,
     "Naar welk uitstroomprofiel van het voortgezet speciaal onderwijs, of naar gewoon voortgezet onderwijs, de leerling naar verwachting gaat.", WEC, UITSTROOM),
    ("uitstroombestemming", "Verwachte uitstroombestemming", ["vso"], "altijd", PASSEND,
     "Welk vervolgonderwijs, welke soort arbeid of welke vorm van dagbesteding de school verwacht.", WEC, UITSTROOM),
    ("uitstroombestemming", "Verwachte uitstroombestemming", ["vo"], "altijd", PASSEND,
     "Welk vervolgonderwijs de school verwacht.", WVO, UITSTROOM),
    ("uitstroombestemming", "Verwachte uitstroombestemming", ["pro"], "altijd", PASSEND,
     "Welke soort arbeid de school verwacht.", WVO, UITSTROOM + "\narbeid"),
    ("onderbouwing", "Onderbouwing van de bestemming", ALLE, "altijd", PASSEND,
     "Waarom de school deze bestemming verwacht. Daarin staan in ieder geval de factoren die helpen en die het moeilijker maken.", ALLE_WETTEN, ONDERBOUWING),
    ("belemmerende_factoren", "Belemmerende factoren", ALLE, "altijd", PASSEND,
     "Wat het leren moeilijker maakt. Dit hoort bij de onderbouwing.", ALLE_WETTEN, BELEMMEREND),
    ("bevorderende_factoren", "Bevorderende factoren", ALLE, "altijd", PASSEND,
     "Wat de leerling helpt om te leren. Dit hoort bij de onderbouwing.", ALLE_WETTEN, BEVORDEREND),
    ("individuele_begeleiding", "Individuele begeleiding (handelingsdeel)", ["bao", "sbo", "vso", "vo", "pro"], "altijd", PASSEND,
     "Welke begeleiding de leerling krijgt. Dit is het handelingsdeel.", ALLE_WETTEN, BEGELEIDING),
    ("individuele_begeleiding", "Individuele begeleiding (handelingsdeel)", ["so"], "indien_van_toepassing", INSTEMMING,
     "Welke begeleiding de leerling krijgt boven op het gewone aanbod van de school.", WEC, BEGELEIDING),
    ("afwijkingen_programma", "Afwijkingen van het onderwijsprogramma", ["bao", "sbo", "vo"], "indien_van_toepassing", PASSEND,
     "Waar de leerling een ander programma krijgt dan de groep. Alleen als dat zo is.", "WPO art. 40a, WVO 2020 art. 2.44; onderzoekskader van de inspectie", AFWIJKING),
    ("wijze_pro", "Hoe het praktijkonderwijs wordt verzorgd", ["pro"], "altijd", PASSEND,
     "Op welke manier de leerling het praktijkonderwijs krijgt.", WVO, PRO),
    ("inbreng_leerling", "Inbreng van de leerling (hoorrecht)", ALLE, "altijd", HOORRECHT,
     "Wat de leerling zelf heeft gezegd over het plan, en wat daarmee is gedaan. De leerling krijgt de kans bij het opstellen, het bijstellen en het evalueren.",
     "Wet versterking positie ouders en leerlingen in het passend onderwijs (kamerstuk 36443)", LEERLING),
    ("overleg_ouders", "Overleg met de ouders", ALLE, "advies", PASSEND,
     "Een plek om vast te leggen dat de school met de ouders heeft overlegd over het hele plan. De wet vraagt het overleg; een plek in het format is een advies.", ALLE_WETTEN, OVERLEG),
    ("instemming_handelingsdeel", "Instemming met het handelingsdeel", ALLE, "advies", INSTEMMING,
     "Een plek waar ouders, of de leerling van 18 jaar of ouder, instemmen met het handelingsdeel. De wet vraagt de instemming; een plek in het format is een advies.", ALLE_WETTEN, AKKOORD),
    ("evaluatie", "Evaluatie", ALLE, "advies", PASSEND,
     "Een plek voor de evaluatie met de ouders, ten minste één keer per schooljaar. De wet vraagt de evaluatie; een plek in het format is een advies.", ALLE_WETTEN, EVALUATIE),
]


def seed(apps, schema_editor):
    """Write the rows; only where there are none."""
    WettelijkElement = apps.get_model("formats", "WettelijkElement")
    if WettelijkElement.objects.exists():
        return
    for number, (code, naam, typen, eis, vanaf, uitleg, bron, woorden) in enumerate(ROWS, 1):
        WettelijkElement.objects.create(
            code=code, naam=naam, onderwijstypen=typen, eis=eis, geldig_vanaf=vanaf, uitleg=uitleg, bron=bron,
            signaalwoorden=woorden, volgorde=number * 10,
        )

class Migration(migrations.Migration):

    dependencies = [
        ('formats', '0002_frozen_versions'),
    ]

    operations = [
        migrations.CreateModel(
            name='WettelijkElement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='Vragen in formats verwijzen hiernaar. Verander de code niet als er al formats zijn die haar gebruiken.', max_length=60, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]*$', 'Gebruik alleen kleine letters, cijfers en lage streepjes.')], verbose_name='code')),
                ('naam', models.CharField(max_length=150, verbose_name='naam')),
                ('uitleg', models.TextField(blank=True, help_text='Wat moet er staan? In gewone taal.', max_length=1000, verbose_name='uitleg')),
                ('onderwijstypen', models.JSONField(default=list, verbose_name='voor welk onderwijs?')),
                ('eis', models.CharField(choices=[('altijd', 'altijd'), ('indien_van_toepassing', 'indien van toepassing'), ('advies', 'advies')], default='altijd', max_length=25, verbose_name='hoe sterk is de eis?')),
                ('geldig_vanaf', models.DateField(blank=True, help_text='Leeg: geldt al langer.', null=True, verbose_name='geldt vanaf')),
                ('geldig_tot', models.DateField(blank=True, help_text='Leeg: geldt nog.', null=True, verbose_name='geldt tot en met')),
                ('bron', models.CharField(blank=True, help_text='Het artikel in de wet, of waar dit staat.', max_length=300, verbose_name='bron')),
                ('signaalwoorden', models.TextField(blank=True, help_text='Elk woord of woordgroep op een eigen regel. Hiermee zoekt de controle van een eigen format waar dit onderdeel staat.', max_length=3000, verbose_name='signaalwoorden')),
                ('volgorde', models.PositiveSmallIntegerField(default=100, verbose_name='volgorde')),
            ],
            options={
                'verbose_name': 'wettelijk onderdeel',
                'verbose_name_plural': 'wettelijke onderdelen',
                'ordering': ['volgorde', 'code', 'geldig_vanaf', 'pk'],
            },
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
