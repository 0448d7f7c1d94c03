#include "config.h"

#include "nomo-demo-categories.h"

#include "nomo-demo-catalogue.h"
#include "nomo-demo-list.h"
#include "nomo-text.h"

#include <string.h>

static void
write_facts (NomoDemoJson *json, guint category, gboolean odd)
{
  const NomoDemoCategory *info = &nomo_demo_categories[category];
  gint64 id = nomo_demo_category_get_id (category);

  nomo_demo_json_id (json, "id", id);
  nomo_demo_json_string (json, "name", odd ? NULL : info->name);
  nomo_demo_json_null (json, "image");
  nomo_demo_json_begin_object (json, "urls");
  nomo_demo_json_printf (json, "customer", NOMO_DEMO_DOMAIN "/c%" G_GINT64_FORMAT, id);
  nomo_demo_json_printf (json, "admin", "https://s.salla.sa/categories/%" G_GINT64_FORMAT, id);
  nomo_demo_json_end_object (json);
  nomo_demo_json_id (json, "parent_id",
                     nomo_demo_category_is_top (category) ? 0 : nomo_demo_category_get_id (info->parent));
  nomo_demo_json_int (json, "sort_order", category);
  nomo_demo_json_string (json, "status", odd ? "on the moon" : nomo_demo_category_get_status (category));
}

/**
 * nomo_demo_category_write:
 * @shop: the shop
 * @json: where to
 * @name: (nullable): the member's name
 * @category: index into nomo_demo_categories
 * @shape: with or without those below
 */
void
nomo_demo_category_write (NomoDemoShop *shop, NomoDemoJson *json, const char *name, guint category,
                          NomoDemoCategoryShape shape)
{
  gboolean odd = nomo_demo_json_is_odd (json) && category % 3 == 0;

  nomo_demo_json_begin_object (json, name);
  write_facts (json, category, odd);
  if (shape == NOMO_DEMO_CATEGORY_TREE) {
    nomo_demo_json_begin_array (json, "items");
    for (guint i = 0; i < NOMO_DEMO_N_CATEGORIES; i++)
      if (i != category && nomo_demo_categories[i].parent == category &&
          !nomo_demo_shop_has_lost (shop, NOMO_DEMO_CATEGORY_LIST, i))
        nomo_demo_category_write (shop, json, NULL, i, shape);
    nomo_demo_json_end_array (json);
  }
  nomo_demo_json_end_object (json);
}

static gboolean
has_word (guint category, const char *folded)
{
  g_autofree char *known = nomo_text_fold (nomo_demo_categories[category].name);

  return strstr (known, folded) != NULL;
}

static gboolean
wants_items (NomoDemoCall *call)
{
  g_autoptr (GPtrArray) with = nomo_demo_call_get_all (call, "with");

  return g_ptr_array_find_with_equal_func (with, "items", g_str_equal, NULL);
}

static void
write_row (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json)
{
  nomo_demo_category_write (call->demo->shop, json, NULL, g_array_index ((GArray *) data, guint, place),
                            wants_items (call) ? NOMO_DEMO_CATEGORY_TREE : NOMO_DEMO_CATEGORY_CARD);
}

/* The categories below @parent, or anywhere when it is NOMO_DEMO_N_CATEGORIES; @top leaves those at the top unless there is a
 * word to look for. */
static void
answer_list (NomoDemoCall *call, guint parent, gboolean top)
{
  g_autofree char *folded = nomo_demo_list_dup_keyword (call);
  const char *status = nomo_demo_call_get (call, "status");
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < NOMO_DEMO_N_CATEGORIES; i++) {
    if (nomo_demo_shop_has_lost (call->demo->shop, NOMO_DEMO_CATEGORY_LIST, i))
      continue;
    if (parent < NOMO_DEMO_N_CATEGORIES && (i == parent || nomo_demo_categories[i].parent != parent))
      continue;
    if ((top && folded == NULL && !nomo_demo_category_is_top (i)) || (folded != NULL && !has_word (i, folded)))
      continue;
    if (status == NULL || g_str_equal (status, nomo_demo_category_get_status (i)))
      g_array_append_val (found, i);
  }
  nomo_demo_list_answer (call, found->len, write_row, found);
}

/**
 * nomo_demo_categories_list:
 * @call: `GET /categories`
 * @unused: nothing
 *
 * Answers a page of the categories at the top; with a keyword, of those anywhere that have it in their name.
 */
void
nomo_demo_categories_list (NomoDemoCall *call, gint64 unused)
{
  answer_list (call, NOMO_DEMO_N_CATEGORIES, TRUE);
}

/**
 * nomo_demo_categories_search:
 * @call: `GET /categories/search`
 * @unused: nothing
 */
void
nomo_demo_categories_search (NomoDemoCall *call, gint64 unused)
{
  answer_list (call, NOMO_DEMO_N_CATEGORIES, FALSE);
}

/**
 * nomo_demo_categories_list_children:
 * @call: `GET /categories/{id}/children`
 * @id: the category's id
 */
void
nomo_demo_categories_list_children (NomoDemoCall *call, gint64 id)
{
  guint category;

  if (nomo_demo_category_find (call->demo->shop, id, &category))
    answer_list (call, category, FALSE);
  else
    nomo_demo_call_fail_missing (call);
}

/**
 * nomo_demo_categories_get:
 * @call: `GET /categories/{id}`
 * @id: the id
 */
void
nomo_demo_categories_get (NomoDemoCall *call, gint64 id)
{
  NomoDemoJson *json;
  guint category;

  if (!nomo_demo_category_find (call->demo->shop, id, &category)) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  json = nomo_demo_call_begin (call, 200);
  nomo_demo_category_write (call->demo->shop, json, "data", category, NOMO_DEMO_CATEGORY_TREE);
  nomo_demo_call_end (call, json);
}

/**
 * nomo_demo_brand_write:
 * @json: where to
 * @name: (nullable): the member's name
 * @brand: index into nomo_demo_brands
 */
void
nomo_demo_brand_write (NomoDemoJson *json, const char *name, guint brand)
{
  const NomoDemoName *info = &nomo_demo_brands[brand];
  g_autofree char *first = g_utf8_substring (info->arabic, 0, 1);

  nomo_demo_json_begin_object (json, name);
  nomo_demo_json_id (json, "id", nomo_demo_brand_get_id (brand));
  nomo_demo_json_string (json, "name", info->arabic);
  nomo_demo_json_printf (json, "description", "<p>%s</p>", info->arabic);
  nomo_demo_json_null (json, "banner");
  nomo_demo_json_printf (json, "logo", NOMO_DEMO_IMAGES "b%u.png", brand);
  nomo_demo_json_string (json, "ar_char", g_ascii_isalpha (*first) ? NULL : first);
  nomo_demo_json_string (json, "en_char", info->latin);
  nomo_demo_json_begin_object (json, "metadata");
  nomo_demo_json_null (json, "title");
  nomo_demo_json_null (json, "description");
  nomo_demo_json_string (json, "url", "");
  nomo_demo_json_end_object (json);
  nomo_demo_json_end_object (json);
}

static void
write_brand (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json)
{
  nomo_demo_brand_write (json, NULL, nomo_demo_shop_nth_left (call->demo->shop, NOMO_DEMO_BRANDS, place));
}

/**
 * nomo_demo_brands_list:
 * @call: `GET /brands`
 * @unused: nothing
 */
void
nomo_demo_brands_list (NomoDemoCall *call, gint64 unused)
{
  nomo_demo_list_answer (call, nomo_demo_shop_count_left (call->demo->shop, NOMO_DEMO_BRANDS, nomo_demo_n_brands),
                         write_brand, NULL);
}

/**
 * nomo_demo_brands_get:
 * @call: `GET /brands/{id}`
 * @id: the id
 */
void
nomo_demo_brands_get (NomoDemoCall *call, gint64 id)
{
  NomoDemoJson *json;
  guint brand;

  if (!nomo_demo_brand_find (call->demo->shop, id, &brand)) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  json = nomo_demo_call_begin (call, 200);
  nomo_demo_brand_write (json, "data", brand);
  nomo_demo_call_end (call, json);
}
