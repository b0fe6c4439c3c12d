"""Standings are found by one index, which holds all that a view of a day asks for.

That of the recommendation alone is its beginning; PostgreSQL preferred it and read every
span of a recommendation for the one that holds.
"""

import django.db.models.deletion
from django.db import migrations, models

NAME = "recommendations_standing_recommendation_id_d7f8b626"


class Migration(migrations.Migration):

    dependencies = [
        ("recommendations", "0021_digest_sent"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="standing",
                    name="recommendation",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standings",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            database_operations=[  # SQLite would write the whole table anew for it
                migrations.RunSQL(
                    f"DROP INDEX IF EXISTS {NAME}",
                    f"CREATE INDEX {NAME} ON recommendations_standing"
                    " (recommendation_id)",
                ),
            ],
        ),
        migrations.RemoveIndex(model_name="standing", name="standing_lookup"),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                fields=[
                    "recommendation",
                    "known_until",
                    "effective_from",
                    "effective_until",
                ],
                name="standing_lookup",
            ),
        ),
    ]
