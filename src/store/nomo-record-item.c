#include "config.h"

#include "nomo-record-item-private.h"

struct _NomoRecordItem {
  GObject parent_instance;

  gint64 id;
  NomoRecord *record;
  NomoRecordItemGone gone;
  gpointer owner;
};

enum {
  PROP_ID = 1,
  PROP_RECORD,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NomoRecordItem, nomo_record_item, G_TYPE_OBJECT)

static void
nomo_record_item_dispose (GObject *object)
{
  NomoRecordItem *self = NOMO_RECORD_ITEM (object);

  if (self->gone != NULL)
    self->gone (self->owner, self->id);
  self->gone = NULL;
  g_clear_pointer (&self->record, nomo_record_unref);
  G_OBJECT_CLASS (nomo_record_item_parent_class)->dispose (object);
}

static void
nomo_record_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NomoRecordItem *self = NOMO_RECORD_ITEM (object);

  if (id == PROP_ID)
    g_value_set_int64 (value, self->id);
  else if (id == PROP_RECORD)
    g_value_set_boxed (value, self->record);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
nomo_record_item_class_init (NomoRecordItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = nomo_record_item_dispose;
  object_class->get_property = nomo_record_item_get_property;

  /**
   * NomoRecordItem:id:
   *
   * Id of the record.
   */
  properties[PROP_ID] =
      g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * NomoRecordItem:record:
   *
   * The record, %NULL until it is read.
   */
  properties[PROP_RECORD] = g_param_spec_boxed ("record", NULL, NULL, NOMO_TYPE_RECORD,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
nomo_record_item_init (NomoRecordItem *self)
{
}

/**
 * nomo_record_item_new:
 * @id: id of a record
 *
 * Returns: (transfer full): an item whose record is not there yet
 */
NomoRecordItem *
nomo_record_item_new (gint64 id)
{
  NomoRecordItem *self = g_object_new (NOMO_TYPE_RECORD_ITEM, NULL);

  self->id = id;
  return self;
}

/**
 * nomo_record_item_get_id:
 * @self: an item
 *
 * Returns: id of its record
 */
gint64
nomo_record_item_get_id (NomoRecordItem *self)
{
  g_return_val_if_fail (NOMO_IS_RECORD_ITEM (self), 0);

  return self->id;
}

/**
 * nomo_record_item_get_record:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the record, %NULL until it is read
 */
NomoRecord *
nomo_record_item_get_record (NomoRecordItem *self)
{
  g_return_val_if_fail (NOMO_IS_RECORD_ITEM (self), NULL);

  return self->record;
}

/**
 * nomo_record_item_set_record:
 * @self: an item
 * @record: the record; an older one than is there is left out
 */
void
nomo_record_item_set_record (NomoRecordItem *self, NomoRecord *record)
{
  g_return_if_fail (NOMO_IS_RECORD_ITEM (self));
  g_return_if_fail (record != NULL && nomo_record_get_id (record) == self->id);

  if (self->record != NULL && nomo_record_get_seq (record) <= nomo_record_get_seq (self->record))
    return;
  g_clear_pointer (&self->record, nomo_record_unref);
  self->record = nomo_record_ref (record);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

/*
 * _nomo_record_item_set_owner:
 * @self: an item
 * @gone: (nullable): called once, when the item ends
 * @owner: for @gone
 */
void
_nomo_record_item_set_owner (NomoRecordItem *self, NomoRecordItemGone gone, gpointer owner)
{
  self->gone = gone;
  self->owner = owner;
}
