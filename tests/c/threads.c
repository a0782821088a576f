/* Several threads at once. */
#define _DEFAULT_SOURCE
#include "check.h"

#include <pthread.h>

enum { THREADS = 4, SHARED = 8 };

static hp_handle shared[SHARED];
static pthread_mutex_t shared_lock = PTHREAD_MUTEX_INITIALIZER;

static hp_handle shared_get(int at)
{
    hp_handle frame;
    pthread_mutex_lock(&shared_lock);
    frame = shared[at];
    pthread_mutex_unlock(&shared_lock);
    return frame;
}

static hp_handle shared_swap(int at, hp_handle frame)
{
    hp_handle before;
    pthread_mutex_lock(&shared_lock);
    before = shared[at];
    shared[at] = frame;
    pthread_mutex_unlock(&shared_lock);
    return before;
}

static void *read_elsewhere(void *frame)
{
    static hp_value value;
    value = untouched_value();
    if (hp_frame_get(*(hp_handle *)frame, T("a"), HP_WANT_INT, &value) != HP_OK)
        value.integer = -1;
    if (hp_frame_free(*(hp_handle *)frame) != HP_OK)
        value.integer = -2;
    return &value;
}

static void a_frame_is_read_and_freed_from_another_thread(void)
{
    hp_handle frame = frame_of(item("a", value_int(6)));
    pthread_t thread;
    void *value = NULL;

    EXPECT(pthread_create(&thread, NULL, read_elsewhere, &frame) == 0);
    pthread_join(thread, &value);

    EXPECT(((hp_value *)value)->integer == 6);
    EXPECT_STATUS(HP_STALE_HANDLE, hp_frame_free(frame));
}

typedef struct worker {
    pthread_t thread;
    uint64_t random;
    uint64_t released;
    int64_t put, wrong;
} worker;

static uint64_t next_random(worker *self)
{
    self->random ^= self->random << 13;
    self->random ^= self->random >> 7;
    self->random ^= self->random << 17;
    return self->random;
}

static void drain_into(worker *self)
{
    uint64_t tokens[16], count;
    do {
        if (hp_objects_released(tokens, 16, &count) != HP_OK)
            self->wrong++;
        self->released += count;
    } while (count == 16);
}

/* Puts frames into shared places, reads those of others, and frees whatever it finds there, also twice. */
static void *work(void *argument)
{
    worker *self = (worker *)argument;
    const int rounds = check_is_watched() ? 2000 : 200000;
    hp_handle empty = 0;
    int round;
    if (hp_frame_empty(&empty) != HP_OK)
        self->wrong++;
    for (round = 0; round < rounds; round++) {
        uint64_t random = next_random(self);
        int at = (int)((random >> 8) % SHARED);
        hp_handle frame = 0;
        hp_status status;
        hp_value value, object;
        switch (random % 8) {
        case 0:
        case 1: {
            hp_item items[2];
            object = value_content(HP_OBJECT, "Model", 5);
            object.integer = 1;
            items[0] = item("a", value_int(42));
            items[1] = item("net", object);
            if (hp_frame_child(empty, items, 2, NULL, &frame) != HP_OK)
                self->wrong++;
            self->put++;
            frame = shared_swap(at, frame);
            if (frame != 0) {
                status = hp_frame_free(frame);
                self->wrong += status != HP_OK && status != HP_STALE_HANDLE;
            }
            break;
        }
        case 2:
            frame = shared_get(at);
            status = hp_frame_free(frame);
            self->wrong += status != HP_OK && status != HP_STALE_HANDLE;
            self->wrong += hp_frame_free(frame) != HP_STALE_HANDLE;
            break;
        case 3:
            drain_into(self);
            break;
        case 4:
            status = hp_baseline_frame(&frame);
            self->wrong += status != HP_OK;
            self->wrong += hp_frame_free(frame) != HP_OK;
            status = hp_baseline_publish(shared_get(at));
            self->wrong += status != HP_OK && status != HP_STALE_HANDLE;
            break;
        case 5:
            status = hp_frame_get(shared_get(at), T("a"), HP_WANT_TEXT, &value);
            self->wrong += status != HP_OK && status != HP_STALE_HANDLE;
            if (status == HP_OK) {
                self->wrong += !holds(&value, HP_TEXT, "42", 2);
                self->wrong += hp_value_free(value.owner) != HP_OK;
            }
            break;
        default:
            status = hp_frame_get(shared_get(at), T("a"), HP_WANT_INT, &value);
            self->wrong += status != HP_OK && status != HP_STALE_HANDLE;
            self->wrong += status == HP_OK && value.integer != 42;
        }
    }
    self->wrong += hp_frame_free(empty) != HP_OK;
    return NULL;
}

static void frames_are_made_read_and_freed_by_several_threads_at_once(void)
{
    static worker workers[THREADS];
    worker rest;
    hp_handle empty = empty_frame();
    int64_t put_in_all = 0, wrong = 0;
    uint64_t released = 0;
    int at;
    memset(&rest, 0, sizeof rest);
    for (at = 0; at < THREADS; at++) {
        workers[at].random = UINT64_C(88172645463325252) + (uint64_t)at;
        EXPECT(pthread_create(&workers[at].thread, NULL, work, &workers[at]) == 0);
    }
    for (at = 0; at < THREADS; at++) {
        pthread_join(workers[at].thread, NULL);
        put_in_all += workers[at].put;
        wrong += workers[at].wrong;
        released += workers[at].released;
    }
    for (at = 0; at < SHARED; at++)
        hp_frame_free(shared[at]);
    EXPECT_STATUS(HP_OK, hp_baseline_publish(empty));
    drain_into(&rest);

    EXPECT(wrong == 0 && rest.wrong == 0);
    /* Every frame has gone, and each took its object with it exactly once. */
    EXPECT(released + rest.released == (uint64_t)put_in_all);
    free_frame(empty);
}

static pthread_key_t late;
static int late_status;

static void call_late(void *unused)
{
    uint64_t length = 0;
    hp_handle frame = 0;
    (void)unused;
    late_status = hp_frame_free(0) == HP_STALE_HANDLE && hp_test_panic() == HP_PANIC
        && hp_error_message(NULL, 0, &length) == HP_OK && hp_baseline_frame(&frame) == HP_OK
        && hp_frame_free(frame) == HP_OK;
}

static void *end_with_a_destructor(void *unused)
{
    /* The library's own data of this thread exists, and is gone when the destructor runs. */
    hp_handle frame = 0;
    (void)hp_frame_free(0);
    if (hp_baseline_frame(&frame) == HP_OK)
        hp_frame_free(frame);
    pthread_setspecific(late, &late);
    return unused;
}

static void a_destructor_of_thread_data_may_call_in(void)
{
    pthread_t thread;
    EXPECT(pthread_key_create(&late, call_late) == 0);

    EXPECT(pthread_create(&thread, NULL, end_with_a_destructor, NULL) == 0);
    pthread_join(thread, NULL);

    EXPECT(late_status == 1);
    pthread_key_delete(late);
}

void threads(void)
{
    RUN(a_frame_is_read_and_freed_from_another_thread);
    RUN(frames_are_made_read_and_freed_by_several_threads_at_once);
    RUN(a_destructor_of_thread_data_may_call_in);
}
