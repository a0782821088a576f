/* The adapter of the C interface: it speaks protocol.md, version 2, on its standard input and output. */

#include "case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say(json_t *message)
{
    if (!message || json_dumpf(message, stdout, JSON_COMPACT) != 0 || putchar('\n') == EOF ||
        fflush(stdout) != 0) {
        fputs("cannot write an answer\n", stderr);
        exit(1);
    }
    json_decref(message);
}

static json_t *introduction(void)
{
    const uint8_t *version;
    uint64_t length;
    if (hp_version(&version, &length) != HP_OK)
        return NULL;
    return json_pack("{s:i, s:s, s:s, s:s%, s:s, s:[s,s,s,s,s], s:s}", "protocol", 2, "name",
                     "hyperparameter-c", "language", "C", "version", version, (size_t)length,
                     "spec", "2.0", "capabilities", "threads", "tasks", "freeze", "definitions",
                     "objects", "host", __VERSION__);
}

static json_t *answer(json_t *command, uint64_t *next)
{
    json_int_t seq;
    const char *id;
    json_t *steps;
    struct fault fault = {""};
    if (json_unpack(command, "{s:s, s:I, s:{s:s, s:o !} !}", "cmd", &id, "seq", &seq, "case", "id",
                    &id, "steps", &steps) != 0)
        return NULL;
    json_t *observed = case_run(steps, next, &fault);
    return observed ? json_pack("{s:I, s:o}", "seq", seq, "observed", observed)
                    : json_pack("{s:I, s:s}", "seq", seq, "errored", fault.text);
}

int main(void)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    uint64_t next = 0;
    bool stops = false;

    if (hp_abi_version() != HP_ABI_VERSION || hp_objects_claim(1) != HP_OK) {
        fputs("the library has another interface than its header, or is used already\n", stderr);
        return 1;
    }
    while (!stops && (length = getline(&line, &capacity, stdin)) > 0) {
        json_error_t error;
        json_t *command =
            json_loadb(line, (size_t)length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
        const char *name = json_string_value(json_object_get(command, "cmd"));
        if (name && strcmp(name, "start") == 0) {
            say(introduction());
        } else if (name && strcmp(name, "run") == 0) {
            say(answer(command, &next));
        } else if (name && strcmp(name, "stop") == 0) {
            stops = true;
        } else {
            fprintf(stderr, "no command: %.200s", line);
            return 1;
        }
        json_decref(command);
    }
    free(line);
    return 0;
}
