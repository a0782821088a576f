/*
 * Scopes for a language that has none of its own: which frame is current where.
 *
 * The library knows frames alone; this is what a host adds to them (SCOPE 1, 5 and 7,
 * THREAD 1 to 3). It depends on nothing but the library's header.
 */

#ifndef SCOPE_H
#define SCOPE_H

#include "hyperparameter.h"

#include <stdbool.h>

/* A scope. The caller keeps it in place from entering to leaving. */
struct scope {
    struct scope *outer;
    hp_handle frame;
    bool has_ended; /* with one outside of it */
};

/* What a thread or a task has: one at a time uses it. All 0 is a thread's before its first use. */
struct context {
    struct scope *innermost;
    hp_handle start; /* the frame below all scopes; 0 before the first use */
    bool is_task;
};

/* Each answers a status of the library; HP_SCOPE comes from here, and has no message there. */

/* Gives the current frame, which stays the context's. A thread takes the baseline at its first use. */
hp_status context_current(struct context *context, hp_handle *frame);

/* Begins a task, with the frame that is current in its creator. */
hp_status context_start_task(struct context *task, struct context *creator);

/* Publishes the current frame as the baseline. */
hp_status context_freeze(struct context *context);

/* Changes the innermost scope; with none open, the task. In a thread that is HP_SCOPE. */
hp_status context_assign(struct context *context, const hp_item *items, uint64_t count);

/* Frees what the context has. Its scopes are left before. */
hp_status context_end(struct context *context);

/*
 * Makes the items alone what lies under all scopes of this context, and the baseline.
 * With a scope open, and in a task, it is HP_SCOPE.
 */
hp_status context_base(struct context *context, const hp_item *items, uint64_t count);

/* Opens a scope; after a failure it is not open. */
hp_status scope_enter(struct context *context, struct scope *scope, const hp_item *items,
                      uint64_t count);

/*
 * Leaves a scope, and with it those inside it that are still open: `ended` tells how many.
 * Leaving one of them later does nothing. HP_SCOPE says that it was never open here.
 */
hp_status scope_leave(struct context *context, struct scope *scope, uint64_t *ended);

#endif
