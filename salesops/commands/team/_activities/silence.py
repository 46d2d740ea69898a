"""Whether activities reach to as-of: an export that ends before tells no silence."""

from datetime import datetime

from salesops.commands.team._activities.story import Story
from salesops.settings import age


def latest(story: Story) -> datetime | None:
    """When anybody last did anything, of the days looked at for who has stopped."""
    told = [one.last_local for one in story.lately.values() if one.last_local is not None]
    return max(told, default=None)


def is_logged(story: Story) -> bool:
    """Whether somebody did something within the age that data of a CRM may have."""
    last = latest(story)
    allowed = age(story.db.settings.freshness.deals_max_age, "[freshness] deals_max_age")
    return last is not None and story.db.as_of - last <= allowed
