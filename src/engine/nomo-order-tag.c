#include "config.h"

#include "nomo-order-tag.h"

#include "nomo-edit.h"
#include "nomo-order.h"

typedef struct {
  GStrv add;
  GStrv remove;
} Tags;

static void
tags_free (gpointer data)
{
  Tags *tags = data;

  g_strfreev (tags->add);
  g_strfreev (tags->remove);
  g_free (tags);
}

/**
 * nomo_order_dup_words:
 * @text: (nullable): what somebody typed
 *
 * Returns: (transfer full) (nullable): it without what stands around it, %NULL when nothing is left
 */
char *
nomo_order_dup_words (const char *text)
{
  g_autofree char *words = g_strstrip (g_strdup (text != NULL ? text : ""));

  return *words != '\0' ? g_steal_pointer (&words) : NULL;
}

static GStrv
dup_names (const char *const *names)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; names != NULL && names[i] != NULL; i++) {
    g_autofree char *name = nomo_order_dup_words (names[i]);

    if (name != NULL)
      g_strv_builder_add (builder, name);
  }
  return g_strv_builder_end (builder);
}

static NomoRecordBuilder *
set_tags (NomoRecordBuilder *builder, const char *const *names)
{
  nomo_builder_clear_part (builder, ORDER_PART_TAGS);
  for (guint i = 0; names[i] != NULL; i++) {
    nomo_builder_add_part (builder, ORDER_PART_TAGS);
    nomo_builder_part_text (builder, ORDER_PART_TAGS, ORDER_TAG_NAME, names[i]);
  }
  return builder;
}

/**
 * nomo_order_create_tagging:
 * @order: id of an order
 * @add: (array zero-terminated=1): names of tags that it is to have
 * @remove: (array zero-terminated=1): names of tags that it is not to have
 *
 * Returns: (transfer full): what is to change, whatever else is on the order
 */
NomoRecord *
nomo_order_create_tagging (gint64 order, const char *const *add, const char *const *remove)
{
  /* As if no more had been read than what is to go: of a set only what somebody added or took away is put. */
  g_autoptr (NomoRecord) read = nomo_builder_end (set_tags (nomo_record_build (nomo_order_entity (), order), remove));

  return nomo_builder_end (set_tags (nomo_record_build_from (read), add));
}

static NomoRecord *
create_change (gint64 order, gpointer data)
{
  const Tags *tags = data;

  return nomo_order_create_tagging (order, (const char *const *) tags->add, (const char *const *) tags->remove);
}

/**
 * nomo_order_tag_async:
 * @shop: a shop
 * @orders: orders
 * @add: (nullable) (array zero-terminated=1): names of tags that they are to have
 * @remove: (nullable) (array zero-terminated=1): names of tags that they are not to have
 * @callback: called at the end, for nomo_bulk_edit_finish()
 * @data: for @callback
 *
 * Puts tags on orders and takes others off, all in one commit, whatever else is on them. They wait for Salla, and until it has
 * heard of them that can be undone.
 */
void
nomo_order_tag_async (NomoShop *shop, const NomoQuery *orders, const char *const *add, const char *const *remove,
                      GAsyncReadyCallback callback, gpointer data)
{
  Tags *tags = g_new (Tags, 1);

  *tags = (Tags) { dup_names (add), dup_names (remove) };
  nomo_bulk_edit_async (shop, orders, create_change, tags, tags_free, callback, data);
}

/**
 * nomo_order_note_async:
 * @shop: a shop
 * @order: id of an order
 * @note: (nullable): what is to be said of it at Salla, in place of what waits to be said; %NULL for nothing
 * @callback: called at the end, for nomo_edit_finish()
 * @data: for @callback
 *
 * Says something of an order. It waits for Salla, and until it has heard of it that can be undone.
 */
void
nomo_order_note_async (NomoShop *shop, gint64 order, const char *note, GAsyncReadyCallback callback, gpointer data)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), order);
  g_autofree char *words = nomo_order_dup_words (note);
  g_autoptr (NomoRecord) change = NULL;

  if (words != NULL)
    nomo_builder_set_text (builder, ORDER_NOTE, words);
  else
    nomo_builder_set_null (builder, ORDER_NOTE);
  change = nomo_builder_end (builder);
  nomo_edit_async (shop, change, NULL, 0, callback, data);
}
