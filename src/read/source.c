/*
 * read/source.c - reading a text file.
 *
 * The one idea: the text is registered for messages as it is after cleaning, so every place that a later
 * stage names is one in the text that it saw. A clean file, the usual case, is not copied.
 */
#include "read/source.h"

#include <string.h>

enum { BINARY_LOOK = 8192, PROBLEMS_MAX = 20, TAKEN_OUT = -1 };

typedef struct Problem {
    uint32_t line, column;
    bool encoding;
    unsigned code;
} Problem;

typedef struct Cleaner {
    Buffer out;
    uint32_t line, column;
    uint32_t reported_line; /* wrong bytes: one report a line */
    Problem problems[PROBLEMS_MAX];
    size_t problem_count;
} Cleaner;

static bool is_control(uint32_t code) {
    return (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7f && code < 0xa0);
}

static bool is_clean(Str text) {
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        unsigned char next = i + 1 < text.length ? (unsigned char)text.data[i + 1] : 0;
        if ((byte < 0x80 && is_control(byte)) || (byte == 0xc2 && next < 0xa0))
            return false;
    }
    return utf8_check(text) == text.length;
}

static void note_problem(Cleaner *cleaner, bool encoding, unsigned code) {
    if (cleaner->problem_count == PROBLEMS_MAX || (encoding && cleaner->reported_line == cleaner->line))
        return;
    if (encoding)
        cleaner->reported_line = cleaner->line;
    cleaner->problems[cleaner->problem_count++] = (Problem){cleaner->line, cleaner->column, encoding, code};
}

/* CR and CRLF end a line too; form feeds and vertical tabs part words. */
static int32_t clean_code(Cleaner *cleaner, uint32_t code, Str rest) {
    if (code == '\r')
        return rest.length > 0 && rest.data[0] == '\n' ? TAKEN_OUT : '\n';
    if (!is_control(code))
        return (int32_t)code;
    note_problem(cleaner, false, code);
    return code == '\f' || code == '\v' ? ' ' : TAKEN_OUT;
}

static Str clean(Cleaner *cleaner, Str text) {
    for (size_t offset = 0; offset < text.length;) {
        size_t start = offset;
        uint32_t code = utf8_next(text, &offset);
        if (code == 0xfffd && offset - start == 1)
            note_problem(cleaner, true, (unsigned char)text.data[start]);
        int32_t kept = clean_code(cleaner, code, str_slice(text, offset, text.length));
        if (kept == TAKEN_OUT)
            continue;
        buffer_add_code(&cleaner->out, (uint32_t)kept);
        cleaner->column++;
        if (kept == '\n') {
            cleaner->line++;
            cleaner->column = 1;
        }
    }
    return buffer_str(&cleaner->out);
}

static void report_problems(Env *env, const Cleaner *cleaner, uint16_t file) {
    for (size_t i = 0; i < cleaner->problem_count; i++) {
        const Problem *problem = &cleaner->problems[i];
        uint16_t column = (uint16_t)(problem->column < UINT16_MAX ? problem->column : UINT16_MAX);
        Span span = {.file = file, .line = problem->line, .column = column};
        if (problem->encoding)
            REPORT_ERROR(env, span, STR("save the file as UTF-8; the editor's \"save as\" has the choice"),
                         "the byte 0x%02X is not UTF-8 text", problem->code);
        else
            REPORT_ERROR(env, span, STR("it cannot be seen; delete it"),
                         "the control character U+%04X is left out", problem->code);
    }
}

static bool is_text(Env *env, const char *path, Span span, Str bytes) {
    if (str_starts(bytes, STR("\xff\xfe")) || str_starts(bytes, STR("\xfe\xff"))) {
        REPORT_ERROR(env, span, STR("save it as UTF-8; the editor's \"save as\" has the choice"),
                     "'%s' is UTF-16 text", path);
        return false;
    }
    Str look = str_slice(bytes, 0, BINARY_LOOK);
    if (str_find(look, '\0') == look.length)
        return true;
    REPORT_ERROR(env, span, STR("give a Markdown or YAML file, not a picture, PDF or Word document"),
                 "'%s' is not a text file", path);
    return false;
}

bool source_read(Env *env, const char *path, Span span, Source *source) {
    *source = (Source){0};
    Str bytes;
    if (!file_read(env, path, span, &bytes) || !is_text(env, path, span, bytes))
        return false;
    if (str_starts(bytes, STR("\xef\xbb\xbf")))
        bytes = str_slice(bytes, 3, bytes.length);
    Cleaner cleaner = {.out = buffer_new(env->keep), .line = 1, .column = 1};
    source->text = is_clean(bytes) ? bytes : clean(&cleaner, bytes);
    source->file = diags_add_source(env->diags, str_from(path), source->text);
    report_problems(env, &cleaner, source->file);
    return true;
}
