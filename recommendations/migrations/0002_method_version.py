"""Method version 1.0.0, in force from 22 November 2026, as a row of data.

The numbers are written out, not imported, so that a later change of the code cannot
change what this version meant. Safe to run twice: a row that is there stays as it is.
Going back leaves it, since published figures may rest on it.
"""

from datetime import date

from django.db import migrations

PARAMETERS = {
    "version": "1.0.0",
    "points": [0.0, 25.0, 50.0, 75.0, 100.0],
    "ranges": [[0.0, 0.0], [10.0, 40.0], [40.0, 60.0], [60.0, 90.0], [100.0, 100.0]],
    "review_months": 12,
    "expiry_months": 24,
    "review_months_done": 24,
    "expiry_months_done": 48,
    "alpha_gates": [0.667, 0.8],
    "double_coded_share": 0.2,
    "double_coded_minimum": 20,
    "weight_limits": [0.5, 3.0],
    "priority_weight": 2.0,
    "supporting_weight": 0.5,
    "label_cuts": [37.5, 62.5],
    "minimum_coverage": 0.5,
    "minimum_scored": 3,
    "comparable_scored": 5,
    "comparable_coverage": 0.8,
    "cohort_years": 4,
    "material_change": 0.05,
    "pace_cuts": [0.95, 0.6, 0.0],
    "too_early": 0.1,
    "stale_factor": 3.0,
    "old_factor": 2.0,
    "weight_factor": [0.75, 1.25],
    "slip_odds": [0.4, 0.3, 0.15, 0.05, 0.02],
    "runs": 10000,
    "runs_large": 1000,
    "large_group": 2000,
    "percentiles": [5.0, 50.0, 95.0],
    "clear_share": 0.9,
    "sensitivity_points": [[0.0, 10.0, 40.0, 60.0, 100.0], [0.0, 40.0, 60.0, 90.0, 100.0]],
    "reply_working_days": 10,
}


def create_version(apps, schema_editor):
    version = apps.get_model("recommendations", "MethodVersion")
    version.objects.using(schema_editor.connection.alias).get_or_create(
        version="1.0.0",
        defaults={
            "in_force_from": date(2026, 11, 22),
            "parameters": PARAMETERS,
            "summary": "The first version.",
            "summary_es": "La primera versión.",
        },
    )


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0001_record")]

    operations = [
        migrations.RunPython(create_version, migrations.RunPython.noop, elidable=False)
    ]
