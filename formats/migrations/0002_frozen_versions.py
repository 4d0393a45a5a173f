"""Published versions are frozen in the database too, so that no tool and no mistake can change what a dossier points at."""

from django.db import migrations

from formats.triggers import refuse


class Migration(migrations.Migration):
    """Refuse UPDATE and DELETE of formats_formatversie."""

    dependencies = [("formats", "0001_initial")]

    operations = [
        refuse(
            "formats_formatversie",
            message="Een FormatVersie verandert nooit en wordt nooit verwijderd.",
            unique=(("id",), ("format_id", "nummer")),
        )
    ]
