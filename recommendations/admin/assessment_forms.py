"""Forms of an assessment: where to begin, the draft itself, the step of each ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _, gettext_lazy

from ..actions import drafts
from ..models import Assessment, Evidence, Judgement
from .forms import Checklist, RecordForm

CONFLICT = "conflict"
PREVIEW = "preview"


class BeginForm(RecordForm):
    """Which recommendation, as of which day; its asks come next."""

    author: Any = None

    def clean(self) -> dict[str, Any] | None:
        """One open draft per person, recommendation and day; none before the issue."""
        cleaned = super().clean() or {}
        recommendation = cleaned.get("recommendation")
        day = cleaned.get("effective_on")
        if not (recommendation and day):
            return cleaned
        if not recommendation.asks.exists():
            self.add_error("recommendation", _("It has no asks yet; add them first."))
        if day < recommendation.issued_on:
            self.add_error("effective_on", _("This lies before it was issued."))
        draft = drafts.open_draft(recommendation, day, self.author)
        if draft:
            self.add_error(None, go_on_with(draft))
        return cleaned


def go_on_with(draft: Assessment) -> str:
    """Why no second draft is begun, with the way to the first."""
    return format_html(
        '{} <a href="{}">{}</a>',
        _("You have an open draft of this for that day."),
        reverse("admin:recommendations_assessment_change", args=[draft.pk]),
        _("Go on with it."),
    )


class EvidenceChoice(forms.ModelMultipleChoiceField):
    """The evidence of one recommendation, each with its date, bearing and tiers."""

    def label_from_instance(self, row: Evidence) -> str:
        """Such as: 2014-11-27, Progress, A C: the decree ... (not public yet)."""
        tiers = " ".join(sorted({source.tier for source in row.sources.all()}))
        tiers = tiers or _("no source")
        fact = Truncator(row.fact).chars(140)
        text = f"{row.happened}, {row.get_bearing_display()}, {tiers}: {fact}"
        return text if row.published_at else f"{text} ({_('not public yet')})"


class DraftForm(RecordForm):
    """A draft; it knows which save its page was made from.

    is_conflict: somebody saved in between, so nothing is written and both texts
    are shown. Saving once more then keeps what is typed here, knowingly.
    """

    seen_revision = forms.IntegerField(widget=forms.HiddenInput)
    is_preview = False
    is_conflict = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "seen_revision" in self.fields:
            self.initial["seen_revision"] = self.instance.revision
        if "evidence" in self.fields:
            self.fields["evidence"] = self._evidence_field()

    def _evidence_field(self) -> forms.Field:
        rows = Evidence.objects.filter(
            recommendation=self.instance.recommendation_id, withdrawn_at__isnull=True
        )
        return EvidenceChoice(
            queryset=rows.prefetch_related("sources").order_by("-happened_on", "key"),
            widget=Checklist,
            required=False,
            label=self.fields["evidence"].label,
            help_text=gettext_lazy(
                "Tick what the reading rests on. What is not public yet is published"
                " with it."
            ),
        )

    def clean(self) -> dict[str, Any] | None:
        """Notice a save in between; stop before saving where only a look was asked."""
        cleaned = super().clean() or {}
        self.is_conflict = cleaned.get("seen_revision") != self.instance.revision
        if self.is_conflict:
            self._show_current_revision()
            self.add_error(None, forms.ValidationError(conflict_words(), code=CONFLICT))
        elif self.is_preview:
            self.add_error(None, forms.ValidationError(_("A look ahead"), code=PREVIEW))
        day = cleaned.get("effective_on")
        if day and day < self.instance.recommendation.issued_on:
            self.add_error("effective_on", _("This lies before it was issued."))
        return cleaned

    def _show_current_revision(self) -> None:
        """The next save of this page is a knowing one."""
        typed: Any = self.data
        self.data = typed = typed.copy()
        typed[self.add_prefix("seen_revision")] = str(self.instance.revision)


def conflict_words() -> str:
    """What happened, and what the two ways on are."""
    return _(
        "Somebody else saved this draft while you were writing. Nothing of yours was"
        " saved. Below are both texts: change yours as needed and save again to keep"
        " it, or open the page anew to keep theirs."
    )


class StepForm(RecordForm):
    """The step of one ask; the ask is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ask"].disabled = True

    def has_changed(self) -> bool:
        """An ask without a step yet is always saved, even as it was offered."""
        return self.instance.pk is None or super().has_changed()


class JudgementForm(StepForm):
    """The step of one ask in an assessment, and the reason for it."""

    class Meta:
        model = Judgement
        fields = ("ask", "status", "reason", "reason_es")
        widgets = {
            "ask": forms.HiddenInput,
            "reason": AdminTextareaWidget(attrs={"rows": 3}),
            "reason_es": AdminTextareaWidget(attrs={"rows": 3}),
        }


class StepFormSet(forms.BaseInlineFormSet):
    """One form for each ask of the recommendation, neither more nor fewer."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Only asks of this recommendation."""
        super().add_fields(form, index)
        if self.instance.pk:
            form.fields["ask"].queryset = self.instance.recommendation.asks.all()
