"""The tables of the full-text search, empty: ``manage.py rebuild_search`` fills them.

An index made by a later version of the tokens is made anew by the same command, so
nothing here needs to be kept when the migration is undone.
"""

from django.db import migrations, models

FIELDS = ("title", "body", "names", "evidence")
KINDS = ("recommendation", "report", "agency", "indicator")


def create(apps, schema_editor):
    for kind in KINDS:
        name = f"recommendations_search_{kind}"
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE TABLE {name} (id bigint PRIMARY KEY, vector tsvector)"
            )
            schema_editor.execute(
                f"CREATE INDEX {name}_vector ON {name} USING gin (vector)"
                " WITH (gin_pending_list_limit = 256)"
            )
        else:
            schema_editor.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5({', '.join(FIELDS)},"
                " tokenize = \"ascii tokenchars '.'\")"
            )


def drop(apps, schema_editor):
    for kind in KINDS:
        schema_editor.execute(f"DROP TABLE recommendations_search_{kind}")


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0003_reader_reports")]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "word",
                    models.CharField(max_length=40, primary_key=True, serialize=False),
                ),
                ("length", models.PositiveSmallIntegerField()),
                ("n_documents", models.PositiveIntegerField(default=1)),
            ],
            options={
                "verbose_name": "searchable word",
                "verbose_name_plural": "searchable words",
                "ordering": ["word"],
                "indexes": [
                    models.Index(fields=["length", "word"], name="search_word_length")
                ],
            },
        ),
        migrations.RunPython(create, drop),
    ]
