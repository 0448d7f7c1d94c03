#include "config.h"

#include "nomo-target-names.h"

#include "nomo-format.h"
#include "nomo-store.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/* More would make a pane a list. */
#define MOST_NAMES 4

typedef struct {
  const char *label;
  const NomoEntity *entity; /* NULL: nothing here has a name for it */
  guint name_field;
  GArray *ids;
} Want;

struct _NomoTargetNames {
  NomoFactList *list;
  NomoShop *shop;
  GCancellable *cancellable;
  GPtrArray *wants;
  guint next;
};

static void
want_free (gpointer data)
{
  g_array_unref (((Want *) data)->ids);
  g_free (data);
}

static void
names_free (NomoTargetNames *self)
{
  g_object_unref (self->list);
  g_object_unref (self->shop);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->wants);
  g_free (self);
}

/**
 * nomo_target_names_new:
 * @list: where they are told
 * @shop: whose they are
 *
 * What a coupon or a special offer applies to, by name instead of by number.
 *
 * Returns: (transfer full): for nomo_target_names_read(), which takes it
 */
NomoTargetNames *
nomo_target_names_new (NomoFactList *list, NomoShop *shop)
{
  NomoTargetNames *self = g_new0 (NomoTargetNames, 1);

  self->list = g_object_ref (list);
  self->shop = g_object_ref (shop);
  self->wants = g_ptr_array_new_with_free_func (want_free);
  return self;
}

/**
 * nomo_target_names_want:
 * @self: names
 * @label: what is added next, translated
 * @entity: (nullable): what it is; %NULL for what is only counted
 * @name_field: the field with its name
 */
void
nomo_target_names_want (NomoTargetNames *self, const char *label, const NomoEntity *entity, guint name_field)
{
  Want *want = g_new (Want, 1);

  *want = (Want) { label, entity, name_field, g_array_new (FALSE, FALSE, sizeof (gint64)) };
  g_ptr_array_add (self->wants, want);
}

/**
 * nomo_target_names_add:
 * @self: names
 * @id: one of what was wanted last
 */
void
nomo_target_names_add (NomoTargetNames *self, gint64 id)
{
  const Want *want = self->wants->pdata[self->wants->len - 1];

  g_array_append_val (want->ids, id);
}

static void
add_name (GString *words, const char *name)
{
  g_autofree char *island = nomo_text_isolate (name);

  if (words->len > 0)
    g_string_append (words, C_ ("between conditions", ", "));
  g_string_append (words, island);
}

/* What is no longer there has no name, but counts. */
static void
tell (NomoTargetNames *self, const Want *want, GPtrArray *records)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint named = 0;
  g_autofree char *number = NULL;

  for (guint i = 0; records != NULL && i < MIN (records->len, MOST_NAMES); i++) {
    const char *name = nomo_record_get_text (records->pdata[i], want->name_field);

    if (name != NULL)
      add_name (words, name);
    named += name != NULL;
  }
  number = nomo_format_int (want->ids->len - named);
  if (named == 0)
    g_string_append (words, number);
  else if (named < want->ids->len)
    /* Translators: behind some names; %s is how many there are beside them */
    g_string_append_printf (words, _ (" and %s more"), number);
  nomo_fact_list_add (self->list, want->label, words->str, NULL);
}

static void read_next (NomoTargetNames *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoTargetNames *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = nomo_store_list_finish (NOMO_STORE (source), result, NULL, &error);

  if (g_cancellable_is_cancelled (self->cancellable)) {
    names_free (self);
    return;
  }
  tell (self, self->wants->pdata[self->next++], records);
  read_next (self);
}

/* One after the other, so that they are told in this order. */
static void
read_next (NomoTargetNames *self)
{
  for (; self->next < self->wants->len; self->next++) {
    const Want *want = self->wants->pdata[self->next];
    g_autoptr (NomoQuery) query = NULL;

    if (want->ids->len > 0 && want->entity != NULL) {
      query = nomo_query_new (want->entity);
      nomo_query_where_among (query, TRUE, (const gint64 *) (gpointer) want->ids->data, want->ids->len);
      nomo_store_list_async (nomo_shop_get_store (self->shop), query, 0, MOST_NAMES, self->cancellable, read_cb, self);
      return;
    }
    if (want->ids->len > 0)
      tell (self, want, NULL);
  }
  names_free (self);
}

/**
 * nomo_target_names_read:
 * @self: (transfer full): names
 * @cancellable: gives up before the list shows something else
 *
 * Adds a line to the list for everything wanted of which there is any.
 */
void
nomo_target_names_read (NomoTargetNames *self, GCancellable *cancellable)
{
  self->cancellable = g_object_ref (cancellable);
  read_next (self);
}
