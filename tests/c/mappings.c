/* Mappings inside lists. */
#include "check.h"

static hp_value text_value(const char *text)
{
    return value_content(HP_TEXT, text, strlen(text));
}

static void a_mapping_in_a_list_is_read_as_its_keys_and_values_in_turn(void)
{
    hp_value entries[4], mapping, list, map, element;
    hp_handle frame;
    entries[0] = text_value("width");
    entries[1] = value_int(64);
    entries[2] = text_value("");
    entries[3] = value_content(HP_UNTYPED, "1e3", 3);
    mapping = value_content(HP_MAP, entries, 4);
    frame = frame_of(item("layers", value_content(HP_LIST, &mapping, 1)));
    memset(entries, 0, sizeof entries);

    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("layers"), HP_WANT_STORED, &list));
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 0, &map));
    EXPECT(map.kind == HP_MAP && map.length == 4 && map.integer == 4 && map.owner != 0);
    EXPECT_STATUS(HP_OK, hp_value_at(map.owner, 0, &element));
    EXPECT(holds(&element, HP_TEXT, "width", 5) && element.owner == 0);
    EXPECT_STATUS(HP_OK, hp_value_at(map.owner, 1, &element));
    EXPECT(element.kind == HP_INT && element.integer == 64);
    EXPECT_STATUS(HP_OK, hp_value_at(map.owner, 2, &element));
    EXPECT(element.kind == HP_TEXT && element.length == 0);
    EXPECT_STATUS(HP_OK, hp_value_at(map.owner, 3, &element));
    EXPECT(holds(&element, HP_UNTYPED, "1e3", 3));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_value_at(map.owner, 4, &element));
    EXPECT(message_has("beyond a map of 4"));
    EXPECT_STATUS(HP_OK, hp_value_free(map.owner));
    EXPECT_STATUS(HP_OK, hp_value_free(list.owner));

    /* Toward a list, what is untyped inside is interpreted. */
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("layers"), HP_WANT_LIST, &list));
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 0, &map));
    EXPECT_STATUS(HP_OK, hp_value_at(map.owner, 3, &element));
    EXPECT(element.kind == HP_FLOAT && element.number == 1000.0);
    EXPECT_STATUS(HP_OK, hp_value_free(map.owner));
    EXPECT_STATUS(HP_OK, hp_value_free(list.owner));
    free_frame(frame);
}

static void a_mapping_has_text_keys_each_once_and_in_pairs(void)
{
    hp_value entries[4], mapping;
    hp_handle empty = empty_frame(), out = UNTOUCHED_HANDLE;
    hp_item bad;
    entries[0] = text_value("a");
    entries[1] = value_int(1);
    entries[2] = text_value("a");
    entries[3] = value_int(2);
    mapping = value_content(HP_MAP, entries, 4);
    bad = item("layers", value_content(HP_LIST, &mapping, 1));

    EXPECT_STATUS(HP_INVALID_KEY, hp_frame_child(empty, &bad, 1, NULL, &out));
    EXPECT(message_has("cannot set layers: a mapping has the key \"a\" twice"));
    entries[2] = value_int(3);
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(empty, &bad, 1, NULL, &out));
    mapping.length = 3;
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_frame_child(empty, &bad, 1, NULL, &out));
    EXPECT(out == UNTOUCHED_HANDLE);
    free_frame(empty);
}

static void a_mapping_that_is_no_element_sets_the_keys_below(void)
{
    hp_value inner[2], entries[2], value;
    hp_handle frame;
    inner[0] = text_value("c");
    inner[1] = value_int(5);
    entries[0] = text_value("b");
    entries[1] = value_content(HP_MAP, inner, 2);
    frame = frame_of(item("a", value_content(HP_MAP, entries, 2)));

    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a.b.c"), HP_WANT_INT, &value));
    EXPECT(value.integer == 5);
    EXPECT_STATUS(HP_ABSENT, hp_frame_get(frame, T("a"), HP_WANT_STORED, &value));
    free_frame(frame);
}

static void lists_and_mappings_nest_to_the_limit_together(void)
{
    static hp_value level[130], entries[130][2];
    int depth, at;
    for (depth = 128; depth <= 129; depth++) {
        hp_handle empty = empty_frame(), out = UNTOUCHED_HANDLE;
        hp_item deep;
        level[depth - 1] = value_content(HP_LIST, NULL, 0);
        for (at = depth - 2; at >= 0; at--) {
            entries[at][0] = text_value("k");
            entries[at][1] = level[at + 1];
            level[at] = at % 2 ? value_content(HP_MAP, entries[at], 2) : value_content(HP_LIST, &level[at + 1], 1);
        }
        deep = item("a", level[0]);
        EXPECT_STATUS(depth == 128 ? HP_OK : HP_LIMIT, hp_frame_child(empty, &deep, 1, NULL, &out));
        if (depth == 128)
            free_frame(out);
        free_frame(empty);
    }
}

static void a_value_holds_a_million_elements_and_no_more(void)
{
    static hp_value rows[1001], row[1000];
    size_t at;
    hp_handle empty = empty_frame(), out = UNTOUCHED_HANDLE;
    hp_item large;
    for (at = 0; at < 1001; at++)
        rows[at] = value_content(HP_LIST, row, 1000);
    /* 999 rows and their 999,000 elements, and one row of 1 more. */
    rows[999] = value_content(HP_LIST, row, 0);
    large = item("a", value_content(HP_LIST, rows, 1000));
    EXPECT_STATUS(HP_OK, hp_frame_child(empty, &large, 1, NULL, &out));
    free_frame(out);
    out = UNTOUCHED_HANDLE;
    rows[999] = value_content(HP_LIST, row, 1);
    EXPECT_STATUS(HP_LIMIT, hp_frame_child(empty, &large, 1, NULL, &out));
    EXPECT(message_has("cannot set a: it holds more than 1000000 elements, the limit"));
    EXPECT(HP_MAX_LIST_ITEMS == 1000000 && out == UNTOUCHED_HANDLE);
    free_frame(empty);
}

void mappings(void)
{
    RUN(a_mapping_in_a_list_is_read_as_its_keys_and_values_in_turn);
    RUN(a_mapping_has_text_keys_each_once_and_in_pairs);
    RUN(a_mapping_that_is_no_element_sets_the_keys_below);
    RUN(lists_and_mappings_nest_to_the_limit_together);
    RUN(a_value_holds_a_million_elements_and_no_more);
}
