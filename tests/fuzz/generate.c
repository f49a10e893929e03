/*
 * fuzz/generate.c - see generate.h.
 *
 * The one idea: what a style may say is taken from the program's own table of properties, each value by its
 * type, so a property that is added tomorrow is tried tomorrow.
 */
#include "generate.h"

#include "design/draft.h"

enum { BLOCKS_MAX = 14, WORDS_MAX = 40, DEPTH_MAX = 3, STYLES_MAX = 8 };

typedef struct Generator {
    Choices *choices;
    Buffer out;
    unsigned depth;
    unsigned notes; /* defined so far */
} Generator;

Choices choices_from(Str bytes) {
    return (Choices){bytes, 0, str_hash(bytes) | 1};
}

unsigned choose(Choices *choices, unsigned count) {
    if (choices->used < choices->bytes.length)
        return (unsigned char)choices->bytes.data[choices->used++] % count;
    choices->state = choices->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(choices->state >> 33) % count;
}

static bool once_in(Generator *generator, unsigned count) {
    return choose(generator->choices, count) == 0;
}

static void add(Generator *generator, const char *text) {
    buffer_add_c(&generator->out, text);
}

#define ADD_ONE_OF(generator, list) \
    add((generator), (list)[choose((generator)->choices, sizeof(list) / sizeof *(list))])

/* ---- words ------------------------------------------------------------------------------------ */

static void add_word(Generator *generator) {
    static const char *const syllables[] = {"by",   "en",  "vand", "et", "gå",  "nye", "veje",
                                            "mål",  "sæt", "ning", "er", "ø",   "råd", "hus",
                                            "skab", "hed", "i",    "på", "for", "rand"};
    static const char *const others[] = {
        "\"",
        "'",
        "(",
        ")",
        " - ",
        "...",
        "2019-22",
        "8.30-16",
        "-5",
        "'90'erne",
        "6'2\"",
        "10 kr.",
        "§ 4",
        "5 %",
        "1/2",
        "H. C.",
        "f. eks.",
        "kl. 9",
        "89 15 15 15",
        "\xC2\xA0",
        "x\xC2\xADy",
        "https://www.randers.dk/en/lang/adresse?q=1",
        "a@b.dk",
        "–",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "½",
        "m²",
        "e\xCC\x81",
        "\xE2\x80\x8B",
        "\xF0\x9F\x98\x80",
        "----",
        "i",
        "_",
        "\\*",
        "&amp;",
        "\xE4\xB8\xAD\xE6\x96\x87",
        "ß"};
    if (once_in(generator, 8)) {
        ADD_ONE_OF(generator, others);
        return;
    }
    for (unsigned i = choose(generator->choices, 4) + 1; i > 0; i--)
        ADD_ONE_OF(generator, syllables);
    if (once_in(generator, 9))
        add(generator, ".");
}

static void add_words(Generator *generator, unsigned most) {
    for (unsigned i = choose(generator->choices, most) + 1; i > 0; i--) {
        add_word(generator);
        add(generator, i > 1 ? " " : "");
    }
}

static void add_attributes(Generator *generator) {
    static const char *const groups[] = {
        "{.one}", "{.two lang=en}", "{lang=sv}", "{.one .two accent=ink}", "{number=7}", "{.other}"};
    ADD_ONE_OF(generator, groups);
}

static void add_note(Generator *generator) {
    static const char *const notes[][2] = {
        {"^[", "]"}, {"^[", "]{.side}"}, {"^[", "]{.one}"}, {"[", "]{.side}"}};
    if (once_in(generator, 2)) {
        unsigned kind = choose(generator->choices, 4);
        add(generator, notes[kind][0]);
        add_words(generator, 8);
        add(generator, notes[kind][1]);
        return;
    }
    buffer_format(&generator->out, "[^n%u]", generator->notes++);
}

static void add_inline(Generator *generator) {
    static const char *const marks[][2] = {{"*", "*"},        {"**", "**"},
                                           {"`", "`"},        {"***", "***"},
                                           {"[", "](#maal)"}, {"[", "](https://randers.dk/)"}};
    unsigned kind = choose(generator->choices, 12);
    if (kind < 6) {
        add(generator, marks[kind][0]);
        add_words(generator, 4);
        add(generator, marks[kind][1]);
    } else if (kind == 6) {
        add(generator, "[");
        add_words(generator, 5);
        add(generator, "]");
        add_attributes(generator);
    } else if (kind == 7) {
        add_note(generator);
    } else if (kind == 8) {
        add(generator, once_in(generator, 2) ? "\\\n" : "[](#maal)");
    } else {
        add_words(generator, 8);
    }
}

static void add_line(Generator *generator, unsigned most) {
    for (unsigned i = choose(generator->choices, most) + 1; i > 0; i--) {
        add_inline(generator);
        add(generator, " ");
    }
}

/* ---- blocks ----------------------------------------------------------------------------------- */

static void add_blocks(Generator *generator, unsigned most);

static void add_heading(Generator *generator) {
    for (unsigned i = choose(generator->choices, 4) + 1; i > 0; i--)
        add(generator, "#");
    add(generator, " ");
    add_words(generator, 6);
    add(generator, " ");
    if (once_in(generator, 3))
        add_attributes(generator);
    add(generator, "\n\n");
}

static void add_paragraph(Generator *generator) {
    add_line(generator, 8);
    add(generator, "\n\n");
}

/* What stands in a list or a quote is made first and then set in, line by line. */
static void add_inside(Generator *generator, const char *first, const char *others) {
    Generator inner = *generator;
    inner.out = buffer_new(generator->out.arena);
    inner.depth++;
    add_blocks(&inner, 3);
    generator->notes = inner.notes;
    Str rest = buffer_str(&inner.out);
    for (const char *lead = first; rest.length > 0; lead = others) {
        size_t end = str_find(rest, '\n');
        add(generator, lead);
        buffer_add(&generator->out, str_slice(rest, 0, end));
        add(generator, "\n");
        rest = str_slice(rest, end + 1, rest.length);
    }
    add(generator, "\n");
}

static void add_list(Generator *generator) {
    static const char *const markers[][3] = {
        {"- ", "- ", "- "},     {"1. ", "1. ", "1. "}, {"3) ", "3) ", "3) "},
        {"- [x] ", "- ", "- "}, {"c) ", "b) ", "a) "}, {"vii. ", "vi. ", "v. "},
    };
    const char *const *kind = markers[choose(generator->choices, 6)];
    for (unsigned i = choose(generator->choices, 3) + 1; i > 0; i--) {
        const char *marker = kind[i - 1];
        if (generator->depth < DEPTH_MAX && once_in(generator, 2)) {
            add_inside(generator, marker, "    ");
        } else {
            add(generator, marker);
            add_line(generator, 3);
            add(generator, "\n");
        }
    }
    add(generator, "\n");
}

/* Figures and tables may leave their place. */
static void add_place(Generator *generator) {
    static const char *const places[] = {"",      "", "{.top}", "{.bottom}", "{.page}", "{.top .wide}",
                                         "{.one}"};
    ADD_ONE_OF(generator, places);
}

static void add_row(Generator *generator, unsigned columns) {
    static const char *const figures[] = {"12,5", "1.234", "-3", "", "–", "97.805 kr."};
    for (unsigned i = 0; i < columns; i++) {
        add(generator, "| ");
        if (once_in(generator, 2))
            ADD_ONE_OF(generator, figures);
        else
            add_words(generator, once_in(generator, 6) ? WORDS_MAX : 3);
        add(generator, " ");
    }
    add(generator, "|\n");
}

static void add_table(Generator *generator) {
    static const char *const dashes[] = {"|---", "|:--", "|--:", "|:-:"};
    unsigned columns = choose(generator->choices, once_in(generator, 4) ? 12 : 4) + 1;
    add_row(generator, columns);
    for (unsigned i = 0; i < columns; i++)
        ADD_ONE_OF(generator, dashes);
    add(generator, "|\n");
    for (unsigned i = choose(generator->choices, 8); i > 0; i--)
        add_row(generator, columns);
    if (once_in(generator, 2)) {
        add(generator, ": ");
        add_words(generator, 6);
        add_place(generator);
        add(generator, "\n");
    }
    add(generator, "\n");
}

static void add_figure(Generator *generator) {
    add(generator, "![havnen](p.png \"");
    for (unsigned i = choose(generator->choices, 5); i > 0; i--)
        add(generator, "havn ");
    add(generator, "\")");
    add_place(generator);
    add(generator, "\n\n");
}

static void add_box(Generator *generator) {
    static const char *const kinds[] = {"one", "two", "note", "{.one lang=en}", "side"};
    add(generator, "::: ");
    ADD_ONE_OF(generator, kinds);
    add(generator, "\n");
    generator->depth++;
    add_blocks(generator, 3);
    generator->depth--;
    add(generator, ":::\n\n");
}

static void add_code(Generator *generator) {
    add(generator, "```\n");
    add_words(generator, 6);
    add(generator, "\n\tindented  line\n```\n\n");
}

static void add_block(Generator *generator) {
    bool deep = generator->depth >= DEPTH_MAX;
    switch (choose(generator->choices, 13)) {
    case 12: add_figure(generator); break;
    case 0: add_heading(generator); break;
    case 1: add_list(generator); break;
    case 2: add_table(generator); break;
    case 3: deep ? add_paragraph(generator) : add_box(generator); break;
    case 4: deep ? add_paragraph(generator) : add_inside(generator, "> ", "> "); break;
    case 5: add_code(generator); break;
    case 6: add(generator, "---\n\n"); break;
    default: add_paragraph(generator); break;
    }
}

static void add_blocks(Generator *generator, unsigned most) {
    for (unsigned i = choose(generator->choices, most) + 1; i > 0; i--)
        add_block(generator);
}

Str generate_text(Arena *arena, Choices *choices) {
    Generator generator = {.choices = choices, .out = buffer_new(arena)};
    add(&generator, "# Mål {#maal}\n\n");
    add_blocks(&generator, BLOCKS_MAX);
    for (unsigned i = 0; i < generator.notes; i++) {
        buffer_format(&generator.out, "\n[^n%u]: ", i);
        add_words(&generator, WORDS_MAX);
        add(&generator, "\n");
    }
    return buffer_str(&generator.out);
}

/* ---- layouts ---------------------------------------------------------------------------------- */

static void add_length(Generator *generator, const Property *property) {
    double least = property->least < -60 ? -60 : property->least;
    double most = property->most > 60 ? 60 : property->most;
    double value = least + (most - least) * choose(generator->choices, 256) / 255;
    buffer_add_number(&generator->out, value, 2);
    add(generator, "pt");
}

static void add_one_word(Generator *generator, const char *words) {
    Str rest = str_from(words), word = {0};
    unsigned count = 0;
    while ((word = str_next_word(&rest)).length > 0)
        count++;
    rest = str_from(words);
    for (unsigned i = choose(generator->choices, count) + 1; i > 0; i--)
        word = str_next_word(&rest);
    buffer_add(&generator->out, word);
}

static void add_template(Generator *generator, const Property *property) {
    static const char *const templates[] = {"\"{n}.\"",           "\"{number} {h1:A}.{h2}\"", "•",
                                            "\"{n.n}\"",          "\"Bilag {title}\"",        "\"\"",
                                            "\"{table}{figure}\""};
    static const char *const references[] = {"\"{text} (side {page})\"", "\"{number} {text}\"",
                                             "\"{text}{url}\"", "\"{title}: {text}, {page}\""};
    if (str_equal_c(str_from(property->name), "reference"))
        ADD_ONE_OF(generator, references);
    else
        ADD_ONE_OF(generator, templates);
}

/* False: a value of this type is not tried, and the property was left out. */
static bool add_value(Generator *generator, const Property *property) {
    static const char *const colours[] = {"ink", "accent", "none", "fjord 20%"};
    static const char *const strokes[] = {"1pt ink", "accent", "none"};
    static const char *const edges[] = {"2mm", "1mm 3mm", "0"};
    static const char *const roles[] = {"text", "head", "mono"};
    switch (property->type) {
    case VALUE_FLAG: add_one_word(generator, "true false"); break;
    case VALUE_COUNT:
        buffer_format(&generator->out, "%u", (unsigned)property->least + choose(generator->choices, 5));
        break;
    case VALUE_WORD:
    case VALUE_FIGURES: add_one_word(generator, property->words); break;
    case VALUE_WEIGHT: add_one_word(generator, "300 400 700 900"); break;
    case VALUE_TEMPLATE: add_template(generator, property); break;
    case VALUE_CLASS: add(generator, "one"); break;
    case VALUE_SHARE: add_one_word(generator, "0% 40% 100%"); break;
    case VALUE_TRACKING: add_one_word(generator, "-5% 0 3% 20%"); break;
    case VALUE_PT:
    case VALUE_EM:
    case VALUE_SIZED: add_length(generator, property); break;
    case VALUE_EDGES: ADD_ONE_OF(generator, edges); break;
    case VALUE_COLOUR:
    case VALUE_PAINT:
    case VALUE_ACCENT: ADD_ONE_OF(generator, colours); break;
    case VALUE_STROKE: ADD_ONE_OF(generator, strokes); break;
    case VALUE_ROLE: ADD_ONE_OF(generator, roles); break;
    default: return false;
    }
    return true;
}

/* Type has its own bounds, and hidden text would be lost by right. */
static bool is_tried(const Property *property) {
    static const char *const left_out[] = {"hidden", "size", "leading", "smallest-size"};
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (str_equal_c(str_from(property->name), left_out[i]))
            return false;
    return true;
}

static void add_property(Generator *generator) {
    size_t count;
    const Property *rows = table_rows(once_in(generator, 6) ? SCOPE_BOX : SCOPE_STYLE, &count);
    const Property *property = &rows[choose(generator->choices, (unsigned)count)];
    size_t before = generator->out.length;
    buffer_format(&generator->out, ", %s: ", property->name);
    if (!is_tried(property) || !add_value(generator, property))
        generator->out.length = before;
}

static void add_size(Generator *generator) {
    static const unsigned sizes[] = {5, 6, 9, 10, 10, 11, 12, 14, 18, 24, 40, 90};
    unsigned size = sizes[choose(generator->choices, sizeof sizes / sizeof *sizes)];
    buffer_format(&generator->out, "size: %upt, leading: %upt", size,
                  size + choose(generator->choices, size / 2 + 1));
}

static void add_style(Generator *generator, const char *selector) {
    static const char *const settings[] = {"align: left", "align: justify", "hyphenate: true",
                                           "hyphenate: false"};
    buffer_format(&generator->out, "  %s: {", selector);
    if (once_in(generator, 3))
        add_size(generator);
    else
        ADD_ONE_OF(generator, settings);
    for (unsigned i = choose(generator->choices, 5); i > 0; i--)
        add_property(generator);
    add(generator, "}\n");
}

static void add_styles(Generator *generator) {
    static const char *const selectors[] = {
        "p",      "h1",         "h2",          "h3, h4",    "ul",   "ol",
        "li",     "\"ol ol\"",  "blockquote",  "pre",       "hr",   "table",
        "tr",     "td",         "th",          "caption",   "box",  ".one",
        ".two",   "em",         "strong",      "code",      "a",    "\"a:internal\"",
        "span",   "section",    "\"p:first\"", "\"p + p\"", "note", "noteref",
        "figure", "figcaption", ".top",        ".bottom",   ".side"};
    add(generator, "styles:\n  document: {");
    add_size(generator);
    for (unsigned i = choose(generator->choices, 4); i > 0; i--)
        add_property(generator);
    add(generator, "}\n  .one: {underline: true}\n");
    for (unsigned i = choose(generator->choices, STYLES_MAX); i > 0; i--)
        add_style(generator, selectors[choose(generator->choices, sizeof selectors / sizeof *selectors)]);
}

static void add_pages(Generator *generator) {
    static const char *const pages[] = {
        "body: {columns: 1-1, takes: rest}",
        "body: {x: 0mm, width: 100%, takes: rest, split: 2}",
        "body: {x: 0mm, width: 60%, takes: rest}, more: {x: 70%, width: 30%, takes: rest}",
        "list: {columns: 1-1, bottom: 60%, contents: 3}, body: {columns: 1-1, top: 50%, takes: rest}",
        "body: {columns: 1-1, takes: rest, fit: 80%..120%}",
        "body: {x: 0mm, width: 70%, takes: rest}, margin: {x: 75%, width: 25%, beside: body}",
        "body: {x: 0mm, width: 70%, takes: rest, split: 2}, margin: {x: 75%, width: 25%, beside: body}"};
    add(generator, "pages:\n  page:\n    frames: {");
    ADD_ONE_OF(generator, pages);
    add(generator,
        "}\n    front: [{text: \"{page} {pages} {section} {h1}\", in: page, x: 1mm, y: 1mm, width: 50%}]\n");
}

Str generate_layout(Arena *arena, Choices *choices) {
    Generator generator = {.choices = choices, .out = buffer_new(arena)};
    unsigned width = 20 + choose(choices, 256) * 280 / 255, height = 40 + choose(choices, 256);
    buffer_format(&generator.out, "page: {size: %umm x %umm, margins: %umm, columns: 1, gutter: 0mm", width,
                  height, choose(choices, 2) ? 0 : width / 8);
    if (choose(choices, 3) == 0)
        buffer_format(&generator.out, ", facing: true, baseline: %upt", choose(choices, 20));
    add(&generator, "}\n");
    if (choose(choices, 2))
        add_pages(&generator);
    add_styles(&generator);
    return buffer_str(&generator.out);
}
