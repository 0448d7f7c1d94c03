#pragma once

#include <gtk/gtk.h>

#include "nomo-record-filter.h"

G_BEGIN_DECLS

#define NOMO_TYPE_RECORD_FILTER_FORM (nomo_record_filter_form_get_type ())
G_DECLARE_FINAL_TYPE (NomoRecordFilterForm, nomo_record_filter_form, NOMO, RECORD_FILTER_FORM, GtkPopover)

GtkWidget *nomo_record_filter_form_new (NomoRecordFilter *filter);

G_END_DECLS
