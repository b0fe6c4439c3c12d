"""Which record version last changed a recommendation's row in the list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0004_search")]

    operations = [
        migrations.AddField(
            model_name="recommendation",
            name="listed_in",
            field=models.PositiveBigIntegerField(
                db_default=0,
                db_index=True,
                default=0,
                editable=False,
                help_text="Record version in which its row in the list last changed.",
                verbose_name="listed in",
            ),
        ),
    ]
