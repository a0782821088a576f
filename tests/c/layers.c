/* The packed form of a layer. */
#include "check.h"

/* One record of every kind and a definition. */
static layer every_kind(void)
{
    layer layer;
    uint64_t bits;
    const double tenth = 0.1;
    memset(&layer, 0, sizeof layer);
    memcpy(&bits, &tenth, sizeof bits);

    put_head(&layer, HP_NULL, HP_FROM_CODE, 0, "null");
    put_head(&layer, HP_BOOL, HP_FROM_KEYWORD, 0, "bool");
    put_8(&layer, 1);
    put_head(&layer, HP_INT, HP_FROM_MAPPING, 0, "int");
    put_64(&layer, (uint64_t)INT64_MIN);
    put_head(&layer, HP_FLOAT, HP_ASSIGNED, 0, "float");
    put_64(&layer, bits);
    put_head(&layer, HP_TEXT, 0, 0, "text");
    put_sized(&layer, "gr\xc3\xbc\xc3\x9f");
    put_head(&layer, HP_BYTES, 0, 0, "bytes");
    put_64(&layer, 2);
    put(&layer, "\0\xff", 2);
    put_head(&layer, HP_LIST, 0, 0, "list");
    put_64(&layer, 2);
    put_8(&layer, HP_INT);
    put_64(&layer, 1);
    put_8(&layer, HP_LIST);
    put_64(&layer, 1);
    put_8(&layer, HP_NULL);
    put_head(&layer, HP_UNTYPED, 0, 0, "untyped");
    put_sized(&layer, "007");
    put_head(&layer, HP_OBJECT, 0, 0, "object");
    put_64(&layer, 4711);
    put_sized(&layer, "Model");
    put_head(&layer, 16, 0, 3, "defined =1e3");
    put_head(&layer, HP_LIST, 0, 0, "maps");
    put_64(&layer, 1);
    put_8(&layer, HP_MAP);
    put_64(&layer, 2);
    put_sized(&layer, "");
    put_8(&layer, HP_MAP);
    put_64(&layer, 0);
    put_sized(&layer, "lr");
    put_8(&layer, HP_UNTYPED);
    put_sized(&layer, "1e3");
    put_head(&layer, 17, HP_FROM_KEYWORD, 0, "gone");
    return layer;
}

static void drain(void)
{
    uint64_t tokens[64], count;
    do {
        EXPECT_STATUS(HP_OK, hp_objects_released(tokens, 64, &count));
    } while (count == 64);
}

static void every_kind_is_read_back_from_a_packed_layer(void)
{
    layer layer = every_kind();
    hp_handle empty = empty_frame(), frame = 0;
    hp_value value, element;
    EXPECT_STATUS(HP_OK, hp_frame_child_packed(empty, layer.bytes, layer.length, NULL, &frame));
    memset(&layer, 0x5a, sizeof layer);

    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("null"), HP_WANT_STORED, &value));
    EXPECT(value.kind == HP_NULL);
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("bool"), HP_WANT_STORED, &value));
    EXPECT(value.kind == HP_BOOL && value.integer == 1);
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("int"), HP_WANT_STORED, &value));
    EXPECT(value.kind == HP_INT && value.integer == INT64_MIN);
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("float"), HP_WANT_STORED, &value));
    EXPECT(value.kind == HP_FLOAT && value.number == 0.1);
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("text"), HP_WANT_STORED, &value));
    EXPECT(holds(&value, HP_TEXT, "gr\xc3\xbc\xc3\x9f", 6));
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("bytes"), HP_WANT_STORED, &value));
    EXPECT(holds(&value, HP_BYTES, "\0\xff", 2));
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("untyped"), HP_WANT_STORED, &value));
    EXPECT(holds(&value, HP_UNTYPED, "007", 3));
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("object"), HP_WANT_STORED, &value));
    EXPECT(holds(&value, HP_OBJECT, "Model", 5) && value.integer == 4711);
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("defined"), HP_WANT_INT, &value));
    EXPECT(value.integer == 1000);
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("list"), HP_WANT_STORED, &value));
    EXPECT(value.kind == HP_LIST && value.length == 2);
    EXPECT_STATUS(HP_OK, hp_value_at(value.owner, 1, &element));
    EXPECT(element.kind == HP_LIST && element.length == 1);
    EXPECT_STATUS(HP_OK, hp_value_free(element.owner));
    EXPECT_STATUS(HP_OK, hp_value_free(value.owner));

    /* Origins and positions arrive too. */
    EXPECT_STATUS(HP_CONVERSION, hp_frame_get(frame, T("bool"), HP_WANT_INT, &value));
    EXPECT(message_has("from a keyword"));
    EXPECT_STATUS(HP_CONVERSION, hp_frame_get(frame, T("float"), HP_WANT_INT, &value));
    EXPECT(message_has("assigned"));
    EXPECT_STATUS(HP_CONVERSION, hp_frame_get(frame, T("defined"), HP_WANT_BYTES, &value));
    EXPECT(message_has("item 3"));
    free_frame(frame);
    free_frame(empty);
    drain();
}

/* The layer is copied to the end of a heap block, so that a checker sees every byte read beyond it. */
static hp_status take(hp_handle parent, const uint8_t *bytes, uint64_t length, hp_handle *frame)
{
    uint8_t *block = (uint8_t *)malloc((size_t)length + 1);
    hp_status status;
    memcpy(block + 1, bytes, (size_t)length);
    status = hp_frame_child_packed(parent, block + 1, length, NULL, frame);
    free(block);
    return status;
}

static void a_layer_cut_anywhere_is_malformed(void)
{
    layer layer = every_kind();
    hp_handle empty = empty_frame();
    uint64_t length;
    int whole = 0;
    for (length = 0; length <= layer.length; length++) {
        hp_handle frame = UNTOUCHED_HANDLE;
        hp_status status = take(empty, layer.bytes, length, &frame);
        if (status == HP_OK) {
            whole++;
            free_frame(frame);
        } else {
            EXPECT_STATUS(HP_BAD_LAYER, status);
            EXPECT(frame == UNTOUCHED_HANDLE && message_has("malformed at byte"));
        }
    }
    /* Cut between two records it is a layer of fewer. */
    EXPECT(whole == 13);
    free_frame(empty);
    drain();
}

static void a_layer_with_any_byte_changed_gets_an_answer(void)
{
    static const uint8_t changes[] = {0x01, 0x10, 0x80, 0xff};
    const layer layer = every_kind();
    hp_handle empty = empty_frame();
    uint64_t at;
    size_t change;
    for (at = 0; at < layer.length; at++) {
        for (change = 0; change < sizeof changes; change++) {
            struct layer changed = layer;
            hp_handle frame = UNTOUCHED_HANDLE;
            hp_status status;
            changed.bytes[at] ^= changes[change];
            status = take(empty, changed.bytes, changed.length, &frame);
            if (status == HP_OK)
                free_frame(frame);
            else
                EXPECT(frame == UNTOUCHED_HANDLE && status >= HP_BAD_ARGUMENT && status != HP_PANIC && message()[0]);
        }
    }
    free_frame(empty);
    drain();
}

static void lengths_that_lie_are_malformed(void)
{
    static const uint64_t lies[] = {4, 1000, UINT64_C(1) << 31, UINT64_C(1) << 40, UINT64_C(1) << 63, UINT64_MAX};
    static const unsigned tags[] = {HP_TEXT, HP_BYTES, HP_UNTYPED, HP_LIST, HP_MAP};
    hp_handle empty = empty_frame(), frame = UNTOUCHED_HANDLE;
    size_t lie, tag;
    layer layer;
    for (lie = 0; lie < sizeof lies / sizeof *lies; lie++) {
        for (tag = 0; tag < sizeof tags / sizeof *tags; tag++) {
            layer.length = 0;
            put_head(&layer, tags[tag], 0, 0, "a");
            put_64(&layer, lies[lie]);
            put(&layer, "xyz", 3);
            EXPECT_STATUS(HP_BAD_LAYER, take(empty, layer.bytes, layer.length, &frame));
        }
        layer.length = 0;
        put_8(&layer, HP_NULL);
        put_8(&layer, 0);
        put_32(&layer, 0);
        put_32(&layer, lies[lie] > UINT32_MAX ? UINT32_MAX : (uint32_t)lies[lie]);
        put(&layer, "xyz", 3);
        EXPECT_STATUS(HP_BAD_LAYER, take(empty, layer.bytes, layer.length, &frame));
    }
    EXPECT(frame == UNTOUCHED_HANDLE);
    free_frame(empty);
}

static void each_fault_of_a_record_has_its_status(void)
{
    hp_handle empty = empty_frame(), frame = UNTOUCHED_HANDLE;
    char long_key[1026];
    layer layer;

    layer.length = 0;
    put_head(&layer, 10, 0, 0, "a");
    EXPECT_STATUS(HP_BAD_LAYER, take(empty, layer.bytes, layer.length, &frame));
    EXPECT(message_has("10 is not a tag"));

    layer.length = 0;
    put_head(&layer, HP_NULL, 4, 0, "a");
    EXPECT_STATUS(HP_BAD_ARGUMENT, take(empty, layer.bytes, layer.length, &frame));

    layer.length = 0;
    put_head(&layer, HP_BOOL, 0, 0, "a");
    put_8(&layer, 2);
    EXPECT_STATUS(HP_BAD_LAYER, take(empty, layer.bytes, layer.length, &frame));

    layer.length = 0;
    put_head(&layer, HP_NULL, 0, 0, "a..b");
    EXPECT_STATUS(HP_INVALID_KEY, take(empty, layer.bytes, layer.length, &frame));

    layer.length = 0;
    put_head(&layer, HP_NULL, 0, 0, "\xff");
    EXPECT_STATUS(HP_BAD_TEXT, take(empty, layer.bytes, layer.length, &frame));

    layer.length = 0;
    put_head(&layer, HP_TEXT, 0, 0, "a");
    put_sized(&layer, "\xed\xa0\x80");
    EXPECT_STATUS(HP_BAD_TEXT, take(empty, layer.bytes, layer.length, &frame));

    layer.length = 0;
    put_head(&layer, 16, 0, 1, "\xc0\xaf=1");
    EXPECT_STATUS(HP_BAD_TEXT, take(empty, layer.bytes, layer.length, &frame));

    layer.length = 0;
    put_head(&layer, 16, 0, 9, "no equals sign");
    EXPECT_STATUS(HP_DEFINITION, take(empty, layer.bytes, layer.length, &frame));
    EXPECT(message_has("item 9"));

    memset(long_key, 'k', 1025);
    long_key[1025] = 0;
    layer.length = 0;
    put_head(&layer, HP_NULL, 0, 0, long_key);
    EXPECT_STATUS(HP_TOO_LONG, take(empty, layer.bytes, layer.length, &frame));

    layer.length = 0;
    put_head(&layer, HP_OBJECT, 0, 0, "a");
    put_64(&layer, 0);
    put_sized(&layer, "Model");
    EXPECT_STATUS(HP_BAD_ARGUMENT, take(empty, layer.bytes, layer.length, &frame));

    EXPECT(frame == UNTOUCHED_HANDLE);
    free_frame(empty);
}

static void packed_lists_nest_to_the_limit_and_no_further(void)
{
    hp_handle empty = empty_frame(), frame = UNTOUCHED_HANDLE;
    int depth, at;
    for (depth = 128; depth <= 129; depth++) {
        layer layer;
        layer.length = 0;
        put_head(&layer, HP_LIST, 0, 0, "a");
        for (at = 1; at < depth; at++) {
            put_64(&layer, 1);
            put_8(&layer, HP_LIST);
        }
        put_64(&layer, 0);
        if (depth == 128) {
            EXPECT_STATUS(HP_OK, take(empty, layer.bytes, layer.length, &frame));
            free_frame(frame);
            frame = UNTOUCHED_HANDLE;
        } else {
            EXPECT_STATUS(HP_LIMIT, take(empty, layer.bytes, layer.length, &frame));
            EXPECT(message_has("128"));
        }
    }
    EXPECT(frame == UNTOUCHED_HANDLE);
    free_frame(empty);
}

static void limits_hold_for_packed_layers_too(void)
{
    const layer layer = every_kind();
    hp_handle empty = empty_frame(), frame = UNTOUCHED_HANDLE;
    hp_limits limits = {11, 0};
    EXPECT_STATUS(HP_LIMIT, hp_frame_child_packed(empty, layer.bytes, layer.length, &limits, &frame));
    EXPECT(message_has("11 items"));
    limits.items = 0, limits.bytes = 5;
    EXPECT_STATUS(HP_LIMIT, hp_frame_child_packed(empty, layer.bytes, layer.length, &limits, &frame));
    EXPECT(message_has("5 bytes"));
    EXPECT(frame == UNTOUCHED_HANDLE);
    limits.items = 12, limits.bytes = 1000;
    EXPECT_STATUS(HP_OK, hp_frame_child_packed(empty, layer.bytes, layer.length, &limits, &frame));
    free_frame(frame);
    free_frame(empty);
    drain();
}

void layers(void)
{
    RUN(every_kind_is_read_back_from_a_packed_layer);
    RUN(a_layer_cut_anywhere_is_malformed);
    RUN(a_layer_with_any_byte_changed_gets_an_answer);
    RUN(lengths_that_lie_are_malformed);
    RUN(each_fault_of_a_record_has_its_status);
    RUN(packed_lists_nest_to_the_limit_and_no_further);
    RUN(limits_hold_for_packed_layers_too);
}
