"""The database itself refuses to change or remove a line of the journaal."""

from django.db import migrations

from formats.triggers import refuse


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]

    operations = [
        refuse(
            "dossiers_journaalregel",
            message="Een regel van het journaal verandert nooit en wordt niet verwijderd.",
            unique=(("id",), ("school_id", "volgnummer")),
        )
    ]
