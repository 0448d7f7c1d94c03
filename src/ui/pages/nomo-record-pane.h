#pragma once

#include <adwaita.h>

#include "nomo-record.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

#define NOMO_TYPE_RECORD_PANE (nomo_record_pane_get_type ())
G_DECLARE_DERIVABLE_TYPE (NomoRecordPane, nomo_record_pane, NOMO, RECORD_PANE, AdwBin)

/**
 * NomoRecordPaneClass:
 * @entity: whose records it shows
 * @name: msgid: what it is to a screen reader, like "Order details"
 * @gone: msgid: said in place of a record that is no longer there
 * @show: fills the pane with a record that is another one or has changed; the pane then calls @refresh
 * @refresh: (nullable): reads anew what belongs to the record, when anything in the store has changed
 * @dup_typed: (nullable): gives what was typed into the pane and cannot be kept with the record, %NULL for nothing
 * @type: (nullable): types anew what @dup_typed of the pane's predecessor gave; @show has shown the record
 *
 * A pane that shows one record. Its template puts its own part into the property `body`, and
 * buttons beside the title into `tools`, and those that stand below it, wherever it is scrolled to, into `foot`.
 */
struct _NomoRecordPaneClass {
  AdwBinClass parent_class;

  const NomoEntity *(*entity) (void);
  const char *name;
  const char *gone;
  void (*show) (NomoRecordPane *self, NomoRecord *record);
  void (*refresh) (NomoRecordPane *self, NomoRecord *record);
  char *(*dup_typed) (NomoRecordPane *self);
  void (*type) (NomoRecordPane *self, const char *typed);
};

void nomo_record_pane_set_shop (NomoRecordPane *self, NomoShop *shop);
NomoShop *nomo_record_pane_get_shop (NomoRecordPane *self);
void nomo_record_pane_open (NomoRecordPane *self, gint64 record);
char *nomo_record_pane_dup_typed (NomoRecordPane *self);
void nomo_record_pane_type (NomoRecordPane *self, gint64 record, const char *typed);
void nomo_record_pane_set_title (NomoRecordPane *self, const char *title);

G_END_DECLS
