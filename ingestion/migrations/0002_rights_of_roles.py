"""Who may upload, and who may confirm, an import. Safe to run twice."""

from django.db import migrations

from recommendations import roles


def grant(apps, schema_editor):
    roles.grant(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("ingestion", "0001_imports"),
        ("recommendations", "0007_roles"),
    ]

    operations = [
        migrations.RunPython(grant, migrations.RunPython.noop, elidable=False)
    ]
