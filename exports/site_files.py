"""What machines look for at the root: ``data.json``, ``robots.txt``, the sitemap."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recommendations.as_of_pages import today
from recommendations.models import Agency, Indicator, Recommendation, Report
from recommendations.templatetags.page import in_language
from scorecard.models import Snapshot

from . import linked_data
from .caching import open_to_all, revalidated

PER_FILE = 10_000
PAGES = (
    "scorecard:home",
    "recommendations:list",
    "scorecard:agencies",
    "scorecard:indicators",
    "scorecard:changes",
    "scorecard:corrections",
    "scorecard:methodology",
    "exports:data",
)


@open_to_all
@require_safe
@revalidated
def data_json(request: HttpRequest) -> HttpResponse:
    """The catalog by DCAT-US."""
    return JsonResponse(
        linked_data.dcat(today()),
        json_dumps_params={"indent": 1, "ensure_ascii": False},
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; the desk and the frames need not be."""
    sitemap = linked_data.absolute(reverse("exports:sitemap"))
    text = (
        "User-agent: *\n"
        "Disallow: /admin/\n"
        "Disallow: /embed/\n"
        "Disallow: /*?*cursor=\n"
        f"\nSitemap: {sitemap}\n"
    )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@revalidated
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the sitemap; one query."""
    number = Recommendation.objects.public().count()
    files = range(1, -(-number // PER_FILE) + 1)
    addresses = [reverse("exports:sitemap_pages")]
    addresses += [reverse("exports:sitemap_recommendations", args=[n]) for n in files]
    return _xml(request, "sitemap_index", map(linked_data.absolute, addresses))


@require_safe
@revalidated
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """All pages but those of recommendations; four queries."""
    paths = [reverse(name) for name in PAGES]
    rows = (
        ("scorecard:report", Report.objects.public().order_by("slug"), "slug"),
        (
            "scorecard:agency",
            Agency.objects.with_public_recommendations().order_by("slug"),
            "slug",
        ),
        ("scorecard:indicator", Indicator.objects.public().order_by("slug"), "slug"),
        (
            "scorecard:snapshot",
            Snapshot.objects.filter(report__published_at__isnull=False).order_by("pk"),
            "pk",
        ),
    )
    for name, found, column in rows:
        names = found.values_list(column, flat=True)
        paths += [reverse(name, args=[one]) for one in names]
    return _urls(request, paths)


@require_safe
@revalidated
def sitemap_recommendations(request: HttpRequest, number: int) -> HttpResponse:
    """Some thousand recommendations in the order of entry; one query."""
    rows = Recommendation.objects.public().order_by("pk")
    start = (number - 1) * PER_FILE
    found = list(
        rows.values_list("report__slug", "reference")[start : start + PER_FILE]
    )
    if not found:
        raise Http404(_("The sitemap has no such part."))
    prefix = reverse("scorecard:home")
    return _urls(request, (f"{prefix}reports/{r}/{ref}/" for r, ref in found))


def _urls(request: HttpRequest, paths: Iterable[str]) -> HttpResponse:
    """Each address with the same page in every language."""
    prefix = get_script_prefix()
    languages = [code for code, _name in settings.LANGUAGES]
    found = []
    for path in paths:
        bare = "/" + path.removeprefix(prefix).removeprefix("es/")
        found.append(
            [
                (code, linked_data.absolute(in_language(bare, code)))
                for code in languages
            ]
        )
    return _xml(request, "sitemap", found)


def _xml(request: HttpRequest, name: str, found: Iterable[object]) -> HttpResponse:
    return render(
        request,
        f"exports/{name}.xml",
        {"found": list(found)},
        content_type="application/xml",
    )
