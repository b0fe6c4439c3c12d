"""The roles of the desk as groups with exactly their permissions.

Safe to run twice. Going back leaves the groups, since people may be in them.
"""

from django.db import migrations

from recommendations import roles


def grant(apps, schema_editor):
    roles.grant(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0006_liaisons_and_rights"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(grant, migrations.RunPython.noop, elidable=False)
    ]
