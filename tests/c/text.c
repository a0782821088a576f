/* Text that is not text, and keys that are not keys. */
#include "check.h"

typedef struct sample {
    const char *bytes;
    uint64_t length;
} sample;

#define SAMPLE(literal) {literal, sizeof(literal) - 1}

static const sample not_utf8[] = {
    SAMPLE("\xff"),             /* no such byte */
    SAMPLE("a\x80"),            /* a continuation of nothing */
    SAMPLE("\xc0\xaf"),         /* overlong */
    SAMPLE("\xe0\x80\xaf"),     /* overlong */
    SAMPLE("\xed\xa0\x80"),     /* a surrogate */
    SAMPLE("\xed\xbf\xbf"),     /* a surrogate */
    SAMPLE("\xf4\x90\x80\x80"), /* beyond Unicode */
    SAMPLE("\xe2\x82"),         /* cut */
};

static const sample not_a_key[] = {
    SAMPLE(""),    SAMPLE("."),   SAMPLE("a."),  SAMPLE(".a"),   SAMPLE("a..b"), SAMPLE("a=b"),    SAMPLE(" a"),
    SAMPLE("a "),  SAMPLE("a\n"), SAMPLE("\ta"), SAMPLE("a\0b"), SAMPLE("\0"),   SAMPLE("a\x7f"), SAMPLE("a\xc2\x85"),
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void text_that_is_not_utf8_is_refused_as_a_key(void)
{
    hp_handle frame = empty_frame(), out = UNTOUCHED_HANDLE;
    size_t at;
    for (at = 0; at < COUNT(not_utf8); at++) {
        const uint8_t *bytes = (const uint8_t *)not_utf8[at].bytes;
        uint64_t length = not_utf8[at].length;
        hp_value value = untouched_value();
        hp_item bad = item("a", value_int(1));
        bad.key = bytes;
        bad.key_length = length;

        EXPECT_STATUS(HP_BAD_TEXT, hp_frame_get(frame, bytes, length, HP_WANT_STORED, &value));
        EXPECT(message_has("\"key\" is not UTF-8"));
        EXPECT_STATUS(HP_BAD_TEXT, hp_frame_require(frame, bytes, length, HP_WANT_STORED, &value));
        EXPECT_STATUS(HP_BAD_TEXT, hp_frame_refuse(frame, bytes, length, NULL, 0, NULL, T("Mode")));
        EXPECT_STATUS(HP_BAD_TEXT, hp_frame_keys(frame, bytes, length, &value));
        EXPECT_STATUS(HP_BAD_TEXT, hp_frame_keys_joined(frame, bytes, length, &value));
        EXPECT_STATUS(HP_BAD_TEXT, hp_frame_child(frame, &bad, 1, NULL, &out));
        EXPECT(is_untouched(&value) && out == UNTOUCHED_HANDLE);
    }
    free_frame(frame);
}

static void text_that_is_not_utf8_is_refused_as_a_value(void)
{
    hp_handle frame = empty_frame(), out = UNTOUCHED_HANDLE;
    size_t at;
    for (at = 0; at < COUNT(not_utf8); at++) {
        static const int32_t kinds[] = {HP_TEXT, HP_UNTYPED, HP_OBJECT};
        hp_value element;
        hp_item bad;
        size_t kind;
        for (kind = 0; kind < COUNT(kinds); kind++) {
            bad = item("a", value_content(kinds[kind], not_utf8[at].bytes, not_utf8[at].length));
            bad.value.integer = 1;
            EXPECT_STATUS(HP_BAD_TEXT, hp_frame_child(frame, &bad, 1, NULL, &out));
        }
        element = value_content(HP_TEXT, not_utf8[at].bytes, not_utf8[at].length);
        bad = item("a", value_content(HP_LIST, &element, 1));
        EXPECT_STATUS(HP_BAD_TEXT, hp_frame_child(frame, &bad, 1, NULL, &out));
        bad = definition("a=1", 1);
        bad.value.data = (const uint8_t *)not_utf8[at].bytes;
        bad.value.length = not_utf8[at].length;
        EXPECT_STATUS(HP_BAD_TEXT, hp_frame_child(frame, &bad, 1, NULL, &out));
    }
    EXPECT(out == UNTOUCHED_HANDLE);
    free_frame(frame);
}

static void bytes_may_be_any(void)
{
    size_t at;
    for (at = 0; at < COUNT(not_utf8); at++) {
        hp_handle frame = frame_of(item("a", value_content(HP_BYTES, not_utf8[at].bytes, not_utf8[at].length)));
        hp_value value;
        EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_BYTES, &value));
        EXPECT(holds(&value, HP_BYTES, not_utf8[at].bytes, not_utf8[at].length));
        free_frame(frame);
    }
}

static void a_nul_inside_a_value_is_carried(void)
{
    static const char text[] = "one\0two\0";
    static const int32_t kinds[] = {HP_TEXT, HP_UNTYPED, HP_BYTES};
    size_t at;
    for (at = 0; at < COUNT(kinds); at++) {
        hp_handle frame = frame_of(item("a", value_content(kinds[at], text, sizeof text)));
        hp_value value;
        EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_STORED, &value));
        EXPECT(holds(&value, kinds[at], text, sizeof text));
        free_frame(frame);
    }
}

static void text_that_is_no_key_is_refused(void)
{
    hp_handle frame = frame_of(item("a", value_int(1))), out = UNTOUCHED_HANDLE;
    size_t at;
    for (at = 0; at < COUNT(not_a_key); at++) {
        const uint8_t *bytes = (const uint8_t *)not_a_key[at].bytes;
        uint64_t length = not_a_key[at].length;
        hp_value value = untouched_value();
        hp_item bad = item("a", value_int(1));
        bad.key = bytes;
        bad.key_length = length;

        EXPECT_STATUS(HP_INVALID_KEY, hp_frame_get(frame, bytes, length, HP_WANT_STORED, &value));
        EXPECT_STATUS(HP_INVALID_KEY, hp_frame_require(frame, bytes, length, HP_WANT_STORED, &value));
        EXPECT_STATUS(HP_INVALID_KEY, hp_frame_refuse(frame, bytes, length, NULL, 0, NULL, T("Mode")));
        if (length > 0)
            EXPECT_STATUS(HP_INVALID_KEY, hp_frame_keys(frame, bytes, length, &value));
        EXPECT_STATUS(HP_INVALID_KEY, hp_frame_child(frame, &bad, 1, NULL, &out));
        EXPECT(is_untouched(&value) && out == UNTOUCHED_HANDLE);
    }
    free_frame(frame);
}

static void the_longest_key_is_a_key(void)
{
    char key[1025];
    hp_handle frame;
    hp_value value;
    memset(key, 'k', 1024);
    key[1024] = 0;
    frame = frame_of(item(key, value_int(7)));

    EXPECT_STATUS(HP_OK, hp_frame_get(frame, (const uint8_t *)key, 1024, HP_WANT_INT, &value));
    EXPECT(value.integer == 7);
    free_frame(frame);
}

static void a_key_is_compared_by_its_full_text_even_when_hashes_collide(void)
{
    static const char first[] = "collide.njogphtv.hashes.daaahaba";
    static const char second[] = "collide.tgvgwwrz.hashes.zmfottxo";
    hp_handle one = frame_of(item(first, value_int(1))), both;
    hp_item item_of_second = item(second, value_int(2));
    hp_value value;

    EXPECT_STATUS(HP_ABSENT, hp_frame_get(one, T(second), HP_WANT_INT, &value));
    both = child_of(one, &item_of_second, 1);

    EXPECT_STATUS(HP_OK, hp_frame_get(both, T(first), HP_WANT_INT, &value));
    EXPECT(value.integer == 1);
    EXPECT_STATUS(HP_OK, hp_frame_get(both, T(second), HP_WANT_INT, &value));
    EXPECT(value.integer == 2);
    free_frame(one);
    free_frame(both);
}

void text(void)
{
    RUN(text_that_is_not_utf8_is_refused_as_a_key);
    RUN(text_that_is_not_utf8_is_refused_as_a_value);
    RUN(bytes_may_be_any);
    RUN(a_nul_inside_a_value_is_carried);
    RUN(text_that_is_no_key_is_refused);
    RUN(the_longest_key_is_a_key);
    RUN(a_key_is_compared_by_its_full_text_even_when_hashes_collide);
}
