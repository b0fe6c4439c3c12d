"""Forms of the import at the desk: the upload, the columns, what values mean."""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from recommendations.choices import AskStatus, ResponseKind
from recommendations.models import Agency, Report

from .mapping import FIELDS, Mapping, MappingError, from_toml, to_toml
from .mapping.fields import ROW_NUMBER, bare
from .mapping.guess import suggested_value
from .mapping.mapping import CREATE, REFUSE, folded
from .models import ImportProfile
from .parse.content import FORMATS

ENCODINGS = ("utf-8", "windows-1252", "utf-16", "iso-8859-1", "mac-roman", "cp850")
DATE_FORMATS = ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d")
CHOICES: dict[str, Any] = {"status": AskStatus, "response": ResponseKind}
LEAVE_OUT, NEAR = "leave-out", "near"


class UploadForm(forms.Form):
    """A file, and the report that it belongs to."""

    report = forms.ModelChoiceField(
        Report.objects.all(),
        label=gettext_lazy("Report"),
        help_text=gettext_lazy("The report whose recommendations the file lists."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, TSV, XLSX, ODS or JSON, up to 20 MB."),
        widget=forms.ClearableFileInput(
            attrs={"accept": ",".join(f".{kind}" for kind in FORMATS)}
        ),
    )
    profile = forms.ModelChoiceField(
        ImportProfile.objects.all(),
        label=gettext_lazy("Profile"),
        required=False,
        help_text=gettext_lazy(
            "The columns of a source you have imported before. Without one they are"
            " guessed from the header, for you to correct."
        ),
    )


class MappingForm(forms.Form):
    """Which column is which field; or a mapping pasted as TOML, which then wins."""

    def __init__(
        self, *args: Any, headers: tuple[str, ...], mapping: Mapping, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.mapping = mapping
        self._add_columns(headers)
        self._add_options()

    def _add_columns(self, headers: tuple[str, ...]) -> None:
        named = [(header, header) for header in dict.fromkeys(headers) if header]
        by_bare = {bare(header): header for header, _label in named}
        for name, field in FIELDS.items():
            chosen = [
                by_bare.get(bare(one), one)
                for one in self.mapping.columns.get(name, ())
            ]
            first: list[Any] = [("", "—"), *named]
            if name == "reference":
                first.append((ROW_NUMBER, gettext_lazy("the number of the row")))
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=str(field.label),
                choices=first,
                required=name == "reference",
                initial=chosen[0] if chosen else "",
            )
            self.fields[f"and_{name}"] = forms.ChoiceField(
                label=gettext_lazy("and"),
                choices=[("", "—"), *named],
                required=False,
                initial=chosen[1] if len(chosen) > 1 else "",
            )

    def _add_options(self) -> None:
        mapping = self.mapping
        separators = {
            "agencies": gettext_lazy("Between several agencies"),
            "evidence_urls": gettext_lazy("Between several addresses"),
        }
        for name, label in separators.items():
            self.fields[f"separator_{name}"] = forms.CharField(
                label=label,
                max_length=10,
                strip=False,
                initial=mapping.list_separator(name),
            )
        self.fields["date_format"] = forms.ChoiceField(
            label=gettext_lazy("Dates are written"),
            required=False,
            choices=_with_own(
                [("", "2021-11-30"), *((f, _example(f)) for f in DATE_FORMATS)],
                mapping.date_format,
            ),
            initial=mapping.date_format,
        )
        self.fields["encoding"] = forms.ChoiceField(
            label=gettext_lazy("Encoding of a text file"),
            required=False,
            choices=_with_own(
                [("", gettext_lazy("found out")), *((e, e) for e in ENCODINGS)],
                mapping.encoding,
            ),
            initial=mapping.encoding,
        )
        self.fields["header_row"] = forms.IntegerField(
            label=gettext_lazy("Row of the header"),
            required=False,
            min_value=1,
            max_value=10_000,
            initial=mapping.header_row or None,
            help_text=gettext_lazy("Empty: found out. Rows above it are not read."),
        )
        self.fields["sheet"] = forms.CharField(
            label=gettext_lazy("Sheet"),
            required=False,
            max_length=100,
            initial=mapping.sheet,
            help_text=gettext_lazy("Empty: the first one."),
        )
        self.fields["toml"] = forms.CharField(
            label=gettext_lazy("Or paste a mapping (TOML)"),
            required=False,
            widget=AdminTextareaWidget(attrs={"rows": 6}),
            help_text=gettext_lazy("It then stands for everything above."),
        )

    def pairs(self) -> list[tuple[Any, Any]]:
        """The two choices of each field, for the page."""
        return [(self[f"column_{name}"], self[f"and_{name}"]) for name in FIELDS]

    def options(self) -> list[Any]:
        """The fields below the columns."""
        own = {f"{part}_{name}" for part in ("column", "and") for name in FIELDS}
        return [self[name] for name in self.fields if name not in own]

    def clean(self) -> dict[str, Any]:
        """Build the mapping that is meant; its problems are told at the form."""
        given = super().clean() or {}
        if given.get("toml"):
            try:
                self.mapping = from_toml(given["toml"])
            except MappingError as error:
                raise ValidationError(error.problems) from error
            for name in list(self.errors):
                if name.startswith("column_"):
                    del self.errors[name]
            return given
        columns = {}
        for name in FIELDS:
            listed = [given.get(f"column_{name}"), given.get(f"and_{name}")]
            if any(listed):
                columns[name] = tuple(one for one in listed if one)
        separators = {
            "agencies": given.get("separator_agencies") or ";",
            "supporting_agencies": given.get("separator_agencies") or ";",
            "evidence_urls": given.get("separator_evidence_urls") or "|",
        }
        self.mapping = replace(
            self.mapping,
            columns=columns,
            separators=separators,
            date_format=given.get("date_format") or "",
            encoding=given.get("encoding") or "",
            header_row=given.get("header_row") or 0,
            sheet=given.get("sheet") or "",
        )
        return given


def _with_own(choices: list[Any], own: str) -> list[Any]:
    known = {value for value, _label in choices}
    return choices if own in known else [*choices, (own, own)]


def _example(form: str) -> str:
    return form.replace("%d", "30").replace("%m", "11").replace("%Y", "2021")


class MeaningForm(forms.Form):
    """What the values without a code mean, and which agencies the unknown ones are."""

    def __init__(
        self, *args: Any, proposals: Table[str, Any], mapping: Mapping, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.mapping = mapping
        self.values = [
            (name, str(value), count)
            for name, found in proposals.get("values", {}).items()
            for value, count in found
        ]
        self.agencies = proposals.get("agencies", [])
        for number, (name, value, _count) in enumerate(self.values):
            self.fields[f"value_{number}"] = forms.ChoiceField(
                label=value,
                required=False,
                choices=[
                    ("", gettext_lazy("not decided")),
                    (LEAVE_OUT, gettext_lazy("says nothing")),
                    *CHOICES[name].choices,
                ],
                initial=suggested_value(name, value),
            )
        for number, one in enumerate(self.agencies):
            self._add_agency(number, one)
        self.fields["makes_agencies"] = forms.BooleanField(
            label=gettext_lazy("Make a new agency of each one left undecided"),
            required=False,
            initial=mapping.new_agencies == CREATE,
        )

    def _add_agency(self, number: int, one: Table[str, Any]) -> None:
        choices: list[Any] = [("", gettext_lazy("not decided"))]
        if one["near"]:
            choices.append((NEAR, _("is %s") % one["near"]))
        choices.append((LEAVE_OUT, gettext_lazy("is no agency")))
        self.fields[f"agency_{number}"] = forms.ChoiceField(
            label=one["name"], required=False, choices=choices
        )
        self.fields[f"other_{number}"] = forms.CharField(
            label=_("another agency for %s") % one["name"],
            required=False,
            max_length=80,
            widget=forms.TextInput(attrs={"list": "known-agencies"}),
        )

    @property
    def asks(self) -> bool:
        """Whether there is anything to decide."""
        return bool(self.values or self.agencies)

    def value_rows(self) -> list[tuple[str, str, int, Any]]:
        """Field, value, rows and choice, for the page."""
        return [
            (str(FIELDS[name].label), value, count, self[f"value_{number}"])
            for number, (name, value, count) in enumerate(self.values)
        ]

    def agency_rows(self) -> list[tuple[Any, Any, Any]]:
        """What the file says, and the two ways to decide, for the page."""
        return [
            (one, self[f"agency_{number}"], self[f"other_{number}"])
            for number, one in enumerate(self.agencies)
        ]

    def clean(self) -> dict[str, Any]:
        """Add what was decided to the mapping."""
        given = super().clean() or {}
        values = {name: dict(mapped) for name, mapped in self.mapping.values.items()}
        for number, (name, value, _count) in enumerate(self.values):
            chosen = given.get(f"value_{number}")
            if chosen:
                code = "" if chosen == LEAVE_OUT else chosen
                values.setdefault(name, {})[folded(value)] = code
        known = set(Agency.objects.values_list("slug", flat=True))
        for number, one in enumerate(self.agencies):
            slug = self._decided(number, one, given, known)
            if slug is not None:
                values.setdefault("agencies", {})[folded(one["name"])] = slug
        policy = CREATE if given.get("makes_agencies") else REFUSE
        self.mapping = replace(self.mapping, values=values, new_agencies=policy)
        return given

    def _decided(
        self,
        number: int,
        one: Table[str, Any],
        given: dict[str, Any],
        known: set[str],
    ) -> str | None:
        other = given.get(f"other_{number}")
        if other:
            if other in known:
                return str(other)
            self.add_error(f"other_{number}", _("No agency has this code."))
            return None
        chosen = given.get(f"agency_{number}")
        if chosen == NEAR:
            return str(one["near"])
        return "" if chosen == LEAVE_OUT else None


class ConfirmForm(forms.Form):
    """How the plan is written."""

    publishes = forms.BooleanField(
        label=gettext_lazy("Publish the statuses at once, marked single-coded"),
        required=False,
        help_text=gettext_lazy(
            "Otherwise each status waits for a reviewer, as a submitted assessment."
        ),
    )
    leaves_out_refused = forms.BooleanField(
        label=gettext_lazy("Leave the refused rows out"),
        required=False,
    )


class ProfileForm(forms.ModelForm):
    """A profile, its mapping checked as the import would."""

    class Meta:
        model = ImportProfile
        fields = ("name", "mapping")
        widgets = {"mapping": AdminTextareaWidget(attrs={"rows": 24})}

    def clean_mapping(self) -> str:
        """Refuse what could not be used."""
        try:
            return to_toml(from_toml(self.cleaned_data["mapping"]))
        except MappingError as error:
            raise ValidationError(error.problems) from error
