/* What an actor does: one step after another, in a context of its own. */

#ifndef ACTOR_H
#define ACTOR_H

#include "scope.h"
#include "tagged.h"

struct actor {
    struct context context;
    struct named *entered; /* and not left by an exit yet; the latest first */
};

/* Does a step, on the thread of the actor; NULL, with a fault, if it cannot be done. */
json_t *actor_perform(struct actor *actor, const char *operation, json_t *fields,
                      struct objects *objects, struct fault *fault);

/* Leaves what is still open, as the end of a thread or task does. */
void actor_end(struct actor *actor, struct fault *fault);

/* The answer for what a status says. */
json_t *outcome_of(hp_status status, const char *scope_message, struct fault *fault);

#endif
