#pragma once

#include "nomo-mirror-kind.h"
#include "nomo-salla-write.h"

G_BEGIN_DECLS

/**
 * NomoOutboxKind:
 * @entity: of which edits Salla is told
 * @list: where Salla tells of its records, a #NomoMirrorKind
 * @scope: the permission that it needs
 * @write: makes the request for what is wanted
 * @find: (nullable): by what a record that was perhaps made is found in @list: its `keyword`; %NULL where Salla alone makes
 *   records
 * @is_there: (nullable): whether Salla has what is wanted, where it may say more of it than was sent
 *
 * A kind of record of which Salla hears.
 */
typedef struct {
  const NomoEntity *(*entity) (void);
  const char *list;
  const char *scope;
  NomoSallaWrite *(*write) (const NomoRecord *record);
  const char *(*find) (const NomoRecord *record);
  gboolean (*is_there) (const NomoRecord *wanted, const NomoRecord *found);
} NomoOutboxKind;

const NomoOutboxKind *nomo_outbox_kind_find (const NomoEntity *entity);
const NomoMirrorKind *nomo_outbox_kind_get_list (const NomoOutboxKind *self);
gint64 nomo_outbox_kind_get_salla_id (const NomoOutboxKind *self, const NomoRecord *record);
gboolean nomo_outbox_kind_is_same (const NomoOutboxKind *self, const NomoRecord *wanted, const NomoRecord *found,
                                   gint64 sent_at);

G_END_DECLS
