"""Records the counts of this source, and prints what changed."""

from instruction_counts import recorded
from instruction_counts.driver import count

_, before = recorded.load() if recorded.RECORDED.exists() else ({}, {})
now = recorded.counts_of(count())
recorded.save(now)
for place in {**before, **now}:
    old, new = before.get(place), now.get(place)
    if old != new:
        old_text, new_text = ("none" if each is None else f"{each.ours:,}" for each in (old, new))
        print(f"{', '.join(place)}: {old_text} -> {new_text}")
print(f"recorded {len(now)} operations in {recorded.RECORDED.name}")
