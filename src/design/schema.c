/*
 * design/schema.c - the layout language as a JSON schema (draft 7), for editors.
 *
 * The one idea: every key is a row of the table of properties; what is known here is how the values of each
 * type look, as a piece of schema, and which scope stands behind the keys that have keys of their own.
 */
#include "design/draft.h"

/* ---- values ----------------------------------------------------------------------------------- */

#define NUMBER "[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)"
#define UNIT(units) "(0|" NUMBER " ?(" units "))"
#define POINTS UNIT("mm|cm|pt|in")
#define INK "(#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?|(cmyk|spot)[(].*[)])"
#define COLOUR "(" INK "|[^ #()%]+)( +[0-9.]+%)?"
#define RANGE NUMBER " ?%( *[.][.] *" NUMBER " ?%)?"
#define MATCH(pattern) "\"type\": \"string\", \"pattern\": \"^ *(" pattern ") *$\""
#define ZERO_OR(pattern) "\"anyOf\": [{\"const\": 0}, {" MATCH(pattern) "}]"
#define TEXT "\"type\": [\"string\", \"number\", \"boolean\"]"
#define LIST_OR(schema) "\"anyOf\": [{" schema "}, {\"type\": \"array\", \"items\": {" schema "}}]"

/* What needs more than a type and a pattern is left out here: see add_value. */
static const char *const value_schemas[VALUE_TYPE_COUNT] = {
    [VALUE_FLAG] = "\"enum\": [true, false, \"yes\", \"no\", \"on\", \"off\"]",
    [VALUE_TEXT] = TEXT,
    [VALUE_TEMPLATE] = TEXT,
    [VALUE_CLASS] = TEXT,
    [VALUE_NAME] = TEXT,
    [VALUE_ROLE] = TEXT,
    [VALUE_PATH] = TEXT,
    [VALUE_CARD] = TEXT,
    [VALUE_PICTURE] = TEXT,
    [VALUE_NAMES] = LIST_OR(TEXT),
    [VALUE_SELECTOR] = LIST_OR(TEXT),
    [VALUE_SHARE] = MATCH(NUMBER "%"),
    [VALUE_ANGLE] = "\"anyOf\": [{\"type\": \"number\"}, {" MATCH(NUMBER "(deg)?") "}]",
    [VALUE_PT] = ZERO_OR(POINTS),
    [VALUE_LENGTH] = ZERO_OR(UNIT("mm|cm|pt|in|%")),
    [VALUE_EM] = ZERO_OR(UNIT("mm|cm|pt|in|em")),
    [VALUE_SIZED] = ZERO_OR(UNIT("mm|cm|pt|in|em|%")),
    [VALUE_TRACKING] = ZERO_OR(UNIT("mm|cm|pt|in|em|%")),
    [VALUE_PAGE_SIZE] = MATCH("[A-Z]+[0-9]?( +(landscape|portrait))?|" POINTS " *x *" POINTS),
    [VALUE_COLUMNS] = "\"anyOf\": [{\"type\": \"integer\"}, {" MATCH("[0-9]+ *- *[0-9]+") "}]",
    [VALUE_GRID] = MATCH("[0-9]+( *- *[0-9]+)? *x *([0-9]+|any)"),
    [VALUE_RANGE] = MATCH(RANGE),
    [VALUE_PAGE_COUNT] = "\"anyOf\": [{\"type\": \"integer\"}, {" MATCH("multiple of [0-9]+") "}]",
    [VALUE_VIEW] = MATCH(NUMBER "( +" NUMBER "){3}"),
    [VALUE_COLOUR] = MATCH(COLOUR),
    [VALUE_ACCENT] = MATCH(COLOUR),
    [VALUE_INK] = MATCH(INK),
    [VALUE_PAINT] = MATCH(COLOUR "( +to +" COLOUR "( +" NUMBER "deg)?)?"),
    [VALUE_STROKE] = MATCH("(" POINTS " +)?" COLOUR),
    [VALUE_PAPER] = MATCH("([0-9]+gsm|" POINTS ")( +(coated|uncoated))?"),
    [VALUE_PANELS] = LIST_OR(MATCH(POINTS "( +" POINTS "){0,7}")),
    [VALUE_FOCUS] = MATCH(NUMBER "%( +" NUMBER "%)?"),
    [VALUE_DUOTONE] = MATCH(COLOUR "( +" COLOUR ")?"),
    [VALUE_STEPS] = "\"type\": \"string\", \"pattern\": \"^ *[Mm]\"",
};

/*
 * Keys with keys of their own; named: below names that the layout chooses. Some may be written
 * otherwise: as one value or a list, and with SCOPE_COUNT they are nothing else.
 */
static const struct {
    Scope scope;
    const char *key;
    Scope inside;
    bool named;
    const char *brief;
} nestings[] = {
    {SCOPE_LAYOUT, "page", SCOPE_PAGE, false, NULL},
    {SCOPE_LAYOUT, "palette", SCOPE_SWATCH, true, MATCH(INK)},
    {SCOPE_LAYOUT, "fonts", SCOPE_FONT, true, TEXT},
    {SCOPE_LAYOUT, "paths", SCOPE_PATH, true, "\"type\": \"string\", \"pattern\": \"^ *[Mm]\""},
    {SCOPE_LAYOUT, "icons", SCOPE_COUNT, true, TEXT},
    {SCOPE_LAYOUT, "languages", SCOPE_LANGUAGE, true, NULL},
    {SCOPE_LAYOUT, "styles", SCOPE_STYLE, true, NULL},
    {SCOPE_LAYOUT, "cards", SCOPE_CARD, true, NULL},
    {SCOPE_LAYOUT, "pages", SCOPE_MASTER, true, NULL},
    {SCOPE_LAYOUT, "press", SCOPE_PRESS, false, NULL},
    {SCOPE_LAYOUT, "sheets", SCOPE_SHEETS, false,
     "\"type\": \"array\", \"items\": {\"$ref\": \"#/definitions/sheets-key\"}"},
    {SCOPE_MASTER, "frames", SCOPE_FRAME, true, NULL},
};

static void add_text(Buffer *out, const char *text) {
    buffer_add_byte(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buffer_add_byte(out, '\\');
        buffer_add_byte(out, *text);
    }
    buffer_add_byte(out, '"');
}

static void add_reference(Buffer *out, Scope scope) {
    buffer_add_c(out, "\"$ref\": \"#/definitions/");
    Str noun = str_from(table_scope(scope)->noun);
    for (size_t i = 0; i < noun.length; i++)
        buffer_add_byte(out, noun.data[i] == ' ' ? '-' : noun.data[i]);
    buffer_add_byte(out, '"');
}

/* The words one by one: with a comma between them as values, with a bar as a pattern. */
static void add_words(Buffer *out, const char *words, bool pattern) {
    Str rest = str_from(words);
    bool first = true;
    for (Str word = str_next_word(&rest); word.length > 0; word = str_next_word(&rest), first = false)
        buffer_format(out, pattern ? "%s%.*s" : "%s\"%.*s\"",
                      first     ? ""
                      : pattern ? "|"
                                : ", ",
                      STR_ARGS(word));
}

static void add_integer(Buffer *out, const Property *row) {
    Str rest = str_from(row->words ? row->words : ""), first = str_next_word(&rest);
    if (row->type == VALUE_COUNT && first.length > 0) {
        buffer_format(out, "\"enum\": [%.*s", STR_ARGS(first));
        for (Str word = str_next_word(&rest); word.length > 0; word = str_next_word(&rest))
            buffer_format(out, ", %.*s", STR_ARGS(word));
        buffer_add_byte(out, ']');
        return;
    }
    buffer_add_c(out, "\"type\": \"integer\", \"minimum\": ");
    buffer_add_number(out, row->least, 0);
    buffer_add_c(out, ", \"maximum\": ");
    buffer_add_number(out, row->most, 0);
}

static void add_nesting(Buffer *out, const Property *row) {
    for (size_t i = 0; i < sizeof nestings / sizeof *nestings; i++) {
        if (nestings[i].scope != row->scope || !str_equal_c(str_from(row->name), nestings[i].key))
            continue;
        if (nestings[i].named)
            buffer_add_c(out, "\"type\": [\"object\", \"null\"], \"additionalProperties\": {");
        bool deeper = nestings[i].inside < SCOPE_COUNT;
        if (nestings[i].brief)
            buffer_format(out, deeper ? "\"anyOf\": [{%s}, {" : "%s", nestings[i].brief);
        if (deeper)
            add_reference(out, nestings[i].inside);
        buffer_format(out, "%s%s", deeper && nestings[i].brief ? "}]" : "", nestings[i].named ? "}" : "");
        return;
    }
    buffer_add_c(out, LIST_OR(TEXT));
}

static void add_word_list(Buffer *out, const Property *row) {
    buffer_add_c(out, "\"type\": \"string\", \"pattern\": \"^ *((");
    add_words(out, row->words, true);
    buffer_add_c(out, ")( +|$))+$\"");
}

static void add_value(Buffer *out, const Property *row) {
    switch (row->type) {
    case VALUE_PART: add_nesting(out, row); break;
    case VALUE_COUNT: add_integer(out, row); break;
    case VALUE_WORD:
        buffer_add_c(out, "\"enum\": [");
        add_words(out, row->words, false);
        buffer_add_byte(out, ']');
        break;
    case VALUE_WEIGHT:
        buffer_add_c(out, "\"anyOf\": [{");
        add_integer(out, row);
        buffer_add_c(out, "}, {\"enum\": [");
        add_words(out, row->words, false);
        buffer_add_c(out, "]}]");
        break;
    case VALUE_FIGURES:
    case VALUE_POSITION: add_word_list(out, row); break;
    case VALUE_WORDS:
        buffer_add_c(out, "\"anyOf\": [{");
        add_word_list(out, row);
        buffer_add_c(out, "}, {\"type\": \"array\", \"items\": {");
        add_word_list(out, row);
        buffer_add_c(out, "}}]");
        break;
    case VALUE_EDGES:
        buffer_add_c(out, "\"anyOf\": [{\"const\": 0}, {" MATCH(POINTS "( +" POINTS "){0,3}") "}, {");
        add_reference(out, SCOPE_EDGES);
        buffer_add_c(out, "}]");
        break;
    case VALUE_FIT:
        buffer_add_c(out, "\"anyOf\": [{" MATCH(RANGE) "}, {");
        add_reference(out, SCOPE_FIT);
        buffer_add_c(out, "}]");
        break;
    case VALUE_BAR: add_reference(out, SCOPE_BAR); break;
    case VALUE_ARTWORK:
        buffer_add_c(out, "\"anyOf\": [{\"type\": \"array\", \"items\": {");
        add_reference(out, SCOPE_ARTWORK);
        buffer_add_c(out, "}}, {");
        add_reference(out, SCOPE_ARTWORK);
        buffer_add_c(out, "}]");
        break;
    default: buffer_add_c(out, value_schemas[row->type] ? value_schemas[row->type] : ""); break;
    }
}

/* ---- scopes ----------------------------------------------------------------------------------- */

static void add_rows(Buffer *out, Scope scope, const char *indent) {
    size_t count;
    const Property *rows = table_rows(scope, &count);
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "%s\n%s", out->data[out->length - 1] == '{' ? "" : ",", indent);
        add_text(out, rows[i].name);
        buffer_add_c(out, ": {\"description\": ");
        add_text(out, rows[i].help);
        if (rows[i].initial[0]) {
            buffer_add_c(out, ", \"default\": ");
            add_text(out, rows[i].initial);
        }
        buffer_add_c(out, ", \"allOf\": [{");
        add_value(out, &rows[i]);
        buffer_add_c(out, "}]}");
    }
}

static void add_scope(Buffer *out, Scope scope, const char *indent) {
    buffer_format(out, "%s\"description\": ", indent);
    add_text(out, table_scope(scope)->help);
    buffer_format(out, ",\n%s\"type\": [\"object\", \"null\"],\n%s\"additionalProperties\": false,\n",
                  indent, indent);
    buffer_format(out, "%s\"properties\": {", indent);
    add_rows(out, scope, indent);
    if (table_scope(scope)->boxed)
        add_rows(out, SCOPE_BOX, indent);
    buffer_format(out, "\n%s}", indent);
}

static bool is_defined(Scope scope) {
    return scope != SCOPE_LAYOUT && scope != SCOPE_BOX;
}

Str design_schema(Arena *arena) {
    Buffer out = buffer_new(arena);
    buffer_add_c(&out, "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"
                       "  \"title\": \"A layout of tryk\",\n");
    add_scope(&out, SCOPE_LAYOUT, "  ");
    buffer_add_c(&out, ",\n  \"definitions\": {");
    for (int scope = 0; scope < SCOPE_COUNT; scope++) {
        if (!is_defined((Scope)scope))
            continue;
        buffer_add_c(&out, out.data[out.length - 1] == '{' ? "\n    " : ",\n    ");
        Buffer name = buffer_new(arena);
        add_reference(&name, (Scope)scope);
        Str path = buffer_str(&name), front = STR("\"$ref\": \"#/definitions/");
        buffer_format(&out, "\"%.*s: {\n", STR_ARGS(str_slice(path, front.length, path.length)));
        add_scope(&out, (Scope)scope, "      ");
        buffer_add_c(&out, "\n    }");
    }
    buffer_add_c(&out, "\n  }\n}\n");
    return buffer_str(&out);
}
