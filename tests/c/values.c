/* What goes in comes out, to the bit. */
#include "check.h"

static void an_int_is_read_back_exactly(void)
{
    static const int64_t integers[] = {0, 1, -1, INT64_MAX, INT64_MIN, (INT64_C(1) << 53) + 1};
    size_t at;
    for (at = 0; at < sizeof integers / sizeof *integers; at++) {
        hp_handle frame = frame_of(item("a", value_int(integers[at])));
        hp_value value = untouched_value();
        EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_STORED, &value));
        EXPECT(value.kind == HP_INT && value.integer == integers[at]);
        EXPECT(value.owner == 0 && value.data == NULL && value.length == 0);
        free_frame(frame);
    }
}

static void a_float_is_read_back_to_the_bit(void)
{
    static const uint64_t patterns[] = {
        UINT64_C(0x0000000000000000), /* 0 */
        UINT64_C(0x8000000000000000), /* -0 */
        UINT64_C(0x7ff0000000000000), /* infinity */
        UINT64_C(0xfff0000000000000), /* -infinity */
        UINT64_C(0x7ff8000000000000), /* a NaN */
        UINT64_C(0xfff8000000000123), /* another */
        UINT64_C(0x0000000000000001), /* the smallest */
        UINT64_C(0x3fb999999999999a), /* 0.1 */
    };
    size_t at;
    for (at = 0; at < sizeof patterns / sizeof *patterns; at++) {
        double number, back;
        hp_handle frame;
        hp_value value = untouched_value();
        memcpy(&number, &patterns[at], sizeof number);
        frame = frame_of(item("a", value_float(number)));
        EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_FLOAT, &value));
        back = value.number;
        EXPECT(value.kind == HP_FLOAT && memcmp(&back, &patterns[at], sizeof back) == 0);
        free_frame(frame);
    }
}

static void null_and_the_bools_are_read_back(void)
{
    hp_item items[3];
    hp_handle empty = empty_frame(), frame;
    hp_value value;
    items[0] = item("null", value_of(HP_NULL));
    items[1] = item("true", value_of(HP_BOOL));
    items[1].value.integer = 1;
    items[2] = item("false", value_of(HP_BOOL));
    frame = child_of(empty, items, 3);

    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("null"), HP_WANT_STORED, &value));
    EXPECT(value.kind == HP_NULL);
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("true"), HP_WANT_BOOL, &value));
    EXPECT(value.kind == HP_BOOL && value.integer == 1);
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("false"), HP_WANT_BOOL, &value));
    EXPECT(value.kind == HP_BOOL && value.integer == 0);
    free_frame(frame);
    free_frame(empty);
}

static void text_is_copied_in_and_borrowed_out(void)
{
    char text[] = "gr\xc3\xbc\xc3\x9f dich";
    hp_handle frame = frame_of(item("a", value_content(HP_TEXT, text, sizeof text - 1)));
    hp_value value;
    memset(text, 'x', sizeof text);

    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_TEXT, &value));
    EXPECT(holds(&value, HP_TEXT, "gr\xc3\xbc\xc3\x9f dich", 11));
    EXPECT(value.owner == 0);
    free_frame(frame);
}

static void a_list_is_read_back_element_by_element(void)
{
    hp_value inner[2], elements[8], list, element, nested;
    hp_handle frame;
    inner[0] = value_int(1);
    inner[1] = value_content(HP_TEXT, "in", 2);
    elements[0] = value_of(HP_NULL);
    elements[1] = value_of(HP_BOOL);
    elements[1].integer = 1;
    elements[2] = value_int(-5);
    elements[3] = value_float(2.5);
    elements[4] = value_content(HP_TEXT, "text", 4);
    elements[5] = value_content(HP_BYTES, "\0\xff", 2);
    elements[6] = value_content(HP_UNTYPED, "007", 3);
    elements[7] = value_content(HP_LIST, inner, 2);
    frame = frame_of(item("a", value_content(HP_LIST, elements, 8)));
    memset(inner, 0, sizeof inner);
    memset(elements, 0, sizeof elements);

    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_STORED, &list));
    EXPECT(list.kind == HP_LIST && list.integer == 8 && list.length == 8 && list.owner != 0);
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 0, &element));
    EXPECT(element.kind == HP_NULL);
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 1, &element));
    EXPECT(element.kind == HP_BOOL && element.integer == 1);
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 2, &element));
    EXPECT(element.kind == HP_INT && element.integer == -5);
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 3, &element));
    EXPECT(element.kind == HP_FLOAT && element.number == 2.5);
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 4, &element));
    EXPECT(holds(&element, HP_TEXT, "text", 4) && element.owner == 0);
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 5, &element));
    EXPECT(holds(&element, HP_BYTES, "\0\xff", 2));
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 6, &element));
    EXPECT(holds(&element, HP_UNTYPED, "007", 3));
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 7, &nested));
    EXPECT(nested.kind == HP_LIST && nested.length == 2 && nested.owner != 0 && nested.owner != list.owner);

    /* Neither the frame nor the outer list is needed for the inner one. */
    free_frame(frame);
    EXPECT_STATUS(HP_OK, hp_value_free(list.owner));
    EXPECT_STATUS(HP_OK, hp_value_at(nested.owner, 1, &element));
    EXPECT(holds(&element, HP_TEXT, "in", 2));
    EXPECT_STATUS(HP_OK, hp_value_free(nested.owner));
}

static void an_index_beyond_a_list_is_refused(void)
{
    static const uint64_t indices[] = {1, 2, UINT64_C(1) << 32, UINT64_MAX};
    hp_value only = value_int(1), list, element = untouched_value();
    hp_handle frame = frame_of(item("a", value_content(HP_LIST, &only, 1)));
    size_t at;
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_LIST, &list));

    for (at = 0; at < sizeof indices / sizeof *indices; at++)
        EXPECT_STATUS(HP_BAD_ARGUMENT, hp_value_at(list.owner, indices[at], &element));

    EXPECT(message_has("beyond a list of 1"));
    EXPECT(is_untouched(&element));
    EXPECT_STATUS(HP_OK, hp_value_free(list.owner));
    free_frame(frame);
}

static void an_element_of_what_is_no_list_is_refused(void)
{
    hp_handle frame = frame_of(item("a", value_int(1)));
    hp_value made, element = untouched_value();
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_TEXT, &made));
    EXPECT(made.owner != 0);

    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_value_at(made.owner, 0, &element));

    EXPECT(message_has("not of a list or map"));
    EXPECT(is_untouched(&element));
    EXPECT_STATUS(HP_OK, hp_value_free(made.owner));
    free_frame(frame);
}

/* A list in a list and so on, `depth` of them; level[0] is the outermost. */
static hp_item nested_lists(hp_value *level, int depth)
{
    int at;
    level[depth - 1] = value_content(HP_LIST, NULL, 0);
    for (at = depth - 2; at >= 0; at--)
        level[at] = value_content(HP_LIST, &level[at + 1], 1);
    return item("a", level[0]);
}

static void lists_nest_to_the_limit_and_no_further(void)
{
    static hp_value level[129];
    hp_item deep = nested_lists(level, 128);
    hp_handle frame = frame_of(deep), out = UNTOUCHED_HANDLE;
    hp_value list, inner;
    int depth = 1;

    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_STORED, &list));
    while (list.length > 0) {
        EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 0, &inner));
        EXPECT_STATUS(HP_OK, hp_value_free(list.owner));
        list = inner;
        depth++;
    }
    EXPECT(depth == 128);
    EXPECT_STATUS(HP_OK, hp_value_free(list.owner));

    deep = nested_lists(level, 129);
    EXPECT_STATUS(HP_LIMIT, hp_frame_child(frame, &deep, 1, NULL, &out));
    EXPECT(message_has("128") && out == UNTOUCHED_HANDLE);
    free_frame(frame);
}

static void a_list_that_contains_itself_is_refused(void)
{
    hp_handle empty = empty_frame(), out = UNTOUCHED_HANDLE;
    hp_value itself[2];
    hp_item bad;
    itself[0] = value_content(HP_LIST, itself, 2);
    itself[1] = itself[0];
    bad = item("a", itself[0]);

    EXPECT_STATUS(HP_LIMIT, hp_frame_child(empty, &bad, 1, NULL, &out));

    EXPECT(out == UNTOUCHED_HANDLE);
    free_frame(empty);
}

static void a_value_with_an_owner_outlives_its_frame(void)
{
    hp_handle frame = frame_of(item("a", value_float(0.1)));
    hp_value made;
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_TEXT, &made));
    free_frame(frame);

    EXPECT(made.owner != 0 && holds(&made, HP_TEXT, "0.1", 3));

    EXPECT_STATUS(HP_OK, hp_value_free(made.owner));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_value_free(made.owner));
}

static void freeing_no_owner_is_right_after_every_read(void)
{
    hp_handle frame = frame_of(item("a", value_int(1)));
    hp_value value;
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_INT, &value));

    EXPECT(value.owner == 0);
    EXPECT_STATUS(HP_OK, hp_value_free(value.owner));
    free_frame(frame);
}

void values(void)
{
    RUN(an_int_is_read_back_exactly);
    RUN(a_float_is_read_back_to_the_bit);
    RUN(null_and_the_bools_are_read_back);
    RUN(text_is_copied_in_and_borrowed_out);
    RUN(a_list_is_read_back_element_by_element);
    RUN(an_index_beyond_a_list_is_refused);
    RUN(an_element_of_what_is_no_list_is_refused);
    RUN(lists_nest_to_the_limit_and_no_further);
    RUN(a_list_that_contains_itself_is_refused);
    RUN(a_value_with_an_owner_outlives_its_frame);
    RUN(freeing_no_owner_is_right_after_every_read);
}
