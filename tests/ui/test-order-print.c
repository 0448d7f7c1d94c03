#include "config.h"

#include "nomo-locale.h"
#include "nomo-order-print.h"
#include "nomo-order.h"
#include "overview-fixture.h"

static NomoRecord *
make_long_order (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 1);

  nomo_builder_set_text (builder, ORDER_REFERENCE, "20290905");
  nomo_builder_set_int (builder, ORDER_DATE, OVERVIEW_NOW);
  nomo_builder_set_text (builder, ORDER_STATUS, "completed");
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TOTAL, 120 * OVERVIEW_PRICE);
  nomo_builder_set_int (builder, ORDER_DETAILED, 1);
  for (int i = 0; i < 120; i++) {
    nomo_builder_add_part (builder, ORDER_PART_ITEMS);
    nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, "باقة ورد جوري فاخرة");
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 1);
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRICE, OVERVIEW_PRICE);
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, OVERVIEW_PRICE);
  }
  return nomo_builder_end (builder);
}

/* What is packed into a document, one piece after the other; pictures and fonts are none of text. */
static GString *
unpack (const char *document, gsize length)
{
  GString *text = g_string_new (NULL);
  const char *end = document + length;
  const char *at = document;

  while ((at = memmem (at, (gsize) (end - at), "\nstream\n", strlen ("\nstream\n"))) != NULL) {
    g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
    g_autoptr (GInputStream) packed = NULL;
    g_autoptr (GInputStream) stream = NULL;
    char piece[4096];
    gssize n;

    at += strlen ("\nstream\n");
    packed = g_memory_input_stream_new_from_data (at, end - at, NULL);
    stream = g_converter_input_stream_new (packed, converter);
    while ((n = g_input_stream_read (stream, piece, sizeof piece, NULL, NULL)) > 0)
      g_string_append_len (text, piece, n);
  }
  return text;
}

static guint
count_of (const GString *text, const char *word)
{
  const char *end = text->str + text->len;
  guint n = 0;

  for (const char *at = text->str; (at = memmem (at, (gsize) (end - at), word, strlen (word))) != NULL; at++)
    n++;
  return n;
}

static void
count_cb (GtkPrintOperation *operation, GtkPrintContext *paper, int page, guint *n)
{
  (*n)++;
}

static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, int *said)
{
  *said = (int) result;
}

/* As it goes to a printer: each order begins a page, and what is written on them can be read out again. */
static void
test_print (OverviewFixture *fixture, gconstpointer data)
{
  /* Of the store's name, of a product and of the number of an order: what a reader of the document finds for its shapes. */
  static const char *const letters[] = { "<0636>", "<0629>", "<0039>" };
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);
  g_autofree char *path = g_build_filename (fixture->directory, "orders.pdf", NULL);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autofree char *document = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  guint n_pages = 0;
  int result = -1;

  g_ptr_array_add (orders, make_long_order ());
  g_ptr_array_add (orders, overview_fixture_make_order (2, OVERVIEW_NOW, OVERVIEW_PRICE, "completed"));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  nomo_locale_set_language ("ar");
  operation = nomo_order_print_new (orders, fixture->shop);
  g_signal_connect (operation, "draw-page", G_CALLBACK (count_cb), &n_pages);
  g_signal_connect (operation, "done", G_CALLBACK (printed_cb), &result);
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), !=,
                   GTK_PRINT_OPERATION_RESULT_ERROR);
  g_assert_no_error (error);
  while (result < 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (result, ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_true (g_file_get_contents (path, &document, &length, &error));
  g_assert_true (g_str_has_prefix (document, "%PDF-"));
  text = unpack (document, length);
  g_assert_cmpuint (n_pages, >, orders->len);
  g_string_append_len (text, document, (gssize) length);
  g_assert_cmpuint (count_of (text, "/Type /Page") - count_of (text, "/Type /Pages"), ==, n_pages);
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    g_assert_cmpuint (count_of (text, letters[i]), >, 0);
}

int
main (int argc, char *argv[])
{
  overview_fixture_init (&argc, &argv);
  overview_fixture_add ("/ui/overview/print", FALSE, test_print);
  return g_test_run ();
}
