#include "actor.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A scope under the name that the case gives it. */
struct named {
    struct scope scope;
    struct named *before;
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

/* The sources and the keywords of a step. */
static bool layer_of(json_t *sources, json_t *keywords, struct items *items,
                     struct objects *objects, struct fault *fault)
{
    json_t *source;
    size_t index;
    bool added = true;
    json_array_foreach(sources, index, source)
        added = added && items_add_source(items, source, (uint32_t)index + 1, objects, fault);
    return added && items_add_pairs(items, keywords, HP_FROM_KEYWORD, objects, fault);
}

/* How many times a step is done: once, where it does not say. */
static long times_of(const char *times)
{
    return times ? strtol(times, NULL, 10) : 1;
}

static json_t *enter_once(struct actor *actor, const char *name, size_t length,
                          struct items *items, struct objects *objects, struct fault *fault)
{
    struct named *named = malloc(sizeof *named + length + 1);
    if (!named)
        return NULL;
    memcpy(named->name, name, length + 1);
    hp_status status = scope_enter(&actor->context, &named->scope, items->all, items->count);
    if (status == HP_OK) {
        objects_hold(objects, items);
        named->before = actor->entered;
        actor->entered = named;
    } else {
        free(named);
    }
    return outcome_of(status, "", fault);
}

static json_t *enter(struct actor *actor, json_t *fields, struct objects *objects,
                     struct fault *fault)
{
    const char *by, *name, *times = NULL;
    size_t length;
    json_t *sources = NULL, *keywords = NULL, *outcome = NULL;
    struct items items = {0};
    if (unpacks(fields, fault, "{s?s s:s% s?o s?o s?s !}", "actor", &by, "scope", &name, &length,
                "sources", &sources, "keywords", &keywords, "times", &times) &&
        layer_of(sources, keywords, &items, objects, fault)) {
        for (long i = times_of(times); i > 0 && (!outcome || json_object_get(outcome, "done")); i--) {
            json_decref(outcome);
            outcome = enter_once(actor, name, length, &items, objects, fault);
        }
    }
    items_free(&items);
    return outcome;
}

static json_t *leave_once(struct actor *actor, const char *name, struct fault *fault)
{
    struct named **place = &actor->entered;
    while (*place && strcmp((*place)->name, name) != 0)
        place = &(*place)->before;
    if (!*place) {
        fault_set(fault, "no scope %s is open", name);
        return NULL;
    }
    struct named *named = *place;
    uint64_t ended;
    *place = named->before;
    hp_status status = scope_leave(&actor->context, &named->scope, &ended);
    free(named);
    if (status == HP_OK && ended)
        return json_pack("{s:s, s:s}", "warning", "scope", "message",
                         "scopes that were opened inside it have ended with it");
    return outcome_of(status, "this scope is not open here", fault);
}

static json_t *leave(struct actor *actor, json_t *fields, struct fault *fault)
{
    const char *by, *name, *times = NULL;
    json_t *outcome = NULL;
    if (!unpacks(fields, fault, "{s?s s:s s?s !}", "actor", &by, "scope", &name, "times", &times))
        return NULL;
    for (long i = times_of(times); i > 0 && (!outcome || json_object_get(outcome, "done")); i--) {
        json_decref(outcome);
        outcome = leave_once(actor, name, fault);
        if (!outcome)
            break;
    }
    return outcome;
}

static json_t *base(struct actor *actor, json_t *fields, struct objects *objects,
                    struct fault *fault)
{
    const char *by;
    json_t *sources = NULL, *keywords = NULL, *outcome = NULL;
    struct items items = {0};
    if (unpacks(fields, fault, "{s?s s?o s?o !}", "actor", &by, "sources", &sources, "keywords",
                &keywords) &&
        layer_of(sources, keywords, &items, objects, fault)) {
        hp_status status = context_base(&actor->context, items.all, items.count);
        if (status == HP_OK)
            objects_hold(objects, &items);
        outcome = outcome_of(status, "a scope is open here", fault);
    }
    items_free(&items);
    return outcome;
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
        {"nested", HP_WANT_LIST | HP_WANT_NULLABLE},
        {"object", HP_WANT_INTERPRETED}, /* there is no want for what only the host knows */
    };
    for (size_t i = 0; tag && i < sizeof WANTS / sizeof *WANTS; i++)
        if (strcmp(tag, WANTS[i].tag) == 0)
            return WANTS[i].want;
    return -1;
}

/* What each element is wanted as, where all of a default's are of one of these kinds; -1 where not. */
static int32_t want_of_elements(json_t *elements)
{
    const char *first = NULL;
    json_t *element, *content;
    size_t index;
    json_array_foreach(elements, index, element) {
        const char *tag = tag_of(element, &content);
        if (!tag || (first && strcmp(tag, first) != 0))
            return -1;
        first = tag;
    }
    for (size_t i = 0; first && i < 4; i++)
        if (strcmp(first, (const char *const[]){"bool", "int", "float", "text"}[i]) == 0)
            return want_of(first);
    return -1;
}

/*
 * One value toward a kind. Where text is wanted and null was not asked for, untyped text that
 * spells null is a word; a null value is null all the same.
 */
static hp_status converted(hp_handle frame, const char *key, size_t length, size_t index,
                           const hp_value *element, int32_t want, hp_value *value)
{
    char place[30];
    snprintf(place, sizeof place, "[%zu]", index);
    if (want == (HP_WANT_TEXT | HP_WANT_NULLABLE) && element->kind != HP_NULL)
        want = HP_WANT_TEXT;
    return hp_convert(frame, (const uint8_t *)key, length, (const uint8_t *)place, strlen(place),
                      element, want, value);
}

/* A list, each element of which is converted by itself. */
static json_t *elements(hp_handle frame, const char *key, size_t length, int32_t want,
                        struct objects *objects, struct fault *fault)
{
    hp_value list = {0};
    hp_status status = hp_frame_get(frame, (const uint8_t *)key, length,
                                    HP_WANT_ELEMENTS | HP_WANT_NULLABLE, &list);
    if (status != HP_OK || list.kind == HP_NULL)
        return read_outcome(status, list, objects, fault);
    json_t *found = json_array(), *outcome = NULL;
    for (uint64_t i = 0; i < list.length && !outcome; i++) {
        hp_value element = {0}, value = {0};
        status = hp_value_at(list.owner, i, &element);
        if (status == HP_OK)
            status = converted(frame, key, length, i, &element, want, &value);
        hp_value_free(element.owner);
        json_t *one = read_outcome(status, value, objects, fault);
        if (status == HP_OK)
            json_array_append_new(found, one);
        else
            outcome = one;
    }
    hp_value_free(list.owner);
    if (!outcome)
        return json_pack("{s:o}", "list", found);
    json_decref(found);
    return outcome;
}

/* Toward text that is not said to be optional, untyped text is a word, also where it spells null. */
static int32_t want_of_text(hp_handle frame, const uint8_t *key, size_t length)
{
    hp_value stored = {0};
    hp_status status = hp_frame_get(frame, key, length, HP_WANT_STORED, &stored);
    hp_value_free(stored.owner);
    bool is_null = status == HP_OK && stored.kind == HP_NULL;
    return is_null ? HP_WANT_TEXT | HP_WANT_NULLABLE : HP_WANT_TEXT;
}

/* As hp_frame_get, by a key that is prepared for it. */
static hp_status get_by_key(hp_handle frame, const uint8_t *key, size_t length, int32_t want,
                            hp_value *value)
{
    hp_handle prepared = 0;
    hp_status status = hp_key_new(key, length, &prepared);
    if (status != HP_OK)
        return status;
    status = hp_frame_get_key(frame, prepared, want, value);
    hp_key_free(prepared);
    return status;
}

/* There are three ways to read, which have to agree but for what is missing. */
static json_t *read(hp_handle frame, json_t *fields, struct objects *objects, struct fault *fault)
{
    const char *by, *key, *optional = NULL;
    size_t length;
    json_t *fallback, *content = NULL;
    hp_value value = {0}, again = {0}, prepared = {0};
    if (!unpacks(fields, fault, "{s?s s:s% s:o s?s !}", "actor", &by, "key", &key, &length,
                 "default", &fallback, "optional", &optional))
        return NULL;
    const char *tag = tag_of(fallback, &content);
    int32_t want = want_of(tag);
    if (want < 0) {
        fault_set(fault, "no default: %s", tag ? tag : "not one tag");
        return NULL;
    }
    const uint8_t *bytes = (const uint8_t *)key;
    if (strcmp(tag, "text") == 0 && !optional)
        want = want_of_text(frame, bytes, length);
    int32_t each = strcmp(tag, "list") == 0 ? want_of_elements(content) : -1;
    if (each >= 0)
        return elements(frame, key, length, each, objects, fault);
    hp_status status = hp_frame_get(frame, bytes, length, want, &value);
    if (status == HP_OK && strcmp(tag, "object") == 0 && value.kind != HP_OBJECT &&
        value.kind != HP_NULL) {
        hp_value_free(value.owner);
        status = hp_frame_refuse(frame, bytes, length, NULL, 0, NULL, (const uint8_t *)"Host", 4);
        return outcome_of(status, "", fault);
    }
    json_t *outcome = read_outcome(status, value, objects, fault);
    hp_status by_key = get_by_key(frame, bytes, length, want, &prepared);
    json_t *same = read_outcome(by_key, prepared, objects, fault);
    if (!json_equal(outcome, same))
        fault_set(fault, "hp_frame_get and hp_frame_get_key disagree about %s", key);
    json_decref(same);
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
    hp_status status = hp_frame_get(frame, bytes, length, HP_WANT_STORED, &value);
    hp_value_free(value.owner);
    int holds = status == HP_OK;
    status = status == HP_ABSENT ? HP_OK : status;
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
        outcome = outcome_of(status, "cannot assign with no scope open", fault);
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
    if (strcmp(operation, "require") == 0 || strcmp(operation, "contains") == 0)
        return ask(frame, operation, fields, objects, fault);
    if (strcmp(operation, "assign") == 0)
        return assign(actor, fields, objects, fault);
    if (strcmp(operation, "keys") == 0 || strcmp(operation, "items") == 0)
        return list(frame, operation, fields, objects, fault);
    if (strcmp(operation, "freeze") == 0 && unpacks(fields, fault, "{s?s !}", "actor", &by))
        return outcome_of(context_freeze(&actor->context), "", fault);
    if (strcmp(operation, "base") == 0)
        return base(actor, fields, objects, fault);
    fault_set(fault, "no such operation: %s", operation);
    return NULL;
}

void actor_end(struct actor *actor, struct fault *fault)
{
    while (actor->entered) {
        struct named *latest = actor->entered;
        uint64_t ended;
        if (scope_leave(&actor->context, &latest->scope, &ended) != HP_OK)
            fault_set(fault, "cannot leave %s at the end", latest->name);
        actor->entered = latest->before;
        free(latest);
    }
    if (context_end(&actor->context) != HP_OK)
        fault_set(fault, "cannot end an actor");
}
