/* Children over parents. */
#define _DEFAULT_SOURCE
#include "check.h"

#include <pthread.h>
#include <time.h>

static void a_missing_parameter_is_absent_without_a_message(void)
{
    hp_handle frame = frame_of(item("a", value_int(1)));
    hp_value value = untouched_value();
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_get(frame, NULL, 0, 0, &value));

    EXPECT_STATUS(HP_ABSENT, hp_frame_get(frame, T("b"), HP_WANT_STORED, &value));

    EXPECT(is_untouched(&value));
    EXPECT(message_has("\"key\" is NULL"));
    free_frame(frame);
}

static void a_required_parameter_that_is_missing_is_named_with_its_nearest(void)
{
    hp_handle frame = frame_of(item("train.lr", value_int(1)));
    hp_value value = untouched_value();

    EXPECT_STATUS(HP_MISSING, hp_frame_require(frame, T("train.lrr"), HP_WANT_FLOAT, &value));

    EXPECT(message_has("\"train.lrr\"") && message_has("did you mean \"train.lr\"?"));
    EXPECT(is_untouched(&value));
    EXPECT_STATUS(HP_OK, hp_frame_require(frame, T("train.lr"), HP_WANT_FLOAT, &value));
    EXPECT(value.number == 1.0);
    free_frame(frame);
}

static void a_parameter_is_refused_for_a_kind_that_only_the_host_knows(void)
{
    hp_handle frame = frame_of(item("train.mode", value_content(HP_TEXT, "fast", 4)));

    EXPECT_STATUS(HP_CONVERSION, hp_frame_refuse(frame, T("train.mode"), NULL, 0, NULL, T("Mode")));

    EXPECT(message_has("cannot read train.mode as Mode: \"fast\""));
    EXPECT_STATUS(HP_MISSING, hp_frame_refuse(frame, T("train.node"), NULL, 0, NULL, T("Mode")));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_refuse(frame, T("train.mode"), NULL, 0, NULL, NULL, 1));
    EXPECT_STATUS(HP_BAD_TEXT, hp_frame_refuse(frame, T("train.mode"), NULL, 0, NULL, T("\xff")));
    free_frame(frame);
}

static void a_child_overrides_and_its_parent_stays_as_it_is(void)
{
    hp_handle parent = frame_of(item("a", value_int(1))), child;
    hp_item items[2];
    hp_value value;
    items[0] = item("a", value_int(2));
    items[1] = item("b", value_int(3));
    child = child_of(parent, items, 2);

    EXPECT_STATUS(HP_OK, hp_frame_get(child, T("a"), HP_WANT_INT, &value));
    EXPECT(value.integer == 2);
    EXPECT_STATUS(HP_OK, hp_frame_get(parent, T("a"), HP_WANT_INT, &value));
    EXPECT(value.integer == 1);
    EXPECT_STATUS(HP_ABSENT, hp_frame_get(parent, T("b"), HP_WANT_INT, &value));
    free_frame(parent);
    free_frame(child);
}

static void a_child_lives_on_without_its_parents_handle(void)
{
    char text[] = "kept";
    hp_handle parent = frame_of(item("a", value_content(HP_TEXT, text, 4)));
    hp_item other = item("b", value_int(1));
    hp_handle child = child_of(parent, &other, 1);
    hp_value value;
    free_frame(parent);

    EXPECT_STATUS(HP_OK, hp_frame_get(child, T("a"), HP_WANT_TEXT, &value));
    EXPECT(holds(&value, HP_TEXT, "kept", 4));
    free_frame(child);
}

static void later_items_win(void)
{
    hp_handle empty = empty_frame(), frame;
    hp_item items[3];
    hp_value value;
    items[0] = item("a", value_int(1));
    items[1] = definition("a=2", 1);
    items[2] = item("a", value_int(3));
    frame = child_of(empty, items, 3);
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_INT, &value));
    EXPECT(value.integer == 3);
    free_frame(frame);

    frame = child_of(empty, items, 2);
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_STORED, &value));
    EXPECT(holds(&value, HP_UNTYPED, "2", 1));
    free_frame(frame);
    free_frame(empty);
}

static void a_bad_definition_is_named_with_its_place(void)
{
    static const char *const bad[] = {"foo", "=1", "a..b=1", ""};
    hp_handle empty = empty_frame(), out = UNTOUCHED_HANDLE;
    size_t at;
    for (at = 0; at < sizeof bad / sizeof *bad; at++) {
        hp_item items[2];
        items[0] = definition("good=1", 6);
        items[1] = definition(bad[at], 7);
        EXPECT_STATUS(HP_DEFINITION, hp_frame_child(empty, items, 2, NULL, &out));
        EXPECT(message_has("item 7") && message_has(bad[at]));
    }
    EXPECT(out == UNTOUCHED_HANDLE);
    free_frame(empty);
}

static void keys_are_listed_sorted_at_and_below_a_path(void)
{
    hp_handle empty = empty_frame(), frame;
    hp_item items[5];
    hp_value list, element;
    items[0] = item("train.lr", value_int(1));
    items[1] = item("train", value_int(1));
    items[2] = item("trainer", value_int(1));
    items[3] = item("train.a.b", value_int(1));
    items[4] = item("eval", value_int(1));
    frame = child_of(empty, items, 5);

    EXPECT_STATUS(HP_OK, hp_frame_keys(frame, T("train"), &list));
    EXPECT(list.kind == HP_LIST && list.length == 3);
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 0, &element));
    EXPECT(holds(&element, HP_TEXT, T("train")));
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 1, &element));
    EXPECT(holds(&element, HP_TEXT, T("train.a.b")));
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 2, &element));
    EXPECT(holds(&element, HP_TEXT, T("train.lr")));
    EXPECT_STATUS(HP_OK, hp_value_free(list.owner));

    EXPECT_STATUS(HP_OK, hp_frame_keys(frame, NULL, 0, &list));
    EXPECT(list.length == 5);
    EXPECT_STATUS(HP_OK, hp_value_free(list.owner));
    EXPECT_STATUS(HP_OK, hp_frame_keys(frame, T("nothing"), &list));
    EXPECT(list.length == 0 && list.owner != 0);
    EXPECT_STATUS(HP_OK, hp_value_free(list.owner));
    free_frame(frame);
    free_frame(empty);
}

static void keys_are_listed_in_one_text_of_lines(void)
{
    hp_handle empty = empty_frame(), frame;
    hp_item items[3];
    hp_value text;
    items[0] = item("train.lr", value_int(1));
    items[1] = item("train", value_int(1));
    items[2] = item("trainer", value_int(1));
    frame = child_of(empty, items, 3);

    EXPECT_STATUS(HP_OK, hp_frame_keys_joined(frame, T("train"), &text));
    EXPECT(holds(&text, HP_TEXT, T("train\ntrain.lr")));
    EXPECT_STATUS(HP_OK, hp_value_free(text.owner));
    EXPECT_STATUS(HP_OK, hp_frame_keys_joined(frame, NULL, 0, &text));
    EXPECT(holds(&text, HP_TEXT, T("train\ntrain.lr\ntrainer")));
    EXPECT_STATUS(HP_OK, hp_value_free(text.owner));
    EXPECT_STATUS(HP_OK, hp_frame_keys_joined(frame, T("nothing"), &text));
    EXPECT(text.kind == HP_TEXT && text.length == 0);
    EXPECT_STATUS(HP_OK, hp_value_free(text.owner));
    free_frame(frame);
    free_frame(empty);
}

static void limits_refuse_and_name_themselves(void)
{
    static char megabyte[1 << 20];
    hp_handle empty = empty_frame(), frame = 0, out = UNTOUCHED_HANDLE;
    hp_item items[3];
    hp_limits limits;
    hp_value many[40];
    int at;
    items[0] = item("a", value_int(1));
    items[1] = item("b", value_int(2));
    items[2] = definition("c=3", 1);

    limits.items = 2, limits.bytes = 0;
    EXPECT_STATUS(HP_LIMIT, hp_frame_child(empty, items, 3, &limits, &out));
    EXPECT(message_has("2 items"));
    limits.items = 3;
    EXPECT_STATUS(HP_OK, hp_frame_child(empty, items, 3, &limits, &frame));
    free_frame(frame);

    limits.items = 0, limits.bytes = 1000;
    memset(megabyte, 'x', sizeof megabyte);
    items[0] = item("a", value_content(HP_TEXT, megabyte, sizeof megabyte));
    EXPECT_STATUS(HP_LIMIT, hp_frame_child(empty, items, 1, &limits, &out));
    EXPECT(message_has("1000 bytes"));
    items[0] = item("a", value_content(HP_BYTES, megabyte, sizeof megabyte));
    EXPECT_STATUS(HP_LIMIT, hp_frame_child(empty, items, 1, &limits, &out));
    items[0] = item("a", value_content(HP_TEXT, megabyte, 600));
    items[1] = item("b", value_content(HP_TEXT, megabyte, 600));
    EXPECT_STATUS(HP_LIMIT, hp_frame_child(empty, items, 2, &limits, &out));
    for (at = 0; at < 40; at++)
        many[at] = value_content(HP_TEXT, megabyte, 100);
    items[0] = item("a", value_content(HP_LIST, many, 40));
    EXPECT_STATUS(HP_LIMIT, hp_frame_child(empty, items, 1, &limits, &out));
    items[0] = definition("a=1", 1);
    items[0].value = value_content(HP_UNTYPED, megabyte, sizeof megabyte);
    EXPECT_STATUS(HP_LIMIT, hp_frame_child(empty, items, 1, &limits, &out));
    limits.bytes = sizeof megabyte + 1;
    items[0] = item("a", value_content(HP_TEXT, megabyte, sizeof megabyte));
    EXPECT_STATUS(HP_OK, hp_frame_child(empty, items, 1, &limits, &frame));
    free_frame(frame);

    EXPECT(out == UNTOUCHED_HANDLE);
    free_frame(empty);
}

static void ten_thousand_items_too_many_are_refused_within_a_millisecond(void)
{
    enum { MANY = 10000 };
    static char keys[MANY][16];
    static hp_item items[MANY];
    static layer packed;
    static uint8_t bytes[MANY * 40];
    uint64_t length = 0;
    hp_handle empty = empty_frame(), out = UNTOUCHED_HANDLE;
    hp_limits limits = {100, 0};
    struct timespec start, end;
    double best = 1e9;
    int at, round;
    for (at = 0; at < MANY; at++) {
        snprintf(keys[at], sizeof keys[at], "k%d", at);
        items[at] = item(keys[at], value_int(at));
        packed.length = 0;
        put_head(&packed, HP_INT, 0, 0, keys[at]);
        put_64(&packed, (uint64_t)at);
        memcpy(bytes + length, packed.bytes, (size_t)packed.length);
        length += packed.length;
    }
    for (round = 0; round < 5; round++) {
        double spent;
        clock_gettime(CLOCK_MONOTONIC, &start);
        EXPECT_STATUS(HP_LIMIT, hp_frame_child(empty, items, MANY, &limits, &out));
        EXPECT_STATUS(HP_LIMIT, hp_frame_child_packed(empty, bytes, length, &limits, &out));
        clock_gettime(CLOCK_MONOTONIC, &end);
        spent = (double)(end.tv_sec - start.tv_sec) * 1e3 + (double)(end.tv_nsec - start.tv_nsec) / 1e6;
        if (spent < best)
            best = spent;
    }
    EXPECT(message_has("100 items"));
    EXPECT(out == UNTOUCHED_HANDLE);
    if (check_is_watched())
        check_skip("the time is not measured in a checker");
    else
        EXPECT(best < 1.0);
    free_frame(empty);
}

static void *nest(void *outcome)
{
    const int levels = check_is_watched() ? 10000 : 1000000;
    static hp_handle frames[1000000];
    hp_item deep;
    hp_value value;
    int at;
    *(int *)outcome = 0;
    if (hp_frame_empty(&frames[0]) != HP_OK)
        return NULL;
    for (at = 1; at < levels; at++) {
        deep = item(at % 3 ? "deep" : "other", value_int(at));
        if (hp_frame_child(frames[at - 1], &deep, 1, NULL, &frames[at]) != HP_OK)
            return NULL;
    }
    if (hp_frame_get(frames[levels - 1], T("deep"), HP_WANT_INT, &value) != HP_OK)
        return NULL;
    /* The innermost keeps all the others, whose handles go first. */
    for (at = 0; at < levels; at++)
        if (hp_frame_free(frames[at]) != HP_OK)
            return NULL;
    *(int *)outcome = value.integer > levels - 4;
    return NULL;
}

static void a_million_frames_nest_on_a_small_stack(void)
{
    pthread_t thread;
    pthread_attr_t attributes;
    int outcome = 0;
    pthread_attr_init(&attributes);
    EXPECT(pthread_attr_setstacksize(&attributes, 256 * 1024) == 0);

    EXPECT(pthread_create(&thread, &attributes, nest, &outcome) == 0);
    pthread_join(thread, NULL);

    EXPECT(outcome == 1);
    pthread_attr_destroy(&attributes);
    if (check_is_watched())
        check_skip("10,000 in a checker");
}

static void *nest_lists(void *outcome)
{
    static hp_value level[128];
    static char text[257];
    hp_item items[2];
    hp_handle empty = 0, frame = 0;
    hp_value value;
    int at, done = 0;
    level[127] = value_content(HP_LIST, NULL, 0);
    for (at = 126; at >= 0; at--)
        level[at] = value_content(HP_LIST, &level[at + 1], 1);
    memset(text, '[', 128);
    memset(text + 128, ']', 128);
    items[0] = item("given", level[0]);
    items[1] = item("spelled", value_content(HP_UNTYPED, text, 256));
    done += hp_frame_empty(&empty) == HP_OK;
    done += hp_frame_child(empty, items, 2, NULL, &frame) == HP_OK;
    done += hp_frame_get(frame, T("given"), HP_WANT_INTERPRETED, &value) == HP_OK;
    done += hp_value_free(value.owner) == HP_OK;
    done += hp_frame_get(frame, T("spelled"), HP_WANT_INTERPRETED, &value) == HP_OK;
    done += hp_value_free(value.owner) == HP_OK;
    done += hp_frame_free(frame) == HP_OK;
    done += hp_frame_free(empty) == HP_OK;
    *(int *)outcome = done;
    return NULL;
}

static void the_deepest_list_is_made_read_and_dropped_on_a_small_stack(void)
{
    pthread_t thread;
    pthread_attr_t attributes;
    int outcome = 0;
    pthread_attr_init(&attributes);
    EXPECT(pthread_attr_setstacksize(&attributes, 256 * 1024) == 0);

    EXPECT(pthread_create(&thread, &attributes, nest_lists, &outcome) == 0);
    pthread_join(thread, NULL);

    EXPECT(outcome == 8);
    pthread_attr_destroy(&attributes);
}

void frames(void)
{
    RUN(a_missing_parameter_is_absent_without_a_message);
    RUN(a_required_parameter_that_is_missing_is_named_with_its_nearest);
    RUN(a_parameter_is_refused_for_a_kind_that_only_the_host_knows);
    RUN(a_child_overrides_and_its_parent_stays_as_it_is);
    RUN(a_child_lives_on_without_its_parents_handle);
    RUN(later_items_win);
    RUN(a_bad_definition_is_named_with_its_place);
    RUN(keys_are_listed_sorted_at_and_below_a_path);
    RUN(keys_are_listed_in_one_text_of_lines);
    RUN(limits_refuse_and_name_themselves);
    RUN(ten_thousand_items_too_many_are_refused_within_a_millisecond);
    RUN(a_million_frames_nest_on_a_small_stack);
    RUN(the_deepest_list_is_made_read_and_dropped_on_a_small_stack);
}
