#pragma once

#include "nomo-count-words.h"
#include "nomo-page.h"
#include "nomo-record-filter.h"
#include "nomo-record-pane.h"
#include "nomo-record-table.h"
#include "nomo-selection-bar.h"

G_BEGIN_DECLS

/**
 * NomoBulkAction:
 * @name: what the page's action `records.do` is told
 * @label: msgid: a verb, like "Print"
 * @icon: icon name, for where there is no room for words
 * @run: does it to the records that a query finds; told how many those are
 * @key: (nullable): the key that does it in the list, as gtk_shortcut_trigger_parse_string() reads it
 *
 * What can be done with the selected records of a list, beside exporting them.
 */
typedef struct {
  const char *name;
  const char *label;
  const char *icon;
  void (*run) (GtkWindow *window, NomoSession *session, const NomoQuery *query, gint64 count);
  const char *key;
} NomoBulkAction;

/**
 * NomoRecordPageKind:
 * @place: the page's name among the places of the program
 * @filter: how the list is narrowed
 * @title: msgid: what is listed
 * @icon: icon name
 * @none: msgid: there is no record at all, like "No orders yet"
 * @none_hint: msgid: how records get here
 * @no_match: msgid: the filter lets none through, like "No order matches"
 * @unread: msgid: the records could not be read, like "The orders could not be read"
 * @words: the words for a number of records
 * @columns: (array length=n_columns): the columns of the table; their data is the shop
 * @n_columns: how many
 * @row: how a record looks in a narrow list
 * @sort: the field the list is sorted by at first, of one of @columns
 * @descending: largest first
 * @sum: the field whose sum stands at the foot, −1 for none; money in the shop's currency
 * @actions: (array length=n_actions) (nullable): what can be done with those that are selected
 * @n_actions: how many
 * @new_label: (nullable): msgid: a verb that makes one more, like "New coupon"
 * @new_action: (nullable): the action that does it
 * @create_pane: makes the pane that shows one record
 * @create_head: (nullable): makes what stands above the list and its toolbar
 *
 * What tells one list of records from another.
 */
typedef struct {
  const char *place;
  const NomoFilterKind *filter;
  const char *title;
  const char *icon;
  const char *none;
  const char *none_hint;
  const char *no_match;
  const char *unread;
  NomoCountWordsFunc words;
  const NomoColumn *columns;
  guint n_columns;
  const NomoColumn *row;
  int sort;
  gboolean descending;
  int sum;
  const NomoBulkAction *actions;
  guint n_actions;
  const char *new_label;
  const char *new_action;
  NomoRecordPane *(*create_pane) (void);
  GtkWidget *(*create_head) (NomoSession *session);
} NomoRecordPageKind;

#define NOMO_TYPE_RECORD_PAGE (nomo_record_page_get_type ())
G_DECLARE_FINAL_TYPE (NomoRecordPage, nomo_record_page, NOMO, RECORD_PAGE, NomoPage)

NomoPage *nomo_record_page_new (const NomoRecordPageKind *kind, NomoSession *session);

G_END_DECLS
