#pragma once

#include "nomo-record-filter.h"

G_BEGIN_DECLS

/* Values are kept as they were typed, so that a form can show them again; what cannot be read is refused by the setter. */
typedef struct {
  char *least;
  char *most;
} Bounds;

struct _NomoRecordFilter {
  GObject parent_instance;

  const NomoFilterKind *kind;
  GTimeZone *zone;
  char *currency;
  char *group;
  Bounds bounds[NOMO_FILTER_FIELDS];
  char *extra; /* a filter that no field of a form tells, and what makes its words; "" for none */
  char *extra_words;
};

const NomoField *_nomo_record_filter_get_field (NomoRecordFilter *self, guint index);
gboolean _nomo_record_filter_read_bound (NomoRecordFilter *self, guint index, const char *text, gboolean is_last,
                                         gint64 *bound);
gboolean _nomo_record_filter_has_bounds (NomoRecordFilter *self, guint index);
gboolean _nomo_record_filter_is_set (NomoRecordFilter *self, guint index);
const NomoFilterGroup *_nomo_record_filter_find_group (NomoRecordFilter *self);

G_END_DECLS
