/* Definitions read all at once. */
#include "check.h"

/* Texts as hp_definitions_read takes them: the lengths first. */
static layer texts(const char *const *list, uint32_t count)
{
    layer layer;
    uint32_t at;
    memset(&layer, 0, sizeof layer);
    for (at = 0; at < count; at++)
        put_32(&layer, (uint32_t)strlen(list[at]));
    for (at = 0; at < count; at++)
        put(&layer, list[at], strlen(list[at]));
    return layer;
}

typedef struct record {
    uint32_t key_start, key_end, value_start, flags;
    int64_t integer;
    double number;
} record;

static record record_at(const uint8_t *records, int at)
{
    record record;
    memcpy(&record, records + 32 * at, sizeof record);
    return record;
}

static void a_definition_tells_its_places_and_what_it_reads_as(void)
{
    const char *const list[] = {"a=1e3", " b =yes", "c=0.5", "d=x=y", "e=-0", "f=null"};
    layer layer = texts(list, 6);
    uint8_t records[6 * 32];
    record read;
    EXPECT_STATUS(HP_OK, hp_definitions_read(layer.bytes, layer.length, 6, records, sizeof records));

    read = record_at(records, 0);
    EXPECT(read.key_start == 0 && read.key_end == 1 && read.value_start == 2);
    EXPECT(read.flags == (HP_READS_AS_INT | HP_READS_AS_FLOAT) && read.integer == 1000 && read.number == 1000.0);
    read = record_at(records, 1);
    EXPECT(read.key_start == 1 && read.key_end == 2 && read.value_start == 4);
    EXPECT(read.flags == (HP_READS_AS_BOOL | HP_IS_TRUE));
    read = record_at(records, 2);
    EXPECT(read.flags == 4 && read.number == 0.5 && read.integer == 0);
    read = record_at(records, 3);
    EXPECT(read.key_end == 1 && read.value_start == 2 && read.flags == 0);
    read = record_at(records, 4);
    EXPECT(read.flags == (2 | 4) && read.integer == 0 && 1 / read.number < 0);
    EXPECT(record_at(records, 5).flags == 0);
}

static void a_tilde_unsets_a_key_and_has_no_value(void)
{
    const char *const list[] = {"~train.lr", " ~a ", "b=~c"};
    layer layer = texts(list, 3);
    uint8_t records[3 * 32];
    record read;
    EXPECT_STATUS(HP_OK, hp_definitions_read(layer.bytes, layer.length, 3, records, sizeof records));

    read = record_at(records, 0);
    EXPECT(read.key_start == 1 && read.key_end == 9 && read.value_start == 9);
    EXPECT(read.flags == HP_IS_UNSET && read.integer == 0 && read.number == 0);
    read = record_at(records, 1);
    EXPECT(read.key_start == 2 && read.key_end == 3 && read.value_start == 4 && read.flags == HP_IS_UNSET);
    read = record_at(records, 2);
    EXPECT(read.key_start == 0 && read.value_start == 2 && read.flags == 0);
}

static void what_was_hardly_meant_is_refused_with_what_was(void)
{
    static const struct {
        const char *text, *advice;
    } samples[] = {
        {"--lr=1", "write lr=1"},           {"-lr=1", "write lr=1"},
        {"+lr=1", "write lr=1"},            {"\"lr=1\"", "write lr=1"},
        {"'lr'=1", "write lr=1"},           {"\xef\xbb\xbflr=1", "write lr=1"},
        {"train lr=1", "write train.lr=1"}, {"a\xc2\xa0.b=1", "write a.b=1"},
        {"--=1", "write key=value"},        {"~a=1", "write ~a or a=1"},
        {"~ a", "write ~a"},                {"~-a", "write ~a"},
        {"~", "at least one segment"},      {"~a..b", "a segment is empty"},
    };
    size_t at;
    for (at = 0; at < sizeof samples / sizeof *samples; at++) {
        const char *const list[] = {samples[at].text};
        layer layer = texts(list, 1);
        uint8_t records[32];
        EXPECT_STATUS(HP_DEFINITION, hp_definitions_read(layer.bytes, layer.length, 1, records, sizeof records));
        EXPECT(message_has("bad definition ") && message_has(", item 1: ") && message_has(samples[at].advice));
    }
}

static void a_bad_definition_is_refused_by_its_place_and_nothing_is_written(void)
{
    const char *const list[] = {"a=1", "verbose"};
    layer layer = texts(list, 2);
    uint8_t records[2 * 32];
    memset(records, 0x5a, sizeof records);

    EXPECT_STATUS(HP_DEFINITION, hp_definitions_read(layer.bytes, layer.length, 2, records, sizeof records));

    EXPECT(message_has("bad definition \"verbose\", item 2"));
    EXPECT(records[0] == 0x5a && records[63] == 0x5a);
}

static void lengths_that_do_not_fit_the_texts_are_refused(void)
{
    const char *const list[] = {"a=1", "b=2"};
    layer layer = texts(list, 2);
    uint8_t records[4 * 32];

    EXPECT_STATUS(HP_BAD_LAYER, hp_definitions_read(layer.bytes, layer.length - 1, 2, records, sizeof records));
    EXPECT_STATUS(HP_BAD_LAYER, hp_definitions_read(layer.bytes, 7, 2, records, sizeof records));
    EXPECT_STATUS(HP_BAD_LAYER, hp_definitions_read(layer.bytes, layer.length + 1, 2, records, sizeof records));
    EXPECT(message_has("not as long as they say"));
    EXPECT_STATUS(HP_BAD_LAYER, hp_definitions_read(layer.bytes, layer.length, 1, records, sizeof records));
}

static void a_buffer_too_small_for_the_records_is_refused(void)
{
    const char *const list[] = {"a=1", "b=2"};
    layer layer = texts(list, 2);
    uint8_t records[64];
    memset(records, 0x5a, sizeof records);

    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_definitions_read(layer.bytes, layer.length, 2, records, 63));
    EXPECT(message_has("63 bytes do not hold 2 records"));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_definitions_read(layer.bytes, layer.length, UINT64_MAX, records, 64));
    EXPECT(records[0] == 0x5a);
}

static void no_definitions_are_no_records(void)
{
    EXPECT_STATUS(HP_OK, hp_definitions_read(NULL, 0, 0, NULL, 0));
}

static void null_and_lengths_beyond_memory_are_refused(void)
{
    uint8_t records[32];

    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_definitions_read(NULL, 8, 1, records, sizeof records));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_definitions_read(T("x"), 0, NULL, 32));
    EXPECT_STATUS(HP_TOO_LONG, hp_definitions_read(forbidden_memory(), UINT64_MAX, 1, records, sizeof records));
}

static void text_that_is_not_utf8_is_refused(void)
{
    const char *const list[] = {"a=\xff"};
    layer layer = texts(list, 1);
    uint8_t records[32];

    EXPECT_STATUS(HP_BAD_TEXT, hp_definitions_read(layer.bytes, layer.length, 1, records, sizeof records));
}

static void a_long_text_is_left_to_be_asked_for(void)
{
    char digits[303] = "a=";
    const char *const list[] = {digits};
    layer layer;
    uint8_t records[32];
    memset(digits + 2, '1', 300);
    layer = texts(list, 1);

    EXPECT_STATUS(HP_OK, hp_definitions_read(layer.bytes, layer.length, 1, records, sizeof records));
    EXPECT(record_at(records, 0).flags == 0);
}

void definitions(void)
{
    RUN(a_definition_tells_its_places_and_what_it_reads_as);
    RUN(a_tilde_unsets_a_key_and_has_no_value);
    RUN(what_was_hardly_meant_is_refused_with_what_was);
    RUN(a_bad_definition_is_refused_by_its_place_and_nothing_is_written);
    RUN(lengths_that_do_not_fit_the_texts_are_refused);
    RUN(a_buffer_too_small_for_the_records_is_refused);
    RUN(no_definitions_are_no_records);
    RUN(null_and_lengths_beyond_memory_are_refused);
    RUN(text_that_is_not_utf8_is_refused);
    RUN(a_long_text_is_left_to_be_asked_for);
}
