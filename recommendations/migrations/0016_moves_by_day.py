"""The newest moves by the day they became true, without sorting all of a report."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0015_sums_kept")]

    operations = [
        migrations.AddIndex(
            model_name="statuschange",
            index=models.Index(
                fields=["-effective_on", "-published_at", "-id"],
                name="status_change_latest",
            ),
        ),
    ]
