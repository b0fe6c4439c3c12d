"""Which requests read the replica, and what happens when it breaks."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tracker import replica
from tracker.replica import Health, PrimaryInstead, ReplicaReads, Router

router = Router()


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The databases that requests read from, with a replica that is fit."""
    monkeypatch.setitem(settings.DATABASES, "replica", {})
    monkeypatch.setattr(replica, "lag_seconds", lambda: 0.0)
    monkeypatch.setattr(replica, "HEALTH", Health())
    return []


def reads(chosen: list[str]) -> ReplicaReads:
    """The middleware over a view that notes where it reads."""

    def answer(request: HttpRequest) -> HttpResponse:
        chosen.append(router.db_for_read(None))
        return HttpResponse("read")

    return ReplicaReads(answer)


class ChoiceTests:
    def test_readers_read_the_replica_and_nothing_else_does(
        self, chosen: list[str]
    ) -> None:
        middleware, make = reads(chosen), RequestFactory()
        signed_in = make.get("/")
        signed_in.COOKIES[settings.SESSION_COOKIE_NAME] = "a"

        for request in (make.get("/"), make.head("/"), make.post("/"), signed_in):
            middleware(request)

        assert chosen == ["replica", "replica", "default", "default"]
        assert router.db_for_read(None) == "default"
        assert router.db_for_write(None) == "default"
        assert router.allow_migrate("replica", "recommendations") is False

    def test_one_that_lags_is_left_out(
        self, chosen: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(replica, "lag_seconds", lambda: 6.0)

        reads(chosen)(RequestFactory().get("/"))

        assert chosen == ["default"]

    def test_without_one_there_is_no_choice(self) -> None:
        with pytest.raises(MiddlewareNotUsed):
            reads([])


class BreakingTests:
    def test_a_reader_is_answered_from_the_primary(
        self, chosen: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(replica, "connections", {"replica": Closable()})

        def view(request: HttpRequest) -> HttpResponse:
            chosen.append(router.db_for_read(None))
            return HttpResponse("read")

        def answer(request: HttpRequest) -> HttpResponse:
            last.process_view(request, view, (), {})
            chosen.append(router.db_for_read(None))
            again = last.process_exception(request, OperationalError("gone"))
            assert again is not None
            return again

        last = PrimaryInstead(answer)
        response = ReplicaReads(last)(RequestFactory().get("/"))

        assert response.content == b"read"
        assert chosen == ["replica", "default"]
        assert not replica.HEALTH.fit()

    def test_other_problems_are_not_its_business(self, chosen: list[str]) -> None:
        last = PrimaryInstead(reads(chosen))

        problem = ValueError("a mistake of ours")

        assert last.process_exception(RequestFactory().get("/"), problem) is None

    def test_a_replica_that_does_not_answer_is_left_out(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def dead() -> float:
            raise OperationalError("no route")

        monkeypatch.setattr(replica, "connections", {"replica": Closable()})
        monkeypatch.setattr(replica, "lag_seconds", dead)

        assert not Health().fit()


class Closable:
    """A connection that is dropped."""

    def close(self) -> None:
        """Nothing is open."""
