/* Pointers, lengths and numbers that are not what they should be. */
#include "check.h"

static void a_null_output_is_refused_by_every_function(void)
{
    hp_handle frame = frame_of(item("a", value_int(1)));
    hp_value list = value_of(HP_NULL);
    uint64_t length = 77;
    const uint8_t *text = (const uint8_t *)"unchanged";
    const uint8_t *before = text;
    EXPECT_STATUS(HP_OK, hp_frame_keys(frame, NULL, 0, &list));

    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_empty(NULL));
    EXPECT(message_has("\"frame\" is NULL"));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(frame, NULL, 0, NULL, NULL));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child_packed(frame, NULL, 0, NULL, NULL));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_get(frame, T("a"), HP_WANT_STORED, NULL));
    EXPECT(message_has("\"value\" is NULL"));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_require(frame, T("a"), HP_WANT_STORED, NULL));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_convert(frame, T("a"), NULL, 0, &list, HP_WANT_STORED, NULL));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_error_key(NULL, 0, NULL));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_error_origin(NULL, 0, NULL));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_error_wanted(NULL, 0, NULL));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_error_value(NULL));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_keys(frame, T("a"), NULL));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_keys_joined(frame, T("a"), NULL));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_value_at(list.owner, 0, NULL));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_baseline_frame(NULL));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_objects_released(NULL, 0, NULL));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_error_message(NULL, 0, NULL));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_version(NULL, &length));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_version(&text, NULL));
    EXPECT(length == 77 && text == before);

    EXPECT_STATUS(HP_OK, hp_value_free(list.owner));
    free_frame(frame);
}

static void a_null_input_is_refused_by_every_function(void)
{
    hp_handle frame = frame_of(item("a", value_int(1)));
    hp_handle out = UNTOUCHED_HANDLE;
    hp_value value = untouched_value(), given = value_int(1);
    uint64_t count = 77;

    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_get(frame, NULL, 1, HP_WANT_STORED, &value));
    EXPECT(message_has("\"key\" is NULL"));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_get(frame, NULL, 0, HP_WANT_STORED, &value));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_require(frame, NULL, 1, HP_WANT_STORED, &value));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_refuse(frame, NULL, 1, NULL, 0, NULL, T("Mode")));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_refuse(frame, T("a"), NULL, 1, NULL, T("Mode")));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_convert(frame, NULL, 1, NULL, 0, &given, HP_WANT_INT, &value));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_convert(frame, T("a"), NULL, 1, &given, HP_WANT_INT, &value));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_convert(frame, T("a"), NULL, 0, NULL, HP_WANT_INT, &value));
    EXPECT(message_has("\"value\" is NULL"));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_error_key(NULL, 1, &count));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_keys(frame, NULL, 1, &value));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_keys_joined(frame, NULL, 1, &value));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(frame, NULL, 1, NULL, &out));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child_packed(frame, NULL, 1, NULL, &out));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_objects_released(NULL, 1, &count));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_error_message(NULL, 1, &count));

    EXPECT(is_untouched(&value) && out == UNTOUCHED_HANDLE && count == 77);
    free_frame(frame);
}

static void a_null_inside_an_item_is_refused(void)
{
    static const int32_t kinds[] = {HP_TEXT, HP_BYTES, HP_LIST, HP_UNTYPED};
    hp_handle empty = empty_frame(), out = UNTOUCHED_HANDLE;
    hp_item bad = item("a", value_int(1));
    size_t at;

    bad.key = NULL;
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(empty, &bad, 1, NULL, &out));
    for (at = 0; at < sizeof kinds / sizeof *kinds; at++) {
        bad = item("a", value_content(kinds[at], NULL, 3));
        EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(empty, &bad, 1, NULL, &out));
        EXPECT(message_has("\"data\" is NULL"));
    }
    bad = item("a", value_content(HP_OBJECT, NULL, 3));
    bad.value.integer = 1;
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(empty, &bad, 1, NULL, &out));
    bad = definition("a=1", 1);
    bad.value.data = NULL;
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(empty, &bad, 1, NULL, &out));

    EXPECT(out == UNTOUCHED_HANDLE);
    free_frame(empty);
}

static void null_is_accepted_for_what_is_empty(void)
{
    hp_handle empty = empty_frame(), frame = 0;
    hp_item items[4];
    hp_value value;
    items[0] = item("text", value_content(HP_TEXT, NULL, 0));
    items[1] = item("bytes", value_content(HP_BYTES, NULL, 0));
    items[2] = item("list", value_content(HP_LIST, NULL, 0));
    items[3] = item("untyped", value_content(HP_UNTYPED, NULL, 0));

    EXPECT_STATUS(HP_OK, hp_frame_child(empty, NULL, 0, NULL, &frame));
    free_frame(frame);
    EXPECT_STATUS(HP_OK, hp_frame_child_packed(empty, NULL, 0, NULL, &frame));
    free_frame(frame);
    EXPECT_STATUS(HP_OK, hp_frame_child(empty, items, 4, NULL, &frame));

    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("text"), HP_WANT_STORED, &value));
    EXPECT(holds(&value, HP_TEXT, "", 0));
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("bytes"), HP_WANT_STORED, &value));
    EXPECT(holds(&value, HP_BYTES, "", 0));
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("untyped"), HP_WANT_STORED, &value));
    EXPECT(holds(&value, HP_UNTYPED, "", 0));
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("list"), HP_WANT_STORED, &value));
    EXPECT(value.kind == HP_LIST && value.integer == 0 && value.length == 0);
    EXPECT_STATUS(HP_OK, hp_value_free(value.owner));
    free_frame(frame);
    free_frame(empty);
}

static void a_misaligned_pointer_is_refused(void)
{
    static union {
        uint64_t aligned[16];
        char bytes[128];
    } room;
    hp_handle frame = empty_frame(), out = UNTOUCHED_HANDLE;
    memset(&room, 0, sizeof room);

    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_empty((hp_handle *)(void *)(room.bytes + 1)));
    EXPECT(message_has("not aligned"));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_get(frame, T("a"), 0, (hp_value *)(void *)(room.bytes + 1)));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(frame, (hp_item *)(void *)(room.bytes + 1), 1, NULL, &out));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(frame, NULL, 0, (hp_limits *)(void *)(room.bytes + 1), &out));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_objects_released((uint64_t *)(void *)(room.bytes + 1), 1, &out));

    EXPECT(out == UNTOUCHED_HANDLE);
    free_frame(frame);
}

static void a_key_that_is_too_long_is_refused_before_its_first_byte_is_read(void)
{
    static const uint64_t lengths[] = {1025, UINT64_C(1) << 30, UINT64_C(1) << 40, UINT64_C(1) << 63, UINT64_MAX};
    const uint8_t *unreadable = forbidden_memory();
    hp_handle frame = empty_frame(), out = UNTOUCHED_HANDLE;
    size_t at;

    for (at = 0; at < sizeof lengths / sizeof *lengths; at++) {
        uint64_t length = lengths[at];
        hp_value value = untouched_value();
        hp_item bad = item("a", value_int(1));
        bad.key = unreadable;
        bad.key_length = length;

        EXPECT_STATUS(HP_TOO_LONG, hp_frame_get(frame, unreadable, length, HP_WANT_STORED, &value));
        EXPECT(message_has("1024"));
        EXPECT_STATUS(HP_TOO_LONG, hp_frame_require(frame, unreadable, length, HP_WANT_STORED, &value));
        EXPECT_STATUS(HP_TOO_LONG, hp_frame_refuse(frame, unreadable, length, NULL, 0, NULL, T("Mode")));
        EXPECT_STATUS(HP_TOO_LONG, hp_convert(frame, unreadable, length, NULL, 0, &value, HP_WANT_INT, &value));
        EXPECT_STATUS(HP_TOO_LONG, hp_frame_keys(frame, unreadable, length, &value));
        EXPECT_STATUS(HP_TOO_LONG, hp_frame_keys_joined(frame, unreadable, length, &value));
        EXPECT_STATUS(HP_TOO_LONG, hp_frame_child(frame, &bad, 1, NULL, &out));
        EXPECT(is_untouched(&value) && out == UNTOUCHED_HANDLE);
    }
    free_frame(frame);
}

static void a_length_beyond_any_memory_is_refused_before_the_first_byte_is_read(void)
{
    static const uint64_t lengths[] = {UINT64_C(1) << 63, UINT64_MAX};
    const uint8_t *unreadable = forbidden_memory();
    hp_handle frame = empty_frame(), out = UNTOUCHED_HANDLE;
    uint64_t count = 77;
    size_t at;

    for (at = 0; at < sizeof lengths / sizeof *lengths; at++) {
        static const int32_t kinds[] = {HP_TEXT, HP_BYTES, HP_UNTYPED, HP_LIST};
        uint64_t length = lengths[at];
        size_t kind;
        for (kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
            hp_item bad = item("a", value_content(kinds[kind], unreadable, length));
            EXPECT_STATUS(HP_TOO_LONG, hp_frame_child(frame, &bad, 1, NULL, &out));
        }
        EXPECT_STATUS(HP_TOO_LONG, hp_frame_child(frame, (const hp_item *)(const void *)unreadable, length, NULL, &out));
        EXPECT_STATUS(HP_TOO_LONG, hp_frame_child_packed(frame, unreadable, length, NULL, &out));
        EXPECT_STATUS(HP_TOO_LONG, hp_error_message((uint8_t *)&out, length, &count));
        EXPECT_STATUS(HP_TOO_LONG, hp_objects_released(&out, length, &count));
    }
    /* A count whose structures do not fit, though the count itself would. */
    EXPECT_STATUS(HP_TOO_LONG, hp_frame_child(frame, (const hp_item *)(const void *)unreadable, UINT64_C(1) << 59, NULL, &out));

    EXPECT(out == UNTOUCHED_HANDLE && count == 77);
    free_frame(frame);
}

static void numbers_that_mean_nothing_are_refused(void)
{
    static const int32_t wants[] = {-1, 2, 10, 255, 1024, HP_WANT_WIDE | 2, INT32_MIN, INT32_MAX};
    static const int32_t kinds[] = {-1, 11, 16, 255, 256, INT32_MAX};
    static const int32_t origins[] = {-1, 4, 256, INT32_MIN};
    hp_handle frame = frame_of(item("a", value_int(1))), out = UNTOUCHED_HANDLE;
    hp_value value = untouched_value();
    hp_item bad;
    size_t at;

    for (at = 0; at < sizeof wants / sizeof *wants; at++) {
        EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_get(frame, T("a"), wants[at], &value));
        EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_require(frame, T("a"), wants[at], &value));
    }
    for (at = 0; at < sizeof kinds / sizeof *kinds; at++) {
        bad = item("a", value_of(kinds[at]));
        EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(frame, &bad, 1, NULL, &out));
    }
    for (at = 0; at < sizeof origins / sizeof *origins; at++) {
        bad = item("a", value_int(1));
        bad.origin = origins[at];
        EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(frame, &bad, 1, NULL, &out));
    }
    bad = item("a", value_of(HP_BOOL));
    bad.value.integer = 2;
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(frame, &bad, 1, NULL, &out));
    EXPECT(message_has("a bool is 0 or 1, not 2"));

    EXPECT(is_untouched(&value) && out == UNTOUCHED_HANDLE);
    free_frame(frame);
}

static void one_bad_item_keeps_all_the_others_from_taking_effect(void)
{
    hp_handle frame = frame_of(item("a", value_int(1))), out = UNTOUCHED_HANDLE;
    hp_item items[3];
    hp_value value;
    items[0] = item("a", value_int(2));
    items[1] = item("b..c", value_int(3));
    items[2] = item("d", value_int(4));

    EXPECT_STATUS(HP_INVALID_KEY, hp_frame_child(frame, items, 3, NULL, &out));

    EXPECT(out == UNTOUCHED_HANDLE);
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_INT, &value));
    EXPECT(value.integer == 1);
    EXPECT_STATUS(HP_ABSENT, hp_frame_get(frame, T("d"), HP_WANT_INT, &value));
    free_frame(frame);
}

void arguments(void)
{
    RUN(a_null_output_is_refused_by_every_function);
    RUN(a_null_input_is_refused_by_every_function);
    RUN(a_null_inside_an_item_is_refused);
    RUN(null_is_accepted_for_what_is_empty);
    RUN(a_misaligned_pointer_is_refused);
    RUN(a_key_that_is_too_long_is_refused_before_its_first_byte_is_read);
    RUN(a_length_beyond_any_memory_is_refused_before_the_first_byte_is_read);
    RUN(numbers_that_mean_nothing_are_refused);
    RUN(one_bad_item_keeps_all_the_others_from_taking_effect);
}
