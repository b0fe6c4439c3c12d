"""Backup codes of the second factor are kept as hashes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('otp_static', '0003_add_timestamps'),
        ('recommendations', '0017_lists_of_the_desk'),
    ]

    operations = [
        migrations.CreateModel(
            name='BackupDevice',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('otp_static.staticdevice',),
        ),
        migrations.CreateModel(
            name='BackupCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hint', models.CharField(max_length=2, verbose_name='first letters')),
                ('hashed', models.CharField(max_length=128, verbose_name='hash')),
                ('device', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='backup_codes', to='otp_static.staticdevice', verbose_name='backup codes')),
            ],
            options={
                'verbose_name': 'backup code',
                'verbose_name_plural': 'backup codes',
            },
        ),
    ]
