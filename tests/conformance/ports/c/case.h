/* Runs a case: its steps one after another, each on the thread of its actor. */

#ifndef CASE_H
#define CASE_H

#include "tagged.h"

/* What came of each step; NULL, with a fault, if one could not be done. `next` is the last token used. */
json_t *case_run(json_t *steps, uint64_t *next, struct fault *fault);

#endif
