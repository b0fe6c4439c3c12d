"""An import at the desk: upload, columns, plan, what values mean, confirmation."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from ingestion import runs, tasks
from ingestion.models import ImportProfile, ImportRun, RunState
from ingestion.work import Work
from recommendations.models import Agency, Assessment, Recommendation
from tests.factories import make_agency, make_recommendation, make_report
from tests.recommendations.desk import at_desk, bystander, editor, typed

pytestmark = pytest.mark.django_db

LIST = """Office of Reviews;;;
No.;Recommendation;Recipient;Status
1;Test every well;Water Office;Delivered
2;Repair the pumps;Pump Office;Half done
"""


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def report():
    make_agency(slug="us-wo", name="Water Office")
    return make_report(slug="wells-2020")


def member(name: str, *rights: str):
    """Somebody at the desk with these rights over imports."""
    person = get_user_model().objects.create_user(name, is_staff=True)
    person.user_permissions.set(
        Permission.objects.filter(
            content_type__app_label="ingestion", codename__in=rights
        )
    )
    return person


def page(run, name="plan") -> str:
    return reverse(f"admin:ingestion_importrun_{name}", args=[run.pk])


def upload(client, report, text=LIST, name="list.csv", **more):
    """Send a file; the page that follows."""
    data = text if isinstance(text, bytes) else text.encode()
    sent = {"report": report.pk, "file": SimpleUploadedFile(name, data), **more}
    address = reverse("admin:ingestion_importrun_add")
    return client.post(address, sent, follow=True)


def map_columns(client, run, **changes):
    """Send the form of columns as it is offered, with these changes."""
    html = client.get(page(run, "columns")).content.decode()
    sent = typed(html, **changes)
    return client.post(page(run, "columns"), sent, follow=True).content.decode()


class PathTests:
    def test_a_file_is_mapped_read_decided_and_written_without_a_document(self, report):
        client = at_desk(editor())

        offered = upload(client, report).content.decode()
        run = ImportRun.objects.get()
        plan = map_columns(client, run)

        assert "the header that was found in row 2" in offered
        assert "Nothing is written yet" in plan
        assert "no agency of the record is called so" in plan
        assert "nobody has said yet what this value means" in plan
        assert '<details class="desk-many" open>' in plan
        run.refresh_from_db()
        assert run.last_line == "0 new, 0 changed, 0 unchanged, 2 refused"

        decided = {
            "value_0": "implemented",
            "value_1": "partly",
            "makes_agencies": "on",
        }
        plan = client.post(page(run, "decide"), decided, follow=True).content.decode()
        run.refresh_from_db()
        assert run.last_line == "2 new, 0 changed, 0 unchanged, 0 refused"
        assert not Recommendation.objects.exists()
        assert "Confirm and write" in plan and 'href="#write_form"' in plan
        assert '<details class="desk-many" open>' not in plan

        done = client.post(page(run, "write"), follow=True).content.decode()

        assert "Confirmed by anna" in done
        assert f"?report__id__exact={report.pk}" in done and "?work=to_review" in done
        assert list(Recommendation.objects.values_list("reference", flat=True)) == [
            "1",
            "2",
        ]
        assert Agency.objects.filter(name="Pump Office").exists()
        assert set(Assessment.objects.values_list("state", flat=True)) == {"submitted"}

    def test_the_mapping_is_kept_as_a_profile_and_as_a_file(self, report):
        client = at_desk(editor())
        upload(client, report)
        run = ImportRun.objects.get()
        map_columns(client, run)
        client.post(page(run, "profile"), {"name": "Office of Reviews"})
        profile = ImportProfile.objects.get()

        upload(client, report, profile=profile.pk)

        again = ImportRun.objects.first()
        assert again.mapping == profile.mapping
        file = client.get(page(run, "toml"))
        assert file["Content-Disposition"] == 'attachment; filename="list.toml"'
        assert 'summary = "Recommendation"' in file.content.decode()

    def test_an_unknown_agency_can_be_one_that_the_record_has(self, report):
        client = at_desk(editor())
        upload(client, report)
        run = ImportRun.objects.get()
        map_columns(client, run)
        wrong = client.post(page(run, "decide"), {"other_0": "us-nobody"}, follow=True)
        client.post(
            page(run, "decide"),
            {"value_0": "implemented", "value_1": "leave-out", "other_0": "us-wo"},
        )

        run.refresh_from_db()
        assert "No agency has this code" in wrong.content.decode()
        assert run.n_new == 2
        assert '"pump office" = "us-wo"' in run.mapping

    def test_a_pasted_mapping_stands_for_the_form(self, report):
        client = at_desk(editor())
        upload(client, report)
        run = ImportRun.objects.get()

        told = map_columns(client, run, toml="[columns\n")
        map_columns(
            client, run, toml='[columns]\nreference = "No."\nsummary = "Status"'
        )

        run.refresh_from_db()
        assert "not valid TOML" in told
        assert run.n_new == 2

    def test_what_is_uploaded_never_becomes_markup(self, report):
        client = at_desk(editor())
        text = LIST.replace("Half done", "<script>alert(1)</script>")
        upload(client, report, text)

        plan = map_columns(client, ImportRun.objects.get())

        assert "<script>alert" not in plan
        assert "&lt;script&gt;alert" in plan

    def test_whoever_misses_the_report_is_led_to_make_it(self):
        page = at_desk(editor()).get(reverse("admin:ingestion_importrun_add"))

        assert reverse("admin:recommendations_report_add") in page.content.decode()


class RefusedUploadTests:
    @pytest.mark.parametrize(
        ("name", "data", "reason"),
        [
            ("list.exe", b"MZ", "none of the kinds that are read"),
            ("list.xlsx", b"a,b", "its content is not XLSX"),
            ("list.csv", b"PK\x03\x04", "its content is not CSV"),
            ("../../etc.csv", b"%PDF", "It is a PDF"),
        ],
    )
    def test_it_is_one_sentence_and_nothing_is_kept(self, report, name, data, reason):
        answer = upload(at_desk(editor()), report, data, name)

        assert reason in answer.content.decode()
        assert not ImportRun.objects.exists()
        folder = Work(1).folder.parent
        assert not folder.exists() or not list(folder.iterdir())

    def test_the_file_lies_under_a_name_of_ours(self, report):
        upload(at_desk(editor()), report, name="../../../evil name.csv")

        run = ImportRun.objects.get()
        assert run.file_name == "evil name.csv"
        assert Work(run.pk).file.name == "upload.csv"


class RightsTests:
    def test_who_may_only_add_does_not_write_and_who_may_only_commit_does_not_upload(
        self, report
    ):
        adder = at_desk(member("adder", "add_importrun"))
        publisher = at_desk(member("publisher", "commit_importrun"))
        text = "reference,title,agencies\n1,Test wells,us-wo\n"
        upload(adder, report, text)
        run = ImportRun.objects.get()
        plan = map_columns(adder, run)

        assert "A publisher confirms this plan" in plan
        assert adder.post(page(run, "write")).status_code == 403
        assert publisher.get(page(run, "columns")).status_code == 403
        assert publisher.post(page(run, "decide")).status_code == 403
        assert (
            publisher.get(reverse("admin:ingestion_importrun_add")).status_code == 403
        )
        assert not Recommendation.objects.exists()

        assert "Confirm and write" in publisher.get(page(run)).content.decode()
        publisher.post(page(run, "write"))

        run.refresh_from_db()
        assert (str(run.created_by), str(run.committed_by)) == ("adder", "publisher")
        assert Recommendation.objects.count() == 1

    def test_others_see_nothing_and_get_writes_nothing(self, report):
        client, nobody = at_desk(editor()), at_desk(bystander())
        upload(client, report)
        run = ImportRun.objects.get()

        for name in ("columns", "plan", "decide", "again", "write", "toml", "profile"):
            assert nobody.get(page(run, name)).status_code == 403
            assert nobody.post(page(run, name)).status_code == 403
        for name in ("decide", "again", "write", "profile"):
            assert client.get(page(run, name)).status_code == 404


class WorkTests:
    """What happens when the work is large, killed, or overtaken by an edit."""

    TEXT = "reference,title,agencies\n1,Test wells,us-wo\n"

    @pytest.fixture
    def run(self, report, monkeypatch):
        """A planned run; from now on every file is a large one.

        The worker looks after its connections between two tasks; here it shares that
        of the test, which is inside a transaction.
        """
        monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
        self.client = at_desk(editor())
        upload(self.client, report, self.TEXT)
        run = ImportRun.objects.get()
        map_columns(self.client, run)
        monkeypatch.setattr(runs, "INLINE_BYTES", 0)
        return run

    def test_a_large_file_waits_for_the_worker_which_then_does_it(self, run):
        waiting = self.client.post(page(run, "write"), follow=True).content.decode()

        assert "It waits for the background worker" in waiting
        assert not Recommendation.objects.exists()

        call_command("db_worker", "--batch", "--interval", "0", verbosity=0)

        run.refresh_from_db()
        assert run.state == RunState.DONE
        assert Recommendation.objects.count() == 1
        assert DBTaskResult.objects.get().status == "SUCCESSFUL"

    def test_progress_is_told_while_it_is_worked_on(self, run):
        ImportRun.objects.update(state=RunState.COMMITTING)
        work = Work(run.pk)

        with work.alone():
            work.tell(1234)
            shown = self.client.get(page(run)).content.decode()
            assert runs.settle() == 0

        assert "1234 rows so far" in shown

    def test_a_killed_worker_is_noticed_and_the_run_says_what_happened(self, run):
        ImportRun.objects.update(state=RunState.COMMITTING, is_waiting=False)

        shown = self.client.get(page(run)).content.decode()
        tasks.recover()

        run.refresh_from_db()
        assert "The work was interrupted" in shown
        assert (run.state, run.message) == (RunState.FAILED, runs.interrupted())

        self.client.post(page(run, "again"))
        call_command("db_worker", "--batch", "--interval", "0", verbosity=0)
        run.refresh_from_db()
        assert run.state == RunState.PLANNED

    def test_two_who_confirm_at_once_write_once(self, run):
        assert runs.start(run, RunState.COMMITTING)
        assert not runs.start(run, RunState.COMMITTING)

        runs.work_on(run.pk)
        runs.work_on(run.pk)

        assert Recommendation.objects.count() == 1

    def test_a_run_that_another_process_works_on_is_left_alone(self, run, monkeypatch):
        monkeypatch.setattr("ingestion.work.TRIES", 1)
        runs.start(run, RunState.COMMITTING)
        with (Work(run.pk).folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            runs.work_on(run.pk)

        assert not Recommendation.objects.exists()

    def test_an_edit_of_the_record_between_plan_and_confirmation_stops_it(
        self, run, report
    ):
        make_recommendation(report=report, reference="1", title="Entered by hand")
        runs.start(run, RunState.COMMITTING)
        runs.work_on(run.pk)

        run.refresh_from_db()
        assert run.state == RunState.FAILED
        assert "has changed since this plan was made" in run.message
        assert Recommendation.objects.get().title == "Entered by hand"

    def test_a_file_that_is_gone_is_told(self, run):
        Path(Work(run.pk).file).write_bytes(b"")
        runs.start(run, RunState.PLANNING)
        runs.work_on(run.pk)

        run.refresh_from_db()
        assert (run.state, run.message) == (RunState.FAILED, "The file is empty.")
