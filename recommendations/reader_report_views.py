"""The form with which anybody reports a mistake; nothing but the report is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView

from .actions import reader_reports
from .forms import ReaderReportForm
from .models.reader_report import PAGE_MOST
from .reader_limits import is_within_limit

MOST_PER_READER = 5


# The form carries a signed token of its own in place of Django's, which needs a
# cookie; it acts for nobody, so there is no standing to borrow (decision 0002).
@method_decorator([csrf_exempt, never_cache], name="dispatch")
class ReportErrorView(FormView[ReaderReportForm]):
    """Shows the form; keeps what is sent, within limits."""

    template_name = "recommendations/report_error.html"
    form_class = ReaderReportForm
    success_url = reverse_lazy("recommendations:error_reported")

    def get_initial(self) -> dict[str, Any]:
        """The page the reader comes from, where the link names it."""
        return {"page": self.request.GET.get("page", "")[:PAGE_MOST]}

    def form_valid(self, form: ReaderReportForm) -> HttpResponse:
        """Keep the report, or say that there were too many."""
        if not is_within_limit(self.request, "report-error", MOST_PER_READER):
            return self._refused(form, _("You have sent several within the hour."))
        given = {key: form.cleaned_data[key] for key in form.cleaned_data}
        given.pop("token")
        try:
            reader_reports.receive(**given, at=timezone.now())
        except reader_reports.TooManyError as refusal:
            return self._refused(form, str(refusal))
        return super().form_valid(form)

    def form_invalid(self, form: ReaderReportForm, status: int = 422) -> HttpResponse:
        """The form again, with what was typed and what is wrong with it."""
        page = self.get_context_data(form=form)
        return self.render_to_response(page, status=status)

    def _refused(self, form: ReaderReportForm, why: str) -> HttpResponse:
        rest = _("What you wrote is still here: please send it again later.")
        form.add_error(None, f"{why} {rest}")
        return self.form_invalid(form, status=429)
