#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoCliTable:
 *
 * Rows of text whose columns stand below each other.
 */
typedef struct _NomoCliTable NomoCliTable;

NomoCliTable *nomo_cli_table_new (guint columns);
void nomo_cli_table_add (NomoCliTable *self, char *cell);
void nomo_cli_table_print (NomoCliTable *self);
void nomo_cli_table_free (NomoCliTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoCliTable, nomo_cli_table_free)

G_END_DECLS
