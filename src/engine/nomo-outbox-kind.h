#pragma once

#include "nomo-mirror-kind.h"
#include "nomo-salla-write.h"

G_BEGIN_DECLS

/**
 * NomoOutboxKind:
 * @entity: of which edits Salla is told
 * @list: where Salla tells of its records, a #NomoMirrorKind
 * @scope: the permission that it needs
 * @write: makes the requests for what is wanted, in their order
 * @find: (nullable): by what a record that was perhaps made is found in @list: its `keyword`; %NULL where Salla alone makes
 *   records
 * @is_there: (nullable): whether Salla has what is wanted, where it may say more of it than was sent
 * @note: field that is said once, and is found in what happened to the record at Salla; 0 for none
 *
 * A kind of record of which Salla hears.
 */
typedef struct {
  const NomoEntity *(*entity) (void);
  const char *list;
  const char *scope;
  GPtrArray *(*write) (const NomoRecord *record); /* of NomoSallaWrite */
  const char *(*find) (const NomoRecord *record);
  gboolean (*is_there) (const NomoRecord *wanted, const NomoRecord *found);
  guint note;
} NomoOutboxKind;

const NomoOutboxKind *nomo_outbox_kind_find (const NomoEntity *entity);
const NomoMirrorKind *nomo_outbox_kind_get_list (const NomoOutboxKind *self);
gint64 nomo_outbox_kind_get_salla_id (const NomoOutboxKind *self, const NomoRecord *record);
gboolean nomo_outbox_kind_is_said (const NomoOutboxKind *self, const NomoRecord *wanted, const NomoRecord *event,
                                   gint64 sent_at);
gboolean nomo_outbox_kind_is_same (const NomoOutboxKind *self, const NomoRecord *wanted, const NomoRecord *found,
                                   gint64 sent_at);

G_END_DECLS
