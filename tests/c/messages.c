/* The message of a failure. */
#define _DEFAULT_SOURCE
#include "check.h"

#include <pthread.h>

static void fail_with_umlauts(void)
{
    hp_handle frame = frame_of(item("gr\xc3\xbc\xc3\x9f", value_content(HP_TEXT, "fast", 4)));
    hp_value value;
    EXPECT_STATUS(HP_CONVERSION, hp_frame_get(frame, T("gr\xc3\xbc\xc3\x9f"), HP_WANT_INT, &value));
    free_frame(frame);
}

static void the_length_of_a_message_is_told_without_a_buffer(void)
{
    uint64_t length = 0;
    fail_with_umlauts();

    EXPECT_STATUS(HP_OK, hp_error_message(NULL, 0, &length));
    EXPECT(length == strlen(message()) && length > 20);
}

static void a_message_is_written_into_its_buffer_and_no_further(void)
{
    uint8_t buffer[4096];
    uint64_t length = 0, whole = 0, at;
    fail_with_umlauts();
    EXPECT_STATUS(HP_OK, hp_error_message(NULL, 0, &whole));
    memset(buffer, 0x5a, sizeof buffer);

    EXPECT_STATUS(HP_OK, hp_error_message(buffer, sizeof buffer, &length));

    EXPECT(length == whole && memcmp(buffer, "cannot read gr\xc3\xbc\xc3\x9f as int", 25) == 0);
    for (at = whole; at < sizeof buffer; at++)
        EXPECT(buffer[at] == 0x5a);
}

static void a_message_that_does_not_fit_is_cut_after_a_whole_character(void)
{
    /* "cannot read gr" is 14 bytes; the next character has two. */
    uint8_t buffer[17];
    uint64_t length = 0, whole = 0;
    fail_with_umlauts();
    EXPECT_STATUS(HP_OK, hp_error_message(NULL, 0, &whole));

    memset(buffer, 0x5a, sizeof buffer);
    EXPECT_STATUS(HP_OK, hp_error_message(buffer, 15, &length));
    EXPECT(length == whole && memcmp(buffer, "cannot read gr\0\x5a\x5a", 17) == 0);

    memset(buffer, 0x5a, sizeof buffer);
    EXPECT_STATUS(HP_OK, hp_error_message(buffer, 16, &length));
    EXPECT(length == whole && memcmp(buffer, "cannot read gr\xc3\xbc\x5a", 17) == 0);
}

static void a_success_leaves_the_message_alone(void)
{
    char before[4096];
    hp_handle frame;
    fail_with_umlauts();
    strcpy(before, message());

    frame = empty_frame();
    free_frame(frame);

    EXPECT(strcmp(before, message()) == 0);
}

static void a_long_value_is_shortened_in_a_message(void)
{
    static char text[1 << 20];
    hp_handle frame;
    hp_value value;
    uint64_t length = 0;
    memset(text, 'x', sizeof text);
    frame = frame_of(item("a", value_content(HP_TEXT, text, sizeof text)));

    EXPECT_STATUS(HP_CONVERSION, hp_frame_get(frame, T("a"), HP_WANT_INT, &value));

    EXPECT_STATUS(HP_OK, hp_error_message(NULL, 0, &length));
    EXPECT(length < 1000);
    free_frame(frame);
}

static void *fail_elsewhere(void *outcome)
{
    uint64_t length = 77;
    int fine = hp_error_message(NULL, 0, &length) == HP_OK && length == 0;
    fine = fine && hp_frame_free(0) == HP_STALE_HANDLE;
    fine = fine && hp_error_message(NULL, 0, &length) == HP_OK && length > 0;
    *(int *)outcome = fine;
    return NULL;
}

static void every_thread_has_its_own_message(void)
{
    pthread_t thread;
    int fine = 0;
    fail_with_umlauts();

    EXPECT(pthread_create(&thread, NULL, fail_elsewhere, &fine) == 0);
    pthread_join(thread, NULL);

    EXPECT(fine);
    EXPECT(message_has("gr\xc3\xbc\xc3\x9f"));
}

static void the_version_is_static_text(void)
{
    const uint8_t *text = NULL, *again = NULL;
    uint64_t length = 0;

    EXPECT_STATUS(HP_OK, hp_version(&text, &length));
    EXPECT_STATUS(HP_OK, hp_version(&again, &length));
    EXPECT(text == again && length >= 5 && text[1] == '.');
    EXPECT(hp_abi_version() == HP_ABI_VERSION);
}

void messages(void)
{
    RUN(the_length_of_a_message_is_told_without_a_buffer);
    RUN(a_message_is_written_into_its_buffer_and_no_further);
    RUN(a_message_that_does_not_fit_is_cut_after_a_whole_character);
    RUN(a_success_leaves_the_message_alone);
    RUN(a_long_value_is_shortened_in_a_message);
    RUN(every_thread_has_its_own_message);
    RUN(the_version_is_static_text);
}
