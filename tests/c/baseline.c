/* The frame that threads start from. */
#include "check.h"

static hp_handle baseline_now(void)
{
    hp_handle frame = 0;
    EXPECT_STATUS(HP_OK, hp_baseline_frame(&frame));
    return frame;
}

static int64_t seed_in(hp_handle frame)
{
    hp_value value;
    hp_status status = hp_frame_get(frame, T("global.seed"), HP_WANT_INT, &value);
    return status == HP_OK ? value.integer : -1;
}

static void the_baseline_is_empty_before_anything_is_published(void)
{
    hp_handle frame = baseline_now();
    hp_value keys;
    EXPECT_STATUS(HP_OK, hp_frame_keys(frame, NULL, 0, &keys));
    EXPECT(keys.length == 0);
    EXPECT_STATUS(HP_OK, hp_value_free(keys.owner));
    free_frame(frame);
}

static void what_was_published_last_is_the_baseline(void)
{
    hp_handle first = frame_of(item("global.seed", value_int(1)));
    hp_handle second = frame_of(item("global.seed", value_int(2)));
    hp_handle before, after;
    EXPECT_STATUS(HP_OK, hp_baseline_publish(first));
    before = baseline_now();
    EXPECT_STATUS(HP_OK, hp_baseline_publish(second));
    after = baseline_now();

    EXPECT(seed_in(before) == 1);
    EXPECT(seed_in(after) == 2);
    free_frame(first);
    free_frame(second);
    free_frame(before);
    free_frame(after);
}

static void the_baseline_lives_on_without_any_handle(void)
{
    hp_handle frame = frame_of(item("global.seed", value_int(3)));
    EXPECT_STATUS(HP_OK, hp_baseline_publish(frame));
    free_frame(frame);

    frame = baseline_now();
    EXPECT(seed_in(frame) == 3);
    free_frame(frame);
}

static void a_baseline_that_is_replaced_releases_its_objects(void)
{
    hp_value model = value_content(HP_OBJECT, "Model", 5);
    hp_handle frame, empty = empty_frame();
    uint64_t token = 0, count = 0;
    model.integer = 21;
    frame = frame_of(item("net", model));
    EXPECT_STATUS(HP_OK, hp_baseline_publish(frame));
    free_frame(frame);
    EXPECT_STATUS(HP_OK, hp_objects_released(&token, 1, &count));
    EXPECT(count == 0);

    EXPECT_STATUS(HP_OK, hp_baseline_publish(empty));

    EXPECT_STATUS(HP_OK, hp_objects_released(&token, 1, &count));
    EXPECT(count == 1 && token == 21);
    free_frame(empty);
}

void baseline(void)
{
    RUN(the_baseline_is_empty_before_anything_is_published);
    RUN(what_was_published_last_is_the_baseline);
    RUN(the_baseline_lives_on_without_any_handle);
    RUN(a_baseline_that_is_replaced_releases_its_objects);
}
