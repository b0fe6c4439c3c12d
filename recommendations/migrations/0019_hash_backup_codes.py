"""Backup codes that were kept as they are become hashes and go on working."""

from django.contrib.auth.hashers import make_password
from django.db import migrations


def hash_codes(apps, schema_editor):
    """Move every code over; none is left the second time."""
    database = schema_editor.connection.alias
    plain = apps.get_model("otp_static", "StaticToken").objects.using(database)
    hashed = apps.get_model("recommendations", "BackupCode").objects.using(database)
    for code in list(plain.all()):
        hashed.create(
            device_id=code.device_id,
            hint=code.token[:2],
            hashed=make_password(code.token),
        )
        code.delete()


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0018_backup_codes")]

    operations = [migrations.RunPython(hash_codes, migrations.RunPython.noop)]
