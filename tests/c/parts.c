/* Parts of parameters, converted and refused one by one. */
#include "check.h"

static void the_elements_of_a_flow_list_are_given_as_they_are_spelled(void)
{
    hp_handle frame = frame_of(definition("ids=[007, '1', 1.10]", 1));
    hp_value list, element;
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("ids"), HP_WANT_ELEMENTS, &list));

    EXPECT(list.kind == HP_LIST && list.length == 3);
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 0, &element));
    EXPECT(holds(&element, HP_UNTYPED, "007", 3));
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 1, &element));
    EXPECT(holds(&element, HP_TEXT, "1", 1));
    EXPECT_STATUS(HP_OK, hp_value_at(list.owner, 2, &element));
    EXPECT(holds(&element, HP_UNTYPED, "1.10", 4));
    EXPECT_STATUS(HP_OK, hp_value_free(list.owner));
    free_frame(frame);
}

static void what_is_no_list_has_no_elements(void)
{
    hp_handle frame = frame_of(definition("ids=64", 1));
    hp_value list = untouched_value();
    EXPECT_STATUS(HP_CONVERSION, hp_frame_get(frame, T("ids"), HP_WANT_ELEMENTS, &list));
    EXPECT(message_has("cannot read ids as list: \"64\"") && is_untouched(&list));
    free_frame(frame);
}

static void an_element_is_converted_by_the_table(void)
{
    hp_handle frame = frame_of(definition("ids=[1, x]", 1));
    hp_value given = value_content(HP_UNTYPED, "1e3", 3), made;

    EXPECT_STATUS(HP_OK, hp_convert(frame, T("ids"), T("[0]"), &given, HP_WANT_INT, &made));
    EXPECT(made.kind == HP_INT && made.integer == 1000 && made.owner == 0);
    EXPECT_STATUS(HP_OK, hp_convert(frame, T("ids"), NULL, 0, &given, HP_WANT_TEXT, &made));
    EXPECT(holds(&made, HP_TEXT, "1e3", 3) && made.owner != 0);
    EXPECT_STATUS(HP_OK, hp_value_free(made.owner));
    EXPECT_STATUS(HP_OK, hp_convert(frame, T("ids"), T("[0]"), &given, HP_WANT_STORED, &made));
    EXPECT(holds(&made, HP_UNTYPED, "1e3", 3));
    EXPECT_STATUS(HP_OK, hp_value_free(made.owner));
    given = value_content(HP_UNTYPED, "null", 4);
    EXPECT_STATUS(HP_OK, hp_convert(frame, T("ids"), T("[0]"), &given, HP_WANT_TEXT | HP_WANT_NULLABLE, &made));
    EXPECT(made.kind == HP_NULL);
    given = value_content(HP_UNTYPED, T("18446744073709551616"));
    EXPECT_STATUS(HP_OK, hp_convert(frame, T("ids"), T("[0]"), &given, HP_WANT_INT | HP_WANT_WIDE, &made));
    EXPECT(holds(&made, HP_UNTYPED, T("18446744073709551616")));
    EXPECT_STATUS(HP_OK, hp_value_free(made.owner));
    /* The result may take the place of what was given. */
    given = value_content(HP_UNTYPED, "[1, [2]]", 8);
    EXPECT_STATUS(HP_OK, hp_convert(frame, T("ids"), T("[0]"), &given, HP_WANT_LIST, &given));
    EXPECT(given.kind == HP_LIST && given.length == 2);
    EXPECT_STATUS(HP_OK, hp_value_free(given.owner));
    free_frame(frame);
}

static void an_element_that_was_read_is_given_as_it_is(void)
{
    hp_handle frame = frame_of(definition("rows=[[1, x], []]", 1));
    hp_value rows, row, made;
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("rows"), HP_WANT_ELEMENTS, &rows));
    EXPECT_STATUS(HP_OK, hp_value_at(rows.owner, 0, &row));

    EXPECT_STATUS(HP_OK, hp_convert(frame, T("rows"), T("[0]"), &row, HP_WANT_LIST, &made));
    EXPECT(made.kind == HP_LIST && made.length == 2);
    EXPECT_STATUS(HP_OK, hp_value_free(made.owner));
    EXPECT_STATUS(HP_CONVERSION, hp_convert(frame, T("rows"), T("[0]"), &row, HP_WANT_INT, &made));
    EXPECT(message_has("cannot read rows[0] as int: [\"1\", \"x\"] (from"));
    EXPECT_STATUS(HP_OK, hp_value_free(row.owner));
    EXPECT_STATUS(HP_STALE_HANDLE, hp_convert(frame, T("rows"), T("[0]"), &row, HP_WANT_LIST, &made));
    EXPECT_STATUS(HP_OK, hp_value_free(rows.owner));
    free_frame(frame);
}

static void an_element_that_does_not_fit_is_named_by_its_place(void)
{
    hp_handle frame = frame_of(definition("ids=[1, x]", 1));
    hp_value given = value_content(HP_UNTYPED, "x", 1), made = untouched_value();

    EXPECT_STATUS(HP_CONVERSION, hp_convert(frame, T("ids"), T("[1]"), &given, HP_WANT_INT, &made));
    EXPECT(message_has("cannot read ids[1] as int: \"x\" (from \"ids=[1, x]\", item 1); expected a"));
    EXPECT_STATUS(HP_MISSING, hp_convert(frame, T("other"), T("[1]"), &given, HP_WANT_INT, &made));
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_convert(frame, T("ids"), T("[1]"), &given, 77, &made));
    given.kind = HP_UNSET;
    EXPECT_STATUS(HP_BAD_ARGUMENT, hp_convert(frame, T("ids"), T("[1]"), &given, HP_WANT_INT, &made));
    EXPECT(is_untouched(&made));
    free_frame(frame);
}

static void an_element_is_refused_for_a_kind_that_only_the_host_knows(void)
{
    hp_handle frame = frame_of(definition("modes=[LOW, x]", 2));
    hp_value given = value_content(HP_UNTYPED, "x", 1);

    EXPECT_STATUS(HP_CONVERSION, hp_frame_refuse(frame, T("modes"), T("[1]"), &given, T("Mode")));
    EXPECT(message_has("cannot read modes[1] as Mode: \"x\" (from \"modes=[LOW, x]\", item 2)"));
    EXPECT_STATUS(HP_CONVERSION, hp_frame_refuse(frame, T("modes"), NULL, 0, NULL, T("Mode")));
    EXPECT(message_has("cannot read modes as Mode: \"[LOW, x]\""));
    free_frame(frame);
}

void parts(void)
{
    RUN(the_elements_of_a_flow_list_are_given_as_they_are_spelled);
    RUN(what_is_no_list_has_no_elements);
    RUN(an_element_is_converted_by_the_table);
    RUN(an_element_that_was_read_is_given_as_it_is);
    RUN(an_element_that_does_not_fit_is_named_by_its_place);
    RUN(an_element_is_refused_for_a_kind_that_only_the_host_knows);
}
