/* Reading toward a kind: never with loss, never the raw value. */
#include "check.h"

#define BEYOND "1180591620717411303424"

static hp_handle untyped(const char *text)
{
    return frame_of(item("a", value_content(HP_UNTYPED, text, strlen(text))));
}

static hp_value read_as(hp_handle frame, int32_t want)
{
    hp_value value = untouched_value();
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), want, &value));
    return value;
}

static void untyped_text_becomes_what_is_wanted(void)
{
    hp_handle frame = untyped("1");
    EXPECT(read_as(frame, HP_WANT_BOOL).integer == 1);
    EXPECT(read_as(frame, HP_WANT_INT).integer == 1);
    EXPECT(read_as(frame, HP_WANT_FLOAT).number == 1.0);
    free_frame(frame);
}

static void untyped_text_keeps_its_spelling_as_text_and_is_borrowed(void)
{
    hp_handle frame = untyped("007");
    hp_value stored = read_as(frame, HP_WANT_STORED), text = read_as(frame, HP_WANT_TEXT);

    EXPECT(holds(&stored, HP_UNTYPED, "007", 3));
    EXPECT(holds(&text, HP_TEXT, "007", 3));
    EXPECT(text.owner == 0 && text.data == stored.data);
    EXPECT(read_as(frame, HP_WANT_INT).integer == 7);
    free_frame(frame);
}

static void untyped_text_is_interpreted_on_demand(void)
{
    static const struct {
        const char *text;
        int32_t kind;
    } samples[] = {
        {"null", HP_NULL}, {"~", HP_NULL},    {"true", HP_BOOL},  {"64", HP_INT},   {"0x10", HP_INT},
        {"1e3", HP_FLOAT}, {".inf", HP_FLOAT}, {"fast", HP_TEXT}, {"'64'", HP_TEXT}, {"[1, 2]", HP_LIST},
        {"", HP_TEXT},
    };
    size_t at;
    for (at = 0; at < sizeof samples / sizeof *samples; at++) {
        hp_handle frame = untyped(samples[at].text);
        hp_value value = read_as(frame, HP_WANT_INTERPRETED);
        EXPECT(value.kind == samples[at].kind);
        EXPECT_STATUS(HP_OK, hp_value_free(value.owner));
        free_frame(frame);
    }
}

static void an_interpreted_list_has_interpreted_elements(void)
{
    static const int32_t wants[] = {HP_WANT_INTERPRETED, HP_WANT_LIST};
    hp_handle frame = untyped("[1, 2.5, yes, [x]]");
    size_t at;
    for (at = 0; at < 2; at++) {
        hp_value list = read_as(frame, wants[at]), element;
        EXPECT(list.kind == HP_LIST && list.length == 4 && list.owner != 0);
        EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 0, &element));
        EXPECT(element.kind == HP_INT && element.integer == 1);
        EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 1, &element));
        EXPECT(element.kind == HP_FLOAT && element.number == 2.5);
        EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 2, &element));
        EXPECT(holds(&element, HP_TEXT, "yes", 3));
        EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 3, &element));
        EXPECT(element.kind == HP_LIST && element.length == 1);
        EXPECT_STATUS(HP_OK, hp_value_free(element.owner));
        EXPECT_STATUS(HP_OK, hp_value_free(list.owner));
    }
    free_frame(frame);
}

static void what_would_lose_something_is_refused_with_its_origin(void)
{
    static const struct {
        const char *text;
        int32_t want;
    } samples[] = {
        {"fast", HP_WANT_FLOAT}, {"64.5", HP_WANT_INT}, {"2", HP_WANT_BOOL},   {"x", HP_WANT_LIST},
        {"x", HP_WANT_BYTES},    {"null", HP_WANT_INT}, {"1e999", HP_WANT_FLOAT}, {BEYOND, HP_WANT_INT},
    };
    size_t at;
    for (at = 0; at < sizeof samples / sizeof *samples; at++) {
        char text[64];
        hp_item given;
        hp_handle frame;
        hp_value value = untouched_value();
        snprintf(text, sizeof text, "train.lr=%s", samples[at].text);
        given = definition(text, 3);
        frame = frame_of(given);

        EXPECT_STATUS(HP_CONVERSION, hp_frame_get(frame, T("train.lr"), samples[at].want, &value));
        EXPECT(message_has("cannot read train.lr as ") && message_has(samples[at].text) && message_has("item 3"));
        EXPECT_STATUS(HP_CONVERSION, hp_frame_require(frame, T("train.lr"), samples[at].want, &value));
        EXPECT(is_untouched(&value));
        free_frame(frame);
    }
}

static void a_message_says_where_a_value_came_from(void)
{
    static const struct {
        int32_t origin;
        const char *words;
    } samples[] = {
        {HP_FROM_CODE, "set in code"},
        {HP_FROM_KEYWORD, "from a keyword"},
        {HP_FROM_MAPPING, "from a mapping"},
        {HP_ASSIGNED, "assigned"},
    };
    size_t at;
    for (at = 0; at < sizeof samples / sizeof *samples; at++) {
        hp_item given = item("a", value_content(HP_TEXT, "fast", 4));
        hp_value value;
        hp_handle frame;
        given.origin = samples[at].origin;
        frame = frame_of(given);
        EXPECT_STATUS(HP_CONVERSION, hp_frame_get(frame, T("a"), HP_WANT_INT, &value));
        EXPECT(message_has(samples[at].words));
        free_frame(frame);
    }
}

static void a_big_integer_comes_back_as_its_spelling_when_that_is_wanted(void)
{
    hp_handle frame = untyped(BEYOND), typed = frame_of(item("a", value_content(HP_TEXT, T(BEYOND))));
    hp_value value = read_as(frame, HP_WANT_INTERPRETED | HP_WANT_WIDE);

    EXPECT(holds(&value, HP_UNTYPED, T(BEYOND)) && value.owner == 0);
    value = read_as(frame, HP_WANT_INT | HP_WANT_WIDE);
    EXPECT(holds(&value, HP_UNTYPED, T(BEYOND)) && value.owner == 0);
    value = read_as(typed, HP_WANT_INT | HP_WANT_WIDE);
    EXPECT(holds(&value, HP_UNTYPED, T(BEYOND)) && value.owner == 0);
    value = read_as(typed, HP_WANT_INTERPRETED | HP_WANT_WIDE);
    EXPECT(holds(&value, HP_TEXT, T(BEYOND)) && value.owner == 0);
    EXPECT_STATUS(HP_CONVERSION, hp_frame_get(frame, T("a"), HP_WANT_BOOL | HP_WANT_WIDE, &value));
    free_frame(frame);
    free_frame(typed);
}

static void a_number_that_cannot_be_held_stays_text_where_no_kind_is_wanted(void)
{
    static const char *const samples[] = {BEYOND, "-" BEYOND, "0x" BEYOND, "1e400", "-1e400", "1e-400", "12e4567"};
    size_t at;
    for (at = 0; at < sizeof samples / sizeof *samples; at++) {
        char text[64];
        hp_handle frame = untyped(samples[at]), list_frame;
        hp_value value = read_as(frame, HP_WANT_INTERPRETED), element;
        EXPECT(holds(&value, HP_TEXT, samples[at], strlen(samples[at])) && value.owner == 0);
        value = read_as(frame, HP_WANT_INTERPRETED | HP_WANT_WIDE);
        /* An integer has its digits; a float has no spelling that would be held. */
        EXPECT(value.kind == (strchr(samples[at], 'e') ? HP_TEXT : HP_UNTYPED));
        snprintf(text, sizeof text, "[1, %s]", samples[at]);
        list_frame = untyped(text);
        value = read_as(list_frame, HP_WANT_LIST);
        EXPECT_STATUS(HP_OK, hp_value_at(value.owner, 1, &element));
        EXPECT(holds(&element, HP_TEXT, samples[at], strlen(samples[at])));
        EXPECT_STATUS(HP_OK, hp_value_free(value.owner));
        free_frame(list_frame);
        free_frame(frame);
    }
}

static void a_big_integer_inside_a_list_comes_back_as_its_spelling_when_that_is_wanted(void)
{
    static const int32_t wants[] = {HP_WANT_INTERPRETED | HP_WANT_WIDE, HP_WANT_LIST | HP_WANT_WIDE};
    hp_handle frame = untyped("[1, " BEYOND "]");
    size_t at;
    for (at = 0; at < 2; at++) {
        hp_value list = read_as(frame, wants[at]), element;
        EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 0, &element));
        EXPECT(element.kind == HP_INT && element.integer == 1);
        EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 1, &element));
        EXPECT(holds(&element, HP_UNTYPED, T(BEYOND)));
        EXPECT_STATUS(HP_OK, hp_value_free(list.owner));
    }
    free_frame(frame);
}

static void null_is_an_answer_where_it_may_be(void)
{
    static const int32_t wants[] = {HP_WANT_BOOL, HP_WANT_INT,   HP_WANT_FLOAT,      HP_WANT_TEXT,
                                    HP_WANT_BYTES, HP_WANT_LIST, HP_WANT_ELEMENTS,
                                    HP_WANT_INTERPRETED};
    hp_handle null = frame_of(item("a", value_of(HP_NULL))), spelled = untyped("null");
    hp_value value;
    size_t at;
    for (at = 0; at < sizeof wants / sizeof *wants; at++) {
        EXPECT(read_as(null, wants[at] | HP_WANT_NULLABLE).kind == HP_NULL);
        EXPECT(read_as(spelled, wants[at] | HP_WANT_NULLABLE).kind == HP_NULL);
    }
    /* As text that may not be absent it is a word like any other. */
    value = read_as(spelled, HP_WANT_TEXT);
    EXPECT(holds(&value, HP_TEXT, "null", 4));
    EXPECT_STATUS(HP_CONVERSION, hp_frame_get(null, T("a"), HP_WANT_INT, &value));
    EXPECT_STATUS(HP_CONVERSION, hp_frame_get(null, T("a"), HP_WANT_TEXT, &value));
    EXPECT(read_as(null, HP_WANT_STORED | HP_WANT_NULLABLE).kind == HP_NULL);
    value = read_as(spelled, HP_WANT_STORED | HP_WANT_NULLABLE);
    EXPECT(holds(&value, HP_UNTYPED, "null", 4));
    free_frame(null);
    free_frame(spelled);
}

static void a_number_becomes_text_in_its_canonical_spelling_with_an_owner(void)
{
    hp_handle frame = frame_of(item("a", value_float(1e22)));
    hp_value text = read_as(frame, HP_WANT_TEXT);
    EXPECT(holds(&text, HP_TEXT, "1e22", 4) && text.owner != 0);
    EXPECT_STATUS(HP_OK, hp_value_free(text.owner));
    free_frame(frame);
}

static void a_deep_untyped_list_is_refused_and_not_followed(void)
{
    static char text[200001];
    hp_handle frame;
    hp_value value = untouched_value();
    memset(text, '[', 100000);
    memset(text + 100000, ']', 100000);
    frame = untyped(text);

    EXPECT_STATUS(HP_LIMIT, hp_frame_get(frame, T("a"), HP_WANT_INTERPRETED, &value));
    EXPECT(message_has("128"));
    EXPECT_STATUS(HP_LIMIT, hp_frame_get(frame, T("a"), HP_WANT_LIST, &value));
    EXPECT(is_untouched(&value));
    free_frame(frame);
}

void conversions(void)
{
    RUN(untyped_text_becomes_what_is_wanted);
    RUN(untyped_text_keeps_its_spelling_as_text_and_is_borrowed);
    RUN(untyped_text_is_interpreted_on_demand);
    RUN(an_interpreted_list_has_interpreted_elements);
    RUN(what_would_lose_something_is_refused_with_its_origin);
    RUN(a_message_says_where_a_value_came_from);
    RUN(a_big_integer_comes_back_as_its_spelling_when_that_is_wanted);
    RUN(a_number_that_cannot_be_held_stays_text_where_no_kind_is_wanted);
    RUN(a_big_integer_inside_a_list_comes_back_as_its_spelling_when_that_is_wanted);
    RUN(null_is_an_answer_where_it_may_be);
    RUN(a_number_becomes_text_in_its_canonical_spelling_with_an_owner);
    RUN(a_deep_untyped_list_is_refused_and_not_followed);
}
