#include "config.h"

#include "nomo-demo-tags.h"

#include "nomo-demo-list.h"
#include "nomo-demo-random.h"

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

guint
nomo_demo_tags_get_n (void)
{
  return G_N_ELEMENTS (tags);
}

gint64
nomo_demo_tag_get_id (guint tag)
{
  return TAG_ID + tag;
}

const char *
nomo_demo_tag_get_name (guint tag)
{
  return tags[tag].name;
}

gboolean
nomo_demo_tag_find (gint64 id, guint *tag)
{
  *tag = id >= TAG_ID && id < TAG_ID + (gint64) G_N_ELEMENTS (tags) ? (guint) (id - TAG_ID) : G_MAXUINT;
  return *tag != G_MAXUINT;
}

gboolean
nomo_demo_tag_is_on (guint tag, NomoDemoShop *shop, const NomoDemoOrder *order)
{
  guint put;

  if (nomo_demo_shop_read_tags (shop, order, &put))
    return (put >> tag) & 1;
  return nomo_demo_random_mix (order->seed, STREAM_TAG, tag) % 1000 < tags[tag].per_thousand;
}

static void
write_tag (guint tag, NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_id (json, "id", nomo_demo_tag_get_id (tag));
  nomo_demo_json_string (json, "name", tags[tag].name);
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_tags_write:
 * @shop: a shop
 * @order: one of its orders
 * @json: where to
 *
 * Writes the member `tags`.
 */
void
nomo_demo_tags_write (NomoDemoShop *shop, const NomoDemoOrder *order, NomoDemoJson *json)
{
  nomo_demo_json_begin_array (json, "tags");
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (nomo_demo_tag_is_on (i, shop, order))
      write_tag (i, json);
  nomo_demo_json_end_array (json);
}

static void
write_row (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json)
{
  write_tag (place, json);
}

/**
 * nomo_demo_tags_list:
 * @call: `GET /orders/tags`
 * @unused: nothing
 */
void
nomo_demo_tags_list (NomoDemoCall *call, gint64 unused)
{
  nomo_demo_list_answer (call, G_N_ELEMENTS (tags), write_row, NULL);
}
