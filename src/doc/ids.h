/*
 * doc/ids.h - the part of doc_finish that names things; private to doc/.
 */
#ifndef TRYK_DOC_IDS_H
#define TRYK_DOC_IDS_H

#include "doc/doc.h"

/*
 * Gives every section, and every heading that opens none, an id that nobody else has, then points links
 * that begin with # at their nodes. What an author wrote as an id wins over what is made from a heading.
 */
void doc_resolve_ids(Env *env, Doc *doc);

#endif
