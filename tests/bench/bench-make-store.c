#include "bench-orders.h"
#include "nomo-domain.h"

#include <stdlib.h>

/* bench-make-store PATH N MERCHANT: a store of so many orders that a program opens as a shop of its own. */

static void
write_meta (NomoStore *store, const char *merchant)
{
  g_autoptr (GHashTable) meta = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;

  g_hash_table_insert (meta, (gpointer) "merchant", (gpointer) merchant);
  g_hash_table_insert (meta, (gpointer) "name", (gpointer) "متجر ورد الرياض");
  g_hash_table_insert (meta, (gpointer) "currency", (gpointer) "SAR");
  g_assert_true (nomo_store_write_meta (store, meta, &error));
}

int
main (int argc, char **argv)
{
  g_autoptr (NomoStore) store = NULL;

  if (argc != 4)
    return 2;
  store = bench_fill_path (argv[1], (guint) atoi (argv[2]), 2000);
  write_meta (store, argv[3]);
  nomo_store_close (store);
  return 0;
}
