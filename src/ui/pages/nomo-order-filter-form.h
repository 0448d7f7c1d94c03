#pragma once

#include <adwaita.h>

#include "nomo-order-filter.h"

G_BEGIN_DECLS

#define NOMO_TYPE_ORDER_FILTER_FORM (nomo_order_filter_form_get_type ())
G_DECLARE_FINAL_TYPE (NomoOrderFilterForm, nomo_order_filter_form, NOMO, ORDER_FILTER_FORM, GtkPopover)

GtkWidget *nomo_order_filter_form_new (NomoOrderFilter *filter);

G_END_DECLS
