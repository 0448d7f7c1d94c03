#pragma once

#include "nomo-id-selection.h"
#include "nomo-record-list.h"
#include "nomo-record-page.h"

G_BEGIN_DECLS

/* What can be done with the records of a list that are picked. */

void nomo_record_actions_fill (const NomoRecordPageKind *kind, NomoSelectionBar *bar);
GtkEventController *nomo_record_actions_create_keys (const NomoRecordPageKind *kind);
void nomo_record_actions_tell (const NomoRecordPageKind *kind, NomoSelectionBar *bar, NomoIdSelection *selection,
                               gint64 listed);
NomoQuery *nomo_record_actions_choose (NomoIdSelection *selection, NomoRecordList *list, gint64 *count);
void nomo_record_actions_run (const NomoRecordPageKind *kind, const char *name, NomoSession *session, GtkWindow *window,
                              const NomoQuery *query, gint64 count);

G_END_DECLS
