"""The OPP page gets the introduction that every public page has."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Rename intro."""

    dependencies = [("opp_pages", "0001_initial")]

    operations = [
        migrations.RenameField("oppindexpage", "intro", "introductie"),
        migrations.AlterField(
            "oppindexpage",
            "introductie",
            models.TextField(
                "introductie",
                blank=True,
                max_length=600,
                help_text="Hoogstens drie zinnen: waar gaat deze pagina over en voor wie is zij?",
            ),
        ),
    ]
