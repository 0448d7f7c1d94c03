#pragma once

#include <pango/pangocairo.h>

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoOrderSheet:
 *
 * An order on paper.
 */
typedef struct _NomoOrderSheet NomoOrderSheet;

NomoOrderSheet *nomo_order_sheet_new (NomoRecord *order, const char *store, GTimeZone *zone, PangoContext *context,
                                      double width, double height, gboolean rtl);
guint nomo_order_sheet_get_n_pages (const NomoOrderSheet *self);
void nomo_order_sheet_draw (const NomoOrderSheet *self, guint page, cairo_t *cr);
void nomo_order_sheet_free (NomoOrderSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoOrderSheet, nomo_order_sheet_free)

G_END_DECLS
