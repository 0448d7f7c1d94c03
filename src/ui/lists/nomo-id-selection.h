#pragma once

#include <gtk/gtk.h>

#include "nomo-record-list.h"

G_BEGIN_DECLS

#define NOMO_TYPE_ID_SELECTION (nomo_id_selection_get_type ())
G_DECLARE_FINAL_TYPE (NomoIdSelection, nomo_id_selection, NOMO, ID_SELECTION, GObject)

NomoIdSelection *nomo_id_selection_new (NomoRecordList *list);
gint64 nomo_id_selection_get_id (NomoIdSelection *self);
void nomo_id_selection_set_id (NomoIdSelection *self, gint64 id);

G_END_DECLS
