#pragma once

#include "nomo-list-view.h"

G_BEGIN_DECLS

#define NOMO_TYPE_VIEWS_FORM (nomo_views_form_get_type ())
G_DECLARE_FINAL_TYPE (NomoViewsForm, nomo_views_form, NOMO, VIEWS_FORM, GtkPopover)

GtkWidget *nomo_views_form_new (NomoStore *store, const char *place, NomoRecordFilter *filter, NomoRecordTable *table);

G_END_DECLS
