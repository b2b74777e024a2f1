"""What the older kind of timeline knew, as tables: its kinds, actions and commands, and what it took for granted."""

from decimal import Decimal
from typing import Final, Literal

from townlet.conditions import NEEDS

KINDS: Final = ("console", "action", "narration")

ACTIONS: Final = ("spawn_agent", "force_chat", "set_need")

NEEDED: Final = NEEDS
"""The needs of the older town were called what they are called today."""

Disturbance = Literal["price-spike", "blackout", "water-outage", "arranged-meeting"]

DISTURBANCES: Final[dict[str, Disturbance]] = {
    "price_spike": "price-spike",
    "blackout": "blackout",
    "outage": "water-outage",
    "arranged_meet": "arranged-meeting",
}
"""What `perturbation_trigger` could set off, and what each is called today."""

TELLING: Final = "announce_story"
TRIGGER: Final = "perturbation_trigger"
MEETING: Final = "arrange_meet"
KILL: Final = "kill"

SHOWING: Final = (
    "affordance_status", "conflict_status", "employment_status", "health_status", "perturbation_queue",
    "promotion_status", "queue_inspect", "relationship_detail", "relationship_summary", "rivalry_dump",
    "snapshot_inspect", "snapshot_validate", "social_events", "telemetry_snapshot",
)  # fmt: skip
"""Commands that only showed the operator something."""

STEERING: Final = (
    "employment_exit", "perturbation_cancel", "possess", "promote_policy", "rollback_policy", "set_exit_cap",
    "set_spawn_delay", "snapshot_migrate", "toggle_mortality",
)  # fmt: skip
"""Commands that did something which no line of a script does."""

COMMANDS: Final = (TRIGGER, TELLING, MEETING, KILL, *SHOWING, *STEERING)

# What was taken for granted where an entry did not say.
QUALITY: Final = Decimal("0.85")
CHATS_WITHIN: Final = 60  # Ticks; what a `direct` without `within` has.
STRENGTH: Final = Decimal("1.5")  # The middle of what was drawn from.
LASTS: Final[dict[Disturbance, int]] = {
    "price-spike": 90,
    "blackout": 40,
    "water-outage": 40,
    "arranged-meeting": 35,
}
"""The middle of the range, in ticks, that a length was drawn from."""

SHOPS: Final = ("grocer", "cafe")
MEETING_PLACE: Final = "cafe"
EVERYWHERE: Final = ("global", "all")

SPACING: Final = 30
"""So many ticks one narration kept from the next, unless `spacing` said otherwise."""

REPEATED: Final = 20
"""For so many ticks a second narration with an equal `dedupe_key` was swallowed."""
