"""Says in words what the database's named rules refuse, for the forms of the desk."""

from __future__ import annotations

from django.db import DatabaseError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "agency_liaison_once_per_agency": _("This person speaks for that agency already."),
    "agency_dissolution_date_and_precision_together": _(
        "Give both the date of dissolution and how exactly it is known, or neither."
    ),
    "agency_is_not_its_own_parent": _("An agency is not part of itself."),
    "agency_is_not_its_own_successor": _("An agency does not succeed itself."),
    "ask_letter_unique_in_recommendation": _("Each ask needs a letter of its own."),
    "ask_weight_in_range": _("The weight of an ask lies between 0.5 and 3."),
    "ask_other_weight_needs_a_reason": _(
        "A weight other than 1 needs a reason that readers can see."
    ),
    "assessment_one_open_draft_per_author_and_day": _(
        "Its author has an open draft of this recommendation for that day already."
    ),
    "assessment_published_state_and_date_together": _(
        "Only a published assessment has a date of publication."
    ),
    "assessment_withdrawn_state_date_and_reason_together": _(
        "A withdrawn assessment has a date and a reason."
    ),
    "assessment_withdrawn_after_publication": _(
        "An assessment is withdrawn after it was published, not before."
    ),
    "assessment_returned_has_a_reason": _("A returned assessment has a reason."),
    "assessment_not_reviewed_by_its_author": _(
        "Somebody other than its author has to approve an assessment."
    ),
    "category_code_unique_in_report": _(
        "This report has a category with that code already."
    ),
    "category_slug_unique_in_report": _(
        "This report has a category with that short name already."
    ),
    "correction_names_what_it_concerns": _(
        "Say what the correction concerns: a report, a recommendation or an indicator."
    ),
    "due_date_one_first_date": _(
        "There is a first due date already; tick “a revision” and give the reason."
    ),
    "due_date_one_per_announcement": _(
        "A due date announced on that day is on record already."
    ),
    "due_date_revision_has_a_reason": _(
        "A revision needs a reason; write “No reason was given” if none was."
    ),
    "evidence_key_unique_in_recommendation": _(
        "Another item of this recommendation has that key; leave the key empty for"
        " the next free one."
    ),
    "evidence_withdrawal_has_a_reason": _("Withdrawn evidence has a reason."),
    "evidence_withdrawn_only_after_publication": _(
        "Only public evidence can be withdrawn."
    ),
    "indicator_baseline_period_and_value_together": _(
        "Give both the baseline period and the baseline value, or neither."
    ),
    "indicator_start_period_and_value_together": _(
        "Give both the first period and the first value, or neither."
    ),
    "indicator_target_value_and_basis_together": _(
        "A target needs its value or range, its period and where it comes from; leave"
        " all of them empty where there is no target."
    ),
    "indicator_target_is_a_value_or_a_range": _(
        "A target is one value, or a range from the lower to the higher number."
    ),
    "interim_target_one_per_period": _("Give one interim target for each period."),
    "judgement_one_per_ask": _("Each ask has one step."),
    "method_version_announced_before_in_force": _(
        "A version is announced before it comes into force."
    ),
    "observation_one_per_period": _("Give one value for each period."),
    "reply_request_once_per_agency": _("That agency was asked already."),
    "reply_text_and_date_together": _("A reply has its text and its date."),
    "reply_answered_after_it_was_given": _(
        "An answer has its text and its date, and follows a reply."
    ),
    "reader_report_says_what_is_wrong": _("Say what is wrong."),
    "reader_report_closed_with_an_outcome_and_without_an_address": _(
        "A closed report says what came of it and keeps no address."
    ),
    "recommendation_reference_unique_in_report": _(
        "This report has a recommendation with that reference already."
    ),
    "recommendation_slug_unique_in_report": _(
        "This report has a recommendation with that short name already."
    ),
    "recommendation_weight_and_reason_together": _(
        "Give both another weight and its published reason, or neither."
    ),
    "recommendation_weight_in_range": _("The weight lies between 0.5 and 3."),
    "recommendation_score_in_range": _("A score lies between 0 and 100."),
    "recommendation_coverage_in_range": _("A coverage lies between 0 and 1."),
    "recommendation_not_due_before_issue": _(
        "A due date would lie before the recommendation was issued."
    ),
    "recommendation_not_first_due_before_issue": _(
        "The first due date would lie before the recommendation was issued."
    ),
    "report_horizon_date_precision_and_basis_together": _(
        "Give the date results were hoped for by, how exactly it is known and where it"
        " comes from; or none of the three."
    ),
    "report_horizon_not_before_issue": _(
        "Results can't be hoped for before the report appeared."
    ),
    "response_says_something": _("Choose what the agency answered."),
    "responsibility_one_role_per_agency": _(
        "Name each agency once, as lead or as supporting."
    ),
    "saved_filter_name_once_per_list": _("You have a filter of that name already."),
    "second_judgement_one_per_ask": _("Each ask has one step."),
    "second_reading_one_per_coder_and_day": _(
        "This coder's reading for that day is on record already."
    ),
    "source_belongs_to_exactly_one": _(
        "A source belongs to one item of evidence, one report or one indicator."
    ),
    "source_date_and_precision_together": _(
        "Give both the date of the page and how exactly it is known, or neither."
    ),
    "source_unverified_carries_nothing": _(
        "A source that is not verified has tier D. Read it at its address and tick"
        " “verified”, or choose tier D."
    ),
    "source_verified_has_an_address": _(
        "A verified source needs the address at which it was read."
    ),
    "source_key_unique_in_indicator": _(
        "Each source of an indicator needs a key of its own, such as s1."
    ),
    "stated_metric_of_a_report_or_a_recommendation": _(
        "A stated measure belongs to a report or to a recommendation."
    ),
    "unmeasured_metric_target_has_a_basis": _("Say where the target comes from."),
}

UNKNOWN = _(
    "The record refused this: another row has the same values, or a number or date"
    " breaks one of its rules. Nothing was saved."
)


def in_words(error: Exception) -> str:
    """Why the record refused, for a person; the text of our own refusals as it is."""
    if not isinstance(error, DatabaseError):
        return str(error)
    return sentence_of(str(error)) or str(UNKNOWN)


def sentence_of(text: str) -> str:
    """The sentence of the rule that a text names, empty if it names none."""
    named = [name for name in SENTENCES if name in text]
    return str(SENTENCES[max(named, key=len)]) if named else ""
