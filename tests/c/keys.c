/* Keys that are prepared once. */
#include "check.h"

static hp_handle key_of(const char *text)
{
    hp_handle key = 0;
    EXPECT_STATUS(HP_OK, hp_key_new((const uint8_t *)text, strlen(text), &key));
    return key;
}

static void a_prepared_key_reads_what_its_string_reads(void)
{
    hp_handle frame = frame_of(item("train.lr", value_float(0.1))), key = key_of("train.lr");
    int again;
    /* The second time it is remembered. */
    for (again = 0; again < 2; again++) {
        hp_value by_key = untouched_value(), by_text = untouched_value();
        EXPECT_STATUS(HP_OK, hp_frame_get_key(frame, key, HP_WANT_FLOAT, &by_key));
        EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("train.lr"), HP_WANT_FLOAT, &by_text));
        EXPECT(by_key.kind == HP_FLOAT && by_key.number == 0.1 && by_key.owner == 0);
        EXPECT(by_text.kind == HP_FLOAT && by_text.number == 0.1);
        EXPECT(by_key.integer == 0 && by_key.data == NULL && by_key.length == 0);
    }
    hp_key_free(key);
    free_frame(frame);
}

static void a_prepared_key_works_with_every_frame(void)
{
    hp_handle one = frame_of(item("a", value_int(1))), two = frame_of(item("a", value_int(2)));
    hp_handle none = empty_frame(), key = key_of("a");
    int again;
    for (again = 0; again < 2; again++) {
        hp_value value = untouched_value();
        EXPECT_STATUS(HP_OK, hp_frame_get_key(one, key, HP_WANT_INT, &value));
        EXPECT(value.integer == 1);
        EXPECT_STATUS(HP_OK, hp_frame_get_key(two, key, HP_WANT_INT, &value));
        EXPECT(value.integer == 2);
        value = untouched_value();
        EXPECT_STATUS(HP_ABSENT, hp_frame_get_key(none, key, HP_WANT_INT, &value));
        EXPECT(is_untouched(&value));
    }
    hp_key_free(key);
    free_frame(one);
    free_frame(two);
    free_frame(none);
}

/* What was read as one type is not given out as another. */
static void what_was_remembered_is_given_as_it_was_wanted(void)
{
    hp_handle frame = frame_of(item("a", value_int(1))), key = key_of("a");
    hp_value value;
    EXPECT_STATUS(HP_OK, hp_frame_get_key(frame, key, HP_WANT_INT, &value));
    EXPECT(value.kind == HP_INT && value.integer == 1);
    EXPECT_STATUS(HP_OK, hp_frame_get_key(frame, key, HP_WANT_FLOAT, &value));
    EXPECT(value.kind == HP_FLOAT && value.number == 1.0);
    EXPECT_STATUS(HP_OK, hp_frame_get_key(frame, key, HP_WANT_BOOL, &value));
    EXPECT(value.kind == HP_BOOL && value.integer == 1);
    EXPECT_STATUS(HP_OK, hp_frame_get_key(frame, key, HP_WANT_TEXT, &value));
    EXPECT(holds(&value, HP_TEXT, "1", 1));
    EXPECT_STATUS(HP_OK, hp_value_free(value.owner));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_get_key(frame, key, 2, &value));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_get_key(frame, key, HP_WANT_INT, NULL));
    hp_key_free(key);
    free_frame(frame);
}

/* Also where the answer is remembered: the handles are looked at each time. */
static void a_freed_handle_reads_nothing_that_was_read_before(void)
{
    hp_handle frame = frame_of(item("a", value_int(1))), key = key_of("a");
    hp_handle other = frame_of(item("a", value_int(1)));
    hp_value value = untouched_value(), read;
    EXPECT_STATUS(HP_OK, hp_frame_get_key(frame, key, HP_WANT_INT, &read));
    EXPECT_STATUS(HP_OK, hp_frame_get_key(other, key, HP_WANT_INT, &read));
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_INT, &read));
    free_frame(frame);
    EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_get_key(frame, key, HP_WANT_INT, &value));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_get(frame, T("a"), HP_WANT_INT, &value));
    EXPECT_STATUS(HP_OK, hp_key_free(key));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_get_key(other, key, HP_WANT_INT, &value));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_key_free(key));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_key_free(other));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_get_key(other, other, HP_WANT_INT, &value));
    EXPECT(is_untouched(&value));
    free_frame(other);
}

static void what_is_no_key_is_not_prepared(void)
{
    hp_handle key = UNTOUCHED_HANDLE;
    EXPECT_STATUS(HP_INVALID_KEY, hp_key_new(T("a..b"), &key));
    EXPECT_STATUS(HP_INVALID_KEY, hp_key_new(T(""), &key));
    EXPECT_STATUS(HP_BAD_TEXT, hp_key_new(T("a\xff"), &key));
    EXPECT_STATUS(HP_TOO_LONG, hp_key_new(T("a") + HP_MAX_KEY_BYTES, &key));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_key_new(NULL, 1, &key));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_key_new(T("a"), NULL));
    EXPECT(key == UNTOUCHED_HANDLE);
}

void keys(void)
{
    RUN(a_prepared_key_reads_what_its_string_reads);
    RUN(a_prepared_key_works_with_every_frame);
    RUN(what_was_remembered_is_given_as_it_was_wanted);
    RUN(a_freed_handle_reads_nothing_that_was_read_before);
    RUN(what_is_no_key_is_not_prepared);
}
