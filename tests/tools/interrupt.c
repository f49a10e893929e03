/*
 * tools/interrupt.c - a library to preload: the program is interrupted when its part is written and not
 * yet renamed. With TRYK_SIGNAL=9 it is killed, else it gets that signal.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

int rename(const char *from, const char *to) {
    const char *number = getenv("TRYK_SIGNAL");
    (void)from;
    (void)to;
    raise(number ? atoi(number) : SIGINT);
    return -1;
}
