#include "config.h"

#include "nomo-shop-private.h"

/**
 * nomo_shop_default_dir:
 *
 * Returns: (transfer full): where the stores of this person are kept
 */
char *
nomo_shop_default_dir (void)
{
  return g_build_filename (g_get_user_data_dir (), "nomo-flow", NULL);
}

/**
 * nomo_shop_make_path:
 * @data_dir: a data directory
 * @merchant: Salla's id of the store, in decimal
 *
 * Returns: (transfer full): the file that holds the store's records
 */
char *
nomo_shop_make_path (const char *data_dir, const char *merchant)
{
  g_autofree char *file = g_strconcat (merchant, ".db", NULL);

  return g_build_filename (data_dir, "stores", file, NULL);
}

char *
nomo_shop_make_lock_path (const char *path)
{
  return g_strdup_printf ("%.*s.engine", (int) (strlen (path) - strlen (".db")), path);
}
