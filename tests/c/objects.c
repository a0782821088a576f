/* Objects of the host: tokens in, the same tokens out, each released once. */
#include "check.h"

static hp_item object(const char *key, int64_t token)
{
    hp_value value = value_content(HP_OBJECT, "Model", 5);
    value.integer = token;
    return item(key, value);
}

static uint64_t released(uint64_t *tokens, uint64_t capacity)
{
    uint64_t count = 77;
    EXPECT_STATUS(HP_OK, hp_objects_released(tokens, capacity, &count));
    return count;
}

static void an_object_comes_back_as_its_token_and_the_name_of_its_type(void)
{
    static const int64_t tokens[] = {1, -1, INT64_MAX, INT64_MIN};
    uint64_t back[8];
    size_t at;
    for (at = 0; at < sizeof tokens / sizeof *tokens; at++) {
        hp_handle frame = frame_of(object("net", tokens[at]));
        hp_value value;
        EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("net"), HP_WANT_STORED, &value));
        EXPECT(holds(&value, HP_OBJECT, "Model", 5) && value.integer == tokens[at] && value.owner == 0);
        EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("net"), HP_WANT_INTERPRETED, &value));
        EXPECT(value.kind == HP_OBJECT && value.integer == tokens[at]);
        free_frame(frame);
        EXPECT(released(back, 8) == 1 && back[0] == (uint64_t)tokens[at]);
    }
}

static void the_tokens_are_claimed_by_one_host_only(void)
{
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_objects_claim(2));
    EXPECT_STATUS(HP_OK, hp_objects_claim(1));

    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_objects_claim(0));
    EXPECT(message_has("claimed already"));
}

static void an_object_is_no_number_and_the_message_names_its_type(void)
{
    hp_handle frame = frame_of(object("net", 5));
    hp_value value = untouched_value();
    uint64_t token;

    EXPECT_STATUS(HP_CONVERSION, hp_frame_get(frame, T("net"), HP_WANT_INT, &value));

    EXPECT(message_has("Model") && is_untouched(&value));
    free_frame(frame);
    /* The failure knows the token, and keeps nothing from being released. */
    EXPECT_STATUS(HP_OK, hp_error_value(&value));
    EXPECT(holds(&value, HP_OBJECT, "Model", 5) && value.integer == 5);
    EXPECT_STATUS(HP_OK, hp_value_free(value.owner));
    EXPECT(released(&token, 1) == 1);
}

static void a_token_is_released_when_the_last_frame_with_it_goes(void)
{
    hp_handle outer = frame_of(object("net", 11));
    hp_item other = item("a", value_int(1));
    hp_handle inner = child_of(outer, &other, 1);
    uint64_t token = 0;

    free_frame(outer);
    EXPECT(released(&token, 1) == 0 && token == 0);
    free_frame(inner);

    EXPECT(released(&token, 1) == 1 && token == 11);
    EXPECT(released(&token, 1) == 0);
}

static void a_list_keeps_the_objects_in_it(void)
{
    hp_item of_object = object("unused", 12);
    hp_handle frame = frame_of(item("a", value_content(HP_LIST, &of_object.value, 1)));
    hp_value list, element;
    uint64_t token = 0;
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_STORED, &list));
    free_frame(frame);

    EXPECT(released(&token, 1) == 0);
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 0, &element));
    EXPECT(element.kind == HP_OBJECT && element.integer == 12);
    EXPECT_STATUS(HP_OK, hp_value_free(list.owner));
    EXPECT(released(&token, 1) == 1 && token == 12);
}

static void a_token_that_went_in_twice_comes_out_twice(void)
{
    hp_handle first = frame_of(object("net", 13)), second = frame_of(object("net", 13));
    uint64_t tokens[4];
    free_frame(first);
    free_frame(second);

    EXPECT(released(tokens, 4) == 2 && tokens[0] == 13 && tokens[1] == 13);
}

static void tokens_that_do_not_fit_wait(void)
{
    hp_handle empty = empty_frame(), frame = 0;
    char keys[10][4];
    hp_item items[10];
    uint64_t tokens[4], seen = 0;
    int at;
    for (at = 0; at < 10; at++) {
        snprintf(keys[at], sizeof keys[at], "k%d", at);
        items[at] = object(keys[at], at + 1);
    }
    frame = child_of(empty, items, 10);
    free_frame(frame);

    EXPECT(released(NULL, 0) == 0);
    for (at = 0; at < 3; at++) {
        uint64_t count = released(tokens, 4);
        EXPECT(count == (at < 2 ? 4u : 2u));
        while (count-- > 0)
            seen |= UINT64_C(1) << tokens[count];
    }
    EXPECT(seen == 0x7fe);
    EXPECT(released(tokens, 4) == 0);
    free_frame(empty);
}

static void a_layer_that_is_refused_releases_what_it_brought(void)
{
    hp_handle empty = empty_frame(), out = UNTOUCHED_HANDLE;
    hp_item items[2];
    uint64_t token = 0;
    items[0] = object("net", 14);
    items[1] = item("b..c", value_int(1));

    EXPECT_STATUS(HP_INVALID_KEY, hp_frame_child(empty, items, 2, NULL, &out));

    EXPECT(released(&token, 1) == 1 && token == 14);
    free_frame(empty);
}

static void the_token_zero_is_refused(void)
{
    hp_handle empty = empty_frame(), out = UNTOUCHED_HANDLE;
    hp_item bad = object("net", 0);

    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(empty, &bad, 1, NULL, &out));

    EXPECT(out == UNTOUCHED_HANDLE);
    free_frame(empty);
}

void objects(void)
{
    RUN(an_object_comes_back_as_its_token_and_the_name_of_its_type);
    RUN(the_tokens_are_claimed_by_one_host_only);
    RUN(an_object_is_no_number_and_the_message_names_its_type);
    RUN(a_token_is_released_when_the_last_frame_with_it_goes);
    RUN(a_list_keeps_the_objects_in_it);
    RUN(a_token_that_went_in_twice_comes_out_twice);
    RUN(tokens_that_do_not_fit_wait);
    RUN(a_layer_that_is_refused_releases_what_it_brought);
    RUN(the_token_zero_is_refused);
}
