/*
 * A training loop that reads its parameters where it needs them, in C.
 *
 *     cargo build --release
 *     cc -I bindings/c/include bindings/c/examples/quickstart.c -L target/release -lhyperparameter_capi -o quickstart
 *     LD_LIBRARY_PATH=target/release ./quickstart train.lr=5e-4
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hyperparameter.h"

/* Says what went wrong and ends the program. */
static void fail(void)
{
    uint8_t message[512];
    uint64_t length = 0;
    hp_error_message(message, sizeof message, &length);
    if (length > sizeof message)
        length = sizeof message;
    fprintf(stderr, "quickstart: %.*s\n", (int)length, (const char *)message);
    exit(1);
}

/* A float parameter, or the default where it is not set. A value that is no float is an error, never the default. */
static double float_or(hp_handle frame, const char *key, double otherwise)
{
    hp_value value;
    switch (hp_frame_get(frame, (const uint8_t *)key, strlen(key), HP_WANT_FLOAT, &value)) {
    case HP_OK:
        return value.number;
    case HP_ABSENT:
        return otherwise;
    default:
        fail();
        return otherwise;
    }
}

static void train(hp_handle frame, const char *where)
{
    printf("%s: train.lr = %g, train.momentum = %g\n", where, float_or(frame, "train.lr", 0.001),
           float_or(frame, "train.momentum", 0.9));
}

int main(int count, char **arguments)
{
    hp_handle nothing, program, trial, baseline;
    hp_item *given;
    hp_item momentum;
    hp_value value;
    int at;

    if (hp_abi_version() != HP_ABI_VERSION) {
        fputs("quickstart: the library does not belong to this header\n", stderr);
        return 1;
    }
    if (hp_frame_empty(&nothing) != HP_OK)
        fail();
    train(nothing, "defaults");

    /* Arguments are definitions: their values stay text until they are read as something. */
    given = (hp_item *)calloc((size_t)count, sizeof *given);
    if (given == NULL)
        return 1;
    for (at = 1; at < count; at++) {
        given[at - 1].value.kind = HP_UNTYPED;
        given[at - 1].value.data = (const uint8_t *)arguments[at];
        given[at - 1].value.length = strlen(arguments[at]);
        given[at - 1].position = (uint32_t)at;
    }
    if (hp_frame_child(nothing, given, (uint64_t)count - 1, NULL, &program) != HP_OK)
        fail();
    free(given);
    train(program, "arguments");

    /* A child overrides for as long as it is used; its parent stays as it is. */
    memset(&momentum, 0, sizeof momentum);
    momentum.key = (const uint8_t *)"train.momentum";
    momentum.key_length = strlen("train.momentum");
    momentum.value.kind = HP_FLOAT;
    momentum.value.number = 0.5;
    if (hp_frame_child(program, &momentum, 1, NULL, &trial) != HP_OK)
        fail();
    train(trial, "trial");
    train(program, "after the trial");

    /* The baseline is what other threads, in any language of this process, start from. */
    if (hp_baseline_publish(program) != HP_OK || hp_baseline_frame(&baseline) != HP_OK)
        fail();
    train(baseline, "baseline");

    /* A required parameter that is missing is an error with a message. */
    if (hp_frame_require(trial, (const uint8_t *)"train.momentun", 14, HP_WANT_FLOAT, &value) != HP_OK) {
        uint8_t message[512];
        uint64_t length = 0;
        hp_error_message(message, sizeof message, &length);
        printf("error: %.*s\n", (int)(length < sizeof message ? length : sizeof message), (const char *)message);
    }

    hp_frame_free(baseline);
    hp_frame_free(trial);
    hp_frame_free(program);
    hp_frame_free(nothing);
    return 0;
}
