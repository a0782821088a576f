/* The facts of a failure, beside its message. */
#include "check.h"

typedef hp_status (*fact)(uint8_t *, uint64_t, uint64_t *);

static int tells(fact fact, const char *expected)
{
    char buffer[200];
    uint64_t length = 77;
    memset(buffer, 0, sizeof buffer);
    if (expected == NULL)
        return fact((uint8_t *)buffer, sizeof buffer, &length) == HP_ABSENT && length == 77 && buffer[0] == 0;
    return fact((uint8_t *)buffer, sizeof buffer, &length) == HP_OK && length == strlen(expected)
        && strcmp(buffer, expected) == 0;
}

static void a_conversion_knows_key_value_origin_and_what_was_wanted(void)
{
    hp_handle frame = frame_of(definition("train.lr=fast", 3));
    hp_value value;
    EXPECT_STATUS(HP_CONVERSION, hp_frame_get(frame, T("train.lr"), HP_WANT_FLOAT, &value));
    free_frame(frame);

    EXPECT(tells(hp_error_key, "train.lr"));
    EXPECT(tells(hp_error_origin, "from \"train.lr=fast\", item 3"));
    EXPECT(tells(hp_error_wanted, "float"));
    EXPECT_STATUS(HP_OK, hp_error_value(&value));
    EXPECT(holds(&value, HP_UNTYPED, "fast", 4) && value.owner != 0);
    EXPECT_STATUS(HP_OK, hp_value_free(value.owner));
}

static void an_element_is_the_value_of_its_failure(void)
{
    hp_handle frame = frame_of(definition("ids=[1, x]", 1));
    hp_value given = value_content(HP_UNTYPED, "x", 1), value;
    EXPECT_STATUS(HP_CONVERSION, hp_convert(frame, T("ids"), T("[1]"), &given, HP_WANT_INT, &value));
    free_frame(frame);

    EXPECT(tells(hp_error_key, "ids") && tells(hp_error_wanted, "int"));
    EXPECT_STATUS(HP_OK, hp_error_value(&value));
    EXPECT(holds(&value, HP_UNTYPED, "x", 1));
    EXPECT_STATUS(HP_OK, hp_value_free(value.owner));
}

static void a_missing_parameter_is_a_key_and_no_more(void)
{
    hp_handle frame = empty_frame();
    hp_value value = untouched_value();
    EXPECT_STATUS(HP_MISSING, hp_frame_require(frame, T("a.b"), HP_WANT_INT, &value));
    free_frame(frame);

    EXPECT(tells(hp_error_key, "a.b"));
    EXPECT(tells(hp_error_origin, NULL) && tells(hp_error_wanted, NULL));
    EXPECT_STATUS(HP_ABSENT, hp_error_value(&value));
    EXPECT(is_untouched(&value));
}

static void a_definition_and_a_text_that_is_no_key_are_values(void)
{
    hp_handle empty = empty_frame(), out;
    hp_item bad = definition("verbose", 2);
    hp_value value;
    EXPECT_STATUS(HP_DEFINITION, hp_frame_child(empty, &bad, 1, NULL, &out));
    EXPECT(tells(hp_error_key, NULL) && tells(hp_error_origin, "item 2"));
    EXPECT_STATUS(HP_OK, hp_error_value(&value));
    EXPECT(holds(&value, HP_UNTYPED, "verbose", 7));
    EXPECT_STATUS(HP_OK, hp_value_free(value.owner));

    EXPECT_STATUS(HP_INVALID_KEY, hp_frame_get(empty, T("a..b"), HP_WANT_INT, &value));
    EXPECT(tells(hp_error_key, NULL) && tells(hp_error_origin, NULL));
    EXPECT_STATUS(HP_OK, hp_error_value(&value));
    EXPECT(holds(&value, HP_TEXT, "a..b", 4));
    EXPECT_STATUS(HP_OK, hp_value_free(value.owner));
    free_frame(empty);
}

static void a_text_that_is_no_key_is_not_the_key_of_a_bad_value(void)
{
    hp_handle empty = empty_frame(), out;
    hp_item bad = item("a..b", value_of(77));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(empty, &bad, 1, NULL, &out));
    EXPECT(message_has("cannot set \"a..b\": 77 is not a kind of value"));
    EXPECT(tells(hp_error_key, NULL));

    bad = item("a.b", value_of(77));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(empty, &bad, 1, NULL, &out));
    EXPECT(tells(hp_error_key, "a.b"));
    free_frame(empty);
}

static void a_failure_of_the_caller_has_no_facts_of_the_one_before(void)
{
    hp_value value;
    a_missing_parameter_is_a_key_and_no_more();
    EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_free(0));

    EXPECT(tells(hp_error_key, NULL));
    EXPECT_STATUS(HP_ABSENT, hp_error_value(&value));
}

void facts(void)
{
    RUN(a_conversion_knows_key_value_origin_and_what_was_wanted);
    RUN(an_element_is_the_value_of_its_failure);
    RUN(a_missing_parameter_is_a_key_and_no_more);
    RUN(a_definition_and_a_text_that_is_no_key_are_values);
    RUN(a_text_that_is_no_key_is_not_the_key_of_a_bad_value);
    RUN(a_failure_of_the_caller_has_no_facts_of_the_one_before);
}
