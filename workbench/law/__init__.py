"""Rule packs: the law as versioned data, with clocks, routing and calendars."""
