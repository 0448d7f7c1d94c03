#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A leaky bucket in the store's time. */
typedef struct {
  gint64 level; /* thousandths of a request */
  gint64 at;    /* UTC milliseconds */
  guint capacity;
  guint leak; /* requests per 1000 seconds */
} NomoDemoBucket;

void nomo_demo_bucket_init (NomoDemoBucket *self, guint capacity, guint leak, gint64 now);
gboolean nomo_demo_bucket_take (NomoDemoBucket *self, gint64 now);
void nomo_demo_bucket_resize (NomoDemoBucket *self, guint capacity);
guint nomo_demo_bucket_get_remaining (const NomoDemoBucket *self);
gint64 nomo_demo_bucket_get_reset (const NomoDemoBucket *self);
guint nomo_demo_bucket_get_retry_after (const NomoDemoBucket *self);

G_END_DECLS
