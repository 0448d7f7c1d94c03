#include "config.h"

#include "nomo-order-print.h"

#include "nomo-dialogs.h"
#include "nomo-format.h"
#include "nomo-order-sheet.h"
#include "nomo-shop.h"
#include "nomo-store.h"

#include <glib/gi18n.h>

/* What anybody takes from a printer in one go. */
#define MAX_ORDERS 200

typedef struct {
  GPtrArray *orders; /* NomoRecord */
  GPtrArray *sheets; /* NomoOrderSheet, since the paper is known */
  char *store;
  GTimeZone *zone;
} Batch;

static void
batch_free (gpointer data, GClosure *closure)
{
  Batch *batch = data;

  g_ptr_array_unref (batch->orders);
  g_ptr_array_unref (batch->sheets);
  g_time_zone_unref (batch->zone);
  g_free (batch->store);
  g_free (batch);
}

static void
begin_cb (GtkPrintOperation *operation, GtkPrintContext *paper, Batch *batch)
{
  gboolean rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
  PangoContext *context = gtk_print_context_create_pango_context (paper);
  guint pages = 0;

  g_ptr_array_set_size (batch->sheets, 0);
  for (guint i = 0; i < batch->orders->len; i++) {
    NomoOrderSheet *sheet =
        nomo_order_sheet_new (batch->orders->pdata[i], batch->store, batch->zone, context,
                              gtk_print_context_get_width (paper), gtk_print_context_get_height (paper), rtl);

    g_ptr_array_add (batch->sheets, sheet);
    pages += nomo_order_sheet_get_n_pages (sheet);
  }
  g_object_unref (context);
  gtk_print_operation_set_n_pages (operation, (int) pages);
}

static void
draw_cb (GtkPrintOperation *operation, GtkPrintContext *paper, int number, Batch *batch)
{
  guint page = (guint) number;
  guint i = 0;

  while (page >= nomo_order_sheet_get_n_pages (batch->sheets->pdata[i]))
    page -= nomo_order_sheet_get_n_pages (batch->sheets->pdata[i++]);
  nomo_order_sheet_draw (batch->sheets->pdata[i], page, gtk_print_context_get_cairo_context (paper));
}

/**
 * nomo_order_print_new:
 * @orders: (element-type NomoRecord): orders with their parts
 * @shop: whose they are
 *
 * Returns: (transfer full): what prints them, each on a page of its own or more
 */
GtkPrintOperation *
nomo_order_print_new (GPtrArray *orders, NomoShop *shop)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Batch *batch = g_new0 (Batch, 1);

  batch->orders = g_ptr_array_ref (orders);
  batch->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_order_sheet_free);
  batch->store = g_strdup (nomo_shop_get_name (shop));
  batch->zone = g_time_zone_ref (nomo_shop_get_zone (shop));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_job_name (operation, _ ("Orders"));
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), batch);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_cb), batch, batch_free, 0);
  return operation;
}

typedef struct {
  GWeakRef window;
  NomoSession *session;
  NomoShop *shop;
} Asked;

static void
asked_free (Asked *asked)
{
  g_weak_ref_clear (&asked->window);
  g_object_unref (asked->session);
  g_object_unref (asked->shop);
  g_free (asked);
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, NomoSession *session)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  /* Translators: %s says why */
  sentence = g_strdup_printf (_ ("It was not printed: %s"), error->message);
  nomo_session_say (session, sentence, NULL, NULL, NULL);
}

static void
print (Asked *asked, GPtrArray *orders)
{
  g_autoptr (GtkWindow) window = g_weak_ref_get (&asked->window);
  g_autoptr (GtkPrintOperation) operation = nomo_order_print_new (orders, asked->shop);

  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), asked->session, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&asked->window);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = nomo_store_list_finish (NOMO_STORE (source), result, NULL, &error);

  if (orders == NULL)
    nomo_dialogs_tell (window, error, TRUE);
  else if (orders->len > 0)
    print (asked, orders);
  asked_free (asked);
}

static void
say_too_many (NomoSession *session)
{
  g_autofree char *most = nomo_format_int (MAX_ORDERS);
  /* Translators: %s is a number */
  g_autofree char *sentence = g_strdup_printf (_ ("At most %s orders are printed at once: select fewer."), most);

  nomo_session_say (session, sentence, NULL, NULL, NULL);
}

/**
 * nomo_order_print_ask:
 * @window: (nullable): a window
 * @session: whose shop's orders
 * @query: which ones
 * @count: how many those are
 *
 * Asks which printer, and prints.
 */
void
nomo_order_print_ask (GtkWindow *window, NomoSession *session, const NomoQuery *query, gint64 count)
{
  Asked *asked = NULL;

  if (count > MAX_ORDERS) {
    say_too_many (session);
    return;
  }
  asked = g_new0 (Asked, 1);
  g_weak_ref_init (&asked->window, window);
  asked->session = g_object_ref (session);
  asked->shop = g_object_ref (nomo_session_get_shop (session));
  nomo_store_list_async (nomo_shop_get_store (asked->shop), query, 0, MAX_ORDERS, NULL, read_cb, asked);
}
