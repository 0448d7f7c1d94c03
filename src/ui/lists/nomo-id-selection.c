#include "config.h"

#include "nomo-id-selection.h"

#include "nomo-id-set.h"

/* The selections of GTK remember positions; those go when a list of a million rows reads its ids anew. Ids stay. And all that
 * a filter lets through is no million of ids: it is the filter, and the few that were taken out again. */
struct _NomoIdSelection {
  GObject parent_instance;

  NomoRecordList *list;
  GArray *ids;  /* the selected ones; of all, those that are not */
  gboolean all; /* everything that is listed, but @ids */
  gboolean picked;
};

enum { PROP_0, PROP_ID, PROP_COUNT, N_PROPS };

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return NOMO_TYPE_RECORD_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (NOMO_ID_SELECTION (model)->list));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (NOMO_ID_SELECTION (model)->list), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  NomoIdSelection *self = NOMO_ID_SELECTION (model);
  gint64 id = nomo_record_list_get_id (self->list, position);

  return id != 0 && nomo_id_set_has (self->ids, id) != self->all;
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  GtkBitset *result = gtk_bitset_new_empty ();
  guint end = MIN (position + n_items, get_n_items (G_LIST_MODEL (model)));

  for (guint i = position; i < end; i++)
    if (is_selected (model, i))
      gtk_bitset_add (result, i);
  return result;
}

static void
tell (NomoIdSelection *self, gint64 before, guint position, guint n_items)
{
  if (n_items > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, n_items);
  if (nomo_id_selection_get_id (self) != before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

static void
clear (NomoIdSelection *self, gboolean all)
{
  g_array_set_size (self->ids, 0);
  self->all = all;
  self->picked = all;
}

static void
change_range (NomoIdSelection *self, guint position, guint n_items, gboolean select)
{
  g_autoptr (GArray) ids = nomo_id_set_new ();

  for (guint i = position; i < position + n_items; i++) {
    gint64 id = nomo_record_list_get_id (self->list, i);

    g_array_append_val (ids, id);
  }
  if (select != self->all)
    nomo_id_set_add (self->ids, (const gint64 *) (gpointer) ids->data, ids->len);
  else
    nomo_id_set_remove (self->ids, (const gint64 *) (gpointer) ids->data, ids->len);
  self->picked = TRUE;
}

/* Whether that is all there is; then what comes later belongs to it, too. */
static gboolean
is_whole (NomoIdSelection *self, guint position, guint n_items)
{
  return position == 0 && n_items > 1 && (gint64) n_items == nomo_record_list_get_count (self->list);
}

static gboolean
select_range (GtkSelectionModel *model, guint position, guint n_items, gboolean unselect_rest)
{
  NomoIdSelection *self = NOMO_ID_SELECTION (model);
  gint64 before = nomo_id_selection_get_id (self);
  guint n_all = get_n_items (G_LIST_MODEL (model));

  n_items = position < n_all ? MIN (n_items, n_all - position) : 0;
  if (unselect_rest)
    clear (self, FALSE);
  if (is_whole (self, position, n_items))
    clear (self, TRUE);
  else
    change_range (self, position, n_items, TRUE);
  tell (self, before, unselect_rest ? 0 : position, unselect_rest ? n_all : n_items);
  return TRUE;
}

static gboolean
unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  NomoIdSelection *self = NOMO_ID_SELECTION (model);
  gint64 before = nomo_id_selection_get_id (self);

  change_range (self, position, MIN (n_items, get_n_items (G_LIST_MODEL (model)) - position), FALSE);
  tell (self, before, position, n_items);
  return TRUE;
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  NomoIdSelection *self = NOMO_ID_SELECTION (model);

  if (!unselect_rest)
    return select_range (model, position, 1, FALSE);
  nomo_id_selection_set_id (self, nomo_record_list_get_id (self->list, position));
  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  return unselect_range (model, position, 1);
}

static gboolean
select_all (GtkSelectionModel *model)
{
  NomoIdSelection *self = NOMO_ID_SELECTION (model);
  gint64 before = nomo_id_selection_get_id (self);

  clear (self, TRUE);
  tell (self, before, 0, get_n_items (G_LIST_MODEL (model)));
  return TRUE;
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  nomo_id_selection_set_id (NOMO_ID_SELECTION (model), 0);
  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (NomoIdSelection, nomo_id_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

static void
nomo_id_selection_finalize (GObject *object)
{
  g_array_unref (NOMO_ID_SELECTION (object)->ids);
  g_clear_object (&NOMO_ID_SELECTION (object)->list);
  G_OBJECT_CLASS (nomo_id_selection_parent_class)->finalize (object);
}

static void
nomo_id_selection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_ID:
    g_value_set_int64 (value, nomo_id_selection_get_id (NOMO_ID_SELECTION (object)));
    break;
  case PROP_COUNT:
    g_value_set_int64 (value, nomo_id_selection_get_count (NOMO_ID_SELECTION (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_id_selection_class_init (NomoIdSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = nomo_id_selection_finalize;
  object_class->get_property = nomo_id_selection_get_property;
  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_COUNT] = g_param_spec_int64 ("count", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
nomo_id_selection_init (NomoIdSelection *self)
{
  self->ids = nomo_id_set_new ();
}

static void
items_changed_cb (NomoIdSelection *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (self->all)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

/**
 * nomo_id_selection_new:
 * @list: the records to select from
 *
 * A selection of records by their ids, or of everything that @list shows: it survives when the rows are read anew, sorted or
 * leave the list. Properties: `id`, `count`.
 *
 * Returns: (transfer full): nothing selected
 */
NomoIdSelection *
nomo_id_selection_new (NomoRecordList *list)
{
  NomoIdSelection *self = g_object_new (NOMO_TYPE_ID_SELECTION, NULL);

  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * nomo_id_selection_get_id:
 * @self: a selection
 *
 * Returns: the id of the one record that is selected, 0 when there is none or more; it need not be in the list now
 */
gint64
nomo_id_selection_get_id (NomoIdSelection *self)
{
  g_return_val_if_fail (NOMO_IS_ID_SELECTION (self), 0);
  return !self->all && self->ids->len == 1 ? g_array_index (self->ids, gint64, 0) : 0;
}

static void
tell_each (NomoIdSelection *self, gint64 before, gint64 now)
{
  gint64 changed[] = { before, now };

  for (guint i = 0; i < G_N_ELEMENTS (changed); i++) {
    int position = changed[i] != 0 ? nomo_record_list_find (self->list, changed[i]) : -1;

    if (position >= 0)
      gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), (guint) position, 1);
  }
  tell (self, before, 0, 0);
}

/**
 * nomo_id_selection_set_id:
 * @self: a selection
 * @id: the id to select alone, or 0 for nothing
 */
void
nomo_id_selection_set_id (NomoIdSelection *self, gint64 id)
{
  gint64 before;
  gboolean several;

  g_return_if_fail (NOMO_IS_ID_SELECTION (self));
  before = nomo_id_selection_get_id (self);
  several = self->all || self->ids->len > 1;
  if (!several && before == id && !self->picked)
    return;
  clear (self, FALSE);
  if (id != 0)
    g_array_append_val (self->ids, id);
  if (several)
    tell (self, before, 0, get_n_items (G_LIST_MODEL (self)));
  else
    tell_each (self, before, id);
}

static guint
count_left_out (NomoIdSelection *self)
{
  guint n = 0;

  for (guint i = 0; self->ids->len > 0 && i < get_n_items (G_LIST_MODEL (self)); i++)
    n += nomo_id_set_has (self->ids, nomo_record_list_get_id (self->list, i)) ? 1 : 0;
  return n;
}

/**
 * nomo_id_selection_get_count:
 * @self: a selection
 *
 * Returns: how many records are selected
 */
gint64
nomo_id_selection_get_count (NomoIdSelection *self)
{
  g_return_val_if_fail (NOMO_IS_ID_SELECTION (self), 0);
  return self->all ? get_n_items (G_LIST_MODEL (self)) - count_left_out (self) : self->ids->len;
}

/**
 * nomo_id_selection_is_all:
 * @self: a selection
 *
 * Returns: whether everything that is listed is selected, and what comes to the list will be
 */
gboolean
nomo_id_selection_is_all (NomoIdSelection *self)
{
  g_return_val_if_fail (NOMO_IS_ID_SELECTION (self), FALSE);
  return self->all && self->ids->len == 0;
}

/**
 * nomo_id_selection_is_picked:
 * @self: a selection
 *
 * Returns: whether records are being picked one after the other or in ranges, rather than one opened
 */
gboolean
nomo_id_selection_is_picked (NomoIdSelection *self)
{
  g_return_val_if_fail (NOMO_IS_ID_SELECTION (self), FALSE);
  return self->picked && (self->all || self->ids->len > 0);
}

/**
 * nomo_id_selection_create_query:
 * @self: a selection
 *
 * Returns: (transfer full): what finds the selected records, in the order of the list
 */
NomoQuery *
nomo_id_selection_create_query (NomoIdSelection *self)
{
  NomoQuery *query;

  g_return_val_if_fail (NOMO_IS_ID_SELECTION (self), NULL);
  query = self->all ? nomo_query_copy (nomo_record_list_get_query (self->list))
                    : nomo_query_copy_order (nomo_record_list_get_query (self->list));
  if (!self->all || self->ids->len > 0)
    nomo_query_where_among (query, !self->all, (const gint64 *) (gpointer) self->ids->data, self->ids->len);
  return query;
}

/**
 * nomo_id_selection_to_variant:
 * @self: a selection
 *
 * Returns: (transfer floating): what nomo_id_selection_from_variant() takes
 */
GVariant *
nomo_id_selection_to_variant (NomoIdSelection *self)
{
  g_return_val_if_fail (NOMO_IS_ID_SELECTION (self), NULL);
  return g_variant_new (
      "(bb@ax)", self->all, self->picked,
      g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, self->ids->data, self->ids->len, sizeof (gint64)));
}

/**
 * nomo_id_selection_from_variant:
 * @self: a selection
 * @variant: of nomo_id_selection_to_variant()
 */
void
nomo_id_selection_from_variant (NomoIdSelection *self, GVariant *variant)
{
  gint64 before;
  g_autoptr (GVariant) ids = NULL;
  gconstpointer values;
  gsize n;

  g_return_if_fail (NOMO_IS_ID_SELECTION (self));
  g_return_if_fail (g_variant_is_of_type (variant, G_VARIANT_TYPE ("(bbax)")));
  before = nomo_id_selection_get_id (self);
  g_array_set_size (self->ids, 0);
  g_variant_get (variant, "(bb@ax)", &self->all, &self->picked, &ids);
  values = g_variant_get_fixed_array (ids, &n, sizeof (gint64));
  nomo_id_set_add (self->ids, values, (guint) n);
  tell (self, before, 0, get_n_items (G_LIST_MODEL (self)));
}
