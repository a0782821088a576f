#include "tagged.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct block {
    struct block *before;
    max_align_t memory[];
};

static void *must(void *memory)
{
    if (!memory) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

void *arena_take(struct arena *arena, size_t size)
{
    struct block *block = must(malloc(sizeof *block + (size ? size : 1)));
    block->before = arena->last;
    arena->last = block;
    return block->memory;
}

void arena_free(struct arena *arena)
{
    while (arena->last) {
        struct block *before = arena->last->before;
        free(arena->last);
        arena->last = before;
    }
}

void fault_set(struct fault *fault, const char *format, ...)
{
    va_list arguments;
    if (fault->text[0])
        return;
    va_start(arguments, format);
    vsnprintf(fault->text, sizeof fault->text, format, arguments);
    va_end(arguments);
}

const char *tag_of(json_t *tagged, json_t **content)
{
    void *place = json_object_iter(tagged);
    if (json_object_size(tagged) != 1)
        return NULL;
    *content = json_object_iter_value(place);
    return json_object_iter_key(place);
}

void items_free(struct items *items)
{
    arena_free(&items->arena);
    free(items->all);
    *items = (struct items){0};
}

static hp_item *add(struct items *items)
{
    if (items->count == items->capacity) {
        items->capacity = items->capacity ? 2 * items->capacity : 8;
        items->all = must(realloc(items->all, items->capacity * sizeof *items->all));
    }
    items->all[items->count] = (hp_item){0};
    return &items->all[items->count++];
}

static uint64_t token_of(struct objects *objects, json_t *name)
{
    json_t *token = json_object_get(objects->tokens, json_string_value(name));
    if (!token) {
        token = json_integer((json_int_t)++objects->next);
        json_object_set_new(objects->tokens, json_string_value(name), must(token));
    }
    return (uint64_t)json_integer_value(token);
}

static int digit(char c)
{
    const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

static bool bytes_of(const char *text, size_t length, struct arena *arena, hp_value *value)
{
    uint8_t *bytes = arena_take(arena, length / 2);
    for (size_t i = 0; i + 1 < length; i += 2) {
        int high = digit(text[i]), low = digit(text[i + 1]);
        if (high < 0 || low < 0)
            return false;
        bytes[i / 2] = (uint8_t)(high * 16 + low);
    }
    *value = (hp_value){.kind = HP_BYTES, .data = bytes, .length = length / 2};
    return length % 2 == 0;
}

static bool scalar_of(const char *tag, const char *text, size_t length, struct arena *arena,
                      hp_value *value)
{
    char *end = NULL;
    errno = 0;
    if (strcmp(tag, "null") == 0) {
        value->kind = HP_NULL;
        return length == 0;
    }
    if (strcmp(tag, "bool") == 0) {
        value->kind = HP_BOOL, value->integer = strcmp(text, "true") == 0;
        return value->integer || strcmp(text, "false") == 0;
    }
    if (strcmp(tag, "int") == 0) {
        value->kind = HP_INT, value->integer = strtoll(text, &end, 10);
        return length && !errno && end == text + length;
    }
    if (strcmp(tag, "float") == 0) { /* ERANGE is no error: the nearest float is what is meant */
        value->kind = HP_FLOAT, value->number = strtod(text, &end);
        return length && end == text + length;
    }
    if (strcmp(tag, "text") == 0) {
        value->kind = HP_TEXT, value->data = (const uint8_t *)text, value->length = length;
        return true;
    }
    return strcmp(tag, "bytes") == 0 && bytes_of(text, length, arena, value);
}

static bool value_of(json_t *tagged, struct arena *arena, struct objects *objects,
                     hp_value *value, struct fault *fault)
{
    json_t *content = NULL;
    const char *tag = tag_of(tagged, &content);
    *value = (hp_value){0};
    if (tag && strcmp(tag, "list") == 0 && json_is_array(content)) {
        size_t count = json_array_size(content);
        hp_value *elements = arena_take(arena, count * sizeof *elements);
        for (size_t i = 0; i < count; i++)
            if (!value_of(json_array_get(content, i), arena, objects, &elements[i], fault))
                return false;
        value->kind = HP_LIST, value->data = (const uint8_t *)elements, value->length = count;
        return true;
    }
    if (tag && strcmp(tag, "nested") == 0 && json_is_string(content)) {
        long depth = strtol(json_string_value(content), NULL, 10);
        *value = (hp_value){.kind = HP_LIST};
        while (--depth > 0) {
            hp_value *inner = arena_take(arena, sizeof *inner);
            *inner = *value;
            *value = (hp_value){.kind = HP_LIST, .data = (const uint8_t *)inner, .length = 1};
        }
        return true;
    }
    if (tag && strcmp(tag, "map") == 0 && json_is_array(content)) {
        size_t count = json_array_size(content), length;
        hp_value *entries = arena_take(arena, 2 * count * sizeof *entries);
        for (size_t i = 0; i < count; i++) {
            const char *key;
            json_t *inner;
            if (json_unpack(json_array_get(content, i), "[s%o!]", &key, &length, &inner) != 0) {
                fault_set(fault, "not a pair of key and value");
                return false;
            }
            entries[2 * i] = (hp_value){.kind = HP_TEXT, .data = (const uint8_t *)key, .length = length};
            if (!value_of(inner, arena, objects, &entries[2 * i + 1], fault))
                return false;
        }
        value->kind = HP_MAP, value->data = (const uint8_t *)entries, value->length = 2 * count;
        return true;
    }
    if (tag && strcmp(tag, "object") == 0 && json_is_string(content)) {
        value->kind = HP_OBJECT, value->integer = (int64_t)token_of(objects, content);
        value->data = (const uint8_t *)"Host", value->length = 4;
        return true;
    }
    if (tag && json_is_string(content) &&
        scalar_of(tag, json_string_value(content), json_string_length(content), arena, value))
        return true;
    fault_set(fault, "this port has no such value: %s", tag ? tag : "not one tag");
    return false;
}

bool items_add_value(struct items *items, const char *key, size_t length, json_t *tagged,
                     int32_t origin, struct objects *objects, struct fault *fault)
{
    hp_item *item = add(items);
    item->key = (const uint8_t *)key, item->key_length = length, item->origin = origin;
    return value_of(tagged, &items->arena, objects, &item->value, fault);
}

/* Nested mappings are written out as paths: the library has no mapping of mixed kinds. */
static bool add_below(struct items *items, const char *path, size_t path_length, json_t *pairs,
                      int32_t origin, struct objects *objects, struct fault *fault)
{
    size_t index;
    json_t *pair;
    json_array_foreach(pairs, index, pair) {
        const char *name, *key;
        size_t length;
        json_t *tagged, *content = NULL;
        if (json_unpack(pair, "[s%o!]", &name, &length, &tagged) != 0) {
            fault_set(fault, "not a pair of key and value");
            return false;
        }
        key = name;
        if (path) {
            char *joined = arena_take(&items->arena, path_length + 1 + length);
            memcpy(joined, path, path_length);
            joined[path_length] = '.';
            memcpy(joined + path_length + 1, name, length);
            key = joined, length += path_length + 1;
        }
        const char *tag = tag_of(tagged, &content);
        bool added = tag && strcmp(tag, "mapping") == 0
                         ? add_below(items, key, length, content, origin, objects, fault)
                         : items_add_value(items, key, length, tagged, origin, objects, fault);
        if (!added)
            return false;
    }
    return true;
}

bool items_add_pairs(struct items *items, json_t *pairs, int32_t origin,
                     struct objects *objects, struct fault *fault)
{
    return add_below(items, NULL, 0, pairs, origin, objects, fault);
}

static bool add_untyped(struct items *items, json_t *pairs, struct fault *fault)
{
    size_t index;
    json_t *pair;
    json_array_foreach(pairs, index, pair) {
        const char *key, *text;
        size_t key_length, length;
        if (json_unpack(pair, "[s%s%!]", &key, &key_length, &text, &length) != 0) {
            fault_set(fault, "not a pair of key and text");
            return false;
        }
        hp_item *item = add(items);
        item->key = (const uint8_t *)key, item->key_length = key_length;
        item->origin = HP_FROM_MAPPING, item->value.kind = HP_UNTYPED;
        item->value.data = (const uint8_t *)text, item->value.length = length;
    }
    return true;
}

bool items_add_source(struct items *items, json_t *source, uint32_t position,
                      struct objects *objects, struct fault *fault)
{
    json_t *content = NULL;
    const char *tag = tag_of(source, &content);
    if (tag && strcmp(tag, "define") == 0 && json_is_string(content)) {
        hp_item *item = add(items);
        item->position = position, item->value.kind = HP_UNTYPED;
        item->value.data = (const uint8_t *)json_string_value(content);
        item->value.length = json_string_length(content);
        return true;
    }
    if (tag && strcmp(tag, "mapping") == 0 && json_is_array(content))
        return items_add_pairs(items, content, HP_FROM_MAPPING, objects, fault);
    if (tag && strcmp(tag, "untyped") == 0 && json_is_array(content))
        return add_untyped(items, content, fault);
    if (tag && strcmp(tag, "unset") == 0 && json_is_array(content)) {
        size_t index;
        json_t *key;
        json_array_foreach(content, index, key) {
            hp_item *item = add(items);
            item->key = (const uint8_t *)json_string_value(key);
            item->key_length = json_string_length(key), item->value.kind = HP_UNSET;
        }
        return true;
    }
    fault_set(fault, "no such source: %s", tag ? tag : "not one tag");
    return false;
}

void objects_hold(struct objects *objects, const struct items *items)
{
    const char *name;
    json_t *token;
    for (size_t i = 0; i < items->count; i++)
        json_object_foreach(objects->tokens, name, token)
            if (items->all[i].value.kind == HP_OBJECT &&
                json_integer_value(token) == items->all[i].value.integer)
                json_object_set(objects->held, name, token);
}

static json_t *list_of(hp_value list, struct objects *objects, struct fault *fault)
{
    json_t *elements = json_array();
    for (uint64_t i = 0; elements && i < list.length; i++) {
        hp_value element;
        json_t *tagged = NULL;
        if (hp_value_at(list.owner, i, &element) == HP_OK)
            tagged = tagged_of(element, objects, fault);
        if (!tagged) {
            fault_set(fault, "cannot read element %" PRIu64 " of a list", i);
            json_decref(elements);
            return NULL;
        }
        json_array_append_new(elements, tagged);
    }
    return json_pack("{s:o}", "list", elements);
}

static json_t *map_of(hp_value map, struct objects *objects, struct fault *fault)
{
    json_t *pairs = json_array();
    for (uint64_t i = 0; i + 1 < map.length; i += 2) {
        hp_value key, value;
        json_t *tagged = NULL;
        if (hp_value_at(map.owner, i, &key) == HP_OK && hp_value_at(map.owner, i + 1, &value) == HP_OK)
            tagged = tagged_of(value, objects, fault);
        if (!tagged) {
            fault_set(fault, "cannot read entry %" PRIu64 " of a mapping", i / 2);
            json_decref(pairs);
            return NULL;
        }
        json_array_append_new(pairs, json_pack("[s%o]", key.length ? (const char *)key.data : "",
                                               (size_t)key.length, tagged));
    }
    return json_pack("{s:o}", "map", pairs);
}

static json_t *object_of(hp_value value, struct objects *objects, struct fault *fault)
{
    const char *name;
    json_t *token;
    json_object_foreach(objects->tokens, name, token)
        if (json_integer_value(token) == value.integer)
            return json_pack("{s:s}", "object", name);
    fault_set(fault, "no object of this case has the token %" PRId64, value.integer);
    return NULL;
}

static json_t *hexadecimal_of(hp_value value)
{
    char *text = must(malloc(2 * value.length + 1));
    for (uint64_t i = 0; i < value.length; i++)
        sprintf(text + 2 * i, "%02x", value.data[i]);
    json_t *tagged = json_pack("{s:s%}", "bytes", text, (size_t)(2 * value.length));
    free(text);
    return tagged;
}

json_t *tagged_of(hp_value value, struct objects *objects, struct fault *fault)
{
    char text[40];
    json_t *tagged = NULL;
    switch (value.kind) {
    case HP_NULL:
        tagged = json_pack("{s:s}", "null", "");
        break;
    case HP_BOOL:
        tagged = json_pack("{s:s}", "bool", value.integer ? "true" : "false");
        break;
    case HP_INT:
        snprintf(text, sizeof text, "%" PRId64, value.integer);
        tagged = json_pack("{s:s}", "int", text);
        break;
    case HP_FLOAT: /* 17 digits name every float; the sign of a NaN is nobody's */
        snprintf(text, sizeof text, "%.17g", isnan(value.number) ? fabs(value.number) : value.number);
        tagged = json_pack("{s:s}", "float", text);
        break;
    case HP_TEXT:
        tagged = json_pack("{s:s%}", "text", value.length ? (const char *)value.data : "",
                           (size_t)value.length);
        break;
    case HP_BYTES:
        tagged = hexadecimal_of(value);
        break;
    case HP_LIST:
        tagged = list_of(value, objects, fault);
        break;
    case HP_MAP:
        tagged = map_of(value, objects, fault);
        break;
    case HP_OBJECT:
        tagged = object_of(value, objects, fault);
        break;
    }
    if (!tagged)
        fault_set(fault, "a case has no value of kind %d", (int)value.kind);
    if (hp_value_free(value.owner) != HP_OK)
        fault_set(fault, "the owner of a value cannot be freed");
    return tagged;
}
