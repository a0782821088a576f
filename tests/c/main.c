/* Every function of the C interface, through every input that it has to survive. */
#include "check.h"

int main(void)
{
    if (hp_abi_version() != HP_ABI_VERSION) {
        puts("the library is not the one the header belongs to");
        return EXIT_FAILURE;
    }
    arguments();
    text();
    values();
    conversions();
    definitions();
    frames();
    layers();
    handles();
    keys();
    objects();
    mappings();
    parts();
    unset();
    facts();
    baseline();
    messages();
    threads();
    processes();
    return check_summary();
}
