"""The pages of an import at the desk: upload, columns, plan, confirmation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from recommendations.models import Agency

from . import runs, tasks
from .desk_forms import ConfirmForm, MappingForm, MeaningForm, UploadForm
from .mapping import Mapping, to_toml
from .mapping.guess import guessed
from .models import ImportProfile, ImportRun, RunState
from .parse.table import UnreadableFileError
from .plan.rows import CHANGED, NEW, REFUSED, UNCHANGED
from .work import Work

PAGE = 50
SHOWN_ROWS = 5


class Desk:
    """The pages, for the admin to hang into its addresses.

    site: gives each page what the admin's own pages have.
    """

    def __init__(self, admin: Any) -> None:
        self.admin = admin

    def upload(self, request: HttpRequest) -> HttpResponse:
        """Take a file."""
        if not request.user.has_perm("ingestion.add_importrun"):
            raise PermissionDenied
        is_sent = request.method == "POST"
        form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
        if form.is_valid():
            given = form.cleaned_data
            try:
                run = runs.receive(
                    report=given["report"], upload=given["file"], by=request.user
                )
            except UnreadableFileError as error:
                form.add_error("file", str(error))
            else:
                _use_profile(run, given["profile"])
                return HttpResponseRedirect(page(run, "columns"))
        context = {"title": _("Import recommendations"), "form": form}
        return self._page(request, "upload", None, context)

    def columns(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """Choose which column is which field, then plan."""
        run = self._run(request, run_id, "add_importrun")
        if run.state in (RunState.DONE, *runs.WORKING) and not runs.is_interrupted(run):
            return HttpResponseRedirect(page(run))
        mapping = runs.mapping_of(run)
        try:
            file = runs.look_into(run, mapping)
        except UnreadableFileError as error:
            file, mapping = None, Mapping(encoding=mapping.encoding)
            messages.error(request, str(error))
        headers = file.headers if file else ()
        if not mapping.columns:
            mapping = Mapping(**{**vars(mapping), "columns": guessed(headers).columns})
        form = MappingForm(
            request.POST if request.method == "POST" else None,
            headers=headers,
            mapping=mapping,
        )
        if form.is_valid():
            run.mapping = to_toml(form.mapping)
            run.save(update_fields=["mapping"])
            return self._start_plan(request, run)
        context = {
            "title": _("Which column is what?"),
            "form": form,
            "headers": headers,
            "header_row": file.header_row if file else None,
            "sample": _sample(file),
        }
        return self._page(request, "columns", run, context)

    def plan(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """What the import would do, is doing, or has done."""
        run = self._run(request, run_id, "view_importrun")
        outcome = request.GET.get("outcome", "")
        rows = run.planned_rows.all()
        if outcome in (NEW, CHANGED, REFUSED):
            rows = rows.filter(outcome=outcome)
        paginator = Paginator(rows.order_by("number"), PAGE)
        is_interrupted = runs.is_interrupted(run)
        context = {
            "title": _("Import of %s") % run.file_name,
            "counts": _counts(run),
            "outcome": outcome,
            "rows": paginator.get_page(request.GET.get("p")),
            "meanings": MeaningForm(
                proposals=run.proposals, mapping=runs.mapping_of(run)
            ),
            "confirm": ConfirmForm(
                initial={
                    "publishes": run.publishes,
                    "leaves_out_refused": run.leaves_out_refused,
                }
            ),
            "agencies": Agency.objects.values_list("slug", "name").order_by("slug"),
            "is_interrupted": is_interrupted,
            "interrupted": runs.interrupted(),
            "is_working": run.state in runs.WORKING and not is_interrupted,
            "done": Work(run.pk).done,
            "may_plan": request.user.has_perm("ingestion.add_importrun"),
            "may_write": request.user.has_perm("ingestion.commit_importrun"),
            "publishes_exist": bool(run.n_new or run.n_changed),
        }
        return self._page(request, "plan", run, context)

    def decide(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """Take what values and agencies mean, and plan again."""
        run = self._run(request, run_id, "add_importrun")
        _only_post(request)
        form = MeaningForm(
            request.POST, proposals=run.proposals, mapping=runs.mapping_of(run)
        )
        if not form.is_valid():
            told = [text for listed in form.errors.values() for text in listed]
            messages.error(request, " ".join(dict.fromkeys(map(str, told))))
            return HttpResponseRedirect(page(run))
        run.mapping = to_toml(form.mapping)
        run.save(update_fields=["mapping"])
        return self._start_plan(request, run)

    def again(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """Plan again, after an interruption or an edit of the record."""
        run = self._run(request, run_id, "add_importrun")
        _only_post(request)
        return self._start_plan(request, run)

    def _start_plan(self, request: HttpRequest, run: ImportRun) -> HttpResponse:
        if runs.start(run, RunState.PLANNING):
            tasks.go(run)
        else:
            messages.error(request, _("This import is being worked on, or is done."))
        return HttpResponseRedirect(page(run))

    def write(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """Confirm: write the plan that was read, by those who may."""
        run = self._run(request, run_id, "commit_importrun")
        _only_post(request)
        form = ConfirmForm(request.POST)
        form.is_valid()
        if form.cleaned_data["publishes"] != run.publishes:
            _change_publishing(run, form.cleaned_data["publishes"])
        run.leaves_out_refused = form.cleaned_data["leaves_out_refused"]
        run.save(update_fields=["leaves_out_refused"])
        if runs.start(run, RunState.COMMITTING, request.user):
            tasks.go(run)
        else:
            messages.error(request, _("Read the plan again before it is written."))
        return HttpResponseRedirect(page(run))

    def toml(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """The mapping as a file."""
        run = self._run(request, run_id, "view_importrun")
        stem = run.file_name.rpartition(".")[0] or "mapping"
        safe = "".join(c if c.isalnum() and c.isascii() else "-" for c in stem)
        answer = HttpResponse(run.mapping, content_type="application/toml")
        answer["Content-Disposition"] = f'attachment; filename="{safe}.toml"'
        return answer

    def keep_profile(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """Keep the mapping under a name, for the source's next file."""
        run = self._run(request, run_id, "add_importrun")
        _only_post(request)
        name = request.POST.get("name", "").strip()[:100]
        if name:
            profile, _made = ImportProfile.objects.update_or_create(
                name=name, defaults={"mapping": run.mapping}
            )
            run.profile = profile
            run.save(update_fields=["profile"])
            messages.success(request, _("The mapping is kept as “%s”.") % name)
        return HttpResponseRedirect(page(run))

    def _run(self, request: HttpRequest, run_id: int, permission: str) -> ImportRun:
        allowed = request.user.has_perm(f"ingestion.{permission}")
        if permission == "view_importrun":
            allowed = allowed or self.admin.has_view_permission(request)
        if not allowed:
            raise PermissionDenied
        found = ImportRun.objects.select_related("report", "profile").filter(pk=run_id)
        run = found.first()
        if run is None or not Work(run.pk).folder.exists():
            raise Http404
        return run

    def _page(
        self,
        request: HttpRequest,
        name: str,
        run: ImportRun | None,
        context: dict[str, Any],
    ) -> HttpResponse:
        request.current_app = self.admin.admin_site.name
        whole = {
            **self.admin.admin_site.each_context(request),
            "opts": ImportRun._meta,
            "run": run,
            "subtitle": str(run.report) if run else None,
            **context,
        }
        return TemplateResponse(request, f"admin/ingestion/{name}.html", whole)


def page(run: ImportRun, name: str = "plan") -> str:
    """The address of a page of a run."""
    return reverse(f"admin:ingestion_importrun_{name}", args=[run.pk])


def _use_profile(run: ImportRun, profile: ImportProfile | None) -> None:
    if profile is not None:
        run.profile, run.mapping = profile, profile.mapping
        run.save(update_fields=["profile", "mapping"])


def _change_publishing(run: ImportRun, publishes: bool) -> None:
    """Only how claims are written differs; the rows that were read stay the same.

    A claim that waits from an earlier import would be published, too, which nobody
    has read: the fingerprint then refuses it.
    """
    run.publishes = publishes
    run.save(update_fields=["publishes"])


def _only_post(request: HttpRequest) -> None:
    if request.method != "POST":
        raise Http404


def _counts(run: ImportRun) -> list[tuple[str, str, int]]:
    """Code, label and number of each outcome."""
    return [
        (NEW, _("new"), run.n_new),
        (CHANGED, _("changed"), run.n_changed),
        (UNCHANGED, _("unchanged"), run.n_unchanged),
        (REFUSED, _("refused"), run.n_refused),
    ]


def _sample(file: Any) -> list[tuple[int, list[str]]]:
    """The first rows below the header, shortened."""
    if file is None:
        return []
    found = []
    for line in file.lines:
        cells = list(line.cells) + [""] * (len(file.headers) - len(line.cells))
        found.append((line.number, [cell[:80] for cell in cells[: len(file.headers)]]))
        if len(found) == SHOWN_ROWS:
            break
    return found
