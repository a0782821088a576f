/* Handles that are stale, forged, freed twice or of another type. */
#include "check.h"

/* Every function that takes a frame's handle refuses this one, and touches no output. */
static void expect_stale_frame(hp_handle bad)
{
    hp_handle out = UNTOUCHED_HANDLE;
    hp_value value = untouched_value();
    EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_get(bad, T("a"), HP_WANT_STORED, &value));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_require(bad, T("a"), HP_WANT_STORED, &value));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_refuse(bad, T("a"), NULL, 0, NULL, T("Mode")));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_convert(bad, T("a"), NULL, 0, &value, HP_WANT_STORED, &value));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_keys(bad, NULL, 0, &value));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_keys_joined(bad, NULL, 0, &value));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_child(bad, NULL, 0, NULL, &out));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_child_packed(bad, NULL, 0, NULL, &out));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_baseline_publish(bad));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_free(bad));
    EXPECT(is_untouched(&value) && out == UNTOUCHED_HANDLE);
}

static void expect_stale_value(hp_handle bad)
{
    hp_value element = untouched_value();
    EXPECT_STATUS(HP_STALE_HANDLE, hp_value_at(bad, 0, &element));
    if (bad != 0)
        EXPECT_STATUS(HP_STALE_HANDLE, hp_value_free(bad));
    EXPECT(is_untouched(&element));
}

static hp_handle list_owner(void)
{
    hp_handle frame = frame_of(item("a", value_content(HP_LIST, NULL, 0)));
    hp_value list;
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_LIST, &list));
    free_frame(frame);
    return list.owner;
}

static void a_freed_handle_is_stale(void)
{
    hp_handle frame = empty_frame(), owner = list_owner();
    free_frame(frame);
    EXPECT_STATUS(HP_OK, hp_value_free(owner));

    expect_stale_frame(frame);
    EXPECT(message_has("is not the handle of a frame, or it was freed"));
    expect_stale_value(owner);
}

static void a_freed_handle_stays_stale_when_its_place_is_used_again(void)
{
    hp_handle first = empty_frame();
    int round;
    free_frame(first);
    for (round = 0; round < 1000; round++) {
        hp_handle next = empty_frame();
        EXPECT(next != first);
        free_frame(next);
    }
    expect_stale_frame(first);
}

static void a_handle_is_never_zero_and_zero_is_stale(void)
{
    hp_handle frame = empty_frame(), owner = list_owner();

    EXPECT(frame != 0 && owner != 0);
    expect_stale_frame(0);
    expect_stale_value(0);
    free_frame(frame);
    EXPECT_STATUS(HP_OK, hp_value_free(owner));
}

static void a_handle_of_another_type_is_stale(void)
{
    hp_handle frame = empty_frame(), owner = list_owner();

    expect_stale_frame(owner);
    expect_stale_value(frame);

    EXPECT_STATUS(HP_OK, hp_value_free(owner));
    free_frame(frame);
}

static void a_handle_with_any_bit_changed_is_stale(void)
{
    /* More are alive, so that a changed bit could hit a neighbour's place; its generation may then be right. */
    hp_handle frame = empty_frame();
    int bit;
    for (bit = 28; bit < 64; bit++)
        expect_stale_frame(frame ^ (UINT64_C(1) << bit));
    for (bit = 12; bit < 28; bit++)
        expect_stale_frame(frame ^ (UINT64_C(1) << bit));
    free_frame(frame);
}

static void a_forged_handle_is_stale(void)
{
    hp_handle frame = empty_frame();
    uint64_t random = 88172645463325252u;
    int round;
    expect_stale_frame(UINT64_MAX);
    expect_stale_value(UINT64_MAX);
    for (round = 0; round < 20000; round++) {
        hp_value value = untouched_value();
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        if ((random >> 32) < 65536)
            continue;
        EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_get(random, T("a"), HP_WANT_STORED, &value));
        EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_free(random));
        EXPECT_STATUS(HP_STALE_HANDLE, hp_value_free(random));
    }
    free_frame(frame);
}

static void many_handles_are_told_apart(void)
{
    enum { MANY = 20000 };
    static hp_handle frames[MANY];
    hp_handle empty = empty_frame();
    hp_value value;
    int at, wrong = 0;
    for (at = 0; at < MANY; at++) {
        hp_item only = item("a", value_int(at));
        wrong += hp_frame_child(empty, &only, 1, NULL, &frames[at]) != HP_OK;
    }
    for (at = 0; at < MANY; at++) {
        wrong += hp_frame_get(frames[at], T("a"), HP_WANT_INT, &value) != HP_OK;
        wrong += value.integer != at;
    }
    for (at = 0; at < MANY; at++)
        wrong += hp_frame_free(frames[at]) != HP_OK;
    for (at = 0; at < MANY; at++)
        wrong += hp_frame_free(frames[at]) != HP_STALE_HANDLE;
    EXPECT(wrong == 0);
    free_frame(empty);
}

void handles(void)
{
    RUN(a_freed_handle_is_stale);
    RUN(a_freed_handle_stays_stale_when_its_place_is_used_again);
    RUN(a_handle_is_never_zero_and_zero_is_stale);
    RUN(a_handle_of_another_type_is_stale);
    RUN(a_handle_with_any_bit_changed_is_stale);
    RUN(a_forged_handle_is_stale);
    RUN(many_handles_are_told_apart);
}
