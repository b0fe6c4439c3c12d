"""Counts what the desk looks for in the standings that hold today; safe to run twice."""

from datetime import date

from django.db import migrations
from django.utils import timezone

from scorecard import method

FAR_FUTURE = date(9999, 12, 31)


def count(apps, schema_editor):
    database = schema_editor.connection.alias
    today = timezone.now().date()
    standings = apps.get_model("recommendations", "Standing").objects.using(database)
    rows = standings.filter(
        known_until=FAR_FUTURE, effective_from__lte=today, effective_until__gt=today
    )
    recommendations = apps.get_model("recommendations", "Recommendation")
    manager = recommendations.objects.using(database)
    batch = []
    for owner, asks in rows.values_list("recommendation_id", "asks").iterator(2000):
        days = [
            method.review_due_on(ask["status"], date.fromisoformat(ask["reviewed_on"]))
            for ask in asks
            if ask["reviewed_on"]
        ]
        batch.append(
            recommendations(
                id=owner,
                review_due_on=min(days, default=None),
                n_asks_capped=sum(
                    ask["cap_reason"] not in ("", "carried") for ask in asks
                ),
                n_asks_differing=sum(
                    ask["second"] not in ("", ask["claimed"]) for ask in asks
                ),
            )
        )
        if len(batch) == 500:
            write(manager, batch)
            batch = []
    write(manager, batch)


def write(manager, batch):
    names = ["review_due_on", "n_asks_capped", "n_asks_differing"]
    if batch:
        manager.bulk_update(batch, names, batch_size=100)


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0012_saved_filters")]

    operations = [
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True)
    ]
