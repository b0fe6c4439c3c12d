"""Frozen snapshots and stored likely ranges."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('recommendations', '0001_record'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LikelyRangeRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inputs_hash', models.CharField(max_length=64, unique=True)),
                ('seed', models.PositiveBigIntegerField()),
                ('runs', models.PositiveIntegerField()),
                ('result', models.JSONField()),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'stored likely range',
                'verbose_name_plural': 'stored likely ranges',
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField(verbose_name='as of')),
                ('known_at', models.DateField(verbose_name='known at')),
                ('code_version', models.CharField(max_length=60, verbose_name='code version')),
                ('seed', models.PositiveBigIntegerField(verbose_name='seed')),
                ('inputs_hash', models.CharField(max_length=64, verbose_name='hash of the inputs')),
                ('inputs', models.JSONField(verbose_name='inputs')),
                ('outputs', models.JSONField(verbose_name='outputs')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('method_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='recommendations.methodversion', verbose_name='method version')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='recommendations.report', verbose_name='report')),
            ],
            options={
                'verbose_name': 'snapshot',
                'verbose_name_plural': 'snapshots',
                'ordering': ['-as_of', '-made_at', '-id'],
            },
        ),
    ]
