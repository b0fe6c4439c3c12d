"""The record: every table, with the constraints that hold it true."""

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="a, b, c ...", max_length=10, verbose_name="letter"
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=1, verbose_name="position"),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="One thing, in plain words, that a second person could check. Example: Require dealers to report multiple sales of long guns.",
                        verbose_name="what is asked",
                    ),
                ),
                (
                    "text_es",
                    models.TextField(
                        blank=True, verbose_name="what is asked (Spanish)"
                    ),
                ),
                (
                    "weight",
                    models.FloatField(
                        default=1.0,
                        help_text="1 unless a published reason gives another, 0.5 to 3.",
                        validators=[
                            django.core.validators.MinValueValidator(0.5),
                            django.core.validators.MaxValueValidator(3),
                        ],
                        verbose_name="weight",
                    ),
                ),
                (
                    "weight_reason",
                    models.CharField(
                        blank=True,
                        max_length=400,
                        verbose_name="published reason for that weight",
                    ),
                ),
            ],
            options={
                "verbose_name": "ask",
                "verbose_name_plural": "asks",
                "ordering": ["recommendation", "position", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 0.5), ("weight__lte", 3.0)),
                        name="ask_weight_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weight", 1.0),
                            models.Q(("weight_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="ask_other_weight_needs_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="Such as 1 or A.", max_length=20, verbose_name="code"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, verbose_name="short name")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "title_es",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="title (Spanish)"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                (
                    "is_editorial",
                    models.BooleanField(
                        default=False,
                        help_text="Tick where the report itself has no such heading.",
                        verbose_name="our grouping",
                    ),
                ),
            ],
            options={
                "verbose_name": "category",
                "verbose_name_plural": "categories",
                "ordering": ["report", "position", "code"],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(max_length=80, unique=True, verbose_name="code"),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "name_es",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="name (Spanish)"
                    ),
                ),
                ("unit", models.CharField(max_length=120, verbose_name="unit")),
                (
                    "unit_es",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="unit (Spanish)"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("outcome", "Outcome"),
                            ("output", "Output"),
                            ("input", "Input"),
                        ],
                        help_text="Only outcomes enter the outcome dial.",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("up_is_good", "Higher is better"),
                            ("down_is_good", "Lower is better"),
                            ("range", "Inside the range is better"),
                        ],
                        max_length=15,
                        verbose_name="direction",
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("monthly", "Monthly"),
                            ("quarterly", "Quarterly"),
                            ("annual", "Annual"),
                            ("biennial", "Every two years"),
                            ("irregular", "Irregular"),
                        ],
                        max_length=10,
                        verbose_name="frequency",
                    ),
                ),
                ("definition", models.TextField(verbose_name="definition")),
                (
                    "definition_es",
                    models.TextField(blank=True, verbose_name="definition (Spanish)"),
                ),
                ("caveats", models.TextField(blank=True, verbose_name="caveats")),
                (
                    "caveats_es",
                    models.TextField(blank=True, verbose_name="caveats (Spanish)"),
                ),
                (
                    "is_comparison_only",
                    models.BooleanField(
                        default=False,
                        help_text="Another country; kept out of outcome counts.",
                        verbose_name="for comparison only",
                    ),
                ),
                (
                    "baseline_period",
                    models.CharField(
                        blank=True,
                        help_text="Such as 2010.",
                        max_length=12,
                        verbose_name="baseline period",
                    ),
                ),
                (
                    "baseline_value",
                    models.FloatField(
                        blank=True, null=True, verbose_name="baseline value"
                    ),
                ),
                (
                    "baseline_note",
                    models.TextField(blank=True, verbose_name="remark on the baseline"),
                ),
                (
                    "baseline_note_es",
                    models.TextField(
                        blank=True, verbose_name="remark on the baseline (Spanish)"
                    ),
                ),
                (
                    "start_period",
                    models.CharField(
                        blank=True,
                        max_length=12,
                        verbose_name="first period where there is no baseline",
                    ),
                ),
                (
                    "start_value",
                    models.FloatField(
                        blank=True,
                        null=True,
                        verbose_name="first value where there is no baseline",
                    ),
                ),
                (
                    "rebased_value",
                    models.FloatField(
                        blank=True,
                        help_text="The baseline in terms of the new series, if it can be linked.",
                        null=True,
                        verbose_name="baseline after a break",
                    ),
                ),
                (
                    "target_period",
                    models.CharField(
                        blank=True, max_length=12, verbose_name="target period"
                    ),
                ),
                (
                    "target_value",
                    models.FloatField(
                        blank=True, null=True, verbose_name="target value"
                    ),
                ),
                (
                    "target_low",
                    models.FloatField(
                        blank=True, null=True, verbose_name="target range from"
                    ),
                ),
                (
                    "target_high",
                    models.FloatField(
                        blank=True, null=True, verbose_name="target range to"
                    ),
                ),
                (
                    "target_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stated_in_report", "Stated in the report"),
                            ("set_in_law", "Set in law"),
                            ("our_reading", "Our reading"),
                        ],
                        max_length=20,
                        verbose_name="where the target comes from",
                    ),
                ),
                (
                    "target_note",
                    models.TextField(blank=True, verbose_name="remark on the target"),
                ),
                (
                    "target_note_es",
                    models.TextField(
                        blank=True, verbose_name="remark on the target (Spanish)"
                    ),
                ),
                (
                    "material_change",
                    models.FloatField(
                        blank=True,
                        help_text="Empty for 5 percent of the baseline.",
                        null=True,
                        verbose_name="material change",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=1, verbose_name="position"),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="public since"
                    ),
                ),
            ],
            options={
                "verbose_name": "indicator",
                "verbose_name_plural": "indicators",
                "ordering": ["position", "slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("baseline_period", ""),
                                ("baseline_value__isnull", True),
                            ),
                            models.Q(
                                models.Q(("baseline_period", ""), _negated=True),
                                ("baseline_value__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="indicator_baseline_period_and_value_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("start_period", ""), ("start_value__isnull", True)
                            ),
                            models.Q(
                                models.Q(("start_period", ""), _negated=True),
                                ("start_value__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="indicator_start_period_and_value_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("target_basis", ""),
                                ("target_low__isnull", True),
                                ("target_period", ""),
                                ("target_value__isnull", True),
                            ),
                            models.Q(
                                models.Q(("target_basis", ""), _negated=True),
                                models.Q(("target_period", ""), _negated=True),
                                models.Q(
                                    ("target_value__isnull", False),
                                    ("target_low__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="indicator_target_value_and_basis_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("target_high__isnull", True),
                                ("target_low__isnull", True),
                            ),
                            models.Q(
                                ("target_high__isnull", False),
                                ("target_low__isnull", False),
                                ("target_low__lte", models.F("target_high")),
                                ("target_value__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="indicator_target_is_a_value_or_a_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Stable and human, prefixed by jurisdiction, such as us-gao.",
                        max_length=80,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "name_es",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name (Spanish)"
                    ),
                ),
                (
                    "abbreviation",
                    models.CharField(
                        blank=True,
                        help_text="The usual short form, such as GAO; empty if there is none.",
                        max_length=40,
                        verbose_name="abbreviation",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("department", "Department"),
                            ("bureau", "Bureau"),
                            ("legislature", "Legislature"),
                            ("court", "Court"),
                            ("independent_agency", "Independent agency"),
                            (
                                "international_organisation",
                                "International organization",
                            ),
                            ("subnational", "Subnational government"),
                            ("non_governmental", "Non-governmental"),
                            ("office", "Office"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "jurisdiction",
                    models.CharField(
                        help_text="Two-letter country code, or INT for international bodies.",
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator("^[A-Z]{2,3}$")
                        ],
                        verbose_name="jurisdiction",
                    ),
                ),
                (
                    "dissolved_on",
                    models.DateField(
                        blank=True,
                        help_text="First day of the period if only month or year is known.",
                        null=True,
                        verbose_name="dissolved on",
                    ),
                ),
                (
                    "dissolved_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                        verbose_name="precision of that date",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="official home page"
                    ),
                ),
                (
                    "other_names",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text='Former or other names, as a list: ["The White House"].',
                        verbose_name="other names",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="Shown on the agency's page.",
                        verbose_name="public note",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The body it is part of.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="recommendations.agency",
                        verbose_name="parent",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        help_text="The body that took over its work.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="recommendations.agency",
                        verbose_name="successor",
                    ),
                ),
            ],
            options={
                "verbose_name": "agency",
                "verbose_name_plural": "agencies",
                "ordering": ["name", "slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("dissolved_on__isnull", True),
                                ("dissolved_precision", ""),
                            ),
                            models.Q(
                                ("dissolved_on__isnull", False),
                                models.Q(("dissolved_precision", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="agency_dissolution_date_and_precision_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="agency_is_not_its_own_parent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("successor__isnull", True),
                            models.Q(("successor", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="agency_is_not_its_own_successor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Unique in the recommendation, such as 2.2-e14.",
                        max_length=60,
                        verbose_name="key",
                    ),
                ),
                (
                    "happened_on",
                    models.DateField(
                        help_text="First day of the month or year if no day is known.",
                        verbose_name="happened on",
                    ),
                ),
                (
                    "happened_precision",
                    models.CharField(
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        default="day",
                        max_length=5,
                        verbose_name="known to the",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("legislation", "Legislation"),
                            ("regulation", "Regulation"),
                            ("executive_action", "Executive action"),
                            ("funding", "Funding"),
                            ("agreement", "Agreement"),
                            ("evaluation", "Evaluation"),
                            ("court", "Court"),
                            ("data", "Data"),
                            ("reversal", "Reversal"),
                            ("statement", "Statement"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "bearing",
                    models.CharField(
                        choices=[
                            ("supports", "Progress"),
                            ("opposes", "Setback"),
                            ("context", "Context"),
                        ],
                        help_text="Supports: a step towards the ask. Opposes: a step away, or a finding that it is not met. Context: moves nothing.",
                        max_length=10,
                        verbose_name="bearing",
                    ),
                ),
                (
                    "actor",
                    models.CharField(
                        blank=True,
                        help_text="In words.",
                        max_length=300,
                        verbose_name="who acted",
                    ),
                ),
                (
                    "actor_es",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="who acted (Spanish)"
                    ),
                ),
                (
                    "fact",
                    models.TextField(
                        help_text="In our own words, with figures and names, without judgment.",
                        verbose_name="what happened",
                    ),
                ),
                (
                    "fact_es",
                    models.TextField(
                        blank=True, verbose_name="what happened (Spanish)"
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="For readers, such as: not independently verified.",
                        verbose_name="public note",
                    ),
                ),
                (
                    "private_note",
                    models.TextField(
                        blank=True,
                        help_text="Never leaves the desk.",
                        verbose_name="private note",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="public since",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="withdrawn at",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="why withdrawn"
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "agencies",
                    models.ManyToManyField(
                        blank=True,
                        related_name="acts",
                        to="recommendations.agency",
                        verbose_name="agencies among them",
                    ),
                ),
                (
                    "asks",
                    models.ManyToManyField(
                        help_text="The asks whose step it helps to judge.",
                        related_name="evidence",
                        to="recommendations.ask",
                        verbose_name="asks it bears on",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "ordering": ["recommendation", "happened_on", "key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True), ("withdrawn_reason", "")
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_withdrawal_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            ("withdrawn_at__gte", models.F("published_at")),
                            _connector="OR",
                        ),
                        name="evidence_withdrawn_only_after_publication",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        help_text="The day for which it holds, such as the end of a year.",
                        verbose_name="as of",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("returned", "Returned"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "rationale",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences a reader understands without the evidence: what is in force, what is missing.",
                        verbose_name="why",
                    ),
                ),
                (
                    "rationale_es",
                    models.TextField(blank=True, verbose_name="why (Spanish)"),
                ),
                ("note", models.TextField(blank=True, verbose_name="public note")),
                (
                    "private_note",
                    models.TextField(
                        blank=True,
                        help_text="Never leaves the desk.",
                        verbose_name="private note",
                    ),
                ),
                (
                    "editor_confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High"),
                        ],
                        help_text="How sure you are of this reading as a whole.",
                        max_length=10,
                        verbose_name="editor's confidence",
                    ),
                ),
                (
                    "editor_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_action", "No action"),
                            ("in_progress", "In progress"),
                            ("partially_implemented", "Partially implemented"),
                            ("implemented", "Implemented"),
                            ("reversed", "Reversed"),
                            ("abandoned", "Abandoned"),
                        ],
                        help_text="Kept for checking; the score comes from the asks.",
                        max_length=25,
                        verbose_name="editor's one-word view",
                    ),
                ),
                (
                    "attribution",
                    models.CharField(
                        blank=True,
                        help_text="Shown to readers, such as: Editors, first reading.",
                        max_length=200,
                        verbose_name="made by",
                    ),
                ),
                (
                    "attribution_es",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="made by (Spanish)"
                    ),
                ),
                (
                    "is_first_reading",
                    models.BooleanField(
                        default=False,
                        help_text="Labelled as open to challenge wherever it appears.",
                        verbose_name="first reading",
                    ),
                ),
                (
                    "is_single_coded",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Published without a second pair of eyes.",
                        verbose_name="single-coded",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="created at"),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="submitted at",
                    ),
                ),
                (
                    "returned_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="returned at",
                    ),
                ),
                (
                    "returned_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="why returned"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="published at",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="withdrawn at",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="why withdrawn"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=1,
                        editable=False,
                        help_text="Counts saves of a draft, to notice two people editing one.",
                        verbose_name="revision",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments_written",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments_reviewed",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "evidence",
                    models.ManyToManyField(
                        blank=True,
                        related_name="assessments",
                        to="recommendations.evidence",
                        verbose_name="evidence it rests on",
                    ),
                ),
            ],
            options={
                "verbose_name": "assessment",
                "verbose_name_plural": "assessments",
                "ordering": ["recommendation", "effective_on", "published_at", "id"],
                "indexes": [
                    models.Index(fields=["state", "id"], name="assessment_state")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", True),
                                ("state__in", ["draft", "submitted", "returned"]),
                            ),
                            models.Q(
                                ("published_at__isnull", False),
                                ("state__in", ["published", "withdrawn"]),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_published_state_and_date_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "withdrawn"), _negated=True),
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_withdrawn_state_date_and_reason_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            ("withdrawn_at__gte", models.F("published_at")),
                            _connector="OR",
                        ),
                        name="assessment_withdrawn_after_publication",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("returned_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="assessment_returned_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("author__isnull", True),
                            ("reviewer__isnull", True),
                            ("is_single_coded", True),
                            models.Q(("author", models.F("reviewer")), _negated=True),
                            _connector="OR",
                        ),
                        name="assessment_not_reviewed_by_its_author",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAgency",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Stable and human, prefixed by jurisdiction, such as us-gao.",
                        max_length=80,
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "name_es",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name (Spanish)"
                    ),
                ),
                (
                    "abbreviation",
                    models.CharField(
                        blank=True,
                        help_text="The usual short form, such as GAO; empty if there is none.",
                        max_length=40,
                        verbose_name="abbreviation",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("department", "Department"),
                            ("bureau", "Bureau"),
                            ("legislature", "Legislature"),
                            ("court", "Court"),
                            ("independent_agency", "Independent agency"),
                            (
                                "international_organisation",
                                "International organization",
                            ),
                            ("subnational", "Subnational government"),
                            ("non_governmental", "Non-governmental"),
                            ("office", "Office"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "jurisdiction",
                    models.CharField(
                        help_text="Two-letter country code, or INT for international bodies.",
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator("^[A-Z]{2,3}$")
                        ],
                        verbose_name="jurisdiction",
                    ),
                ),
                (
                    "dissolved_on",
                    models.DateField(
                        blank=True,
                        help_text="First day of the period if only month or year is known.",
                        null=True,
                        verbose_name="dissolved on",
                    ),
                ),
                (
                    "dissolved_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                        verbose_name="precision of that date",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="official home page"
                    ),
                ),
                (
                    "other_names",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text='Former or other names, as a list: ["The White House"].',
                        verbose_name="other names",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="Shown on the agency's page.",
                        verbose_name="public note",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The body it is part of.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.agency",
                        verbose_name="parent",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The body that took over its work.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.agency",
                        verbose_name="successor",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical agency",
                "verbose_name_plural": "historical agencies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAssessment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        help_text="The day for which it holds, such as the end of a year.",
                        verbose_name="as of",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("returned", "Returned"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "rationale",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences a reader understands without the evidence: what is in force, what is missing.",
                        verbose_name="why",
                    ),
                ),
                (
                    "rationale_es",
                    models.TextField(blank=True, verbose_name="why (Spanish)"),
                ),
                ("note", models.TextField(blank=True, verbose_name="public note")),
                (
                    "private_note",
                    models.TextField(
                        blank=True,
                        help_text="Never leaves the desk.",
                        verbose_name="private note",
                    ),
                ),
                (
                    "editor_confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High"),
                        ],
                        help_text="How sure you are of this reading as a whole.",
                        max_length=10,
                        verbose_name="editor's confidence",
                    ),
                ),
                (
                    "editor_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_action", "No action"),
                            ("in_progress", "In progress"),
                            ("partially_implemented", "Partially implemented"),
                            ("implemented", "Implemented"),
                            ("reversed", "Reversed"),
                            ("abandoned", "Abandoned"),
                        ],
                        help_text="Kept for checking; the score comes from the asks.",
                        max_length=25,
                        verbose_name="editor's one-word view",
                    ),
                ),
                (
                    "attribution",
                    models.CharField(
                        blank=True,
                        help_text="Shown to readers, such as: Editors, first reading.",
                        max_length=200,
                        verbose_name="made by",
                    ),
                ),
                (
                    "attribution_es",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="made by (Spanish)"
                    ),
                ),
                (
                    "is_first_reading",
                    models.BooleanField(
                        default=False,
                        help_text="Labelled as open to challenge wherever it appears.",
                        verbose_name="first reading",
                    ),
                ),
                (
                    "is_single_coded",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Published without a second pair of eyes.",
                        verbose_name="single-coded",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        blank=True, editable=False, verbose_name="created at"
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="submitted at",
                    ),
                ),
                (
                    "returned_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="returned at",
                    ),
                ),
                (
                    "returned_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="why returned"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="published at",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="withdrawn at",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="why withdrawn"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=1,
                        editable=False,
                        help_text="Counts saves of a draft, to notice two people editing one.",
                        verbose_name="revision",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical assessment",
                "verbose_name_plural": "historical assessments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAssessment_evidence",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.assessment",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.evidence",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="recommendations.historicalassessment",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalAssessment_evidence",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEvidence",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Unique in the recommendation, such as 2.2-e14.",
                        max_length=60,
                        verbose_name="key",
                    ),
                ),
                (
                    "happened_on",
                    models.DateField(
                        help_text="First day of the month or year if no day is known.",
                        verbose_name="happened on",
                    ),
                ),
                (
                    "happened_precision",
                    models.CharField(
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        default="day",
                        max_length=5,
                        verbose_name="known to the",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("legislation", "Legislation"),
                            ("regulation", "Regulation"),
                            ("executive_action", "Executive action"),
                            ("funding", "Funding"),
                            ("agreement", "Agreement"),
                            ("evaluation", "Evaluation"),
                            ("court", "Court"),
                            ("data", "Data"),
                            ("reversal", "Reversal"),
                            ("statement", "Statement"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "bearing",
                    models.CharField(
                        choices=[
                            ("supports", "Progress"),
                            ("opposes", "Setback"),
                            ("context", "Context"),
                        ],
                        help_text="Supports: a step towards the ask. Opposes: a step away, or a finding that it is not met. Context: moves nothing.",
                        max_length=10,
                        verbose_name="bearing",
                    ),
                ),
                (
                    "actor",
                    models.CharField(
                        blank=True,
                        help_text="In words.",
                        max_length=300,
                        verbose_name="who acted",
                    ),
                ),
                (
                    "actor_es",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="who acted (Spanish)"
                    ),
                ),
                (
                    "fact",
                    models.TextField(
                        help_text="In our own words, with figures and names, without judgment.",
                        verbose_name="what happened",
                    ),
                ),
                (
                    "fact_es",
                    models.TextField(
                        blank=True, verbose_name="what happened (Spanish)"
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="For readers, such as: not independently verified.",
                        verbose_name="public note",
                    ),
                ),
                (
                    "private_note",
                    models.TextField(
                        blank=True,
                        help_text="Never leaves the desk.",
                        verbose_name="private note",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="public since",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="withdrawn at",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="why withdrawn"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical evidence",
                "verbose_name_plural": "historical evidence",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEvidence_agencies",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.agency",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.evidence",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="recommendations.historicalevidence",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalEvidence_agencies",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEvidence_asks",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "ask",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.ask",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.evidence",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="recommendations.historicalevidence",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalEvidence_asks",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIndicator",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, verbose_name="code")),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "name_es",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="name (Spanish)"
                    ),
                ),
                ("unit", models.CharField(max_length=120, verbose_name="unit")),
                (
                    "unit_es",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="unit (Spanish)"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("outcome", "Outcome"),
                            ("output", "Output"),
                            ("input", "Input"),
                        ],
                        help_text="Only outcomes enter the outcome dial.",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("up_is_good", "Higher is better"),
                            ("down_is_good", "Lower is better"),
                            ("range", "Inside the range is better"),
                        ],
                        max_length=15,
                        verbose_name="direction",
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("monthly", "Monthly"),
                            ("quarterly", "Quarterly"),
                            ("annual", "Annual"),
                            ("biennial", "Every two years"),
                            ("irregular", "Irregular"),
                        ],
                        max_length=10,
                        verbose_name="frequency",
                    ),
                ),
                ("definition", models.TextField(verbose_name="definition")),
                (
                    "definition_es",
                    models.TextField(blank=True, verbose_name="definition (Spanish)"),
                ),
                ("caveats", models.TextField(blank=True, verbose_name="caveats")),
                (
                    "caveats_es",
                    models.TextField(blank=True, verbose_name="caveats (Spanish)"),
                ),
                (
                    "is_comparison_only",
                    models.BooleanField(
                        default=False,
                        help_text="Another country; kept out of outcome counts.",
                        verbose_name="for comparison only",
                    ),
                ),
                (
                    "baseline_period",
                    models.CharField(
                        blank=True,
                        help_text="Such as 2010.",
                        max_length=12,
                        verbose_name="baseline period",
                    ),
                ),
                (
                    "baseline_value",
                    models.FloatField(
                        blank=True, null=True, verbose_name="baseline value"
                    ),
                ),
                (
                    "baseline_note",
                    models.TextField(blank=True, verbose_name="remark on the baseline"),
                ),
                (
                    "baseline_note_es",
                    models.TextField(
                        blank=True, verbose_name="remark on the baseline (Spanish)"
                    ),
                ),
                (
                    "start_period",
                    models.CharField(
                        blank=True,
                        max_length=12,
                        verbose_name="first period where there is no baseline",
                    ),
                ),
                (
                    "start_value",
                    models.FloatField(
                        blank=True,
                        null=True,
                        verbose_name="first value where there is no baseline",
                    ),
                ),
                (
                    "rebased_value",
                    models.FloatField(
                        blank=True,
                        help_text="The baseline in terms of the new series, if it can be linked.",
                        null=True,
                        verbose_name="baseline after a break",
                    ),
                ),
                (
                    "target_period",
                    models.CharField(
                        blank=True, max_length=12, verbose_name="target period"
                    ),
                ),
                (
                    "target_value",
                    models.FloatField(
                        blank=True, null=True, verbose_name="target value"
                    ),
                ),
                (
                    "target_low",
                    models.FloatField(
                        blank=True, null=True, verbose_name="target range from"
                    ),
                ),
                (
                    "target_high",
                    models.FloatField(
                        blank=True, null=True, verbose_name="target range to"
                    ),
                ),
                (
                    "target_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stated_in_report", "Stated in the report"),
                            ("set_in_law", "Set in law"),
                            ("our_reading", "Our reading"),
                        ],
                        max_length=20,
                        verbose_name="where the target comes from",
                    ),
                ),
                (
                    "target_note",
                    models.TextField(blank=True, verbose_name="remark on the target"),
                ),
                (
                    "target_note_es",
                    models.TextField(
                        blank=True, verbose_name="remark on the target (Spanish)"
                    ),
                ),
                (
                    "material_change",
                    models.FloatField(
                        blank=True,
                        help_text="Empty for 5 percent of the baseline.",
                        null=True,
                        verbose_name="material change",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=1, verbose_name="position"),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="public since"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical indicator",
                "verbose_name_plural": "historical indicators",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalJudgement",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("implemented", "Done"),
                            ("mostly", "Mostly done"),
                            ("partly", "Partly done"),
                            ("started", "Started"),
                            ("not_started", "Not started"),
                            ("reversed", "Undone"),
                            ("not_pursued", "Dropped"),
                            ("superseded", "No longer applies"),
                            ("not_assessed", "Not checked"),
                        ],
                        help_text="Not started: no public step. Started: a step, nothing in force. Partly: one required element in force. Mostly: all main elements. Done: all of it, checked.",
                        max_length=20,
                        verbose_name="step",
                    ),
                ),
                (
                    "reason",
                    models.TextField(blank=True, verbose_name="reason for this ask"),
                ),
                (
                    "reason_es",
                    models.TextField(
                        blank=True, verbose_name="reason for this ask (Spanish)"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "ask",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.ask",
                        verbose_name="ask",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.assessment",
                        verbose_name="assessment",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical step of an ask",
                "verbose_name_plural": "historical steps of asks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMethodVersion",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.CharField(
                        db_index=True, max_length=20, verbose_name="version"
                    ),
                ),
                ("in_force_from", models.DateField(verbose_name="in force from")),
                (
                    "announced_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="announced on"
                    ),
                ),
                (
                    "parameters",
                    models.JSONField(default=dict, verbose_name="parameters"),
                ),
                ("summary", models.TextField(blank=True, verbose_name="what changed")),
                (
                    "summary_es",
                    models.TextField(blank=True, verbose_name="what changed (Spanish)"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical method version",
                "verbose_name_plural": "historical method versions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalUnmeasuredMetric",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, verbose_name="code")),
                ("metric", models.TextField(verbose_name="metric")),
                (
                    "metric_es",
                    models.TextField(blank=True, verbose_name="metric (Spanish)"),
                ),
                (
                    "target_period",
                    models.CharField(
                        blank=True, max_length=12, verbose_name="target period"
                    ),
                ),
                (
                    "target_value",
                    models.FloatField(
                        blank=True, null=True, verbose_name="target value"
                    ),
                ),
                (
                    "target_unit",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="unit of the target"
                    ),
                ),
                (
                    "target_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stated_in_report", "Stated in the report"),
                            ("set_in_law", "Set in law"),
                            ("our_reading", "Our reading"),
                        ],
                        max_length=20,
                        verbose_name="where the target comes from",
                    ),
                ),
                ("known", models.TextField(blank=True, verbose_name="what is known")),
                ("note", models.TextField(blank=True, verbose_name="public note")),
                (
                    "urls",
                    models.JSONField(
                        blank=True, default=list, verbose_name="addresses"
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=1, verbose_name="position"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical metric without a series",
                "verbose_name_plural": "historical metrics without a series",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReport",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Part of every address, such as drug-war-in-mexico-2011.",
                        max_length=80,
                        verbose_name="code",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                (
                    "title_es",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="title (Spanish)"
                    ),
                ),
                (
                    "title_original",
                    models.CharField(
                        blank=True,
                        help_text="Where the original is not in English.",
                        max_length=300,
                        verbose_name="original title",
                    ),
                ),
                (
                    "series",
                    models.CharField(blank=True, max_length=200, verbose_name="series"),
                ),
                (
                    "publisher",
                    models.CharField(max_length=200, verbose_name="publisher"),
                ),
                (
                    "authors",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text='A list: ["Name"].',
                        verbose_name="authors",
                    ),
                ),
                (
                    "issued_on",
                    models.DateField(
                        help_text="When the report appeared; first day of the month or year.",
                        verbose_name="issued on",
                    ),
                ),
                (
                    "issued_precision",
                    models.CharField(
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        default="day",
                        max_length=5,
                        verbose_name="precision of that date",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        max_length=8,
                        verbose_name="language of the original",
                    ),
                ),
                (
                    "jurisdiction",
                    models.CharField(
                        help_text="The country asked to act, two letters.",
                        max_length=3,
                        verbose_name="jurisdiction",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="address of the report"
                    ),
                ),
                (
                    "horizon_ends_on",
                    models.DateField(
                        blank=True,
                        help_text="First day of the month or year if no day is given.",
                        null=True,
                        verbose_name="results hoped for by",
                    ),
                ),
                (
                    "horizon_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                        verbose_name="precision of that date",
                    ),
                ),
                (
                    "horizon_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stated_in_report", "Stated in the report"),
                            ("set_in_law", "Set in law"),
                            ("our_reading", "Our reading"),
                        ],
                        max_length=20,
                        verbose_name="where that date comes from",
                    ),
                ),
                (
                    "horizon_note",
                    models.TextField(blank=True, verbose_name="remark on that date"),
                ),
                (
                    "primary_goal",
                    models.TextField(
                        blank=True,
                        help_text="What the report wants to change in the world, in our words.",
                        verbose_name="primary goal",
                    ),
                ),
                (
                    "primary_goal_es",
                    models.TextField(blank=True, verbose_name="primary goal (Spanish)"),
                ),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                (
                    "summary_es",
                    models.TextField(blank=True, verbose_name="summary (Spanish)"),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True,
                        help_text="Shown on the report's page.",
                        verbose_name="public notes",
                    ),
                ),
                (
                    "also_announced",
                    models.TextField(
                        blank=True,
                        help_text="What was announced beside the recommendations, not tracked.",
                        verbose_name="also announced",
                    ),
                ),
                (
                    "also_announced_es",
                    models.TextField(
                        blank=True, verbose_name="also announced (Spanish)"
                    ),
                ),
                (
                    "also_announced_later",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences.",
                        verbose_name="what became of it",
                    ),
                ),
                (
                    "also_announced_later_es",
                    models.TextField(
                        blank=True, verbose_name="what became of it (Spanish)"
                    ),
                ),
                (
                    "assessment_notice",
                    models.TextField(
                        blank=True,
                        help_text="Shown wherever the report's assessments appear, for example: First reading, open to challenge.",
                        verbose_name="notice about the assessments",
                    ),
                ),
                (
                    "assessment_notice_es",
                    models.TextField(
                        blank=True,
                        verbose_name="notice about the assessments (Spanish)",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty while the report is being prepared.",
                        null=True,
                        verbose_name="public since",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "primary_indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The main yardstick; its chart stands on the report's page.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.indicator",
                        verbose_name="primary indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical report",
                "verbose_name_plural": "historical reports",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInterimTarget",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("period", models.CharField(max_length=12, verbose_name="period")),
                ("value", models.FloatField(verbose_name="value")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.indicator",
                        verbose_name="indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical interim target",
                "verbose_name_plural": "historical interim targets",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="InterimTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("period", models.CharField(max_length=12, verbose_name="period")),
                ("value", models.FloatField(verbose_name="value")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interim_targets",
                        to="recommendations.indicator",
                        verbose_name="indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "interim target",
                "verbose_name_plural": "interim targets",
                "ordering": ["indicator", "period"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "period"),
                        name="interim_target_one_per_period",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("implemented", "Done"),
                            ("mostly", "Mostly done"),
                            ("partly", "Partly done"),
                            ("started", "Started"),
                            ("not_started", "Not started"),
                            ("reversed", "Undone"),
                            ("not_pursued", "Dropped"),
                            ("superseded", "No longer applies"),
                            ("not_assessed", "Not checked"),
                        ],
                        help_text="Not started: no public step. Started: a step, nothing in force. Partly: one required element in force. Mostly: all main elements. Done: all of it, checked.",
                        max_length=20,
                        verbose_name="step",
                    ),
                ),
                (
                    "reason",
                    models.TextField(blank=True, verbose_name="reason for this ask"),
                ),
                (
                    "reason_es",
                    models.TextField(
                        blank=True, verbose_name="reason for this ask (Spanish)"
                    ),
                ),
                (
                    "ask",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="recommendations.ask",
                        verbose_name="ask",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="judgements",
                        to="recommendations.assessment",
                        verbose_name="assessment",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of an ask",
                "verbose_name_plural": "steps of asks",
                "ordering": ["assessment", "ask"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "ask"), name="judgement_one_per_ask"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MethodVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "version",
                    models.CharField(
                        max_length=20, unique=True, verbose_name="version"
                    ),
                ),
                ("in_force_from", models.DateField(verbose_name="in force from")),
                (
                    "announced_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="announced on"
                    ),
                ),
                (
                    "parameters",
                    models.JSONField(default=dict, verbose_name="parameters"),
                ),
                ("summary", models.TextField(blank=True, verbose_name="what changed")),
                (
                    "summary_es",
                    models.TextField(blank=True, verbose_name="what changed (Spanish)"),
                ),
            ],
            options={
                "verbose_name": "method version",
                "verbose_name_plural": "method versions",
                "ordering": ["-in_force_from", "-version"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("announced_on__isnull", True),
                            ("announced_on__lte", models.F("in_force_from")),
                            _connector="OR",
                        ),
                        name="method_version_announced_before_in_force",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        help_text="As the report numbers it, such as 2.2 or P1. Never changes.",
                        max_length=40,
                        verbose_name="reference",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        help_text="Its place in the report, from 1.",
                        verbose_name="position",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True, max_length=80, verbose_name="short name"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="The heading, in sentence case.",
                        max_length=400,
                        verbose_name="title",
                    ),
                ),
                (
                    "title_es",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="title (Spanish)"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="What is asked, in our own words, in two or three sentences.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_es",
                    models.TextField(blank=True, verbose_name="summary (Spanish)"),
                ),
                (
                    "issued_on",
                    models.DateField(
                        help_text="Usually the day the report appeared.",
                        verbose_name="issued on",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[("normal", "Normal"), ("priority", "Priority")],
                        default="normal",
                        help_text="Only where the report itself marks it; it then weighs 2.",
                        max_length=10,
                        verbose_name="priority",
                    ),
                ),
                (
                    "weight",
                    models.FloatField(
                        blank=True,
                        help_text="Empty for the ordinary weight; else 0.5 to 3 with a reason.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0.5),
                            django.core.validators.MaxValueValidator(3),
                        ],
                        verbose_name="other weight",
                    ),
                ),
                (
                    "weight_reason",
                    models.CharField(
                        blank=True,
                        max_length=400,
                        verbose_name="published reason for that weight",
                    ),
                ),
                (
                    "is_continuing",
                    models.BooleanField(
                        default=False,
                        help_text="It asks for a practice without an end, not for one act.",
                        verbose_name="continuing by nature",
                    ),
                ),
                (
                    "open_questions",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="What is still not established, as a list of sentences.",
                        verbose_name="open questions",
                    ),
                ),
                (
                    "open_questions_es",
                    models.JSONField(
                        blank=True,
                        default=list,
                        verbose_name="open questions (Spanish)",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty while it is being prepared.",
                        null=True,
                        verbose_name="public since",
                    ),
                ),
                (
                    "current_status",
                    models.CharField(
                        choices=[
                            ("implemented", "Done"),
                            ("mostly", "Mostly done"),
                            ("partly", "Partly done"),
                            ("started", "Started"),
                            ("not_started", "Not started"),
                            ("reversed", "Undone"),
                            ("not_pursued", "Dropped"),
                            ("superseded", "No longer applies"),
                            ("not_assessed", "Not checked"),
                        ],
                        default="not_assessed",
                        editable=False,
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "current_score",
                    models.FloatField(editable=False, null=True, verbose_name="score"),
                ),
                (
                    "current_coverage",
                    models.FloatField(
                        editable=False, null=True, verbose_name="coverage"
                    ),
                ),
                (
                    "current_confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_low", "Very low"),
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High"),
                            ("very_high", "Very high"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="confidence",
                    ),
                ),
                (
                    "current_response",
                    models.CharField(
                        choices=[
                            ("none", "No response"),
                            ("accepted", "Accepted"),
                            ("accepted_in_part", "Accepted in part"),
                            ("accepted_in_principle", "Accepted in principle"),
                            ("noted", "Noted"),
                            ("rejected", "Rejected"),
                        ],
                        default="none",
                        editable=False,
                        max_length=25,
                        verbose_name="response",
                    ),
                ),
                (
                    "current_due_on",
                    models.DateField(editable=False, null=True, verbose_name="due on"),
                ),
                (
                    "first_due_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="first due on"
                    ),
                ),
                (
                    "delivered_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="delivered on"
                    ),
                ),
                (
                    "last_assessed_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="last assessed"
                    ),
                ),
                (
                    "last_verified_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="last verified"
                    ),
                ),
                (
                    "stands_until",
                    models.DateField(
                        editable=False,
                        help_text="First day on which the kept values change by the calendar.",
                        null=True,
                        verbose_name="stands until",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="recommendations.category",
                        verbose_name="category",
                    ),
                ),
            ],
            options={
                "verbose_name": "recommendation",
                "verbose_name_plural": "recommendations",
                "ordering": ["report", "position", "reference"],
                "indexes": [
                    models.Index(
                        fields=["current_status", "id"], name="recommendation_status"
                    ),
                    models.Index(
                        fields=["current_score", "id"], name="recommendation_score"
                    ),
                    models.Index(
                        fields=["current_confidence", "id"],
                        name="recommendation_confidence",
                    ),
                    models.Index(
                        fields=["current_response", "id"],
                        name="recommendation_response",
                    ),
                    models.Index(
                        fields=["current_due_on", "id"], name="recommendation_due"
                    ),
                    models.Index(
                        fields=["last_assessed_on", "id"],
                        name="recommendation_assessed",
                    ),
                    models.Index(
                        fields=["last_verified_on", "id"],
                        name="recommendation_verified",
                    ),
                    models.Index(
                        fields=["issued_on", "id"], name="recommendation_issued"
                    ),
                    models.Index(
                        fields=["stands_until"], name="recommendation_stands_until"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("weight__isnull", True), ("weight_reason", "")),
                            models.Q(
                                ("weight__isnull", False),
                                models.Q(("weight_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="recommendation_weight_and_reason_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weight__isnull", True),
                            models.Q(("weight__gte", 0.5), ("weight__lte", 3.0)),
                            _connector="OR",
                        ),
                        name="recommendation_weight_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("current_score__isnull", True),
                            models.Q(
                                ("current_score__gte", 0), ("current_score__lte", 100)
                            ),
                            _connector="OR",
                        ),
                        name="recommendation_score_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("current_coverage__isnull", True),
                            models.Q(
                                ("current_coverage__gte", 0),
                                ("current_coverage__lte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="recommendation_coverage_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("current_due_on__isnull", True),
                            ("current_due_on__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="recommendation_not_due_before_issue",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_due_on__isnull", True),
                            ("first_due_on__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="recommendation_not_first_due_before_issue",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="indicator",
            name="recommendations",
            field=models.ManyToManyField(
                blank=True,
                related_name="indicators",
                to="recommendations.recommendation",
                verbose_name="recommendations it bears on",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalSecondReading",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="as of")),
                (
                    "coder",
                    models.CharField(
                        help_text="Shown to readers, such as: second.",
                        max_length=100,
                        verbose_name="coder",
                    ),
                ),
                ("made_on", models.DateField(verbose_name="made on")),
                (
                    "basis",
                    models.TextField(
                        blank=True, verbose_name="what the coder had before them"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="public since"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical second reading",
                "verbose_name_plural": "historical second readings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalResponsibility",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "Lead"), ("supporting", "Supporting")],
                        help_text="Lead: it must act. Supporting: it must help.",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=1, verbose_name="position"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical responsibility",
                "verbose_name_plural": "historical responsibilities",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalResponse",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("accepted", "Accepted"),
                            ("accepted_in_part", "Accepted in part"),
                            ("accepted_in_principle", "Accepted in principle"),
                            ("noted", "Noted"),
                            ("rejected", "Rejected"),
                        ],
                        help_text="Accepted in principle: the aim is shared, nothing is promised. Noted: neither accepted nor rejected.",
                        max_length=25,
                        verbose_name="answer",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True, help_text="Whole, as given.", verbose_name="text"
                    ),
                ),
                (
                    "text_es",
                    models.TextField(blank=True, verbose_name="text (Spanish)"),
                ),
                ("responded_on", models.DateField(verbose_name="answered on")),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        max_length=1000,
                        verbose_name="where it was published",
                    ),
                ),
                (
                    "is_disputed_with_documents",
                    models.BooleanField(
                        default=False,
                        help_text="Lowers the agreement behind the confidence (METHOD section 3).",
                        verbose_name="disputes the finding with documents",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="public since"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical agency response",
                "verbose_name_plural": "historical agency responses",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIndicator_recommendations",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="recommendations.historicalindicator",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.indicator",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalIndicator_recommendations",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="historicalevidence",
            name="recommendation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="recommendations.recommendation",
                verbose_name="recommendation",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalDueDate",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "announced_on",
                    models.DateField(
                        help_text="When this date was made known.",
                        verbose_name="announced on",
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="For a revision: the reason given, or: no reason was given.",
                        verbose_name="reason",
                    ),
                ),
                (
                    "is_revision",
                    models.BooleanField(
                        default=False,
                        help_text="Leave empty for the first date.",
                        verbose_name="a revision",
                    ),
                ),
                (
                    "url",
                    models.URLField(blank=True, max_length=1000, verbose_name="source"),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="public since"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "announced_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.agency",
                        verbose_name="announced by",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical due date",
                "verbose_name_plural": "historical due dates",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="historicalassessment",
            name="recommendation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="recommendations.recommendation",
                verbose_name="recommendation",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalAsk",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="a, b, c ...", max_length=10, verbose_name="letter"
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=1, verbose_name="position"),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="One thing, in plain words, that a second person could check. Example: Require dealers to report multiple sales of long guns.",
                        verbose_name="what is asked",
                    ),
                ),
                (
                    "text_es",
                    models.TextField(
                        blank=True, verbose_name="what is asked (Spanish)"
                    ),
                ),
                (
                    "weight",
                    models.FloatField(
                        default=1.0,
                        help_text="1 unless a published reason gives another, 0.5 to 3.",
                        validators=[
                            django.core.validators.MinValueValidator(0.5),
                            django.core.validators.MaxValueValidator(3),
                        ],
                        verbose_name="weight",
                    ),
                ),
                (
                    "weight_reason",
                    models.CharField(
                        blank=True,
                        max_length=400,
                        verbose_name="published reason for that weight",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical ask",
                "verbose_name_plural": "historical asks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="evidence",
            name="recommendation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="recommendations.recommendation",
                verbose_name="recommendation",
            ),
        ),
        migrations.CreateModel(
            name="DueDate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "announced_on",
                    models.DateField(
                        help_text="When this date was made known.",
                        verbose_name="announced on",
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="For a revision: the reason given, or: no reason was given.",
                        verbose_name="reason",
                    ),
                ),
                (
                    "is_revision",
                    models.BooleanField(
                        default=False,
                        help_text="Leave empty for the first date.",
                        verbose_name="a revision",
                    ),
                ),
                (
                    "url",
                    models.URLField(blank=True, max_length=1000, verbose_name="source"),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="public since"
                    ),
                ),
                (
                    "announced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="recommendations.agency",
                        verbose_name="announced by",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="due_dates",
                        to="recommendations.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "due date",
                "verbose_name_plural": "due dates",
                "ordering": ["recommendation", "announced_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_revision", False)),
                        fields=("recommendation",),
                        name="due_date_one_first_date",
                    ),
                    models.UniqueConstraint(
                        fields=("recommendation", "announced_on"),
                        name="due_date_one_per_announcement",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_revision", False),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="due_date_revision_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="assessment",
            name="recommendation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="recommendations.recommendation",
                verbose_name="recommendation",
            ),
        ),
        migrations.AddField(
            model_name="ask",
            name="recommendation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="asks",
                to="recommendations.recommendation",
                verbose_name="recommendation",
            ),
        ),
        migrations.CreateModel(
            name="RecordVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("changed_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "record version",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="record_version_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Part of every address, such as drug-war-in-mexico-2011.",
                        max_length=80,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                (
                    "title_es",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="title (Spanish)"
                    ),
                ),
                (
                    "title_original",
                    models.CharField(
                        blank=True,
                        help_text="Where the original is not in English.",
                        max_length=300,
                        verbose_name="original title",
                    ),
                ),
                (
                    "series",
                    models.CharField(blank=True, max_length=200, verbose_name="series"),
                ),
                (
                    "publisher",
                    models.CharField(max_length=200, verbose_name="publisher"),
                ),
                (
                    "authors",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text='A list: ["Name"].',
                        verbose_name="authors",
                    ),
                ),
                (
                    "issued_on",
                    models.DateField(
                        help_text="When the report appeared; first day of the month or year.",
                        verbose_name="issued on",
                    ),
                ),
                (
                    "issued_precision",
                    models.CharField(
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        default="day",
                        max_length=5,
                        verbose_name="precision of that date",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        max_length=8,
                        verbose_name="language of the original",
                    ),
                ),
                (
                    "jurisdiction",
                    models.CharField(
                        help_text="The country asked to act, two letters.",
                        max_length=3,
                        verbose_name="jurisdiction",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="address of the report"
                    ),
                ),
                (
                    "horizon_ends_on",
                    models.DateField(
                        blank=True,
                        help_text="First day of the month or year if no day is given.",
                        null=True,
                        verbose_name="results hoped for by",
                    ),
                ),
                (
                    "horizon_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                        verbose_name="precision of that date",
                    ),
                ),
                (
                    "horizon_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stated_in_report", "Stated in the report"),
                            ("set_in_law", "Set in law"),
                            ("our_reading", "Our reading"),
                        ],
                        max_length=20,
                        verbose_name="where that date comes from",
                    ),
                ),
                (
                    "horizon_note",
                    models.TextField(blank=True, verbose_name="remark on that date"),
                ),
                (
                    "primary_goal",
                    models.TextField(
                        blank=True,
                        help_text="What the report wants to change in the world, in our words.",
                        verbose_name="primary goal",
                    ),
                ),
                (
                    "primary_goal_es",
                    models.TextField(blank=True, verbose_name="primary goal (Spanish)"),
                ),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                (
                    "summary_es",
                    models.TextField(blank=True, verbose_name="summary (Spanish)"),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True,
                        help_text="Shown on the report's page.",
                        verbose_name="public notes",
                    ),
                ),
                (
                    "also_announced",
                    models.TextField(
                        blank=True,
                        help_text="What was announced beside the recommendations, not tracked.",
                        verbose_name="also announced",
                    ),
                ),
                (
                    "also_announced_es",
                    models.TextField(
                        blank=True, verbose_name="also announced (Spanish)"
                    ),
                ),
                (
                    "also_announced_later",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences.",
                        verbose_name="what became of it",
                    ),
                ),
                (
                    "also_announced_later_es",
                    models.TextField(
                        blank=True, verbose_name="what became of it (Spanish)"
                    ),
                ),
                (
                    "assessment_notice",
                    models.TextField(
                        blank=True,
                        help_text="Shown wherever the report's assessments appear, for example: First reading, open to challenge.",
                        verbose_name="notice about the assessments",
                    ),
                ),
                (
                    "assessment_notice_es",
                    models.TextField(
                        blank=True,
                        verbose_name="notice about the assessments (Spanish)",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty while the report is being prepared.",
                        null=True,
                        verbose_name="public since",
                    ),
                ),
                (
                    "primary_indicator",
                    models.ForeignKey(
                        blank=True,
                        help_text="The main yardstick; its chart stands on the report's page.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="recommendations.indicator",
                        verbose_name="primary indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ["-issued_on", "slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("horizon_basis", ""),
                                ("horizon_ends_on__isnull", True),
                                ("horizon_precision", ""),
                            ),
                            models.Q(
                                ("horizon_ends_on__isnull", False),
                                models.Q(("horizon_precision", ""), _negated=True),
                                models.Q(("horizon_basis", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_horizon_date_precision_and_basis_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("horizon_ends_on__isnull", True),
                            ("horizon_ends_on__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="report_horizon_not_before_issue",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="recommendation",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recommendations",
                to="recommendations.report",
                verbose_name="report",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="reports",
            field=models.ManyToManyField(
                blank=True,
                related_name="indicators",
                to="recommendations.report",
                verbose_name="reports it bears on as a whole",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalStatedMetric",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=1, verbose_name="position"),
                ),
                ("text", models.TextField(verbose_name="text")),
                (
                    "text_es",
                    models.TextField(blank=True, verbose_name="text (Spanish)"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical stated measure",
                "verbose_name_plural": "historical stated measures",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSource",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        blank=True,
                        help_text="For indicators: s1, s2 ...",
                        max_length=40,
                        verbose_name="key",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=1, verbose_name="position"),
                ),
                (
                    "is_about_also_announced",
                    models.BooleanField(
                        default=False, verbose_name="about what was also announced"
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                (
                    "title_status",
                    models.CharField(
                        choices=[
                            ("as_published", "Title as published"),
                            ("described", "Our description of the page"),
                        ],
                        default="as_published",
                        max_length=15,
                        verbose_name="kind of title",
                    ),
                ),
                (
                    "publisher",
                    models.CharField(
                        help_text="Who answers for the text; spelled as in earlier rows.",
                        max_length=200,
                        verbose_name="publisher",
                    ),
                ),
                (
                    "via",
                    models.CharField(
                        blank=True,
                        help_text="Site or body that republished it.",
                        max_length=200,
                        verbose_name="via",
                    ),
                ),
                (
                    "published_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="date of the page"
                    ),
                ),
                (
                    "published_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                        verbose_name="known to the",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True, max_length=1000, verbose_name="address"
                    ),
                ),
                (
                    "archived_url",
                    models.URLField(
                        blank=True, max_length=1000, verbose_name="archived address"
                    ),
                ),
                (
                    "is_verified",
                    models.BooleanField(
                        default=False,
                        help_text="The words or numbers that carry the statement were read there.",
                        verbose_name="verified",
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("A", "A: binding text or independent verification"),
                            ("B", "B: official record"),
                            ("C", "C: independent secondary source"),
                            ("D", "D: claimed, not verified"),
                        ],
                        help_text="A: law in force, court, independent auditor. B: official record. C: news, research. D: unsupported, or not verified.",
                        max_length=1,
                        verbose_name="tier",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="public note")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.evidence",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical source",
                "verbose_name_plural": "historical sources",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecommendation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        help_text="As the report numbers it, such as 2.2 or P1. Never changes.",
                        max_length=40,
                        verbose_name="reference",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        help_text="Its place in the report, from 1.",
                        verbose_name="position",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True, max_length=80, verbose_name="short name"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="The heading, in sentence case.",
                        max_length=400,
                        verbose_name="title",
                    ),
                ),
                (
                    "title_es",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="title (Spanish)"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="What is asked, in our own words, in two or three sentences.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_es",
                    models.TextField(blank=True, verbose_name="summary (Spanish)"),
                ),
                (
                    "issued_on",
                    models.DateField(
                        help_text="Usually the day the report appeared.",
                        verbose_name="issued on",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[("normal", "Normal"), ("priority", "Priority")],
                        default="normal",
                        help_text="Only where the report itself marks it; it then weighs 2.",
                        max_length=10,
                        verbose_name="priority",
                    ),
                ),
                (
                    "weight",
                    models.FloatField(
                        blank=True,
                        help_text="Empty for the ordinary weight; else 0.5 to 3 with a reason.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0.5),
                            django.core.validators.MaxValueValidator(3),
                        ],
                        verbose_name="other weight",
                    ),
                ),
                (
                    "weight_reason",
                    models.CharField(
                        blank=True,
                        max_length=400,
                        verbose_name="published reason for that weight",
                    ),
                ),
                (
                    "is_continuing",
                    models.BooleanField(
                        default=False,
                        help_text="It asks for a practice without an end, not for one act.",
                        verbose_name="continuing by nature",
                    ),
                ),
                (
                    "open_questions",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="What is still not established, as a list of sentences.",
                        verbose_name="open questions",
                    ),
                ),
                (
                    "open_questions_es",
                    models.JSONField(
                        blank=True,
                        default=list,
                        verbose_name="open questions (Spanish)",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty while it is being prepared.",
                        null=True,
                        verbose_name="public since",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical recommendation",
                "verbose_name_plural": "historical recommendations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIndicator_reports",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="recommendations.historicalindicator",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.indicator",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalIndicator_reports",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCorrection",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("was_shown", models.TextField(verbose_name="what was shown")),
                (
                    "was_shown_es",
                    models.TextField(
                        blank=True, verbose_name="what was shown (Spanish)"
                    ),
                ),
                ("is_right", models.TextField(verbose_name="what is right")),
                (
                    "is_right_es",
                    models.TextField(
                        blank=True, verbose_name="what is right (Spanish)"
                    ),
                ),
                (
                    "wrong_since",
                    models.DateField(blank=True, null=True, verbose_name="wrong since"),
                ),
                (
                    "affected",
                    models.TextField(
                        blank=True,
                        help_text="Which pages and numbers.",
                        verbose_name="affected figures",
                    ),
                ),
                ("cause", models.TextField(blank=True, verbose_name="cause")),
                (
                    "is_material",
                    models.BooleanField(
                        default=False,
                        help_text="It changes a status, a class or a rounded score.",
                        verbose_name="material",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="public since"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical correction",
                "verbose_name_plural": "historical corrections",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCategory",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="Such as 1 or A.", max_length=20, verbose_name="code"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, verbose_name="short name")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "title_es",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="title (Spanish)"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                (
                    "is_editorial",
                    models.BooleanField(
                        default=False,
                        help_text="Tick where the report itself has no such heading.",
                        verbose_name="our grouping",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical category",
                "verbose_name_plural": "historical categories",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("was_shown", models.TextField(verbose_name="what was shown")),
                (
                    "was_shown_es",
                    models.TextField(
                        blank=True, verbose_name="what was shown (Spanish)"
                    ),
                ),
                ("is_right", models.TextField(verbose_name="what is right")),
                (
                    "is_right_es",
                    models.TextField(
                        blank=True, verbose_name="what is right (Spanish)"
                    ),
                ),
                (
                    "wrong_since",
                    models.DateField(blank=True, null=True, verbose_name="wrong since"),
                ),
                (
                    "affected",
                    models.TextField(
                        blank=True,
                        help_text="Which pages and numbers.",
                        verbose_name="affected figures",
                    ),
                ),
                ("cause", models.TextField(blank=True, verbose_name="cause")),
                (
                    "is_material",
                    models.BooleanField(
                        default=False,
                        help_text="It changes a status, a class or a rounded score.",
                        verbose_name="material",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="public since"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="recommendations.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="recommendations.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="recommendations.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["-published_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("report__isnull", False),
                            ("recommendation__isnull", False),
                            ("indicator__isnull", False),
                            _connector="OR",
                        ),
                        name="correction_names_what_it_concerns",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="category",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="categories",
                to="recommendations.report",
                verbose_name="report",
            ),
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("accepted", "Accepted"),
                            ("accepted_in_part", "Accepted in part"),
                            ("accepted_in_principle", "Accepted in principle"),
                            ("noted", "Noted"),
                            ("rejected", "Rejected"),
                        ],
                        help_text="Accepted in principle: the aim is shared, nothing is promised. Noted: neither accepted nor rejected.",
                        max_length=25,
                        verbose_name="answer",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True, help_text="Whole, as given.", verbose_name="text"
                    ),
                ),
                (
                    "text_es",
                    models.TextField(blank=True, verbose_name="text (Spanish)"),
                ),
                ("responded_on", models.DateField(verbose_name="answered on")),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        max_length=1000,
                        verbose_name="where it was published",
                    ),
                ),
                (
                    "is_disputed_with_documents",
                    models.BooleanField(
                        default=False,
                        help_text="Lowers the agreement behind the confidence (METHOD section 3).",
                        verbose_name="disputes the finding with documents",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="public since"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="recommendations.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="recommendations.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "agency response",
                "verbose_name_plural": "agency responses",
                "ordering": ["recommendation", "responded_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind", "none"), _negated=True),
                        name="response_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Responsibility",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "Lead"), ("supporting", "Supporting")],
                        help_text="Lead: it must act. Supporting: it must help.",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=1, verbose_name="position"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibilities",
                        to="recommendations.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "asks",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Leave empty where the agency is named for the whole.",
                        related_name="responsibilities",
                        to="recommendations.ask",
                        verbose_name="only these asks",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responsibilities",
                        to="recommendations.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "responsibility",
                "verbose_name_plural": "responsibilities",
                "ordering": ["recommendation", "role", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recommendation", "agency"),
                        name="responsibility_one_role_per_agency",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="as of")),
                (
                    "coder",
                    models.CharField(
                        help_text="Shown to readers, such as: second.",
                        max_length=100,
                        verbose_name="coder",
                    ),
                ),
                ("made_on", models.DateField(verbose_name="made on")),
                (
                    "basis",
                    models.TextField(
                        blank=True, verbose_name="what the coder had before them"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="public since"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="second_readings",
                        to="recommendations.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "second reading",
                "verbose_name_plural": "second readings",
                "ordering": ["recommendation", "effective_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recommendation", "effective_on", "coder"),
                        name="second_reading_one_per_coder_and_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondJudgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("implemented", "Done"),
                            ("mostly", "Mostly done"),
                            ("partly", "Partly done"),
                            ("started", "Started"),
                            ("not_started", "Not started"),
                            ("reversed", "Undone"),
                            ("not_pursued", "Dropped"),
                            ("superseded", "No longer applies"),
                            ("not_assessed", "Not checked"),
                        ],
                        max_length=20,
                        verbose_name="step",
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High"),
                        ],
                        max_length=10,
                        verbose_name="coder's confidence",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "reason_es",
                    models.TextField(blank=True, verbose_name="reason (Spanish)"),
                ),
                (
                    "ask",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="second_judgements",
                        to="recommendations.ask",
                        verbose_name="ask",
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="judgements",
                        to="recommendations.secondreading",
                        verbose_name="second reading",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of the second reading",
                "verbose_name_plural": "steps of the second reading",
                "ordering": ["reading", "ask"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reading", "ask"), name="second_judgement_one_per_ask"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSecondJudgement",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("implemented", "Done"),
                            ("mostly", "Mostly done"),
                            ("partly", "Partly done"),
                            ("started", "Started"),
                            ("not_started", "Not started"),
                            ("reversed", "Undone"),
                            ("not_pursued", "Dropped"),
                            ("superseded", "No longer applies"),
                            ("not_assessed", "Not checked"),
                        ],
                        max_length=20,
                        verbose_name="step",
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High"),
                        ],
                        max_length=10,
                        verbose_name="coder's confidence",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "reason_es",
                    models.TextField(blank=True, verbose_name="reason (Spanish)"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "ask",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.ask",
                        verbose_name="ask",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.secondreading",
                        verbose_name="second reading",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical step of the second reading",
                "verbose_name_plural": "historical steps of the second reading",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        blank=True,
                        help_text="For indicators: s1, s2 ...",
                        max_length=40,
                        verbose_name="key",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=1, verbose_name="position"),
                ),
                (
                    "is_about_also_announced",
                    models.BooleanField(
                        default=False, verbose_name="about what was also announced"
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                (
                    "title_status",
                    models.CharField(
                        choices=[
                            ("as_published", "Title as published"),
                            ("described", "Our description of the page"),
                        ],
                        default="as_published",
                        max_length=15,
                        verbose_name="kind of title",
                    ),
                ),
                (
                    "publisher",
                    models.CharField(
                        help_text="Who answers for the text; spelled as in earlier rows.",
                        max_length=200,
                        verbose_name="publisher",
                    ),
                ),
                (
                    "via",
                    models.CharField(
                        blank=True,
                        help_text="Site or body that republished it.",
                        max_length=200,
                        verbose_name="via",
                    ),
                ),
                (
                    "published_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="date of the page"
                    ),
                ),
                (
                    "published_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                        verbose_name="known to the",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True, max_length=1000, verbose_name="address"
                    ),
                ),
                (
                    "archived_url",
                    models.URLField(
                        blank=True, max_length=1000, verbose_name="archived address"
                    ),
                ),
                (
                    "is_verified",
                    models.BooleanField(
                        default=False,
                        help_text="The words or numbers that carry the statement were read there.",
                        verbose_name="verified",
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("A", "A: binding text or independent verification"),
                            ("B", "B: official record"),
                            ("C", "C: independent secondary source"),
                            ("D", "D: claimed, not verified"),
                        ],
                        help_text="A: law in force, court, independent auditor. B: official record. C: news, research. D: unsupported, or not verified.",
                        max_length=1,
                        verbose_name="tier",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="public note")),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="recommendations.evidence",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="recommendations.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="recommendations.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("evidence__isnull", False),
                                ("indicator__isnull", True),
                                ("report__isnull", True),
                            ),
                            models.Q(
                                ("evidence__isnull", True),
                                ("indicator__isnull", True),
                                ("report__isnull", False),
                            ),
                            models.Q(
                                ("evidence__isnull", True),
                                ("indicator__isnull", False),
                                ("report__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="source_belongs_to_exactly_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_on__isnull", True),
                                ("published_precision", ""),
                            ),
                            models.Q(
                                ("published_on__isnull", False),
                                models.Q(("published_precision", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="source_date_and_precision_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_verified", True), ("tier", "D"), _connector="OR"
                        ),
                        name="source_unverified_carries_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_verified", False),
                            models.Q(("url", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="source_verified_has_an_address",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("indicator__isnull", False)),
                        fields=("indicator", "key"),
                        name="source_key_unique_in_indicator",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        help_text="2010, FY2010, 2014/2018, 2016-04 or 2021-11-30.",
                        max_length=12,
                        verbose_name="period",
                    ),
                ),
                (
                    "period_ends_on",
                    models.DateField(
                        editable=False, verbose_name="last day of the period"
                    ),
                ),
                ("value", models.FloatField(verbose_name="value")),
                (
                    "flag",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "break",
                                "Break in series: not comparable with earlier values",
                            ),
                            ("computed", "Computed from other figures"),
                            ("approximate", "Approximate"),
                            ("partial", "Not a full period"),
                            ("multi_year", "Several years together"),
                        ],
                        max_length=12,
                        verbose_name="flag",
                    ),
                ),
                (
                    "is_verified",
                    models.BooleanField(
                        default=False,
                        help_text="The value was read at the source.",
                        verbose_name="verified",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="public note")),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="public since"
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observations",
                        to="recommendations.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="recommendations.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "observation",
                "verbose_name_plural": "observations",
                "ordering": ["indicator", "period_ends_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "period"),
                        name="observation_one_per_period",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalObservation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        help_text="2010, FY2010, 2014/2018, 2016-04 or 2021-11-30.",
                        max_length=12,
                        verbose_name="period",
                    ),
                ),
                (
                    "period_ends_on",
                    models.DateField(
                        editable=False, verbose_name="last day of the period"
                    ),
                ),
                ("value", models.FloatField(verbose_name="value")),
                (
                    "flag",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "break",
                                "Break in series: not comparable with earlier values",
                            ),
                            ("computed", "Computed from other figures"),
                            ("approximate", "Approximate"),
                            ("partial", "Not a full period"),
                            ("multi_year", "Several years together"),
                        ],
                        max_length=12,
                        verbose_name="flag",
                    ),
                ),
                (
                    "is_verified",
                    models.BooleanField(
                        default=False,
                        help_text="The value was read at the source.",
                        verbose_name="verified",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="public note")),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="public since"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical observation",
                "verbose_name_plural": "historical observations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("effective_from", models.DateField()),
                ("effective_until", models.DateField()),
                ("known_from", models.DateField()),
                ("known_until", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("implemented", "Done"),
                            ("mostly", "Mostly done"),
                            ("partly", "Partly done"),
                            ("started", "Started"),
                            ("not_started", "Not started"),
                            ("reversed", "Undone"),
                            ("not_pursued", "Dropped"),
                            ("superseded", "No longer applies"),
                            ("not_assessed", "Not checked"),
                        ],
                        max_length=20,
                    ),
                ),
                ("score", models.FloatField(null=True)),
                ("coverage", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_low", "Very low"),
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High"),
                            ("very_high", "Very high"),
                        ],
                        max_length=10,
                    ),
                ),
                ("has_reversed", models.BooleanField(default=False)),
                ("freshness", models.CharField(blank=True, max_length=10)),
                (
                    "response",
                    models.CharField(
                        choices=[
                            ("none", "No response"),
                            ("accepted", "Accepted"),
                            ("accepted_in_part", "Accepted in part"),
                            ("accepted_in_principle", "Accepted in principle"),
                            ("noted", "Noted"),
                            ("rejected", "Rejected"),
                        ],
                        default="none",
                        max_length=25,
                    ),
                ),
                ("first_due_on", models.DateField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("n_due_revisions", models.PositiveIntegerField(default=0)),
                ("delivered_on", models.DateField(null=True)),
                ("assessed_on", models.DateField(null=True)),
                ("verified_on", models.DateField(null=True)),
                ("asks", models.JSONField(default=list)),
                (
                    "assessment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="recommendations.assessment",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standings",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "standing",
                "verbose_name_plural": "standings",
                "ordering": ["recommendation", "known_from", "effective_from"],
                "indexes": [
                    models.Index(
                        fields=["recommendation", "known_until", "effective_from"],
                        name="standing_lookup",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_from__lt", models.F("effective_until")),
                            ("known_from__lt", models.F("known_until")),
                        ),
                        name="standing_spans_run_forward",
                    ),
                    models.UniqueConstraint(
                        fields=("recommendation", "known_from", "effective_from"),
                        name="standing_one_per_span",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatedMetric",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=1, verbose_name="position"),
                ),
                ("text", models.TextField(verbose_name="text")),
                (
                    "text_es",
                    models.TextField(blank=True, verbose_name="text (Spanish)"),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stated_metrics",
                        to="recommendations.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stated_metrics",
                        to="recommendations.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "stated measure",
                "verbose_name_plural": "stated measures",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("recommendation__isnull", True),
                                ("report__isnull", False),
                            ),
                            models.Q(
                                ("recommendation__isnull", False),
                                ("report__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="stated_metric_of_a_report_or_a_recommendation",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "from_status",
                    models.CharField(
                        choices=[
                            ("implemented", "Done"),
                            ("mostly", "Mostly done"),
                            ("partly", "Partly done"),
                            ("started", "Started"),
                            ("not_started", "Not started"),
                            ("reversed", "Undone"),
                            ("not_pursued", "Dropped"),
                            ("superseded", "No longer applies"),
                            ("not_assessed", "Not checked"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("implemented", "Done"),
                            ("mostly", "Mostly done"),
                            ("partly", "Partly done"),
                            ("started", "Started"),
                            ("not_started", "Not started"),
                            ("reversed", "Undone"),
                            ("not_pursued", "Dropped"),
                            ("superseded", "No longer applies"),
                            ("not_assessed", "Not checked"),
                        ],
                        max_length=20,
                    ),
                ),
                ("effective_on", models.DateField()),
                ("published_at", models.DateTimeField()),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("assessment", "New assessment"),
                            ("correction", "Correction of an earlier assessment"),
                            ("evidence", "Evidence added, corrected or withdrawn"),
                            ("withdrawal", "Assessment withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "ask",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_changes",
                        to="recommendations.ask",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_changes",
                        to="recommendations.assessment",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_changes",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "status change",
                "verbose_name_plural": "status changes",
                "ordering": ["-published_at", "-effective_on", "-id"],
                "indexes": [
                    models.Index(
                        fields=["-published_at", "-effective_on", "-id"],
                        name="status_change_newest",
                    ),
                    models.Index(
                        fields=["recommendation", "effective_on"],
                        name="status_change_of",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_status", models.F("to_status")), _negated=True
                        ),
                        name="status_change_moves",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnmeasuredMetric",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(max_length=80, unique=True, verbose_name="code"),
                ),
                ("metric", models.TextField(verbose_name="metric")),
                (
                    "metric_es",
                    models.TextField(blank=True, verbose_name="metric (Spanish)"),
                ),
                (
                    "target_period",
                    models.CharField(
                        blank=True, max_length=12, verbose_name="target period"
                    ),
                ),
                (
                    "target_value",
                    models.FloatField(
                        blank=True, null=True, verbose_name="target value"
                    ),
                ),
                (
                    "target_unit",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="unit of the target"
                    ),
                ),
                (
                    "target_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stated_in_report", "Stated in the report"),
                            ("set_in_law", "Set in law"),
                            ("our_reading", "Our reading"),
                        ],
                        max_length=20,
                        verbose_name="where the target comes from",
                    ),
                ),
                ("known", models.TextField(blank=True, verbose_name="what is known")),
                ("note", models.TextField(blank=True, verbose_name="public note")),
                (
                    "urls",
                    models.JSONField(
                        blank=True, default=list, verbose_name="addresses"
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=1, verbose_name="position"),
                ),
                (
                    "recommendations",
                    models.ManyToManyField(
                        blank=True,
                        related_name="unmeasured_metrics",
                        to="recommendations.recommendation",
                        verbose_name="recommendations",
                    ),
                ),
                (
                    "reports",
                    models.ManyToManyField(
                        blank=True,
                        related_name="unmeasured_metrics",
                        to="recommendations.report",
                        verbose_name="reports",
                    ),
                ),
            ],
            options={
                "verbose_name": "metric without a series",
                "verbose_name_plural": "metrics without a series",
                "ordering": ["position", "slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target_value__isnull", True),
                            models.Q(("target_basis", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="unmeasured_metric_target_has_a_basis",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalUnmeasuredMetric_reports",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="recommendations.historicalunmeasuredmetric",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.report",
                    ),
                ),
                (
                    "unmeasuredmetric",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.unmeasuredmetric",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalUnmeasuredMetric_reports",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalUnmeasuredMetric_recommendations",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="recommendations.historicalunmeasuredmetric",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                    ),
                ),
                (
                    "unmeasuredmetric",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.unmeasuredmetric",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalUnmeasuredMetric_recommendations",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                fields=("recommendation", "key"),
                name="evidence_key_unique_in_recommendation",
            ),
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(
                fields=["recommendation", "effective_on", "published_at", "id"],
                name="assessment_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["draft", "submitted", "returned"])),
                fields=("author", "recommendation", "effective_on"),
                name="assessment_one_open_draft_per_author_and_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.UniqueConstraint(
                fields=("recommendation", "code"),
                name="ask_letter_unique_in_recommendation",
            ),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(
                fields=["report", "position", "reference"], name="recommendation_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(
                fields=("report", "reference"),
                name="recommendation_reference_unique_in_report",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("slug", ""), _negated=True),
                fields=("report", "slug"),
                name="recommendation_slug_unique_in_report",
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.UniqueConstraint(
                fields=("report", "code"), name="category_code_unique_in_report"
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.UniqueConstraint(
                fields=("report", "slug"), name="category_slug_unique_in_report"
            ),
        ),
    ]
