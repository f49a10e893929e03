/*
 * design/rules.c - style rules in the order of their strength, and what a node of each element can meet.
 *
 * The one idea: most nodes are plain paragraphs, items and words. Which compounds such a node can meet at
 * all is known from its element, so that is listed here once and the cascade looks at nothing else.
 */
#include "design/draft.h"

#include <stdlib.h>

/* The built-in defaults lose to everything else; then the more exact one wins, then the later one. */
static int compare_rules(const void *left, const void *right) {
    const Rule *a = left, *b = right;
    if (a->builtin != b->builtin)
        return a->builtin ? -1 : 1;
    if (a->subject.specificity != b->subject.specificity)
        return a->subject.specificity < b->subject.specificity ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static void index_element(Arena *arena, Rules *rules, unsigned element) {
    const SelectorBook *book = &rules->book;
    uint32_t *bare = ARENA_ARRAY(arena, uint32_t, book->compound_count);
    uint32_t *full = ARENA_ARRAY(arena, uint32_t, book->compound_count);
    uint32_t bare_count = 0, full_count = 0;
    for (uint32_t i = 0; i < book->compound_count; i++) {
        const Compound *compound = &book->compounds[i];
        if (!(compound->elements >> element & 1))
            continue;
        full[full_count++] = i;
        if (compound->id.length > 0 || compound->classes.count > 0)
            continue;
        bare[bare_count++] = i;
        if (compound->pseudo || compound->joint == JOINT_NEXT)
            rules->shifting[element] = true;
    }
    rules->bare[element] = bare;
    rules->bare_count[element] = bare_count;
    rules->full[element] = full;
    rules->full_count[element] = full_count;
}

void rules_finish(Env *env, Rules *rules) {
    const SelectorBook *book = &rules->book;
    if (rules->count > 1)
        qsort(rules->items, rules->count, sizeof *rules->items, compare_rules);
    rules->lefts = ARENA_ARRAY(env->keep, uint64_t, book->compound_count / 64 + 1);
    for (size_t i = 0; i < book->compound_count; i++) {
        const Compound *compound = &book->compounds[i];
        if (compound->joint != JOINT_NONE && i > 0)
            rules->lefts[(i - 1) / 64] |= UINT64_C(1) << (i - 1) % 64;
        rules->nexts |= compound->joint == JOINT_NEXT;
        rules->parities |= (compound->pseudo & (PSEUDO_EVEN | PSEUDO_ODD)) != 0;
    }
    for (unsigned i = 0; i < ELEMENT_COUNT; i++)
        index_element(env->keep, rules, i);
}
