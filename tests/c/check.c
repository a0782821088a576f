#define _DEFAULT_SOURCE
#include "check.h"

#include <sys/mman.h>

static int passed, failed;
static int differences;
static const char *skipped;

void check_expect(int condition, const char *text, const char *file, int line)
{
    if (!condition) {
        differences++;
        printf("# %s:%d: not so: %s\n", file, line, text);
    }
}

void check_status(hp_status expected, hp_status is, const char *text, const char *file, int line)
{
    if (expected != is) {
        differences++;
        printf("# %s:%d: %d, not %d: %s", file, line, (int)is, (int)expected, text);
        printf(is >= HP_BAD_ARGUMENT ? " (%s)\n" : "\n", message());
    }
}

void check_run(void (*behaviour)(void), const char *name)
{
    char sentence[200];
    size_t at;
    for (at = 0; name[at] != 0 && at + 1 < sizeof sentence; at++)
        sentence[at] = name[at] == '_' ? ' ' : name[at];
    sentence[at] = 0;

    differences = 0;
    skipped = NULL;
    behaviour();
    if (differences)
        failed++;
    else
        passed++;
    printf("%s %d - %s%s%s\n", differences ? "not ok" : "ok", passed + failed, sentence,
           skipped ? " # SKIP " : "", skipped ? skipped : "");
    /* What a child of a fork would otherwise print a second time. */
    fflush(stdout);
}

void check_skip(const char *why)
{
    skipped = why;
}

int check_is_watched(void)
{
    return getenv("HP_TEST_WATCHED") != NULL;
}

int check_summary(void)
{
    printf("1..%d\n%d passed, %d failed\n", passed + failed, passed, failed);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

const char *message(void)
{
    static char buffer[4096];
    uint64_t length = 0;
    memset(buffer, 0, sizeof buffer);
    if (hp_error_message((uint8_t *)buffer, sizeof buffer - 1, &length) != HP_OK)
        return "(no message)";
    return buffer;
}

int message_has(const char *part)
{
    const char *whole = message();
    if (strstr(whole, part) != NULL)
        return 1;
    printf("# the message is: %s\n", whole);
    return 0;
}

hp_value untouched_value(void)
{
    hp_value value;
    memset(&value, 0x5a, sizeof value);
    return value;
}

int is_untouched(const hp_value *value)
{
    const hp_value expected = untouched_value();
    return memcmp(value, &expected, sizeof expected) == 0;
}

hp_value value_of(int32_t kind)
{
    hp_value value;
    memset(&value, 0, sizeof value);
    value.kind = kind;
    return value;
}

hp_value value_int(int64_t integer)
{
    hp_value value = value_of(HP_INT);
    value.integer = integer;
    return value;
}

hp_value value_float(double number)
{
    hp_value value = value_of(HP_FLOAT);
    value.number = number;
    return value;
}

hp_value value_content(int32_t kind, const void *data, uint64_t length)
{
    hp_value value = value_of(kind);
    value.data = (const uint8_t *)data;
    value.length = length;
    return value;
}

hp_item item(const char *key, hp_value value)
{
    hp_item item;
    memset(&item, 0, sizeof item);
    item.key = (const uint8_t *)key;
    item.key_length = strlen(key);
    item.value = value;
    return item;
}

hp_item definition(const char *text, uint32_t position)
{
    hp_item item;
    memset(&item, 0, sizeof item);
    item.value = value_content(HP_UNTYPED, text, strlen(text));
    item.position = position;
    return item;
}

hp_handle empty_frame(void)
{
    hp_handle frame = 0;
    EXPECT_STATUS(HP_OK, hp_frame_empty(&frame));
    return frame;
}

hp_handle child_of(hp_handle parent, const hp_item *items, uint64_t count)
{
    hp_handle frame = 0;
    EXPECT_STATUS(HP_OK, hp_frame_child(parent, items, count, NULL, &frame));
    return frame;
}

hp_handle frame_of(hp_item only)
{
    hp_handle empty = empty_frame();
    hp_handle frame = child_of(empty, &only, 1);
    free_frame(empty);
    return frame;
}

void free_frame(hp_handle frame)
{
    EXPECT_STATUS(HP_OK, hp_frame_free(frame));
}

int holds(const hp_value *value, int32_t kind, const void *data, uint64_t length)
{
    return value->kind == kind && value->length == length && value->data != NULL
        && memcmp(value->data, data, (size_t)length) == 0;
}

void put(layer *layer, const void *bytes, uint64_t length)
{
    if (layer->length + length > sizeof layer->bytes)
        abort();
    memcpy(layer->bytes + layer->length, bytes, (size_t)length);
    layer->length += length;
}

void put_8(layer *layer, unsigned number)
{
    uint8_t byte = (uint8_t)number;
    put(layer, &byte, 1);
}

void put_32(layer *layer, uint32_t number)
{
    int shift;
    for (shift = 0; shift < 32; shift += 8)
        put_8(layer, (number >> shift) & 0xff);
}

void put_64(layer *layer, uint64_t number)
{
    put_32(layer, (uint32_t)number);
    put_32(layer, (uint32_t)(number >> 32));
}

void put_head(layer *layer, unsigned tag, unsigned origin, uint32_t position, const char *key)
{
    put_8(layer, tag);
    put_8(layer, origin);
    put_32(layer, position);
    put_32(layer, (uint32_t)strlen(key));
    put(layer, key, strlen(key));
}

void put_sized(layer *layer, const char *text)
{
    put_64(layer, strlen(text));
    put(layer, text, strlen(text));
}

const uint8_t *forbidden_memory(void)
{
    static void *page;
    if (page == NULL)
        page = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return (const uint8_t *)page;
}
