"""Remember up to which version somebody looked at what a guest put here."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the number of the version that was looked at."""

    dependencies = [("documenten", "0002_scans_of_toestemming")]

    operations = [migrations.AddField(model_name="document", name="nagekeken", field=models.PositiveIntegerField(default=0))]
