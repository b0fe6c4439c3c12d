"""Accounts at the desk: who has which role, and which agency a liaison speaks for.

Only a superuser makes or changes a superuser; an administrator gives roles.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy as _, gettext_noop
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from ..models import AgencyLiaison
from .base import TabularRecords
from .bulk import BulkAdmin
from .bulk_work import END_SESSIONS, FORGET_SECOND_FACTOR
from .forms import Checklist

User = get_user_model()
ROLES = _(
    "Contributor: adds evidence, drafts. Reviewer: approves others' drafts. Publisher:"
    " reports, categories, corrections, snapshots. Agency liaison: answers findings of"
    " the agencies named below, once the account is saved. Administrator: gives"
    " accounts and roles. “Staff status” lets a person sign in at the desk."
)


NAMES = (
    gettext_noop("Contributor"),
    gettext_noop("Reviewer"),
    gettext_noop("Publisher"),
    gettext_noop("Agency liaison"),
    gettext_noop("Administrator"),
)
"""The roles as a migration named them, to be said in the language of the desk."""


class RoleChoice(forms.ModelMultipleChoiceField):
    """Roles to tick, by name in the language of the desk."""

    def label_from_instance(self, row: Any) -> str:
        """A group that somebody else made keeps its own name."""
        return gettext(row.name)


class LiaisonInline(TabularRecords):
    """The agencies this person speaks for; it then sees theirs alone."""

    model = AgencyLiaison
    fields = ("agency",)
    autocomplete_fields = ("agency",)


class PersonAdmin(BulkAdmin, UserAdmin):
    """An account, its roles, and the agencies it speaks for."""

    inlines = (LiaisonInline,)
    bulk = (END_SESSIONS, FORGET_SECOND_FACTOR)
    list_display = (
        "username",
        "email",
        "first_name",
        "last_name",
        "roles",
        "is_active",
    )
    list_filter = ("groups", "is_active", "is_superuser")
    show_full_result_count = False
    filter_horizontal = ("user_permissions",)
    rights = (
        _("Roles"),
        {"fields": ("groups", "is_active", "is_staff"), "description": ROLES},
    )
    more_rights = (
        _("Rights beyond the roles"),
        {"fields": ("is_superuser", "user_permissions"), "classes": ("collapse",)},
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """People with their roles, read once for a whole list."""
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Roles at once; rights beyond them are given by a superuser alone."""
        found = super().get_fieldsets(request, obj)
        if obj is None:
            return [*found, self.rights]
        parts = [
            self.rights if "groups" in part["fields"] else (name, part)
            for name, part in found
        ]
        return [*parts, self.more_rights] if request.user.is_superuser else parts

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Roles are few: each with a box to tick."""
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        return db_field.formfield(
            form_class=RoleChoice, widget=Checklist, help_text="", label=_("Roles")
        )

    def get_changeform_initial_data(self, request: HttpRequest) -> Any:
        """Who gets an account gets it in order to sign in."""
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """Agencies are chosen once there is an account."""
        return self.inlines if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A superuser's account is changed by a superuser."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    @admin.display(description=_("Roles"))
    def roles(self, row: Any) -> str:
        """The names of its roles."""
        return ", ".join(gettext(group.name) for group in row.groups.all())


for kind in (TOTPDevice, StaticDevice):
    admin.site.unregister(kind)  # they would show everybody's secrets
admin.site.unregister(User)
admin.site.register(User, PersonAdmin)
