#include "bench-orders.h"

#include "bench.h"
#include "nomo-domain.h"
#include "nomo-order.h"

static const char *const names[] = { "عطر الورد الطائفي", "مبخرة خشبية", "عود كمبودي فاخر", "دهن العود المعتّق" };

static void
add_item (NomoRecordBuilder *builder, gint64 which)
{
  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, names[which % 4]);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 1);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT, 720000 + which % 400);
}

static void
set_money (NomoRecordBuilder *builder, gint64 id)
{
  gint64 total = id * 7919 % 100000;

  nomo_builder_set_int (builder, ORDER_TOTAL, total);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, total);
  nomo_builder_set_text (builder, ORDER_SHOP_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TAX, total * 15 / 115);
  nomo_builder_set_int (builder, ORDER_REFUNDED, id % 9 == 0 ? 1 : 0);
}

/* A tenth or more of a thousand orders shares each value, so that a list of it fills a window in a small store, too. */
static void
set_groups (NomoRecordBuilder *builder, gint64 id)
{
  static const char *const statuses[] = { "completed", "delivered", "under_review", "canceled", "payment_pending" };
  static const char *const cities[] = { "الرياض", "جدة", "مكة المكرمة", "الدمام", "أبها" };

  nomo_builder_set_text (builder, ORDER_STATUS, statuses[id * 7 % 5]);
  nomo_builder_set_text (builder, ORDER_PAYMENT, id % 3 == 0 ? "cod" : "mada");
  nomo_builder_set_text (builder, ORDER_CITY, cities[id / 3 % 5]);
  nomo_builder_set_text (builder, ORDER_COUNTRY, "السعودية");
  nomo_builder_set_int (builder, ORDER_CUSTOMER_ID, id % 8 == 0 ? 77 : 1000 + id % 200000);
  if (id % 7 == 0)
    nomo_builder_set_text (builder, ORDER_COUPON, "WARD10");
  nomo_builder_clear_part (builder, ORDER_PART_TAGS);
  if (id % 6 != 0)
    return;
  nomo_builder_add_part (builder, ORDER_PART_TAGS);
  nomo_builder_part_text (builder, ORDER_PART_TAGS, ORDER_TAG_NAME, "هدية");
}

static NomoRecordBuilder *
build_order (gint64 id)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 1000000 + id);
  g_autofree char *reference = g_strdup_printf ("%d", (int) (20000000 + id));
  g_autofree char *items = g_strdup_printf ("%s\n%s", names[id % 4], names[id / 4 % 4]);

  nomo_builder_set_as_of (builder, ORDERS_EPOCH + id);
  nomo_builder_set_text (builder, ORDER_REFERENCE, reference);
  nomo_builder_set_int (builder, ORDER_DATE, ORDERS_EPOCH + id * 60000);
  nomo_builder_set_int (builder, ORDER_UPDATED_AT, ORDERS_EPOCH + id * 60000 + id * 7919 % 1000000);
  nomo_builder_set_text (builder, ORDER_ITEMS_TEXT, items);
  nomo_builder_set_int (builder, ORDER_ITEM_COUNT, id % 5 + 1);
  set_money (builder, id);
  set_groups (builder, id);
  add_item (builder, id);
  add_item (builder, id / 4);
  return builder;
}

NomoRecord *
bench_make_order (gint64 id)
{
  return nomo_builder_end (build_order (id));
}

/* The order as it stands after a change at the store; @change counts them from 1. */
NomoRecord *
bench_make_changed_order (gint64 id, gint64 change)
{
  NomoRecordBuilder *builder = build_order (id);

  nomo_builder_set_as_of (builder, ORDERS_EPOCH + id + change * 1000);
  nomo_builder_set_int (builder, ORDER_TOTAL, change * 7919 % 100000);
  return nomo_builder_end (builder);
}

NomoStore *
bench_fill (const char *name, guint n, guint page)
{
  g_autofree char *path = bench_path (name);

  return bench_fill_path (path, n, page);
}

NomoStore *
bench_fill_path (const char *path, guint n, guint page)
{
  g_autoptr (GError) error = NULL;
  NomoStore *store = nomo_store_open (path, nomo_domain_entities (), &error);

  g_assert_no_error (error);
  for (guint first = 0; first < n; first += page) {
    g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);

    for (guint i = first; i < MIN (n, first + page); i++) {
      g_autoptr (NomoRecord) order = bench_make_order (i);

      nomo_commit_put (commit, order);
    }
    g_assert_true (nomo_store_commit (store, commit, NULL, &error));
  }
  return store;
}

/* A store that a program opens as a shop of its own. */
void
bench_make_shop (const char *path, guint n, const char *merchant)
{
  g_autoptr (NomoStore) store = bench_fill_path (path, n, 2000);
  g_autoptr (GHashTable) meta = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;

  g_hash_table_insert (meta, (gpointer) "merchant", (gpointer) merchant);
  g_hash_table_insert (meta, (gpointer) "name", (gpointer) "متجر ورد الرياض");
  g_hash_table_insert (meta, (gpointer) "currency", (gpointer) "SAR");
  g_assert_true (nomo_store_write_meta (store, meta, &error));
  nomo_store_close (store);
}
