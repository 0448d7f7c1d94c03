#include "config.h"

#include "nomo-cost-file.h"
#include "nomo-domain.h"
#include "nomo-product.h"
#include "nomo-store.h"
#include "nomo-text.h"

#include <glib/gstdio.h>
#include <string.h>

/* The bag's cost was said before, Salla knows the shirt's, and the two rings are called alike. */
enum { SHIRT = 1, BAG, BEADS, RING, OTHER_RING, FLOWER };

typedef struct {
  char *folder;
  NomoStore *store;
} Fixture;

static void
commit (Fixture *fixture, NomoCommit *commit)
{
  g_autoptr (GError) error = NULL;

  nomo_store_commit (fixture->store, commit, NULL, &error);
  g_assert_no_error (error);
  nomo_commit_free (commit);
}

static void
put (Fixture *fixture, gint64 id, const char *sku, guint cost_field, gint64 cost)
{
  NomoRole role = cost_field == PRODUCT_OWN_COST ? NOMO_ROLE_OWNER : NOMO_ROLE_SALLA;
  NomoCommit *change = nomo_commit_new (role == NOMO_ROLE_SALLA ? "salla" : "me", NULL);
  NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), id);
  g_autoptr (NomoRecord) record = NULL;

  if (sku != NULL)
    nomo_builder_set_text (builder, PRODUCT_SKU, sku);
  if (cost > 0)
    nomo_builder_set_int (builder, cost_field, cost);
  nomo_builder_set_as_of (builder, 1);
  record = nomo_builder_end (builder);
  nomo_commit_set_role (change, role);
  nomo_commit_put (change, record);
  commit (fixture, change);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("nomo-costs-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "1.db", NULL);
  fixture->store = nomo_store_open (path, nomo_domain_entities (), &error);
  g_assert_no_error (error);
  put (fixture, SHIRT, "SHIRT-1", PRODUCT_COST_PRICE, 3000);
  put (fixture, BAG, "bag-1", PRODUCT_COST_PRICE, 0);
  put (fixture, BAG, NULL, PRODUCT_OWN_COST, 5000);
  put (fixture, BEADS, "7", PRODUCT_COST_PRICE, 0);
  put (fixture, RING, "RING", PRODUCT_COST_PRICE, 0);
  put (fixture, OTHER_RING, "RING", PRODUCT_COST_PRICE, 0);
  put (fixture, FLOWER, "وردة", PRODUCT_COST_PRICE, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  nomo_store_close (fixture->store);
  g_object_unref (fixture->store);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static NomoCostFile *
read_file (Fixture *fixture, const char *text)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, (gssize) strlen (text), NULL);
  g_autoptr (GError) error = NULL;
  NomoCostFile *file = nomo_cost_file_read (fixture->store, "SAR", stream, NOMO_CSV_UTF8, NULL, &error);

  g_assert_no_error (error);
  return file;
}

static gint64
own_cost (Fixture *fixture, gint64 id)
{
  g_autoptr (NomoRecord) product = nomo_store_get (fixture->store, nomo_product_entity (), id, NULL);

  return nomo_record_is_null (product, PRODUCT_OWN_COST) ? -1 : nomo_record_get_int (product, PRODUCT_OWN_COST);
}

static void
assert_refused (NomoCostFile *file, guint index, guint64 line, const char *reason)
{
  const NomoCsvRefusal *refused = nomo_cost_file_get_refused (file)->pdata[index];
  g_autofree char *said = nomo_text_strip_isolates (refused->reason);

  g_assert_cmpuint (refused->line, ==, line);
  g_assert_cmpstr (said, ==, reason);
}

/* The same two costs, as programs and people write them. */
static void
test_ways (Fixture *fixture, gconstpointer data)
{
  static const char *const ways[] = {
    "sku,cost\nBAG-1,12.5\n7,3\n",
    "Cost;Name;SKU\r\n12.5;حقيبة;bag-1\r\n3;خرز;7\r\n",
    "رمز المنتج SKU\tسعر التكلفة\nbag-1\t١٢٫٥\n٧\t٣\n",
    "bag-1,12.50\n7,3.00\n",
    "\xef\xbb\xbf\"sku\",\"cost\"\n\" bag-1 \",\" 12.5 \"\n\n'7,3",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    g_autoptr (NomoCostFile) file = read_file (fixture, ways[i]);

    g_test_message ("way %u", i);
    g_assert_cmpuint (nomo_cost_file_get_refused (file)->len, ==, i == 4 ? 1 : 0);
    g_assert_cmpuint (nomo_cost_file_get_count (file), ==, i == 4 ? 1 : 2);
  }
}

/* What is wrong with a line keeps the others from nothing; nothing is written before somebody says so. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoCostFile) file = read_file (fixture, "sku,cost\n"
                                                      "7,3\n"
                                                      "bag-1,50\n"
                                                      "nobody,1\n"
                                                      "SHIRT-1,9\n"
                                                      "RING,9\n"
                                                      ",9\n"
                                                      "وردة,\n"
                                                      "وردة,-4\n"
                                                      "وردة,much\n"
                                                      "7,4\n"
                                                      "وردة,0\n");

  g_assert_cmpuint (nomo_cost_file_get_count (file), ==, 2);
  g_assert_cmpuint (nomo_cost_file_get_known (file), ==, 1);
  g_assert_cmpuint (nomo_cost_file_get_refused (file)->len, ==, 8);
  assert_refused (file, 0, 4, "No product has the SKU nobody.");
  assert_refused (file, 1, 5, "Salla knows the cost of SHIRT-1, and that one counts.");
  assert_refused (file, 2, 6, "More than one product has the SKU RING.");
  assert_refused (file, 3, 7, "The SKU is missing.");
  assert_refused (file, 4, 8, "The cost of وردة is missing.");
  assert_refused (file, 5, 9, "A cost cannot be below zero.");
  g_assert_cmpuint (((NomoCsvRefusal *) nomo_cost_file_get_refused (file)->pdata[6])->line, ==, 10);
  assert_refused (file, 7, 11, "Line 2 names the SKU 7 already.");
  g_assert_cmpint (own_cost (fixture, BEADS), ==, -1);
  commit (fixture, nomo_cost_file_create_commit (file, "me", "costs"));
  g_assert_cmpint (own_cost (fixture, BEADS), ==, 300);
  g_assert_cmpint (own_cost (fixture, FLOWER), ==, 0);
  g_assert_cmpint (own_cost (fixture, BAG), ==, 5000);
  g_assert_cmpint (own_cost (fixture, SHIRT), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cost-file/ways", Fixture, NULL, set_up, test_ways, tear_down);
  g_test_add ("/cost-file/refused", Fixture, NULL, set_up, test_refused, tear_down);
  return g_test_run ();
}
