#include "case.h"

#include "actor.h"
#include "thread.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An actor and where it lives; the thread of a task is that of its creator. */
struct member {
    struct member *next; /* younger ones first, so that tasks end before their thread */
    struct actor actor;
    struct thread *thread;
    char *name;
    bool is_task;
};

struct run {
    struct member *members;
    struct objects objects;
    struct fault *fault;
};

/* One thing to do on a thread. */
struct order {
    struct run *run;
    struct member *member, *creator;
    const char *operation;
    json_t *fields, *outcome;
};

static struct member *find(struct run *run, const char *name)
{
    struct member *member = run->members;
    while (member && strcmp(member->name, name) != 0)
        member = member->next;
    return member;
}

static struct member *add(struct run *run, const char *name, struct member *creator, bool is_task)
{
    struct member *member = calloc(1, sizeof *member);
    char *copy = strdup(name);
    if (!member || !copy) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    *member = (struct member){.next = run->members, .name = copy, .is_task = is_task,
                              .thread = is_task ? creator->thread : thread_start()};
    run->members = member;
    return member;
}

static void perform(void *argument)
{
    struct order *order = argument;
    order->outcome = actor_perform(&order->member->actor, order->operation, order->fields,
                                   &order->run->objects, order->run->fault);
}

static void begin_task(void *argument)
{
    struct order *order = argument;
    hp_status status =
        context_start_task(&order->member->actor.context, &order->creator->actor.context);
    order->outcome = outcome_of(status, "", order->run->fault);
}

static void end_actor(void *argument)
{
    struct order *order = argument;
    actor_end(&order->member->actor, order->run->fault);
}

/* Ends an actor, and with a thread the tasks that live on it. */
static void end(struct run *run, struct member *member)
{
    struct member **place = &run->members;
    struct thread *ends = member->is_task ? NULL : member->thread;
    while (*place) {
        struct member *each = *place;
        if (each != member && each->thread != ends) {
            place = &each->next;
            continue;
        }
        *place = each->next;
        thread_do(each->thread, end_actor, &(struct order){.run = run, .member = each});
        if (!each->is_task)
            thread_end(each->thread);
        free(each->name);
        free(each);
    }
}

static json_t *spawn(struct run *run, json_t *fields, struct member *creator)
{
    const char *by, *name, *kind;
    json_error_t error;
    if (json_unpack_ex(fields, &error, 0, "{s?s s:s s:s !}", "actor", &by, "name", &name, "kind",
                       &kind) != 0) {
        fault_set(run->fault, "%s", error.text);
        return NULL;
    }
    bool is_task = strcmp(kind, "task") == 0;
    if (find(run, name) || (!is_task && strcmp(kind, "thread") != 0)) {
        fault_set(run->fault, "cannot start a %s %s", kind, name);
        return NULL;
    }
    struct member *member = add(run, name, creator, is_task);
    if (!is_task)
        return outcome_of(HP_OK, "", run->fault);
    struct order order = {.run = run, .member = member, .creator = creator};
    thread_do(member->thread, begin_task, &order);
    return order.outcome;
}

static json_t *step(struct run *run, json_t *tagged)
{
    json_t *fields = NULL;
    const char *operation = tag_of(tagged, &fields), *name = "main";
    bool joins = operation && strcmp(operation, "join") == 0;
    json_t *given = json_object_get(fields, joins ? "name" : "actor");
    if (given)
        name = json_string_value(given);
    struct member *member = operation && name ? find(run, name) : NULL;
    if (!member) {
        fault_set(run->fault, "not one operation of an actor that is there");
        return NULL;
    }
    if (joins) {
        end(run, member);
        return outcome_of(HP_OK, "", run->fault);
    }
    if (strcmp(operation, "spawn") == 0)
        return spawn(run, fields, member);
    struct order order = {.run = run, .member = member, .operation = operation, .fields = fields};
    thread_do(member->thread, perform, &order);
    return order.outcome;
}

static void empty_baseline(struct fault *fault)
{
    hp_handle empty;
    if (hp_frame_empty(&empty) != HP_OK || hp_baseline_publish(empty) != HP_OK ||
        hp_frame_free(empty) != HP_OK)
        fault_set(fault, "the baseline cannot be emptied");
}

/* All frames of the case are gone, so each object that went into one has to have been released. */
static void expect_releases(struct objects *objects, struct fault *fault)
{
    uint64_t tokens[64], count;
    do {
        if (hp_objects_released(tokens, 64, &count) != HP_OK)
            count = 0;
        for (uint64_t i = 0; i < count; i++) {
            const char *name;
            json_t *token;
            void *next;
            json_object_foreach_safe(objects->held, next, name, token)
                if ((uint64_t)json_integer_value(token) == tokens[i])
                    json_object_del(objects->held, name);
        }
    } while (count == 64);
    if (json_object_size(objects->held))
        fault_set(fault, "%zu objects are still held at the end of the case",
                  json_object_size(objects->held));
}

json_t *case_run(json_t *steps, uint64_t *next, struct fault *fault)
{
    struct run run = {.fault = fault, .objects = {json_object(), json_object(), *next}};
    json_t *observed = json_array(), *tagged;
    size_t index;
    add(&run, "main", NULL, false);
    json_array_foreach(steps, index, tagged) {
        json_t *outcome = step(&run, tagged);
        if (!outcome || fault->text[0]) {
            fault_set(fault, "step %zu has no outcome", index + 1);
            json_decref(outcome);
            break;
        }
        json_array_append_new(observed, outcome);
    }
    while (run.members)
        end(&run, run.members);
    empty_baseline(fault);
    expect_releases(&run.objects, fault);
    json_decref(run.objects.tokens);
    json_decref(run.objects.held);
    *next = run.objects.next;
    if (!fault->text[0])
        return observed;
    json_decref(observed);
    return NULL;
}
