#include "config.h"

#include "nomo-id-selection.h"

/* GtkSingleSelection remembers a position and an item; both go when a list of a million rows reads its ids anew. An id
 * stays. */
struct _NomoIdSelection {
  GObject parent_instance;

  NomoRecordList *list;
  gint64 id;
};

enum { PROP_0, PROP_ID, N_PROPS };

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

  return self->id != 0 && nomo_record_list_get_id (self->list, position) == self->id;
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  NomoIdSelection *self = NOMO_ID_SELECTION (model);
  GtkBitset *result = gtk_bitset_new_empty ();
  int selected = self->id != 0 ? nomo_record_list_find (self->list, self->id) : -1;

  if (selected >= 0)
    gtk_bitset_add (result, selected);
  return result;
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  NomoIdSelection *self = NOMO_ID_SELECTION (model);

  nomo_id_selection_set_id (self, nomo_record_list_get_id (self->list, position));
  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  if (is_selected (model, position))
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
}

G_DEFINE_FINAL_TYPE_WITH_CODE (NomoIdSelection, nomo_id_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

static void
nomo_id_selection_finalize (GObject *object)
{
  g_clear_object (&NOMO_ID_SELECTION (object)->list);
  G_OBJECT_CLASS (nomo_id_selection_parent_class)->finalize (object);
}

static void
nomo_id_selection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_ID:
    g_value_set_int64 (value, NOMO_ID_SELECTION (object)->id);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_id_selection_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_ID:
    nomo_id_selection_set_id (NOMO_ID_SELECTION (object), g_value_get_int64 (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_id_selection_class_init (NomoIdSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = nomo_id_selection_finalize;
  object_class->get_property = nomo_id_selection_get_property;
  object_class->set_property = nomo_id_selection_set_property;
  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
nomo_id_selection_init (NomoIdSelection *self)
{
}

/**
 * nomo_id_selection_new:
 * @list: the records to select from
 *
 * A selection of at most one record, kept by its id: it survives when the rows are read anew, sorted or filtered.
 *
 * Returns: (transfer full): nothing selected
 */
NomoIdSelection *
nomo_id_selection_new (NomoRecordList *list)
{
  NomoIdSelection *self = g_object_new (NOMO_TYPE_ID_SELECTION, NULL);

  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (g_list_model_items_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * nomo_id_selection_get_id:
 * @self: a selection
 *
 * Returns: the id of the selected record, 0 when there is none; it need not be in the list now
 */
gint64
nomo_id_selection_get_id (NomoIdSelection *self)
{
  g_return_val_if_fail (NOMO_IS_ID_SELECTION (self), 0);
  return self->id;
}

static void
tell (NomoIdSelection *self, gint64 id)
{
  int position = id != 0 ? nomo_record_list_find (self->list, id) : -1;

  if (position >= 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, 1);
}

/**
 * nomo_id_selection_set_id:
 * @self: a selection
 * @id: the id to select, or 0
 */
void
nomo_id_selection_set_id (NomoIdSelection *self, gint64 id)
{
  gint64 before;

  g_return_if_fail (NOMO_IS_ID_SELECTION (self));
  if (self->id == id)
    return;
  before = self->id;
  self->id = id;
  tell (self, before);
  tell (self, id);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
}
