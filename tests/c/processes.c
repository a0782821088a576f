/* Panics, forks and a lack of memory. */
#define _DEFAULT_SOURCE
#include "check.h"

#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void a_panic_is_a_status_and_prints_nothing(void)
{
    char printed[1024];
    ssize_t length;
    int pipes[2], before;
    EXPECT(pipe(pipes) == 0);
    before = dup(STDERR_FILENO);
    dup2(pipes[1], STDERR_FILENO);

    EXPECT_STATUS(HP_PANIC, hp_test_panic());

    dup2(before, STDERR_FILENO);
    close(before);
    close(pipes[1]);
    length = read(pipes[0], printed, sizeof printed);
    close(pipes[0]);
    EXPECT(length == 0);
    EXPECT(message_has("a defect inside the library was contained: hp_test_panic was called"));
}

static void the_library_works_on_after_a_panic(void)
{
    hp_handle frame;
    hp_value value;
    int round;
    for (round = 0; round < 10; round++)
        EXPECT_STATUS(HP_PANIC, hp_test_panic());

    frame = frame_of(item("a", value_int(1)));
    EXPECT_STATUS(HP_OK, hp_frame_get(frame, T("a"), HP_WANT_INT, &value));
    EXPECT(value.integer == 1);
    free_frame(frame);
}

static volatile sig_atomic_t writing;

static void *write_all_the_time(void *unused)
{
    hp_handle empty = 0;
    hp_frame_empty(&empty);
    while (writing) {
        hp_value model = value_content(HP_OBJECT, "Model", 5);
        hp_handle frame = 0;
        hp_item items[2];
        uint64_t tokens[8], count;
        model.integer = 31;
        items[0] = item("a", value_int(1));
        items[1] = item("net", model);
        if (hp_frame_child(empty, items, 2, NULL, &frame) == HP_OK) {
            hp_baseline_publish(frame);
            hp_frame_free(frame);
        }
        hp_baseline_frame(&frame);
        hp_frame_free(frame);
        hp_objects_released(tokens, 8, &count);
    }
    hp_frame_free(empty);
    return unused;
}

/* What a child does; every step has to succeed. */
static int child_works(hp_handle inherited)
{
    hp_value value;
    hp_handle frame = 0, other = 0;
    hp_item only = item("b", value_int(2));
    uint64_t tokens[8], count, length;
    return hp_frame_get(inherited, T("a"), HP_WANT_INT, &value) == HP_OK && value.integer == 7
        && hp_frame_child(inherited, &only, 1, NULL, &frame) == HP_OK
        && hp_frame_get(frame, T("b"), HP_WANT_INT, &value) == HP_OK && value.integer == 2
        && hp_baseline_publish(frame) == HP_OK && hp_baseline_frame(&other) == HP_OK
        && hp_frame_get(other, T("b"), HP_WANT_INT, &value) == HP_OK
        && hp_frame_free(other) == HP_OK && hp_frame_free(frame) == HP_OK
        && hp_frame_free(inherited) == HP_OK && hp_frame_free(inherited) == HP_STALE_HANDLE
        && hp_objects_released(tokens, 8, &count) == HP_OK && hp_test_panic() == HP_PANIC
        && hp_error_message(NULL, 0, &length) == HP_OK && length > 0;
}

static void a_child_that_is_forked_while_others_write_works(void)
{
    const int children = check_is_watched() ? 3 : 100;
    hp_handle frame = frame_of(item("a", value_int(7))), empty = empty_frame();
    pthread_t writers[3];
    uint64_t tokens[64], count;
    int at, working = 0;
    writing = 1;
    for (at = 0; at < 3; at++)
        EXPECT(pthread_create(&writers[at], NULL, write_all_the_time, NULL) == 0);

    for (at = 0; at < children; at++) {
        int pipes[2];
        char answer = 0;
        pid_t child;
        EXPECT(pipe(pipes) == 0);
        child = fork();
        if (child == 0) {
            /* A child that hangs is a failure, not a test without end. */
            alarm(20);
            if (child_works(frame) && write(pipes[1], "y", 1) != 1)
                abort();
            /* A checker would count what the parent's other threads held as lost, and this is no exit to it. */
            raise(SIGKILL);
        }
        close(pipes[1]);
        working += read(pipes[0], &answer, 1) == 1 && answer == 'y';
        close(pipes[0]);
        waitpid(child, NULL, 0);
    }

    writing = 0;
    for (at = 0; at < 3; at++)
        pthread_join(writers[at], NULL);
    EXPECT(working == children);
    EXPECT_STATUS(HP_OK, hp_baseline_publish(empty));
    do {
        EXPECT_STATUS(HP_OK, hp_objects_released(tokens, 64, &count));
    } while (count == 64);
    free_frame(frame);
    free_frame(empty);
}

/* In a child, whose memory is limited to little more than it has. */
static int large_requests_are_refused(void)
{
    const uint64_t size = UINT64_C(1) << 30;
    const uint8_t *zeros = (const uint8_t *)mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    hp_value many;
    struct rlimit limit;
    hp_handle empty = 0, out = UNTOUCHED_HANDLE, large = 0;
    hp_value value;
    hp_item items[1];
    const uint64_t long_text = UINT64_C(96) << 20;
    char *text = (char *)malloc((size_t)long_text);
    static const int32_t kinds[] = {HP_LIST, HP_TEXT, HP_BYTES, HP_UNTYPED};
    size_t at;
    long pages = 0;
    FILE *statm;
    if (zeros == (const uint8_t *)MAP_FAILED || text == NULL || hp_frame_empty(&empty) != HP_OK)
        return 12;
    memset(text, 'x', (size_t)long_text);
    text[1] = '=';
    items[0] = definition("", 1);
    items[0].value = value_content(HP_UNTYPED, text, long_text);
    if (hp_frame_child(empty, items, 1, NULL, &large) != HP_OK)
        return 13;
    free(text);
    statm = fopen("/proc/self/statm", "r");
    if (statm == NULL || fscanf(statm, "%ld", &pages) != 1)
        return 2;
    fclose(statm);
    limit.rlim_cur = limit.rlim_max = (rlim_t)pages * 4096 + (64 << 20);
    if (setrlimit(RLIMIT_AS, &limit) != 0)
        return 3;
    for (at = 0; at < sizeof kinds / sizeof *kinds; at++) {
        items[0] = item("a", value_content(kinds[at], zeros, kinds[at] == HP_LIST ? size / sizeof(hp_value) : size));
        /* A list has a limit that is reached before memory is. */
        if (hp_frame_child(empty, items, 1, NULL, &out) != (kinds[at] == HP_LIST ? HP_LIMIT : HP_NO_MEMORY) || out != UNTOUCHED_HANDLE)
            return 4;
    }
    if (!message_has("no memory"))
        return 5;
    items[0] = item("a", value_int(1));
    if (hp_frame_child(empty, items, 1, NULL, &out) != HP_OK)
        return 8;
    value = untouched_value();
    many = value_content(HP_UNTYPED, "x", 1);
    if (hp_convert(out, T("a"), zeros, size, &many, HP_WANT_INT, &value) != HP_NO_MEMORY || !is_untouched(&value))
        return 9;
    if (hp_frame_refuse(out, T("a"), zeros, size, NULL, NULL, 0) != HP_NO_MEMORY)
        return 10;
    if (hp_frame_refuse(out, T("a"), NULL, 0, NULL, zeros, size) != HP_NO_MEMORY)
        return 11;
    /* A message needs no second copy of what it is about. */
    if (hp_frame_refuse(large, T("x"), NULL, 0, NULL, T("Mode")) != HP_CONVERSION)
        return 15;
    /* The next call is right again. */
    many = value_int(5);
    items[0] = item("a", value_content(HP_LIST, &many, 1));
    if (hp_frame_child(empty, items, 1, NULL, &out) != HP_OK)
        return 6;
    if (hp_frame_get(out, T("a"), HP_WANT_LIST, &value) != HP_OK || value.length != 1)
        return 7;
    return 0;
}

static void memory_that_is_not_to_be_had_is_a_status(void)
{
    int status = 0;
    pid_t child;
    if (check_is_watched()) {
        check_skip("a checker keeps memory for itself");
        return;
    }
    child = fork();
    if (child == 0) {
        alarm(60);
        _exit(large_requests_are_refused());
    }
    waitpid(child, &status, 0);

    EXPECT(WIFEXITED(status));
    EXPECT(WEXITSTATUS(status) == 0);
}

void processes(void)
{
    RUN(a_panic_is_a_status_and_prints_nothing);
    RUN(the_library_works_on_after_a_panic);
    RUN(a_child_that_is_forked_while_others_write_works);
    RUN(memory_that_is_not_to_be_had_is_a_status);
}
