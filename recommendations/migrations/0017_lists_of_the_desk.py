"""The desk finds what waits, and lists evidence by its day, without reading a table."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0016_moves_by_day"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(
                fields=["state", "author"],
                name="assessment_open",
                condition=Q(published_at__isnull=True),
            ),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["happened_on", "id"], name="evidence_day"),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                fields=["id"],
                name="evidence_brought",
                condition=Q(claimed_by__isnull=False, published_at__isnull=True),
            ),
        ),
    ]
