/*
 * What the tests are written with.
 *
 * A test is a function named after the behaviour it shows; RUN prints the name as a sentence.
 * EXPECT notes a difference and goes on; the behaviour fails when one was noted.
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hyperparameter.h"

#define EXPECT(condition) check_expect((condition) ? 1 : 0, #condition, __FILE__, __LINE__)
#define EXPECT_STATUS(expected, call) check_status((expected), (call), #call, __FILE__, __LINE__)
#define RUN(behaviour) check_run(behaviour, #behaviour)

/* A literal as the two arguments that text is. */
#define T(literal) (const uint8_t *)(literal), (uint64_t)(sizeof(literal) - 1)

void check_expect(int condition, const char *text, const char *file, int line);
void check_status(hp_status expected, hp_status is, const char *text, const char *file, int line);
void check_run(void (*behaviour)(void), const char *name);
void check_skip(const char *why);
/* Whether this process runs in a checker that is slow and keeps memory for itself. */
int check_is_watched(void);
/* Prints the sum; what main returns. */
int check_summary(void);

/* The message of this thread's last failure, terminated; valid until the next call in this thread. */
const char *message(void);
int message_has(const char *part);

/* Outputs that show whether they were written. */
#define UNTOUCHED_HANDLE UINT64_C(0x5a5a5a5a5a5a5a5a)
hp_value untouched_value(void);
int is_untouched(const hp_value *value);

/* Items; the text has to live until the item is used. */
hp_value value_of(int32_t kind);
hp_value value_int(int64_t integer);
hp_value value_float(double number);
hp_value value_content(int32_t kind, const void *data, uint64_t length);
hp_item item(const char *key, hp_value value);
hp_item definition(const char *text, uint32_t position);

/* Frames that have to succeed. */
hp_handle empty_frame(void);
hp_handle child_of(hp_handle parent, const hp_item *items, uint64_t count);
/* A frame with one item over nothing. */
hp_handle frame_of(hp_item only);
void free_frame(hp_handle frame);

/* Whether a value holds exactly these bytes. */
int holds(const hp_value *value, int32_t kind, const void *data, uint64_t length);

/* A packed layer while it is written. */
typedef struct layer {
    uint8_t bytes[4096];
    uint64_t length;
} layer;
void put(layer *layer, const void *bytes, uint64_t length);
void put_8(layer *layer, unsigned number);
void put_32(layer *layer, uint32_t number);
void put_64(layer *layer, uint64_t number);
/* Everything before the payload. */
void put_head(layer *layer, unsigned tag, unsigned origin, uint32_t position, const char *key);
/* A length and as many bytes. */
void put_sized(layer *layer, const char *text);

/* Memory that ends the process when it is read. */
const uint8_t *forbidden_memory(void);

/* The tests, one file each. */
void arguments(void);
void text(void);
void values(void);
void conversions(void);
void definitions(void);
void frames(void);
void layers(void);
void handles(void);
void keys(void);
void objects(void);
void mappings(void);
void parts(void);
void unset(void);
void facts(void);
void baseline(void);
void threads(void);
void processes(void);
void messages(void);

#endif
