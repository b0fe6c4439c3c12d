"""Imports in the background, and what is put right after a worker was stopped."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from . import runs
from .models import ImportRun


@task()
def work_on_import(run_id: int) -> None:
    """Plan or write one import."""
    runs.work_on(run_id)


def go(run: ImportRun) -> None:
    """Do the work at once where it is small, else in the background."""
    if runs.is_small(run):
        runs.work_on(run.pk)
    else:
        work_on_import.enqueue(run.pk)


def recover() -> None:
    """After a start: tasks that were running belong to a worker that is gone.

    Called by the one worker of an installation before it takes its first task.
    """
    runs.settle()
    DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        exception_class_path="builtins.InterruptedError",
        traceback="The worker was stopped while this ran.",
    )
