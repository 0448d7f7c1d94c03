#include "config.h"

#include "nomo-demo-codes.h"

#include "nomo-demo-random.h"
#include "nomo-demo-written.h"

#include <string.h>

enum { STREAM_CODES = 721 };

#define LETTERS     "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"
#define N_LETTERS   4
#define MAX_SUFFIX  5
#define ARABIC_ZERO 0x660
#define ARABIC_NINE 0x669

static gboolean
is_letter (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return g_unichar_isalpha (c) && (script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_LATIN);
}

static gboolean
is_digit (gunichar c)
{
  return (c >= '0' && c <= '9') || (c >= ARABIC_ZERO && c <= ARABIC_NINE);
}

/**
 * nomo_demo_code_is_right:
 * @code: UTF-8
 *
 * Returns: whether it has nothing in it but letters, Arabic or Latin, and digits
 */
gboolean
nomo_demo_code_is_right (const char *code)
{
  for (const char *p = code; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_letter (g_utf8_get_char (p)) && !is_digit (g_utf8_get_char (p)))
      return FALSE;
  return *code != '\0';
}

gboolean
nomo_demo_suffix_is_right (const char *suffix)
{
  for (const char *p = suffix; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_letter (g_utf8_get_char (p)))
      return FALSE;
  return *suffix != '\0' && g_utf8_strlen (suffix, -1) <= MAX_SUFFIX;
}

static void
add_children (GHashTable *codes, NomoDemoShop *shop, const NomoDemoCoupon *coupon)
{
  for (guint i = 0; i < coupon->n_codes; i++) {
    g_autofree char *child = nomo_demo_coupon_dup_child (coupon, shop, i);

    g_hash_table_add (codes, g_utf8_casefold (child, -1));
  }
}

/* What shoppers can enter now, folded: the suffix of a group is no code. */
static GHashTable *
find_codes (NomoDemoShop *shop, guint except, gint64 now)
{
  GHashTable *codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < nomo_demo_coupons_get_n (shop); i++) {
    NomoDemoCoupon coupon;

    if (i == except || nomo_demo_shop_has_lost (shop, NOMO_DEMO_COUPONS, i))
      continue;
    nomo_demo_coupon_fill (&coupon, shop, i, now);
    if (coupon.n_codes > 0)
      add_children (codes, shop, &coupon);
    else
      g_hash_table_add (codes, g_utf8_casefold (coupon.code, -1));
  }
  return codes;
}

/**
 * nomo_demo_codes_have:
 * @shop: a shop
 * @code: a code
 * @except: the coupon that does not count, or %G_MAXUINT
 * @now: UTC milliseconds
 *
 * Returns: whether a coupon has the code, however it is written
 */
gboolean
nomo_demo_codes_have (NomoDemoShop *shop, const char *code, guint except, gint64 now)
{
  g_autoptr (GHashTable) codes = find_codes (shop, except, now);
  g_autofree char *folded = g_utf8_casefold (code, -1);

  return g_hash_table_contains (codes, folded);
}

/* Some of Salla's groups have their suffix in front, some behind. */
static char *
draw (NomoDemoRandom *random, const char *suffix, gboolean in_front)
{
  char letters[N_LETTERS + 1] = { 0 };

  for (guint i = 0; i < N_LETTERS; i++)
    letters[i] = LETTERS[nomo_demo_random_below (random, strlen (LETTERS))];
  return in_front ? g_strconcat (suffix, letters, NULL) : g_strconcat (letters, suffix, NULL);
}

/**
 * nomo_demo_codes_make:
 * @shop: a shop
 * @suffix: what the codes have in common
 * @n: how many
 * @now: UTC milliseconds
 *
 * Makes the codes of a group that is the next coupon to be added.
 *
 * Returns: (transfer none) (array zero-terminated=1): codes that no other coupon has
 */
const char *const *
nomo_demo_codes_make (NomoDemoShop *shop, const char *suffix, guint n, gint64 now)
{
  g_autoptr (GHashTable) codes = find_codes (shop, G_MAXUINT, now);
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);
  guint coupon = nomo_demo_coupons_get_n (shop);
  NomoDemoRandom random;

  nomo_demo_random_init (&random, nomo_demo_random_mix (nomo_demo_shop_get_seed (shop), STREAM_CODES, coupon));
  while (made->len < n) {
    char *code = draw (&random, suffix, coupon % 2 == 0);

    if (g_hash_table_add (codes, g_utf8_casefold (code, -1)))
      g_ptr_array_add (made, code);
    else
      g_free (code);
  }
  return nomo_demo_written_keep_texts (nomo_demo_shop_get_written (shop), made);
}
