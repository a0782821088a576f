#include "thread.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct thread {
    pthread_t id;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    void (*work)(void *); /* NULL when there is nothing to do */
    void *argument;
    bool ends;
};

static void must(int error, const char *what)
{
    if (error) {
        fprintf(stderr, "cannot %s: error %d\n", what, error);
        exit(1);
    }
}

static void *live(void *argument)
{
    struct thread *thread = argument;
    must(pthread_mutex_lock(&thread->lock), "lock");
    for (;;) {
        while (!thread->work && !thread->ends)
            must(pthread_cond_wait(&thread->changed, &thread->lock), "wait");
        if (thread->ends)
            break;
        thread->work(thread->argument);
        thread->work = NULL;
        must(pthread_cond_broadcast(&thread->changed), "signal");
    }
    must(pthread_mutex_unlock(&thread->lock), "unlock");
    return NULL;
}

struct thread *thread_start(void)
{
    struct thread *thread = calloc(1, sizeof *thread);
    must(thread ? 0 : 1, "allocate a thread");
    must(pthread_mutex_init(&thread->lock, NULL), "make a lock");
    must(pthread_cond_init(&thread->changed, NULL), "make a condition");
    must(pthread_create(&thread->id, NULL, live, thread), "start a thread");
    return thread;
}

void thread_do(struct thread *thread, void (*work)(void *), void *argument)
{
    must(pthread_mutex_lock(&thread->lock), "lock");
    thread->work = work, thread->argument = argument;
    must(pthread_cond_broadcast(&thread->changed), "signal");
    while (thread->work)
        must(pthread_cond_wait(&thread->changed, &thread->lock), "wait");
    must(pthread_mutex_unlock(&thread->lock), "unlock");
}

void thread_end(struct thread *thread)
{
    must(pthread_mutex_lock(&thread->lock), "lock");
    thread->ends = true;
    must(pthread_cond_broadcast(&thread->changed), "signal");
    must(pthread_mutex_unlock(&thread->lock), "unlock");
    must(pthread_join(thread->id, NULL), "join");
    pthread_cond_destroy(&thread->changed);
    pthread_mutex_destroy(&thread->lock);
    free(thread);
}
