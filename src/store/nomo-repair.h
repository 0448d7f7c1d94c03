#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

#define NOMO_REPAIR_MISSED  "missed"
#define NOMO_REPAIR_CHANGED "changed"
#define NOMO_REPAIR_GONE    "gone"
#define NOMO_REPAIR_UNTOLD  "untold"

/**
 * NomoRepair:
 * @entity: the entity
 * @id: id of the record
 * @what: %NOMO_REPAIR_MISSED when Salla had it and the store did not, %NOMO_REPAIR_CHANGED when it had changed and nothing had
 *   told so, %NOMO_REPAIR_GONE when Salla has it no more, %NOMO_REPAIR_UNTOLD when a look for changes has
 *   found it although Salla tells of such by itself
 * @at: when it was put right, UTC milliseconds
 *
 * What was put right because Salla was asked.
 */
typedef struct {
  const NomoEntity *entity;
  gint64 id;
  const char *what;
  gint64 at;
} NomoRepair;

gint64 nomo_store_count_repairs (NomoStore *self, gint64 since, const char *what, GError **error);
GArray *nomo_store_read_repairs (NomoStore *self, gint64 since, guint limit, GError **error);

G_END_DECLS
