/*
 * base/date.c - dates as authors write them.
 *
 * The one idea: the parts that are left out are the first of their kind; a day that no calendar has is no
 * date.
 */
#include "base/base.h"

#include <time.h>

/* Takes exactly count digits off the front. */
static bool take_digits(Str *text, size_t count, int *value) {
    *value = 0;
    for (size_t i = 0; i < count; i++) {
        if (i >= text->length || text->data[i] < '0' || text->data[i] > '9')
            return false;
        *value = *value * 10 + text->data[i] - '0';
    }
    *text = str_slice(*text, count, text->length);
    return true;
}

static bool take_dash(Str *text) {
    bool there = str_starts(*text, STR("-"));
    *text = str_slice(*text, there ? 1 : 0, text->length);
    return there;
}

bool str_date(Str text, int64_t *seconds) {
    int year, month = 1, day = 1;
    bool fine = take_digits(&text, 4, &year);
    if (fine && take_dash(&text))
        fine = take_digits(&text, 2, &month) && (!take_dash(&text) || take_digits(&text, 2, &day));
    if (!fine || text.length > 0 || year == 0)
        return false;
    struct tm date = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
    *seconds = timegm(&date);
    return date.tm_mon == month - 1 && date.tm_mday == day;
}

Str str_from_date(Arena *arena, int64_t seconds) {
    time_t time = seconds;
    struct tm date = {0};
    gmtime_r(&time, &date);
    return str_format(arena, "%04d-%02d-%02d", date.tm_year + 1900, date.tm_mon + 1, date.tm_mday);
}
