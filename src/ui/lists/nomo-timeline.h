#pragma once

#include <adwaita.h>

#include "nomo-shop.h"

G_BEGIN_DECLS

/**
 * NomoTimelineSource:
 * @entity: whose records are told
 * @field: the reference to what the timeline is of, −1 when @part holds it
 * @part: the part that holds it, −1 for none
 * @part_field: the field of @part
 *
 * Records that belong to another one.
 */
typedef struct {
  const NomoEntity *(*entity) (void);
  int field;
  int part;
  guint part_field;
} NomoTimelineSource;

#define NOMO_TYPE_TIMELINE (nomo_timeline_get_type ())
G_DECLARE_FINAL_TYPE (NomoTimeline, nomo_timeline, NOMO, TIMELINE, AdwBin)

void nomo_timeline_show_queries (NomoTimeline *self, NomoShop *shop, GPtrArray *queries, NomoRecord *record);
void nomo_timeline_show (NomoTimeline *self, NomoShop *shop, const NomoTimelineSource *sources, guint n_sources,
                         gint64 id, NomoRecord *record);

G_END_DECLS
