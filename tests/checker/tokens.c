/*
 * The words of a content stream: operands as flat tokens, brackets and all, up to their operator.
 */
#include "reader.h"

#include <stdlib.h>
#include <string.h>

bool is_space(int c) {
    return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

static bool is_delimiter(int c) {
    return c != 0 && strchr("()<>[]{}/%", c) != NULL;
}

static Token *add_token(Reader *reader, TokenKind kind) {
    if (reader->count == TOKENS)
        reader->count = 0;
    Token *token = &reader->tokens[reader->count++];
    *token = (Token){.kind = kind};
    return token;
}

void drop_tokens(Reader *reader) {
    for (size_t i = 0; i < reader->count; i++)
        free(reader->tokens[i].text);
    reader->count = 0;
}

static int octal(Reader *reader, int first) {
    int value = first - '0';
    for (int i = 0; i < 2 && reader->at < reader->end && *reader->at >= '0' && *reader->at <= '7'; i++)
        value = value * 8 + *reader->at++ - '0';
    return value & 0xFF;
}

static int escaped(Reader *reader) {
    int c = reader->at < reader->end ? *reader->at++ : '\\';
    switch (c) {
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'b': return '\b';
    case 'f': return '\f';
    case '\r':
        if (reader->at < reader->end && *reader->at == '\n')
            reader->at++;
        return -1;
    case '\n': return -1;
    default: return c >= '0' && c <= '7' ? octal(reader, c) : c;
    }
}

static void read_literal(Reader *reader) {
    Token *token = add_token(reader, TOKEN_STRING);
    token->text = malloc((size_t)(reader->end - reader->at) + 1);
    for (int depth = 1; reader->at < reader->end;) {
        int c = *reader->at++;
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0)
            break;
        if (c == '\\')
            c = escaped(reader);
        if (c >= 0)
            token->text[token->length++] = (char)c;
    }
}

static int digit_of(int c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    int low = c | 0x20;
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

static void read_hexadecimal(Reader *reader) {
    Token *token = add_token(reader, TOKEN_STRING);
    token->text = malloc((size_t)(reader->end - reader->at) / 2 + 2);
    int held = -1;
    while (reader->at < reader->end && *reader->at != '>') {
        int digit = digit_of(*reader->at++);
        if (digit < 0)
            continue;
        if (held >= 0)
            token->text[token->length++] = (char)(held * 16 + digit);
        held = held >= 0 ? -1 : digit;
    }
    if (held >= 0)
        token->text[token->length++] = (char)(held * 16);
    reader->at += reader->at < reader->end;
}

static char *read_word(Reader *reader) {
    const uint8_t *begin = reader->at;
    while (reader->at < reader->end && !is_space(*reader->at) && !is_delimiter(*reader->at))
        reader->at++;
    size_t length = (size_t)(reader->at - begin);
    char *word = malloc(length + 1);
    memcpy(word, begin, length);
    word[length] = 0;
    return word;
}

static void read_bracket(Reader *reader, const char *bracket) {
    reader->at += strlen(bracket);
    add_token(reader, TOKEN_BRACKET)->text = strdup(bracket);
}

static void skip_spaces(Reader *reader) {
    while (reader->at < reader->end) {
        if (*reader->at == '%')
            while (reader->at < reader->end && *reader->at != '\n' && *reader->at != '\r')
                reader->at++;
        else if (is_space(*reader->at))
            reader->at++;
        else
            return;
    }
}

char *next_operator(Reader *reader) {
    for (skip_spaces(reader); reader->at < reader->end; skip_spaces(reader)) {
        int c = *reader->at, next = reader->at + 1 < reader->end ? reader->at[1] : 0;
        if (c == '(') {
            reader->at++;
            read_literal(reader);
        } else if (c == '<' && next != '<') {
            reader->at++;
            read_hexadecimal(reader);
        } else if (c == '/') {
            reader->at++;
            add_token(reader, TOKEN_NAME)->text = read_word(reader);
        } else if (is_delimiter(c)) {
            read_bracket(reader, c == '<' ? "<<" : c == '>' && next == '>' ? ">>" : (char[]){(char)c, 0});
        } else {
            char *word = read_word(reader), *rest;
            double number = strtod(word, &rest);
            if (*rest || rest == word)
                return word;
            add_token(reader, TOKEN_NUMBER)->number = number;
            free(word);
        }
    }
    return NULL;
}
