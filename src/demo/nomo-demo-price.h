#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a product asks, in halalas with VAT. */
typedef struct {
  gint64 regular;
  gint64 sale;      /* 0 when there is no sale */
  gint64 sale_ends; /* UTC milliseconds, the last moment of the sale; 0 without one */
  gint64 changed;   /* UTC milliseconds, when any of these became what it is */
} NomoDemoPrice;

NomoDemoPrice nomo_demo_price_at (guint product, gint64 moment);
gint64 nomo_demo_price_next (guint product, gint64 moment);
gint64 nomo_demo_price_asked (const NomoDemoPrice *self);

G_END_DECLS
