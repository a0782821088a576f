#include "scope.h"

#include <stddef.h>

hp_status context_current(struct context *context, hp_handle *frame)
{
    if (context->innermost) {
        *frame = context->innermost->frame;
        return HP_OK;
    }
    if (!context->start) {
        hp_status status = hp_baseline_frame(&context->start);
        if (status != HP_OK)
            return status;
    }
    *frame = context->start;
    return HP_OK;
}

hp_status context_start_task(struct context *task, struct context *creator)
{
    hp_handle current;
    hp_status status = context_current(creator, &current);
    *task = (struct context){.is_task = true};
    /* A child without items: the same parameters under a handle of the task's own. */
    return status == HP_OK ? hp_frame_child(current, NULL, 0, NULL, &task->start) : status;
}

hp_status context_freeze(struct context *context)
{
    hp_handle current;
    hp_status status = context_current(context, &current);
    return status == HP_OK ? hp_baseline_publish(current) : status;
}

hp_status context_assign(struct context *context, const hp_item *items, uint64_t count)
{
    hp_handle current, changed;
    hp_status status = context_current(context, &current);
    if (status != HP_OK)
        return status;
    /* First, so that a bad key is told as such also where nothing can be assigned. */
    status = hp_frame_child(current, items, count, NULL, &changed);
    if (status != HP_OK)
        return status;
    if (!context->innermost && !context->is_task) {
        status = hp_frame_free(changed);
        return status == HP_OK ? HP_SCOPE : status;
    }
    /* Scopes that are open inside keep frames of their own: there is nothing more to change. */
    if (context->innermost)
        context->innermost->frame = changed;
    else
        context->start = changed;
    return hp_frame_free(current);
}

hp_status context_base(struct context *context, const hp_item *items, uint64_t count)
{
    hp_handle current, empty, base;
    /* The first use of a thread, whatever comes of it. */
    hp_status status = context_current(context, &current);
    if (status == HP_OK)
        status = hp_frame_empty(&empty);
    if (status != HP_OK)
        return status;
    status = hp_frame_child(empty, items, count, NULL, &base);
    hp_frame_free(empty);
    if (status != HP_OK)
        return status;
    status = context->innermost || context->is_task ? HP_SCOPE : hp_baseline_publish(base);
    if (status != HP_OK) {
        hp_frame_free(base);
        return status;
    }
    context->start = base;
    return hp_frame_free(current);
}

hp_status context_end(struct context *context)
{
    hp_status status = context->start ? hp_frame_free(context->start) : HP_OK;
    *context = (struct context){0};
    return status;
}

hp_status scope_enter(struct context *context, struct scope *scope, const hp_item *items,
                      uint64_t count)
{
    hp_handle current;
    hp_status status = context_current(context, &current);
    if (status == HP_OK)
        status = hp_frame_child(current, items, count, NULL, &scope->frame);
    if (status != HP_OK)
        return status;
    scope->outer = context->innermost;
    scope->has_ended = false;
    context->innermost = scope;
    return HP_OK;
}

hp_status scope_leave(struct context *context, struct scope *scope, uint64_t *ended)
{
    struct scope *open = context->innermost;
    *ended = 0;
    if (scope->has_ended)
        return HP_OK;
    while (open && open != scope)
        open = open->outer;
    if (!open)
        return HP_SCOPE; /* it is not open here */
    for (;;) {
        struct scope *innermost = context->innermost;
        hp_status status = hp_frame_free(innermost->frame);
        context->innermost = innermost->outer;
        innermost->has_ended = true;
        if (status != HP_OK)
            return status;
        if (innermost == scope)
            return HP_OK;
        ++*ended;
    }
}
