#include "config.h"

#include "nomo-catalogue.h"
#include "nomo-locale.h"
#include "nomo-text.h"

#include <string.h>

static void
test_arabic (void)
{
  g_autoptr (NomoCatalogue) arabic = nomo_catalogue_open ("ar");

  g_assert_cmpstr (nomo_catalogue_lookup (arabic, "Orders"), ==, "الطلبات");
  g_assert_cmpstr (nomo_catalogue_lookup (arabic, "Overview"), ==, "نظرة عامة");
  g_assert_cmpstr (nomo_catalogue_lookup (arabic, "Search"), ==, "بحث");
  g_assert_null (nomo_catalogue_lookup (arabic, "Nobody says that"));
  g_assert_null (nomo_catalogue_lookup (arabic, "zzz"));
}

static void
test_none (void)
{
  g_autoptr (NomoCatalogue) none = nomo_catalogue_open ("xx");

  g_assert_null (nomo_catalogue_lookup (none, "Orders"));
}

static void
put (GByteArray *file, guint32 word)
{
  g_byte_array_append (file, (const guint8 *) &word, sizeof word);
}

/* "a" is "b". */
static GByteArray *
create_file (void)
{
  GByteArray *file = g_byte_array_new ();
  const guint32 words[] = { 0x950412de, 0, 1, 28, 36, 0, 44, 1, 44, 1, 46 };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    put (file, words[i]);
  g_byte_array_append (file, (const guint8 *) "a\0b", 4);
  return file;
}

/* Whatever is torn off or wrong: nothing is translated and nothing is read that is not there. */
static void
test_torn (void)
{
  g_autoptr (GByteArray) file = create_file ();

  for (guint size = 0; size <= file->len; size++) {
    g_autofree guint8 *copy = g_memdup2 (file->data, size);
    g_autoptr (GBytes) bytes = g_bytes_new_static (copy, size);
    g_autoptr (NomoCatalogue) catalogue = nomo_catalogue_new (bytes);

    g_assert_cmpstr (nomo_catalogue_lookup (catalogue, "a"), ==, size == file->len ? "b" : NULL);
  }
  for (guint at = 0; at < 44; at += 4) {
    g_autofree guint8 *copy = g_memdup2 (file->data, file->len);
    g_autoptr (GBytes) bytes = g_bytes_new_static (copy, file->len);
    g_autoptr (NomoCatalogue) catalogue = NULL;

    memset (copy + at, 0xff, 4);
    catalogue = nomo_catalogue_new (bytes);
    /* The revision and the hash table of the file are not looked at. */
    if (at != 4 && at != 20 && at != 24)
      g_assert_null (nomo_catalogue_lookup (catalogue, "a"));
  }
}

static void
test_match (void)
{
  static const struct {
    const char *text;
    const char *query;
    gboolean matches;
  } pairs[] = {
    { "Abandoned carts", "cart", TRUE },
    { "Abandoned carts", "carts aban", TRUE },
    { "Abandoned carts", "bandoned", FALSE },
    { "السلات المتروكة", "متروكه", TRUE },
    { "سلات متروكة", "السلات المتروكة", TRUE },
    { "Digits 123", "١٢", TRUE },
    { "Digits", "", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *index = nomo_text_fold_index (pairs[i].text);
    g_autofree char *folded = nomo_text_fold (pairs[i].query);

    g_assert_cmpint (nomo_text_match (index, folded), ==, pairs[i].matches);
  }
}

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/catalogue/arabic", test_arabic);
  g_test_add_func ("/core/catalogue/none", test_none);
  g_test_add_func ("/core/catalogue/torn", test_torn);
  g_test_add_func ("/core/text/match", test_match);
  return g_test_run ();
}
