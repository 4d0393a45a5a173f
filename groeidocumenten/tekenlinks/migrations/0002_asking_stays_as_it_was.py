"""The database refuses to change or remove that signatures were asked: its moment is evidence."""

from django.db import migrations

from formats.triggers import refuse

MESSAGE = "Dat om een handtekening is gevraagd, verandert nooit en wordt niet verwijderd."


class Migration(migrations.Migration):
    dependencies = [("tekenlinks", "0001_asking_for_signatures")]
    operations = [
        refuse(
            "tekenlinks_tekenverzoek",
            columns=("id", "groeidocument_id", "versie_id", "naam", "op"),
            message=MESSAGE,
            unique=(("id",), ("versie_id",)),
        ),
    ]
