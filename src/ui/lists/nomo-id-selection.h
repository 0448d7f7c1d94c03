#pragma once

#include <gtk/gtk.h>

#include "nomo-record-list.h"

G_BEGIN_DECLS

#define NOMO_TYPE_ID_SELECTION (nomo_id_selection_get_type ())
G_DECLARE_FINAL_TYPE (NomoIdSelection, nomo_id_selection, NOMO, ID_SELECTION, GObject)

NomoIdSelection *nomo_id_selection_new (NomoRecordList *list);
gint64 nomo_id_selection_get_id (NomoIdSelection *self);
void nomo_id_selection_set_id (NomoIdSelection *self, gint64 id);
gint64 nomo_id_selection_get_count (NomoIdSelection *self);
gboolean nomo_id_selection_is_all (NomoIdSelection *self);
gboolean nomo_id_selection_is_picked (NomoIdSelection *self);
NomoQuery *nomo_id_selection_create_query (NomoIdSelection *self);
GVariant *nomo_id_selection_to_variant (NomoIdSelection *self);
void nomo_id_selection_from_variant (NomoIdSelection *self, GVariant *variant);

G_END_DECLS
