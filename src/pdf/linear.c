/*
 * pdf/linear.c - which object stands where in a linearized file, and its number there.
 *
 * The one idea: what a page needs is what can be reached from it without stepping on another page, so that
 * decides everything: the first page's things come first, then each other page with its own, then what they
 * share, then the rest, such as the structure tree. Whatever is no stream is packed with others of its
 * kind; a pack is from then on treated like an object.
 */
#include "pdf/linear.h"

#include <stdlib.h>

/* More in one pack pack better; fewer are sooner at hand. */
enum { MEMBERS_MAX = 500 };

/* Packs, by who needs what is in them. */
typedef enum Group { GROUP_FIRST, GROUP_OUTLINE, GROUP_PAGES, GROUP_REST, GROUP_COUNT } Group;

static bool is_page(const Linear *linear, uint32_t object) {
    const Writer *writer = linear->writer;
    return object >= writer->first_page && object < writer->first_page + writer->pages->count;
}

static bool is_in_page_tree(const Linear *linear, uint32_t object) {
    const Writer *writer = linear->writer;
    return (object >= writer->first_page && object < writer->page_tree_end) ||
           object == objects_root(writer->objects, ROOT_PAGES);
}

static bool is_outline(const Linear *linear, uint32_t object) {
    const Writer *writer = linear->writer;
    return object >= writer->first_outline && object < writer->outline_end;
}

static const uint32_t *references_of(Linear *linear, uint32_t object) {
    if (linear->references[object])
        return linear->references[object];
    Str text = linear->bodies[object].text;
    uint32_t count = 0;
    size_t at = 0, begin;
    while (syntax_next_reference(text, &at, &begin))
        count++;
    uint32_t *list = ARENA_ARRAY(linear->arena, uint32_t, count + 1);
    at = 0;
    while (list[0] < count) {
        list[list[0] + 1] = syntax_next_reference(text, &at, &begin);
        list[0]++;
    }
    return linear->references[object] = list;
}

static void reach(Linear *linear, uint32_t object) {
    if (object > linear->count || linear->seen[object] == linear->round)
        return;
    linear->seen[object] = linear->round;
    linear->reached[linear->reached_count++] = object;
}

void linear_reach(Linear *linear, uint32_t page) {
    linear->round++;
    linear->reached_count = 0;
    reach(linear, linear->writer->first_page + page);
    for (uint32_t i = 0; i < linear->reached_count; i++) {
        const uint32_t *list = references_of(linear, linear->reached[i]);
        for (uint32_t k = 1; k <= list[0]; k++)
            if (!is_in_page_tree(linear, list[k]))
                reach(linear, list[k]);
    }
}

static void find_users(Linear *linear) {
    for (uint32_t page = 0; page < linear->writer->pages->count; page++) {
        linear_reach(linear, page);
        for (uint32_t i = 0; i < linear->reached_count; i++) {
            uint32_t object = linear->reached[i];
            if (!linear->page_of[object])
                linear->page_of[object] = page + 1;
            linear->last_page_of[object] = page + 1;
        }
    }
}

/* ---- units ------------------------------------------------------------------------------------ */

static Unit *add_unit(Linear *linear) {
    return &linear->units[++linear->unit_count];
}

static bool is_link(const Linear *linear, uint32_t object) {
    uint32_t first = linear->writer->first_link;
    return object >= first && object - first < linear->writer->link_count;
}

static void add_users(const Linear *linear, Unit *unit, uint32_t object) {
    uint32_t first = linear->page_of[object], last = linear->last_page_of[object];
    unit->tagged = unit->tagged || is_link(linear, object);
    if (first && (!unit->page || first < unit->page))
        unit->page = first;
    unit->last_page = last > unit->last_page ? last : unit->last_page;
}

static Group group_of(const Linear *linear, uint32_t object) {
    uint32_t page = linear->page_of[object];
    if (is_outline(linear, object))
        return GROUP_OUTLINE;
    return page == 0 ? GROUP_REST : page == 1 ? GROUP_FIRST : GROUP_PAGES;
}

/* Pages and the catalog may not be packed in such a file, and streams nowhere. */
static bool stands_alone(const Linear *linear, uint32_t object) {
    return linear->bodies[object].stream.length > 0 || is_page(linear, object) ||
           object == objects_root(linear->writer->objects, ROOT_CATALOG);
}

static void pack(Linear *linear, uint32_t object, uint32_t open[GROUP_COUNT], uint32_t *member_count) {
    Group group = group_of(linear, object);
    Unit *unit = open[group] ? &linear->units[open[group]] : NULL;
    if (!unit || unit->count == MEMBERS_MAX) {
        unit = add_unit(linear);
        unit->first = *member_count;
        unit->outline = group == GROUP_OUTLINE;
        *member_count += MEMBERS_MAX;
        open[group] = linear->unit_count;
    }
    add_users(linear, unit, object);
    linear->place[object] = unit->count;
    linear->members[unit->first + unit->count++] = object;
}

static void make_units(Linear *linear) {
    uint32_t open[GROUP_COUNT] = {0}, member_count = 0;
    size_t room = linear->count + (size_t)GROUP_COUNT * MEMBERS_MAX;
    linear->members = ARENA_ARRAY(linear->arena, uint32_t, room);
    for (uint32_t object = 1; object <= linear->count; object++) {
        if (!stands_alone(linear, object)) {
            pack(linear, object, open, &member_count);
            continue;
        }
        Unit *unit = add_unit(linear);
        unit->object = object;
        add_users(linear, unit, object);
    }
}

/* ---- order ------------------------------------------------------------------------------------ */

static Part part_of(const Linear *linear, const Unit *unit) {
    if (unit->object == objects_root(linear->writer->objects, ROOT_CATALOG))
        return PART_CATALOG;
    if (unit->page == 1 || unit->outline)
        return PART_FIRST;
    if (unit->page != unit->last_page)
        return PART_SHARED;
    return unit->page == 0 || unit->tagged ? PART_REST : PART_PAGE;
}

/* In a part by page, a page before what it needs, the outline at the end of the first. */
static int compare_units(const void *a, const void *b) {
    const Unit *left = a, *right = b;
    if (left->part != right->part)
        return left->part < right->part ? -1 : 1;
    if (left->outline != right->outline)
        return left->outline ? 1 : -1;
    if (left->part == PART_PAGE && left->page != right->page)
        return left->page < right->page ? -1 : 1;
    return left->offset < right->offset ? -1 : left->offset > right->offset;
}

static void sort_units(Linear *linear) {
    for (uint32_t i = 1; i <= linear->unit_count; i++) {
        Unit *unit = &linear->units[i];
        unit->part = part_of(linear, unit);
        unit->offset = unit->object && is_page(linear, unit->object) ? 0 : i;
    }
    qsort(linear->units + 1, linear->unit_count, sizeof(Unit), compare_units);
    for (uint32_t i = 1; i <= linear->unit_count; i++) {
        const Unit *unit = &linear->units[i];
        linear->starts[unit->part + 1] = i + 1;
        if (unit->object)
            linear->unit_of[unit->object] = i;
        for (uint32_t k = 0; k < unit->count; k++)
            linear->unit_of[linear->members[unit->first + k]] = i;
    }
    linear->starts[0] = 1;
    for (int part = 1; part <= PART_COUNT; part++)
        if (linear->starts[part] == 0)
            linear->starts[part] = linear->starts[part - 1];
}

static void number_units(Linear *linear, Part first, Part end) {
    for (uint32_t i = linear->starts[first]; i < linear->starts[end]; i++) {
        Unit *unit = &linear->units[i];
        unit->number = linear->end_number++;
        if (unit->object)
            linear->numbers[unit->object] = unit->number;
    }
}

static void number_members(Linear *linear, Part first, Part end) {
    for (uint32_t i = linear->starts[first]; i < linear->starts[end]; i++) {
        const Unit *unit = &linear->units[i];
        for (uint32_t k = 0; k < unit->count; k++)
            linear->numbers[linear->members[unit->first + k]] = linear->end_number++;
    }
}

/* The second half of the file is numbered first. A page's units have numbers in a row. */
static void number_all(Linear *linear) {
    linear->end_number = 1;
    number_units(linear, PART_PAGE, PART_COUNT);
    linear->last_table = linear->end_number++;
    number_members(linear, PART_PAGE, PART_COUNT);
    linear->first_number = linear->end_number;
    linear->parameters = linear->end_number++;
    linear->first_table = linear->end_number++;
    number_units(linear, PART_CATALOG, PART_FIRST);
    linear->hints = linear->end_number++;
    number_units(linear, PART_FIRST, PART_PAGE);
    number_members(linear, PART_CATALOG, PART_PAGE);
}

void linear_plan(Linear *linear) {
    size_t room = (size_t)linear->count + 1;
    linear->units = ARENA_ARRAY(linear->arena, Unit, room + 1);
    linear->unit_of = ARENA_ARRAY(linear->arena, uint32_t, room);
    linear->place = ARENA_ARRAY(linear->arena, uint32_t, room);
    linear->numbers = ARENA_ARRAY(linear->arena, uint32_t, room);
    linear->page_of = ARENA_ARRAY(linear->arena, uint32_t, room);
    linear->last_page_of = ARENA_ARRAY(linear->arena, uint32_t, room);
    linear->references = ARENA_ARRAY(linear->arena, uint32_t *, room);
    linear->seen = ARENA_ARRAY(linear->arena, uint32_t, room);
    linear->reached = ARENA_ARRAY(linear->arena, uint32_t, room);
    find_users(linear);
    make_units(linear);
    sort_units(linear);
    number_all(linear);
}
