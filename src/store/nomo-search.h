#pragma once

#include "nomo-connection.h"
#include "nomo-record.h"
#include "nomo-upgrade-progress.h"

G_BEGIN_DECLS

/**
 * NomoSearchText:
 * @rank: how new it is, counted in rows of the index
 * @words: what it is found by, with one blank between them: folded words, numbers, names as [func@search_append_name] has
 *   them
 *
 * What of a record is searched.
 */
typedef struct {
  gint64 rank;
  char *words;
} NomoSearchText;

/* Ends the words that are a whole number. */
#define NOMO_SEARCH_NUMBER_END "#"

/* The index keeps the beginnings of words up to so many letters; the schema says which. */
#define NOMO_SEARCH_MAX_PREFIX 5

typedef struct {
  char *entity;
  gint64 id;
} NomoSearchHit;

/* Changes of search on their way into the tables. */
typedef struct _NomoSearchBatch NomoSearchBatch;

NomoSearchText *nomo_search_text_new (const NomoRecord *record);
void nomo_search_text_free (NomoSearchText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSearchText, nomo_search_text_free)

NomoSearchBatch *nomo_search_batch_new (void);
void nomo_search_batch_free (NomoSearchBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSearchBatch, nomo_search_batch_free)
void nomo_search_batch_replace (NomoSearchBatch *self, const NomoRecord *old, const NomoRecord *record);
gboolean nomo_search_batch_write (NomoSearchBatch *self, NomoConnection *connection, GError **error);

gboolean nomo_search_rebuild (NomoConnection *connection, const NomoEntity *const *entities,
                              NomoUpgradeProgress *progress, GError **error);
gboolean nomo_search_purge (NomoConnection *connection, const NomoEntity *const *entities, GError **error);

guint64 nomo_search_text_sum (const NomoSearchText *self, gint64 row);
gboolean nomo_search_read_sum (NomoConnection *connection, guint64 *sum, GError **error);

gsize nomo_search_word (const char *word, gsize length);
void nomo_search_append_name (GString *out, const char *folded);
char *nomo_search_match (const char *text);
GArray *nomo_search_find (NomoConnection *connection, const char *text, guint limit, GError **error);

G_END_DECLS
