/* Tagged values of the protocol, and values of the library that they mean. */

#ifndef TAGGED_H
#define TAGGED_H

#include "hyperparameter.h"

#include <jansson.h>
#include <stdbool.h>

/* Why a case cannot be run; the first reason stays. */
struct fault {
    char text[300];
};

void fault_set(struct fault *fault, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Memory for one step. */
struct arena {
    struct block *last;
};

void *arena_take(struct arena *arena, size_t size);
void arena_free(struct arena *arena);

/* The host objects of one case: the same name is the same token. */
struct objects {
    json_t *tokens; /* name to token */
    json_t *held;   /* those of them that frames hold or held, by name */
    uint64_t next;  /* tokens are never used again */
};

/* Items of a layer, with the memory of their values. */
struct items {
    struct arena arena;
    hp_item *all;
    size_t count, capacity;
};

void items_free(struct items *items);

/* Each answers whether it could; if not, the fault says why. */
bool items_add_value(struct items *items, const char *key, size_t length, json_t *tagged,
                     int32_t origin, struct objects *objects, struct fault *fault);
bool items_add_pairs(struct items *items, json_t *pairs, int32_t origin,
                     struct objects *objects, struct fault *fault);
bool items_add_source(struct items *items, json_t *source, uint32_t position,
                      struct objects *objects, struct fault *fault);

/* Remembers which objects went in with these items: of a layer that was refused, some may. */
void objects_hold(struct objects *objects, const struct items *items);

/* Spells a value, and frees its owner; NULL if a case has no such value. */
json_t *tagged_of(hp_value value, struct objects *objects, struct fault *fault);

/* The only tag of a tagged value, and what it holds; NULL if there is not one. */
const char *tag_of(json_t *tagged, json_t **content);

#endif
