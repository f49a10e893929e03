/*
 * design/parts.c - the parts of a layout that others refer to by name: colours, fonts, paths and icons.
 *
 * The one idea: each list keeps one of a name; what a later tree calls the same takes the earlier one's
 * place, so whoever points at a brand's colour gets the layout's.
 */
#include "design/draft.h"

#include <string.h>

/* ---- palette ---------------------------------------------------------------------------------- */

static bool is_shown(const Swatch *swatch) {
    return swatch->red + swatch->green + swatch->blue > 0 ||
           swatch->cyan + swatch->magenta + swatch->yellow + swatch->black > 0;
}

/* The screen's value and the inks as one swatch. */
static bool join_swatch(Draft *draft, const Tree *item, const SwatchDraft *parts, Swatch *swatch) {
    bool screen = parts->screen.name.length > 0, print = parts->print.name.length > 0;
    *swatch = screen ? parts->screen : parts->print;
    swatch->overprint = parts->overprint;
    if (screen && print) {
        swatch->spot = parts->print.spot;
        swatch->print = parts->print.print;
        if (parts->print.spot.length == 0 || is_shown(&parts->print)) {
            swatch->cyan = parts->print.cyan;
            swatch->magenta = parts->print.magenta;
            swatch->yellow = parts->print.yellow;
            swatch->black = parts->print.black;
        }
    }
    if ((screen || print) && is_shown(swatch))
        return true;
    REPORT_ERROR(draft->env, item->key_span,
                 STR("for instance {screen: \"#00677f\", print: cmyk(90 20 20 30)}"),
                 screen || print ? "a spot colour needs a screen value" : "a colour needs a value");
    return false;
}

static bool read_swatch(Draft *draft, const Tree *item, Swatch *swatch) {
    SwatchDraft parts;
    memset(&parts, 0, sizeof parts);
    if (item->kind == TREE_MAPPING) {
        size_t mistakes = diags_count(draft->env->diags, SEVERITY_ERROR);
        draft_fill(draft, SCOPE_SWATCH, item, &parts);
        return mistakes == diags_count(draft->env->diags, SEVERITY_ERROR) &&
               join_swatch(draft, item, &parts, swatch);
    }
    Property row = *table_row(SCOPE_LAYOUT, "accent");
    Value value;
    row.name = str_to_c(draft->env->keep, item->key);
    if (!value_parse(draft, &row, item, &value))
        return false;
    if (!value.colour.swatch || value.colour.swatch == &colour_accent || value.colour.tint < 1) {
        REPORT_ERROR(draft->env, item->span, STR("a tint is written where the colour is used: fjord 20%"),
                     "a colour of the palette is whole");
        return false;
    }
    *swatch = *value.colour.swatch;
    if (swatch->spot.length > 0 && !is_shown(swatch))
        return join_swatch(draft, item, &(SwatchDraft){.print = *swatch}, swatch);
    return true;
}

static bool is_colour_name(Str name) {
    for (size_t i = 0; i < name.length; i++)
        if (name.data[i] == ' ' || name.data[i] == '(' || name.data[i] == '#' || name.data[i] == '%')
            return false;
    return name.length > 0 && !str_equal_c(name, "none") && !str_equal_c(name, "accent") &&
           !str_equal_c(name, "to");
}

static void read_palette_item(Draft *draft, const Tree *item) {
    if (!is_colour_name(item->key)) {
        REPORT_ERROR(draft->env, item->key_span, STR("choose one word, but none, accent and to"),
                     "a colour cannot be called '%.*s'", STR_ARGS(item->key));
        return;
    }
    Swatch read = {.name = item->key};
    bool fine = read_swatch(draft, item, &read);
    read.name = item->key;
    read.span = item->key_span;
    Swatch *swatches = draft->swatches;
    for (size_t i = 0; i < draft->palette.swatch_count; i++)
        if (str_equal(swatches[i].name, item->key)) {
            swatches[i] = fine ? read : swatches[i];
            return;
        }
    swatches[draft->palette.swatch_count++] = read;
}

void parts_read_palette(Draft *draft) {
    size_t room = 1;
    for (size_t i = 0; i < draft->tree_count; i++) {
        const Tree *part = tree_find(draft->trees[i], "palette");
        room += part ? part->count : 0;
    }
    draft->swatches = ARENA_ARRAY(draft->env->keep, Swatch, room);
    draft->palette.swatches = draft->swatches;
    draft_visit_all(draft, "palette", read_palette_item);
    draft->design->palette = draft->swatches;
    draft->design->palette_count = draft->palette.swatch_count;
}

/* A tint as a colour of its own. */
static const Swatch *mix_swatch(Draft *draft, Colour colour) {
    Swatch *mixed = ARENA_NEW(draft->env->keep, Swatch);
    float rgb[3];
    colour_screen(colour, rgb);
    *mixed = *colour.swatch;
    mixed->spot = (Str){0};
    mixed->red = rgb[0];
    mixed->green = rgb[1];
    mixed->blue = rgb[2];
    mixed->cyan *= colour.tint;
    mixed->magenta *= colour.tint;
    mixed->yellow *= colour.tint;
    mixed->black *= colour.tint;
    return mixed;
}

const Swatch *parts_choose_accent(Draft *draft, Colour accent) {
    if (accent.swatch && accent.swatch != &colour_accent)
        return accent.tint < 1 ? mix_swatch(draft, accent) : accent.swatch;
    if (draft->palette.swatch_count > 0)
        return &draft->palette.swatches[0];
    Swatch *black = ARENA_NEW(draft->env->keep, Swatch);
    *black = (Swatch){.name = STR("black"), .black = 1};
    return black;
}

/* ---- fonts and paths -------------------------------------------------------------------------- */

static void add_role(Draft *draft, Role *role) {
    for (size_t i = 0; i < draft->role_count; i++)
        if (str_equal(draft->roles[i]->name, role->name)) {
            draft->roles[i] = role;
            return;
        }
    LIST_PUSH(draft->env->keep, draft->roles, draft->role_count, draft->role_capacity, role);
}

void parts_read_font(Draft *draft, const Tree *item) {
    FontDraft parts;
    memset(&parts, 0, sizeof parts);
    Value value;
    if (item->kind == TREE_MAPPING)
        draft_fill(draft, SCOPE_FONT, item, &parts);
    else if (value_parse(draft, table_row(SCOPE_FONT, "family"), item, &value))
        parts.family = value.text;
    parts.family = str_trim(parts.family);
    if (parts.family.length == 0) {
        REPORT_ERROR(draft->env, item->key_span, STR("for instance text: Gentium Plus"),
                     "font '%.*s' has no family", STR_ARGS(item->key));
        return;
    }
    Arena *arena = draft->env->keep;
    Str *families = ARENA_ARRAY(arena, Str, parts.fallback.count + 1);
    families[0] = parts.family;
    for (size_t i = 0; i < parts.fallback.count; i++)
        families[i + 1] = parts.fallback.items[i];
    Role *role = ARENA_NEW(arena, Role);
    *role = (Role){item->key, item->span, {families, parts.fallback.count + 1}, parts.features};
    add_role(draft, role);
}

/* The role that everything starts from must be there. */
void parts_require_text_role(Draft *draft) {
    for (size_t i = 0; i < draft->role_count; i++)
        if (str_equal_c(draft->roles[i]->name, "text"))
            return;
    static const Str family = STR_INIT("Gentium Plus");
    Role *role = ARENA_NEW(draft->env->keep, Role);
    *role = (Role){.name = STR("text"), .families = {&family, 1}};
    add_role(draft, role);
}

void parts_read_path(Draft *draft, const Tree *item) {
    NamedPath *named = ARENA_NEW(draft->env->keep, NamedPath);
    named->name = item->key;
    Value value;
    const Property *data = table_row(SCOPE_PATH, "d");
    if (item->kind == TREE_MAPPING)
        draft_fill(draft, SCOPE_PATH, item, &named->path);
    else if (value_parse(draft, data, item, &value))
        value_store(data, &value, &named->path, 0);
    if (item->kind == TREE_MAPPING && !tree_find(item, data->name))
        REPORT_ERROR(draft->env, item->key_span, STR("for instance d: \"M0 10 L100 10\""),
                     "a path needs data");
    if (named->path.view.w <= 0)
        named->path.view = (Box){0, 0, 1, 1};
    for (size_t i = 0; i < draft->path_count; i++)
        if (str_equal(draft->paths[i]->name, named->name)) {
            draft->paths[i] = named;
            return;
        }
    LIST_PUSH(draft->env->keep, draft->paths, draft->path_count, draft->path_capacity, named);
}

void parts_read_icon(Draft *draft, const Tree *item) {
    Value value;
    Design *design = draft->design;
    if (value_parse(draft, table_row(SCOPE_ARTWORK, "picture"), item, &value))
        design->pictures[value.index - 1].name = item->key;
}
