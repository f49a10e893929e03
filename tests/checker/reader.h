/*
 * reader.h - a content stream while it is read. Private to content.c and tokens.c.
 */
#ifndef CHECKER_READER_H
#define CHECKER_READER_H

#include "checker.h"

enum { TOKENS = 4096, NESTING = 64, FORMS = 8 };

typedef enum TokenKind { TOKEN_NUMBER, TOKEN_NAME, TOKEN_STRING, TOKEN_BRACKET } TokenKind;

typedef struct Token {
    TokenKind kind;
    double number;
    char *text; /* of a name without slash, of a string its bytes, of a bracket itself */
    size_t length;
} Token;

typedef enum Group { GROUP_NONE, GROUP_CONTENT, GROUP_ARTIFACT, GROUP_SPAN } Group;

typedef struct Level {
    Group group;
    bool replaced; /* has an ActualText, which was said */
} Level;

typedef struct Reader {
    Checker *checker;
    Page *page;
    size_t number; /* of the page, from 1 */
    Object resources;
    const uint8_t *at, *end;
    Token tokens[TOKENS];
    size_t count;
    Level levels[NESTING];
    int depth, saved, form_depth;
    bool in_text, moved, behind_hyphen;
    Font *font;
    Mark *mark;
} Reader;

/* Everything up to the next operator goes into tokens; gives the operator, to be freed; NULL at the end. */
char *next_operator(Reader *reader);
void drop_tokens(Reader *reader);
bool is_space(int c);

#endif
