#include "config.h"

#include "nomo-follow-up.h"

#include "nomo-cart.h"
#include "nomo-clock.h"

/* What marks a cart: when, and who, known by name where the store tells it. */
typedef struct {
  gboolean followed_up;
  char *by; /* nullable */
  gint64 at;
} Mark;

static void
mark_free (gpointer data)
{
  g_free (((Mark *) data)->by);
  g_free (data);
}

static NomoRecord *
create_change (gint64 cart, gpointer data)
{
  const Mark *mark = data;
  NomoRecordBuilder *builder = nomo_record_build (nomo_cart_entity (), cart);

  if (mark->followed_up) {
    nomo_builder_set_int (builder, CART_FOLLOWED_UP_AT, mark->at);
    nomo_builder_set_text (builder, CART_FOLLOWED_UP_BY, mark->by);
  } else {
    nomo_builder_set_null (builder, CART_FOLLOWED_UP_AT);
    nomo_builder_set_null (builder, CART_FOLLOWED_UP_BY);
  }
  return nomo_builder_end (builder);
}

/**
 * nomo_follow_up_async:
 * @shop: a shop
 * @query: carts; those of them that are as they are to be already stay alone
 * @followed_up: whether somebody has written to their shoppers, %FALSE to take that back
 * @callback: called at the end, for nomo_bulk_edit_finish()
 * @data: for @callback
 *
 * Marks carts as followed up now and by the shop's owner, all in one commit.
 */
void
nomo_follow_up_async (NomoShop *shop, const NomoQuery *query, gboolean followed_up, GAsyncReadyCallback callback,
                      gpointer data)
{
  g_autoptr (NomoQuery) others = nomo_query_copy (query);
  Mark *mark = g_new0 (Mark, 1);

  *mark = (Mark) { followed_up, g_strdup (nomo_shop_get_owner_name (shop)), nomo_clock_now () };
  nomo_query_where (others, CART_FOLLOWED_UP_AT, followed_up ? NOMO_OP_EMPTY : NOMO_OP_NOT_EMPTY, NULL, NULL);
  nomo_bulk_edit_async (shop, others, create_change, mark, mark_free, callback, data);
}
