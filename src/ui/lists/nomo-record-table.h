#pragma once

#include <adwaita.h>

#include "nomo-id-selection.h"

G_BEGIN_DECLS

typedef struct _NomoColumn NomoColumn;

typedef GtkWidget *(*NomoCellCreate) (void);
typedef void (*NomoCellShow) (GtkWidget *cell, NomoRecord *record, const NomoColumn *column, gpointer data);

/**
 * NomoColumn:
 * @title: msgid of the header; translated when shown
 * @field: the field it shows, −1 for none
 * @sorts: whether the list can be sorted by @field, which must be indexed
 * @expand: whether it takes the room that is left
 * @room: how wide the table must be for this column to be worth its place; 0 for always
 * @create: makes the empty cell
 * @show: fills the cell; its record is never %NULL
 *
 * A column of a table. @create and @show alone also describe the row of a narrow table.
 */
struct _NomoColumn {
  const char *title;
  int field;
  gboolean sorts;
  gboolean expand;
  int room;
  NomoCellCreate create;
  NomoCellShow show;
};

#define NOMO_TYPE_RECORD_TABLE (nomo_record_table_get_type ())
G_DECLARE_FINAL_TYPE (NomoRecordTable, nomo_record_table, NOMO, RECORD_TABLE, AdwBin)

GtkWidget *nomo_record_table_new (const NomoColumn *columns, guint n_columns, const NomoColumn *row, gpointer data);
void nomo_record_table_set_list (NomoRecordTable *self, NomoRecordList *list);
void nomo_record_table_set_narrow (NomoRecordTable *self, gboolean narrow);
void nomo_record_table_set_width (NomoRecordTable *self, int width);
char *nomo_record_table_dup_columns (NomoRecordTable *self, const NomoEntity *entity);
void nomo_record_table_set_wanted (NomoRecordTable *self, guint column, gboolean wanted);
void nomo_record_table_set_label (NomoRecordTable *self, const char *label);
NomoIdSelection *nomo_record_table_get_selection (NomoRecordTable *self);
GtkWidget *nomo_record_table_get_rows (NomoRecordTable *self);
guint nomo_record_table_find_seen (NomoRecordTable *self, guint *first);
gint64 nomo_record_table_get_selected (NomoRecordTable *self);
void nomo_record_table_set_selected (NomoRecordTable *self, gint64 id);
void nomo_record_table_set_sort (NomoRecordTable *self, int field, gboolean descending);
int nomo_record_table_get_sort (NomoRecordTable *self, gboolean *descending);

G_END_DECLS
