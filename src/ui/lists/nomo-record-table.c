#include "config.h"

#include "nomo-record-table.h"

#include "nomo-style.h"

#include <glib/gi18n.h>

struct _NomoRecordTable {
  AdwBin parent_instance;

  GtkStack *stack;
  GtkColumnView *wide;
  GtkListView *narrow;
  GtkAdjustment *across;
  gboolean is_scrolled; /* away from where reading begins */
  guint returning;

  const NomoColumn *columns;
  guint n_columns;
  const NomoColumn *row;
  gpointer data;
  NomoIdSelection *selection;
  guint64 unwanted; /* a bit for each column */
  int width;
  int asked; /* by the column view, when it compares */
  int sort;
  gboolean descending;
};

enum { PROP_0, PROP_SELECTED, N_PROPS };
enum { ROWS_CHANGED, SORT_CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoRecordTable, nomo_record_table, ADW_TYPE_BIN)

typedef struct {
  NomoRecordTable *table;
  const NomoColumn *column;
} Cells;

static void
show_item (NomoRecordItem *item, GParamSpec *pspec, GtkListItem *list_item)
{
  Cells *cells = g_object_get_data (G_OBJECT (list_item), "cells");
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  NomoRecord *record = nomo_record_item_get_record (item);

  gtk_widget_set_opacity (cell, record != NULL ? 1 : 0);
  if (record != NULL)
    cells->column->show (cell, record, cells->column, cells->table->data);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  Cells *cells = data;
  GtkWidget *cell = cells->column->create ();

  g_object_set_data (G_OBJECT (list_item), "cells", cells);
  g_object_set_data (G_OBJECT (cell), "list-item", list_item);
  gtk_list_item_set_child (list_item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  NomoRecordItem *item = gtk_list_item_get_item (list_item);

  g_signal_connect_object (item, "notify::record", G_CALLBACK (show_item), list_item, 0);
  show_item (item, NULL, list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), show_item, list_item);
}

static void
free_cells (gpointer data, GClosure *closure)
{
  g_free (data);
}

static GtkListItemFactory *
create_factory (NomoRecordTable *self, const NomoColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Cells *cells = g_new (Cells, 1);

  *cells = (Cells) { self, column };
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), cells, free_cells, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}

typedef struct {
  NomoRecordTable *table;
  int field;
} Asked;

/* The list sorts in the database. This sorter only tells which column the view asks first, and in which direction: it never
 * calls two items equal, so the view asks no other. */
static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  Asked *asked = data;

  asked->table->asked = asked->field;
  return -1;
}

static GtkSorter *
create_sorter (NomoRecordTable *self, int field)
{
  Asked *asked = g_new (Asked, 1);

  *asked = (Asked) { self, field };
  return GTK_SORTER (gtk_custom_sorter_new (compare_cb, asked, g_free));
}

static void
sorter_changed_cb (NomoRecordTable *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->wide);
  g_autoptr (NomoRecordItem) a = nomo_record_item_new (1);
  g_autoptr (NomoRecordItem) b = nomo_record_item_new (2);
  gboolean descending;

  self->asked = -1;
  descending = gtk_sorter_compare (sorter, a, b) == GTK_ORDERING_LARGER;
  if (self->asked == self->sort && descending == self->descending)
    return;
  self->sort = self->asked;
  self->descending = descending;
  g_signal_emit (self, signals[SORT_CHANGED], 0);
}

static void
add_column (NomoRecordTable *self, const NomoColumn *column)
{
  g_autoptr (GtkColumnViewColumn) view_column =
      gtk_column_view_column_new (_ (column->title), create_factory (self, column));

  gtk_column_view_column_set_expand (view_column, column->expand);
  if (column->sorts) {
    g_autoptr (GtkSorter) sorter = create_sorter (self, column->field);

    gtk_column_view_column_set_sorter (view_column, sorter);
  }
  gtk_column_view_append_column (self->wide, view_column);
}

static gboolean
is_shown (NomoRecordTable *self, guint column)
{
  return (self->unwanted >> column & 1) == 0 && self->width >= self->columns[column].room;
}

/* GTK counts from the left, and since 4.17 from where rows begin. */
static double
get_start (NomoRecordTable *self)
{
  if (!nomo_style_is_rtl (GTK_WIDGET (self)) || gtk_check_version (4, 17, 0) == NULL)
    return gtk_adjustment_get_lower (self->across);
  return gtk_adjustment_get_upper (self->across) - gtk_adjustment_get_page_size (self->across);
}

/* Where no column that is shown takes the room that is left, the first one does. */
static void
show_columns (NomoRecordTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->wide);
  gboolean any_expands = FALSE;
  gboolean any_changes = FALSE;

  for (guint i = 0; i < self->n_columns; i++)
    any_expands |= is_shown (self, i) && self->columns[i].expand;
  for (guint i = 0; i < self->n_columns; i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

    any_changes |= gtk_column_view_column_get_visible (column) != is_shown (self, i);
    gtk_column_view_column_set_visible (column, is_shown (self, i));
    gtk_column_view_column_set_expand (column, self->columns[i].expand || (i == 0 && !any_expands));
  }
  /* GTK goes along to what has the focus while there is too little room, and does not come back when columns give way. Where the
   * beginning is then, is known once they have; until then it is the left end, which is right if all have room. */
  gtk_adjustment_set_value (self->across, any_changes ? 0 : get_start (self));
  self->is_scrolled = FALSE;
}

static void
selected_changed_cb (NomoRecordTable *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

/* Opens the row also when it was picked, or selected before its pane was closed. */
static void
activated_cb (NomoRecordTable *self, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  selected_changed_cb (self);
}

static void
nomo_record_table_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_SELECTED:
    g_value_set_int64 (value, nomo_record_table_get_selected (NOMO_RECORD_TABLE (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static gboolean
nomo_record_table_grab_focus (GtkWidget *widget)
{
  NomoRecordTable *self = NOMO_RECORD_TABLE (widget);
  gboolean narrow = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "narrow") == 0;

  return gtk_widget_grab_focus (narrow ? GTK_WIDGET (self->narrow) : GTK_WIDGET (self->wide));
}

/* Arrows walk the rows. Tab leaves them: what stands behind ten thousand rows could not be reached otherwise. */
static gboolean
nomo_record_table_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (!tab)
    return GTK_WIDGET_CLASS (nomo_record_table_parent_class)->focus (widget, direction);
  return gtk_widget_get_focus_child (widget) == NULL && gtk_widget_grab_focus (widget);
}

static gboolean
return_cb (gpointer data)
{
  NomoRecordTable *self = data;

  self->returning = 0;
  gtk_adjustment_set_value (self->across, get_start (self));
  gtk_widget_queue_allocate (GTK_WIDGET (self->wide));
  return G_SOURCE_REMOVE;
}

/* Not at once: sizes are being allocated just now. */
static void
come_back (NomoRecordTable *self)
{
  if (self->returning == 0)
    self->returning = g_idle_add_full (G_PRIORITY_HIGH_IDLE, return_cb, self, NULL);
}

/* GTK places the rows first and corrects how far they are scrolled then, so that they stand beside their place. */
static void
scrolled_across_cb (NomoRecordTable *self)
{
  self->is_scrolled = ABS (gtk_adjustment_get_value (self->across) - get_start (self)) >= 1;
  if (!self->is_scrolled)
    come_back (self);
}

/* A table of Arabic that has become wider than its place lost the beginning of its rows where GTK counts from the left. */
static void
across_changed_cb (NomoRecordTable *self)
{
  if (!self->is_scrolled && ABS (gtk_adjustment_get_value (self->across) - get_start (self)) >= 1)
    come_back (self);
}

static void
nomo_record_table_dispose (GObject *object)
{
  NomoRecordTable *self = NOMO_RECORD_TABLE (object);

  g_clear_handle_id (&self->returning, g_source_remove);

  if (self->wide != NULL) {
    g_signal_handlers_disconnect_by_func (gtk_column_view_get_sorter (self->wide), sorter_changed_cb, self);
    gtk_column_view_set_model (self->wide, NULL);
    gtk_list_view_set_model (self->narrow, NULL);
  }
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_RECORD_TABLE);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (nomo_record_table_parent_class)->dispose (object);
}

static void
nomo_record_table_class_init (NomoRecordTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nomo_record_table_dispose;
  object_class->get_property = nomo_record_table_get_property;
  widget_class->focus = nomo_record_table_focus;
  widget_class->grab_focus = nomo_record_table_grab_focus;
  properties[PROP_SELECTED] = g_param_spec_int64 ("selected", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ROWS_CHANGED] =
      g_signal_new ("rows-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SORT_CHANGED] =
      g_signal_new ("sort-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-record-table.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoRecordTable, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordTable, wide);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordTable, narrow);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordTable, across);
  gtk_widget_class_bind_template_callback (widget_class, across_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, scrolled_across_cb);
}

static void
nomo_record_table_init (NomoRecordTable *self)
{
  self->sort = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_record_table_new:
 * @columns: (array length=n_columns): the columns; must outlive the table
 * @n_columns: how many
 * @row: how a row of the narrow table looks; must outlive the table
 * @data: for the cells' functions
 *
 * A list of records: a table with columns when there is room, rows of two lines when there is not.
 * Signals: `sort-changed`: the merchant chose another column; `rows-changed`: other widgets show the rows now. Property `selected`: the id of the selected record, 0 for none or more; also told when
 * that record is asked for again.
 *
 * Returns: (transfer floating): a table without records
 */
GtkWidget *
nomo_record_table_new (const NomoColumn *columns, guint n_columns, const NomoColumn *row, gpointer data)
{
  NomoRecordTable *self = g_object_new (NOMO_TYPE_RECORD_TABLE, NULL);
  g_autoptr (GtkListItemFactory) factory = NULL;

  g_assert (n_columns <= 64);
  self->columns = columns;
  self->n_columns = n_columns;
  self->row = row;
  self->data = data;
  for (guint i = 0; i < n_columns; i++)
    add_column (self, &columns[i]);
  factory = create_factory (self, row);
  gtk_list_view_set_factory (self->narrow, factory);
  g_signal_connect_object (gtk_column_view_get_sorter (self->wide), "changed", G_CALLBACK (sorter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/* Only the view that is seen has the model: the other one costs nothing. */
static void
set_models (NomoRecordTable *self)
{
  gboolean narrow = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "narrow") == 0;
  GtkSelectionModel *model = self->selection != NULL ? GTK_SELECTION_MODEL (self->selection) : NULL;

  gtk_column_view_set_model (self->wide, narrow ? NULL : model);
  gtk_list_view_set_model (self->narrow, narrow ? model : NULL);
  g_signal_emit (self, signals[ROWS_CHANGED], 0);
}

/**
 * nomo_record_table_get_rows:
 * @self: a table
 *
 * Returns: (transfer none): what scrolls the rows: with columns the list below their headers
 */
GtkWidget *
nomo_record_table_get_rows (NomoRecordTable *self)
{
  g_return_val_if_fail (NOMO_IS_RECORD_TABLE (self), NULL);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "narrow") == 0)
    return GTK_WIDGET (self->narrow);
  return gtk_widget_get_last_child (GTK_WIDGET (self->wide));
}

/* A row holds its cell, or a cell for each column that is shown. */
static GtkListItem *
find_list_item (GtkWidget *row)
{
  GtkListItem *list_item = NULL;

  for (GtkWidget *widget = row; widget != NULL && list_item == NULL; widget = gtk_widget_get_first_child (widget))
    list_item = g_object_get_data (G_OBJECT (widget), "list-item");
  return list_item;
}

static gboolean
is_in_sight (GtkWidget *rows, GtkWidget *row)
{
  graphene_rect_t bounds;

  return gtk_widget_get_child_visible (row) && gtk_widget_compute_bounds (row, rows, &bounds) &&
         bounds.origin.y + bounds.size.height > 0 && bounds.origin.y < gtk_widget_get_height (rows);
}

/**
 * nomo_record_table_find_seen:
 * @self: a table
 * @first: (out): position of the first row that is in sight, at least a part of it
 *
 * Returns: how many rows are in sight, as they were drawn last
 */
guint
nomo_record_table_find_seen (NomoRecordTable *self, guint *first)
{
  guint last = 0;
  GtkWidget *rows;

  g_return_val_if_fail (NOMO_IS_RECORD_TABLE (self), 0);
  rows = nomo_record_table_get_rows (self);
  *first = GTK_INVALID_LIST_POSITION;
  for (GtkWidget *row = gtk_widget_get_first_child (rows); row != NULL; row = gtk_widget_get_next_sibling (row)) {
    GtkListItem *list_item = is_in_sight (rows, row) ? find_list_item (row) : NULL;
    guint position = list_item != NULL ? gtk_list_item_get_position (list_item) : GTK_INVALID_LIST_POSITION;

    if (position == GTK_INVALID_LIST_POSITION)
      continue;
    *first = MIN (*first, position);
    last = MAX (last, position);
  }
  return *first != GTK_INVALID_LIST_POSITION ? last - *first + 1 : 0;
}

/**
 * nomo_record_table_set_list:
 * @self: a table
 * @list: (nullable): the records
 */
void
nomo_record_table_set_list (NomoRecordTable *self, NomoRecordList *list)
{
  g_return_if_fail (NOMO_IS_RECORD_TABLE (self));
  g_clear_object (&self->selection);
  if (list != NULL) {
    self->selection = nomo_id_selection_new (list);
    g_signal_connect_object (self->selection, "notify::id", G_CALLBACK (selected_changed_cb), self, G_CONNECT_SWAPPED);
  }
  set_models (self);
}

/**
 * nomo_record_table_set_narrow:
 * @self: a table
 * @narrow: whether there is no room for columns
 */
void
nomo_record_table_set_narrow (NomoRecordTable *self, gboolean narrow)
{
  g_return_if_fail (NOMO_IS_RECORD_TABLE (self));
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), narrow ? "narrow" : "wide") == 0)
    return;
  gtk_stack_set_visible_child_name (self->stack, narrow ? "narrow" : "wide");
  set_models (self);
}

/**
 * nomo_record_table_set_width:
 * @self: a table
 * @width: how wide it is, in logical pixels
 *
 * Shows the columns that are worth their place at that width. Not while sizes are being allocated.
 */
void
nomo_record_table_set_width (NomoRecordTable *self, int width)
{
  g_return_if_fail (NOMO_IS_RECORD_TABLE (self));
  self->width = width;
  show_columns (self);
}

/**
 * nomo_record_table_set_wanted:
 * @self: a table
 * @column: index of a column
 * @wanted: whether it is shown where there is room
 */
void
nomo_record_table_set_wanted (NomoRecordTable *self, guint column, gboolean wanted)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << column;

  g_return_if_fail (NOMO_IS_RECORD_TABLE (self) && column < self->n_columns);
  self->unwanted = wanted ? self->unwanted & ~bit : self->unwanted | bit;
  show_columns (self);
}

/**
 * nomo_record_table_dup_columns:
 * @self: a table
 * @entity: what the records are
 *
 * Returns: (transfer full): the names of the fields that its columns show, with commas between them
 */
char *
nomo_record_table_dup_columns (NomoRecordTable *self, const NomoEntity *entity)
{
  GListModel *columns;
  g_autoptr (GString) names = g_string_new (NULL);

  g_return_val_if_fail (NOMO_IS_RECORD_TABLE (self), NULL);
  columns = gtk_column_view_get_columns (self->wide);
  for (guint i = 0; i < self->n_columns; i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
    int field = self->columns[i].field;

    if (field >= 0 && gtk_column_view_column_get_visible (column))
      g_string_append_printf (names, "%s%s", names->len > 0 ? "," : "", entity->fields[field].name);
  }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/**
 * nomo_record_table_set_label:
 * @self: a table
 * @label: what it lists, translated; for screen readers
 */
void
nomo_record_table_set_label (NomoRecordTable *self, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->wide), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->narrow), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * nomo_record_table_get_selection:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): what is selected in it; %NULL as long as it has no list
 */
NomoIdSelection *
nomo_record_table_get_selection (NomoRecordTable *self)
{
  g_return_val_if_fail (NOMO_IS_RECORD_TABLE (self), NULL);
  return self->selection;
}

/**
 * nomo_record_table_get_selected:
 * @self: a table
 *
 * Returns: the id of the selected record, 0 when there is none or more than one
 */
gint64
nomo_record_table_get_selected (NomoRecordTable *self)
{
  g_return_val_if_fail (NOMO_IS_RECORD_TABLE (self), 0);
  return self->selection != NULL ? nomo_id_selection_get_id (self->selection) : 0;
}

/**
 * nomo_record_table_set_selected:
 * @self: a table
 * @id: the record to select, or 0
 */
void
nomo_record_table_set_selected (NomoRecordTable *self, gint64 id)
{
  g_return_if_fail (NOMO_IS_RECORD_TABLE (self));
  if (self->selection != NULL)
    nomo_id_selection_set_id (self->selection, id);
}

/**
 * nomo_record_table_set_sort:
 * @self: a table
 * @field: the field to sort by, of one of the columns
 * @descending: largest first
 *
 * Shows the arrow; the caller sorts the list. Emits `sort-changed` when it is another order than before.
 */
void
nomo_record_table_set_sort (NomoRecordTable *self, int field, gboolean descending)
{
  GListModel *columns;

  g_return_if_fail (NOMO_IS_RECORD_TABLE (self));
  columns = gtk_column_view_get_columns (self->wide);
  for (guint i = 0; i < self->n_columns; i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

    if (self->columns[i].sorts && self->columns[i].field == field)
      gtk_column_view_sort_by_column (self->wide, column, descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  }
}

/**
 * nomo_record_table_get_sort:
 * @self: a table
 * @descending: (out): largest first
 *
 * Returns: the field chosen to sort by, −1 for none
 */
int
nomo_record_table_get_sort (NomoRecordTable *self, gboolean *descending)
{
  g_return_val_if_fail (NOMO_IS_RECORD_TABLE (self), -1);
  *descending = self->descending;
  return self->sort;
}
