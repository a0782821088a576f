/* Keys that are unset on purpose. */
#include "check.h"

static hp_item unsetting(const char *key)
{
    return item(key, value_of(HP_UNSET));
}

static int is_set(hp_handle frame, const char *key)
{
    hp_value value = untouched_value();
    hp_status status = hp_frame_get(frame, (const uint8_t *)key, strlen(key), HP_WANT_INT, &value);
    EXPECT(status == HP_OK || (status == HP_ABSENT && is_untouched(&value)));
    return status == HP_OK;
}

/* a, a.b, a.b.c and ab, of which each is 1. */
static hp_handle base(void)
{
    hp_item items[4];
    hp_handle empty = empty_frame(), frame;
    items[0] = item("a", value_int(1));
    items[1] = item("a.b", value_int(1));
    items[2] = item("a.b.c", value_int(1));
    items[3] = item("ab", value_int(1));
    frame = child_of(empty, items, 4);
    free_frame(empty);
    return frame;
}

static void an_unset_key_is_absent_with_all_below_it_and_nothing_else(void)
{
    hp_item hide = unsetting("a.b");
    hp_handle outer = base(), frame = child_of(outer, &hide, 1);
    hp_value value, keys;

    EXPECT(is_set(frame, "a") && is_set(frame, "ab"));
    EXPECT(!is_set(frame, "a.b") && !is_set(frame, "a.b.c"));
    EXPECT_STATUS(HP_MISSING, hp_frame_require(frame, T("a.b"), HP_WANT_INT, &value));
    EXPECT_STATUS(HP_OK, hp_frame_keys(frame, T("a"), &keys));
    EXPECT(keys.length == 1);
    EXPECT_STATUS(HP_OK, hp_value_free(keys.owner));
    /* The parent is as it was. */
    EXPECT(is_set(outer, "a.b") && is_set(outer, "a.b.c"));
    free_frame(frame);
    free_frame(outer);
}

static void an_unset_hides_earlier_items_and_not_later_ones(void)
{
    hp_item items[4];
    hp_handle outer = base(), frame;
    items[0] = item("a.x", value_int(2));
    items[1] = unsetting("a");
    items[2] = item("a.b", value_int(3));
    items[3] = unsetting("not.there");
    frame = child_of(outer, items, 4);

    EXPECT(!is_set(frame, "a") && !is_set(frame, "a.x") && !is_set(frame, "a.b.c"));
    EXPECT(is_set(frame, "a.b") && is_set(frame, "ab"));
    free_frame(frame);
    free_frame(outer);
}

static void a_definition_unsets_by_a_tilde(void)
{
    hp_item items[2];
    hp_handle outer = base(), frame;
    items[0] = definition("~a.b", 1);
    items[1] = definition("a.b.c=5", 2);
    frame = child_of(outer, items, 2);

    EXPECT(is_set(frame, "a") && !is_set(frame, "a.b") && is_set(frame, "a.b.c"));
    free_frame(frame);
    free_frame(outer);
}

static void an_unset_key_has_to_be_a_key_and_counts_as_an_item(void)
{
    const hp_limits one = {1, 0};
    hp_item items[2];
    hp_handle empty = empty_frame(), out = UNTOUCHED_HANDLE;
    hp_value list;
    items[0] = unsetting("a..b");
    EXPECT_STATUS(HP_INVALID_KEY, hp_frame_child(empty, items, 1, NULL, &out));
    items[0] = unsetting("a");
    items[1] = unsetting("b");
    EXPECT_STATUS(HP_LIMIT, hp_frame_child(empty, items, 2, &one, &out));
    /* It is no value. */
    list = value_of(HP_UNSET);
    items[0] = item("a", value_content(HP_LIST, &list, 1));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(empty, items, 1, NULL, &out));
    EXPECT(out == UNTOUCHED_HANDLE);
    free_frame(empty);
}

void unset(void)
{
    RUN(an_unset_key_is_absent_with_all_below_it_and_nothing_else);
    RUN(an_unset_hides_earlier_items_and_not_later_ones);
    RUN(a_definition_unsets_by_a_tilde);
    RUN(an_unset_key_has_to_be_a_key_and_counts_as_an_item);
}
