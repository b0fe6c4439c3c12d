"""Bounds and asks' steps kept on the recommendation, so that sums need no standing."""

from datetime import UTC, datetime
from typing import Any

from django.db import migrations, models

from recommendations.as_of import FAR_FUTURE
from recommendations.choices import AskStatus

CHUNK = 2000


def fill(apps: Any, schema_editor: Any) -> None:
    """Take them from the standing that holds today, as now known."""
    using = schema_editor.connection.alias
    today = datetime.now(UTC).date()
    rows = (
        apps.get_model("recommendations", "Standing")
        .objects.using(using)
        .filter(
            known_until=FAR_FUTURE,
            effective_from__lte=today,
            effective_until__gt=today,
        )
        .values_list("recommendation_id", "low", "high", "asks")
    )
    model = apps.get_model("recommendations", "Recommendation")
    held: list[Any] = []
    for id_, low, high, asks in rows.iterator(chunk_size=CHUNK):
        steps = "".join(str(AskStatus.values.index(ask["status"])) for ask in asks)
        held.append(
            model(id=id_, current_low=low, current_high=high, current_steps=steps)
        )
        if len(held) == CHUNK:
            _save(schema_editor, held)
            held = []
    _save(schema_editor, held)


def _save(schema_editor: Any, rows: list[Any]) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE recommendations_recommendation SET current_low = %s,"
            " current_high = %s, current_steps = %s WHERE id = %s",
            [(r.current_low, r.current_high, r.current_steps, r.id) for r in rows],
        )


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0014_markdown_in_reasons")]

    operations = [
        migrations.AddField(
            model_name="recommendation",
            name="current_low",
            field=models.FloatField(
                editable=False, null=True, verbose_name="lower bound"
            ),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="current_high",
            field=models.FloatField(
                editable=False, null=True, verbose_name="upper bound"
            ),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="current_steps",
            field=models.TextField(
                blank=True, db_default="", default="", editable=False,
                verbose_name="steps of its asks",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
