"""How tall a long section will be, so that a browser can leave it until it is near."""

from __future__ import annotations

from django import template

register = template.Library()

STEPS = (32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048)
"""Heights in rem for which layout.css has a class; the last stands for more."""


@register.simple_tag
def tall(rows: int, each: int) -> str:
    """The classes of a section of some rows, each so many rem tall on a phone.

    Rather too tall than too short: what lies below must never lie over it.
    """
    height = next((step for step in STEPS if step >= rows * each), STEPS[-1])
    return f"tall tall--{height}"
