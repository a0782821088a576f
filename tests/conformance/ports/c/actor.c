#include "actor.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* An open scope under the name that the case gives it. */
struct named {
    struct scope scope; /* first, so that a scope of this file is one of these */
    char name[];
};

static const char *const CLASSES[] = {
    [HP_INVALID_KEY - HP_INVALID_KEY] = "invalid_key", [HP_MISSING - HP_INVALID_KEY] = "missing",
    [HP_CONVERSION - HP_INVALID_KEY] = "conversion",   [HP_DEFINITION - HP_INVALID_KEY] = "definition",
    [HP_LIMIT - HP_INVALID_KEY] = "limit",             [HP_SCOPE - HP_INVALID_KEY] = "scope",
};

json_t *outcome_of(hp_status status, const char *scope_message, struct fault *fault)
{
    uint8_t message[1000];
    uint64_t length = 0;
    if (status == HP_OK)
        return json_pack("{s:s}", "done", "");
    if (status == HP_ABSENT)
        return json_pack("{s:s}", "default", "");
    if (status == HP_SCOPE) /* it comes from scope.c, of which the library knows nothing */
        return json_pack("{s:s, s:s}", "error", "scope", "message", scope_message);
    hp_error_message(message, sizeof message, &length);
    if (length > sizeof message)
        length = sizeof message;
    if (status == HP_TOO_LONG) /* every length here is that of a text, and only a key has a limit */
        status = HP_INVALID_KEY;
    if (status < HP_INVALID_KEY || status > HP_SCOPE) { /* this port has misused the library */
        fault_set(fault, "status %d: %.*s", (int)status, (int)length, (const char *)message);
        return NULL;
    }
    return json_pack("{s:s, s:s%}", "error", CLASSES[status - HP_INVALID_KEY], "message", message,
                     (size_t)length);
}

/* What came of a read: the value, or what the status says. */
static json_t *read_outcome(hp_status status, hp_value value, struct objects *objects,
                            struct fault *fault)
{
    return status == HP_OK ? tagged_of(value, objects, fault) : outcome_of(status, "", fault);
}

static bool unpacks(json_t *fields, struct fault *fault, const char *format, ...)
{
    json_error_t error;
    va_list places;
    va_start(places, format);
    int result = json_vunpack_ex(fields, &error, 0, format, places);
    va_end(places);
    if (result != 0)
        fault_set(fault, "%s", error.text);
    return result == 0;
}

static json_t *enter(struct actor *actor, json_t *fields, struct objects *objects,
                     struct fault *fault)
{
    const char *by, *name;
    size_t length, index;
    json_t *sources = NULL, *keywords = NULL, *source;
    struct items items = {0};
    bool added = unpacks(fields, fault, "{s?s s:s% s?o s?o !}", "actor", &by, "scope", &name,
                         &length, "sources", &sources, "keywords", &keywords);
    json_array_foreach(sources, index, source)
        added = added && items_add_source(&items, source, (uint32_t)index + 1, objects, fault);
    added = added && items_add_pairs(&items, keywords, HP_FROM_KEYWORD, objects, fault);
    struct named *named = added ? malloc(sizeof *named + length + 1) : NULL;
    json_t *outcome = NULL;
    if (named) {
        memcpy(named->name, name, length + 1);
        hp_status status = scope_enter(&actor->context, &named->scope, items.all, items.count);
        outcome = outcome_of(status, "", fault);
        if (status == HP_OK)
            objects_hold(objects, &items);
        else
            free(named);
    }
    items_free(&items);
    return outcome;
}

static json_t *leave(struct actor *actor, json_t *fields, struct fault *fault)
{
    const char *by, *name;
    if (!unpacks(fields, fault, "{s?s s:s !}", "actor", &by, "scope", &name))
        return NULL;
    for (struct scope *scope = actor->context.innermost; scope; scope = scope->outer) {
        struct named *named = (struct named *)scope;
        if (strcmp(named->name, name) == 0) {
            hp_status status = scope_leave(&actor->context, scope);
            free(named);
            return outcome_of(status, "scope left out of order: one opened inside it is still open",
                              fault);
        }
    }
    fault_set(fault, "no scope %s is open", name);
    return NULL;
}

static int32_t want_of(const char *tag)
{
    static const struct {
        const char *tag;
        int32_t want;
    } WANTS[] = {
        {"null", HP_WANT_INTERPRETED},
        {"bool", HP_WANT_BOOL | HP_WANT_NULLABLE},
        {"int", HP_WANT_INT | HP_WANT_NULLABLE},
        {"float", HP_WANT_FLOAT | HP_WANT_NULLABLE},
        {"text", HP_WANT_TEXT | HP_WANT_NULLABLE},
        {"bytes", HP_WANT_BYTES | HP_WANT_NULLABLE},
        {"list", HP_WANT_LIST | HP_WANT_NULLABLE},
        {"object", HP_WANT_INTERPRETED}, /* there is no want for what only the host knows */
    };
    for (size_t i = 0; tag && i < sizeof WANTS / sizeof *WANTS; i++)
        if (strcmp(tag, WANTS[i].tag) == 0)
            return WANTS[i].want;
    return -1;
}

/* There are two ways to read, which have to agree but for what is missing. */
static json_t *read(hp_handle frame, json_t *fields, struct objects *objects, struct fault *fault)
{
    const char *by, *key;
    size_t length;
    json_t *fallback, *content = NULL;
    hp_value value = {0}, again = {0};
    if (!unpacks(fields, fault, "{s?s s:s% s:o !}", "actor", &by, "key", &key, &length, "default",
                 &fallback))
        return NULL;
    const char *tag = tag_of(fallback, &content);
    int32_t want = want_of(tag);
    if (want < 0) {
        fault_set(fault, "no default: %s", tag ? tag : "not one tag");
        return NULL;
    }
    const uint8_t *bytes = (const uint8_t *)key;
    hp_status status = hp_frame_get(frame, bytes, length, want, &value);
    if (status == HP_OK && strcmp(tag, "object") == 0 && value.kind != HP_OBJECT &&
        value.kind != HP_NULL) {
        hp_value_free(value.owner);
        return outcome_of(hp_frame_refuse(frame, bytes, length, (const uint8_t *)"Host", 4), "", fault);
    }
    json_t *outcome = read_outcome(status, value, objects, fault);
    hp_status required = hp_frame_require(frame, bytes, length, want, &again);
    if (status == HP_ABSENT && required == HP_MISSING)
        return outcome;
    json_t *other = read_outcome(required, again, objects, fault);
    if (!json_equal(outcome, other))
        fault_set(fault, "hp_frame_get and hp_frame_require disagree about %s", key);
    json_decref(other);
    return outcome;
}

static json_t *ask(hp_handle frame, const char *operation, json_t *fields, struct objects *objects,
                   struct fault *fault)
{
    const char *by, *key;
    size_t length;
    hp_value value = {0};
    if (!unpacks(fields, fault, "{s?s s:s% !}", "actor", &by, "key", &key, &length))
        return NULL;
    const uint8_t *bytes = (const uint8_t *)key;
    if (strcmp(operation, "require") == 0)
        return read_outcome(hp_frame_require(frame, bytes, length, HP_WANT_INTERPRETED, &value),
                            value, objects, fault);
    int32_t holds = 0;
    hp_status status;
    if (strcmp(operation, "truth") == 0) {
        status = hp_frame_truth(frame, bytes, length, &holds);
    } else {
        status = hp_frame_get(frame, bytes, length, HP_WANT_STORED, &value);
        hp_value_free(value.owner);
        holds = status == HP_OK;
        status = status == HP_ABSENT ? HP_OK : status;
    }
    return read_outcome(status, (hp_value){.kind = HP_BOOL, .integer = holds}, objects, fault);
}

static json_t *assign(struct actor *actor, json_t *fields, struct objects *objects,
                      struct fault *fault)
{
    const char *by, *key;
    size_t length;
    json_t *tagged, *outcome = NULL;
    struct items items = {0};
    if (unpacks(fields, fault, "{s?s s:s% s:o !}", "actor", &by, "key", &key, &length, "value",
                &tagged) &&
        items_add_value(&items, key, length, tagged, HP_ASSIGNED, objects, fault)) {
        hp_status status = context_assign(&actor->context, items.all, items.count);
        if (status == HP_OK)
            objects_hold(objects, &items);
        outcome = outcome_of(status, "cannot assign in this thread with no scope open", fault);
    }
    items_free(&items);
    return outcome;
}

static json_t *item_of(hp_handle frame, hp_value key, struct objects *objects, struct fault *fault,
                       hp_status *status)
{
    hp_value value = {0};
    *status = hp_frame_require(frame, key.data, key.length, HP_WANT_INTERPRETED, &value);
    json_t *tagged = read_outcome(*status, value, objects, fault);
    return *status == HP_OK ? json_pack("[s%o]", key.data, (size_t)key.length, tagged) : tagged;
}

static json_t *list(hp_handle frame, const char *operation, json_t *fields,
                    struct objects *objects, struct fault *fault)
{
    const char *by, *prefix;
    size_t length;
    hp_value keys, key;
    if (!unpacks(fields, fault, "{s?s s:s% !}", "actor", &by, "prefix", &prefix, &length))
        return NULL;
    hp_status status = hp_frame_keys(frame, (const uint8_t *)prefix, length, &keys);
    if (status != HP_OK)
        return outcome_of(status, "", fault);
    json_t *found = json_array(), *outcome = NULL;
    for (uint64_t i = 0; i < keys.length && status == HP_OK; i++) {
        status = hp_value_at(keys.owner, i, &key);
        json_t *one = status != HP_OK ? outcome_of(status, "", fault)
                      : strcmp(operation, "keys") == 0
                          ? json_stringn((const char *)key.data, key.length)
                          : item_of(frame, key, objects, fault, &status);
        if (status == HP_OK)
            json_array_append_new(found, one);
        else
            outcome = one;
    }
    hp_value_free(keys.owner);
    if (status == HP_OK)
        return json_pack("{s:o}", operation, found);
    json_decref(found);
    return outcome;
}

json_t *actor_perform(struct actor *actor, const char *operation, json_t *fields,
                      struct objects *objects, struct fault *fault)
{
    hp_handle frame;
    hp_status status = context_current(&actor->context, &frame);
    const char *by;
    if (status != HP_OK)
        return outcome_of(status, "", fault);
    if (strcmp(operation, "enter") == 0)
        return enter(actor, fields, objects, fault);
    if (strcmp(operation, "exit") == 0)
        return leave(actor, fields, fault);
    if (strcmp(operation, "read") == 0)
        return read(frame, fields, objects, fault);
    if (strcmp(operation, "require") == 0 || strcmp(operation, "contains") == 0 ||
        strcmp(operation, "truth") == 0)
        return ask(frame, operation, fields, objects, fault);
    if (strcmp(operation, "assign") == 0)
        return assign(actor, fields, objects, fault);
    if (strcmp(operation, "keys") == 0 || strcmp(operation, "items") == 0)
        return list(frame, operation, fields, objects, fault);
    if (strcmp(operation, "freeze") == 0 && unpacks(fields, fault, "{s?s !}", "actor", &by))
        return outcome_of(context_freeze(&actor->context), "", fault);
    fault_set(fault, "no such operation: %s", operation);
    return NULL;
}

void actor_end(struct actor *actor, struct fault *fault)
{
    while (actor->context.innermost) {
        struct scope *scope = actor->context.innermost;
        if (scope_leave(&actor->context, scope) != HP_OK)
            fault_set(fault, "cannot leave %s at the end", ((struct named *)scope)->name);
        free(scope);
    }
    if (context_end(&actor->context) != HP_OK)
        fault_set(fault, "cannot end an actor");
}
