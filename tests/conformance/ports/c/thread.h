/* A thread that does what it is told, one thing after another. */

#ifndef THREAD_H
#define THREAD_H

struct thread;

struct thread *thread_start(void);

/* Has the thread do something, and waits until it is done. */
void thread_do(struct thread *thread, void (*work)(void *), void *argument);

/* Ends the thread, and waits until it has ended. */
void thread_end(struct thread *thread);

#endif
