#pragma once

#include "nomo-connection.h"
#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoSearchText:
 * @rank: the row's wished number: newer records have larger ones
 * @number: numbers, folded
 * @name: names, folded
 * @text: everything else, folded
 *
 * What of a record is searched.
 */
typedef struct {
  gint64 rank;
  char *number;
  char *name;
  char *text;
} NomoSearchText;

typedef struct {
  char *entity;
  gint64 id;
} NomoSearchHit;

NomoSearchText *nomo_search_text_new (const NomoRecord *record);
void nomo_search_text_free (NomoSearchText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSearchText, nomo_search_text_free)
gboolean nomo_search_text_equal (const NomoSearchText *a, const NomoSearchText *b);

gboolean nomo_search_replace (NomoConnection *connection, const NomoRecord *old, const NomoRecord *record,
                              GError **error);
char *nomo_search_match (const char *text);
GArray *nomo_search_find (NomoConnection *connection, const char *text, guint limit, GError **error);
gboolean nomo_search_purge (NomoConnection *connection, GError **error);

G_END_DECLS
