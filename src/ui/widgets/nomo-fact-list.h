#pragma once

#include <gtk/gtk.h>

#include "nomo-record.h"

G_BEGIN_DECLS

#define NOMO_TYPE_FACT_LIST (nomo_fact_list_get_type ())
G_DECLARE_FINAL_TYPE (NomoFactList, nomo_fact_list, NOMO, FACT_LIST, GtkBox)

void nomo_fact_list_clear (NomoFactList *self);
void nomo_fact_list_add (NomoFactList *self, const char *name, const char *value, const char *copy);
void nomo_fact_list_add_money (NomoFactList *self, const char *name, gint64 minor, const char *currency);
void nomo_fact_list_add_total (NomoFactList *self, const char *name, gint64 minor, const char *currency);
void nomo_fact_list_add_field (NomoFactList *self, NomoRecord *record, guint field, GTimeZone *zone);

G_END_DECLS
