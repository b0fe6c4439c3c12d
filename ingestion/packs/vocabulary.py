"""Patterns and words a pack may use, where they are not the record's own."""

from __future__ import annotations

import re

NOT_VERIFIED = "not independently verified"

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2}")
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?([/?#]\S*)?", re.ASCII)
PERIOD = re.compile(r"(FY)?\d{4}|\d{4}/\d{4}|\d{4}-\d{2}(-\d{2})?", re.ASCII)
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
REPUBLISHER = re.compile(
    r"\b(via|copy|copied|republished|reprinted|archived)\b", re.IGNORECASE
)
LEFT_OVER_IN_TITLE = re.compile(r"[\[\]]|title (taken )?from the address", re.I)

FIRST_YEAR, LAST_YEAR = 1500, 2500

TITLE_STATUSES = {"published": "as_published", "described": "described"}
CATEGORY_BASES = ("stated_in_report", "editorial")
HORIZON_BASES = ("stated_in_report", "our_reading")
DIRECTIONS = ("down_is_good", "up_is_good")

# ISO 3166-1, two letters, and INT for international bodies.
_COUNTRIES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM
    BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX
    CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG
    GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR
    IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV
    LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE
    NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO
    RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF
    TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF
    WS YE YT ZA ZM ZW INT
"""
JURISDICTIONS = frozenset(_COUNTRIES.split())
