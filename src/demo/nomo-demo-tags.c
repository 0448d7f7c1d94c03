#include "config.h"

#include "nomo-demo-tags.h"

#include "nomo-demo-list.h"
#include "nomo-demo-random.h"
#include "nomo-demo-written.h"

enum { STREAM_TAG = 871 };

#define TAG_ID G_GINT64_CONSTANT (512877410)

static const struct {
  const char *name;
  guint per_thousand;
} tags[] = {
  { "هدية", 120 },
  { "مستعجل", 40 },
  { "تغليف فاخر", 25 },
  { "متابعة", 0 },
};

static GPtrArray *
get_written (NomoDemoShop *shop)
{
  return nomo_demo_written_get_tags (nomo_demo_shop_get_written (shop));
}

guint
nomo_demo_tags_get_n (NomoDemoShop *shop)
{
  return G_N_ELEMENTS (tags) + get_written (shop)->len;
}

gint64
nomo_demo_tag_get_id (guint tag)
{
  return TAG_ID + tag;
}

const char *
nomo_demo_tag_get_name (guint tag, NomoDemoShop *shop)
{
  return tag < G_N_ELEMENTS (tags) ? tags[tag].name : get_written (shop)->pdata[tag - G_N_ELEMENTS (tags)];
}

gboolean
nomo_demo_tag_find (gint64 id, NomoDemoShop *shop, guint *tag)
{
  *tag = id >= TAG_ID && id < TAG_ID + nomo_demo_tags_get_n (shop) ? (guint) (id - TAG_ID) : G_MAXUINT;
  return *tag != G_MAXUINT;
}

/**
 * nomo_demo_tag_take:
 * @name: what it is called
 * @shop: a shop
 * @tag: (out): the tag, made if there was none of that name
 *
 * Returns: whether there was room for it
 */
gboolean
nomo_demo_tag_take (const char *name, NomoDemoShop *shop, guint *tag)
{
  guint n = nomo_demo_tags_get_n (shop);

  for (*tag = 0; *tag < n; (*tag)++)
    if (g_str_equal (nomo_demo_tag_get_name (*tag, shop), name))
      return TRUE;
  if (n == NOMO_DEMO_MAX_TAGS)
    return FALSE;
  g_ptr_array_add (get_written (shop), g_strdup (name));
  return TRUE;
}

gboolean
nomo_demo_tag_is_on (guint tag, NomoDemoShop *shop, const NomoDemoOrder *order)
{
  guint put;

  if (nomo_demo_shop_read_tags (shop, order, &put))
    return (put >> tag) & 1;
  return tag < G_N_ELEMENTS (tags) &&
         nomo_demo_random_mix (order->seed, STREAM_TAG, tag) % 1000 < tags[tag].per_thousand;
}

void
nomo_demo_tag_write (guint tag, NomoDemoShop *shop, const char *name, NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, name);
  nomo_demo_json_id (json, "id", nomo_demo_tag_get_id (tag));
  nomo_demo_json_string (json, "name", nomo_demo_tag_get_name (tag, shop));
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_tags_write:
 * @demo: the store
 * @order: one of its orders
 * @json: where to
 *
 * Writes the member `tags`.
 */
void
nomo_demo_tags_write (NomoDemoStore *demo, const NomoDemoOrder *order, NomoDemoJson *json)
{
  NomoDemoShop *shop = demo->shop;

  nomo_demo_json_begin_array (json, "tags");
  for (guint i = 0; i < nomo_demo_tags_get_n (shop); i++)
    if (nomo_demo_tag_is_on (i, shop, order) && demo->bare_tags)
      nomo_demo_json_string (json, NULL, nomo_demo_tag_get_name (i, shop));
    else if (nomo_demo_tag_is_on (i, shop, order))
      nomo_demo_tag_write (i, shop, NULL, json);
  nomo_demo_json_end_array (json);
}

static void
write_row (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json)
{
  nomo_demo_tag_write (place, call->demo->shop, NULL, json);
}

/**
 * nomo_demo_tags_list:
 * @call: `GET /orders/tags`
 * @unused: nothing
 */
void
nomo_demo_tags_list (NomoDemoCall *call, gint64 unused)
{
  nomo_demo_list_answer (call, nomo_demo_tags_get_n (call->demo->shop), write_row, NULL);
}
