#pragma once

#include "nomo-value.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* A prepared statement that belongs to a connection; an autoptr resets it, so that it holds no snapshot. */
typedef sqlite3_stmt NomoStatement;

void nomo_statement_reset (NomoStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoStatement, nomo_statement_reset)
void nomo_statement_bind_int (NomoStatement *self, int index, gint64 value);
void nomo_statement_bind_null (NomoStatement *self, int index);
void nomo_statement_bind_text (NomoStatement *self, int index, const char *value);
void nomo_statement_bind_bytes (NomoStatement *self, int index, GBytes *value);
void nomo_statement_bind_value (NomoStatement *self, int index, const NomoValue *value);
int nomo_statement_count_columns (NomoStatement *self);
gint64 nomo_statement_get_int (NomoStatement *self, int column);
const char *nomo_statement_get_text (NomoStatement *self, int column);
const char *nomo_statement_get_string (NomoStatement *self, int column);
void nomo_statement_get_value (NomoStatement *self, int column, NomoValue *value);
GBytes *nomo_statement_dup_bytes (NomoStatement *self, int column);

G_END_DECLS
