#include "config.h"

#include "nomo-data-page.h"

#include "nomo-backup-group.h"
#include "nomo-customer.h"
#include "nomo-empty.h"
#include "nomo-folder.h"
#include "nomo-format.h"
#include "nomo-order.h"
#include "nomo-product.h"
#include "nomo-property-row.h"
#include "nomo-shop.h"
#include "nomo-store.h"
#include "nomo-sync-state.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

struct _NomoDataPage {
  AdwPreferencesPage parent_instance;

  GtkWidget *nothing;
  NomoEmpty *empty;
  AdwPreferencesGroup *kept;
  NomoPropertyRow *orders;
  NomoPropertyRow *customers;
  NomoPropertyRow *products;
  GtkWidget *place;
  NomoPropertyRow *file;
  NomoPropertyRow *size;
  NomoBackupGroup *backups;

  NomoSession *session;
  GSignalGroup *shop_signals;
  GCancellable *cancellable; /* of what is being read for the page */
  gint64 bytes;
};

G_DEFINE_FINAL_TYPE (NomoDataPage, nomo_data_page, ADW_TYPE_PREFERENCES_PAGE)

/* SQLite keeps a file in up to two: what is written goes to the second first. */
static const char *const ends[] = { "", "-wal" };

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoPropertyRow) row = data;
  g_autoptr (GArray) groups = nomo_store_group_finish (NOMO_STORE (source), result, NULL);
  g_autofree char *count = NULL;

  if (groups == NULL)
    return;
  count = nomo_format_int (g_array_index (groups, NomoGroup, 0).count);
  nomo_property_row_show (row, count, NULL);
}

static void
count (NomoDataPage *self, NomoStore *store, const NomoEntity *entity, NomoPropertyRow *row)
{
  const NomoGroupBy all = { .unit = NOMO_GROUP_ALL };
  g_autoptr (NomoQuery) query = nomo_query_new (entity);

  nomo_store_group_async (store, query, &all, self->cancellable, counted_cb, g_object_ref (row));
}

static void
measured_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoDataPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  g_autofree char *size = NULL;

  if (info == NULL || self->size == NULL)
    return;
  self->bytes += g_file_info_get_size (info);
  size = nomo_format_size (self->bytes);
  nomo_property_row_show (self->size, size, NULL);
}

static void
measure (NomoDataPage *self, const char *path)
{
  self->bytes = 0;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *part = g_strconcat (path, ends[i], NULL);
    g_autoptr (GFile) file = g_file_new_for_path (part);

    g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                             self->cancellable, measured_cb, g_object_ref (self));
  }
}

static void
show_as_of (NomoDataPage *self, NomoShop *shop)
{
  gint64 as_of = nomo_shop_get_as_of (shop);
  g_autofree char *when = as_of > 0 ? nomo_sync_state_as_of (as_of, nomo_shop_get_zone (shop)) : NULL;
  /* Translators: the moment the figures are of: "As of 10:42 AM" */
  g_autofree char *words = when != NULL ? g_strdup_printf (_ ("As of %s"), when) : g_strdup (_ ("Not all here yet"));

  adw_preferences_group_set_description (self->kept, words);
}

static void
forget_reading (NomoDataPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
show_shop (NomoDataPage *self, NomoShop *shop)
{
  NomoStore *store = nomo_shop_get_store (shop);
  const char *path = nomo_store_get_path (store);
  g_autofree char *shown = nomo_text_isolate_ltr (path);

  self->cancellable = g_cancellable_new ();
  show_as_of (self, shop);
  nomo_property_row_show (self->file, shown, NULL);
  nomo_property_row_set_copy (self->file, path);
  measure (self, path);
  count (self, store, nomo_order_entity (), self->orders);
  count (self, store, nomo_customer_entity (), self->customers);
  count (self, store, nomo_product_entity (), self->products);
}

static void
show (NomoDataPage *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);

  forget_reading (self);
  gtk_widget_set_visible (self->nothing, shop == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->kept), shop != NULL);
  gtk_widget_set_visible (self->place, shop != NULL);
  if (shop != NULL)
    show_shop (self, shop);
}

static void
shop_changed_cb (NomoDataPage *self)
{
  g_signal_group_set_target (self->shop_signals, nomo_session_get_shop (self->session));
  show (self);
}

static void
folder_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;

  if (!nomo_folder_open_finish (result) && ADW_IS_PREFERENCES_WINDOW (window))
    adw_preferences_window_add_toast (
        ADW_PREFERENCES_WINDOW (window),
        adw_toast_new (_ ("No program here opens folders. Copy the path and open it yourself.")));
}

static void
open_folder_cb (NomoDataPage *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  nomo_folder_open_async (nomo_store_get_path (nomo_shop_get_store (shop)), folder_opened_cb, g_object_ref (window));
}

static void
nomo_data_page_dispose (GObject *object)
{
  NomoDataPage *self = NOMO_DATA_PAGE (object);

  forget_reading (self);
  g_clear_object (&self->shop_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_DATA_PAGE);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_data_page_parent_class)->dispose (object);
}

static void
nomo_data_page_class_init (NomoDataPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_data_page_dispose;
  g_type_ensure (NOMO_TYPE_BACKUP_GROUP);
  g_type_ensure (NOMO_TYPE_EMPTY);
  g_type_ensure (NOMO_TYPE_PROPERTY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-data-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoDataPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, NomoDataPage, empty);
  gtk_widget_class_bind_template_child (widget_class, NomoDataPage, kept);
  gtk_widget_class_bind_template_child (widget_class, NomoDataPage, orders);
  gtk_widget_class_bind_template_child (widget_class, NomoDataPage, customers);
  gtk_widget_class_bind_template_child (widget_class, NomoDataPage, products);
  gtk_widget_class_bind_template_child (widget_class, NomoDataPage, place);
  gtk_widget_class_bind_template_child (widget_class, NomoDataPage, file);
  gtk_widget_class_bind_template_child (widget_class, NomoDataPage, size);
  gtk_widget_class_bind_template_child (widget_class, NomoDataPage, backups);
  gtk_widget_class_bind_template_callback (widget_class, open_folder_cb);
}

static void
nomo_data_page_init (NomoDataPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_empty_set (self->empty, NOMO_TONE_MUTE, "nomo-store-symbolic", _ ("No store is connected"),
                  _ ("So nothing of a store is kept here."));
  nomo_empty_set_action (self->empty, _ ("Connect a store"), "preferences.connect");
  self->shop_signals = g_signal_group_new (NOMO_TYPE_SHOP);
  g_signal_group_connect_swapped (self->shop_signals, "notify::as-of", G_CALLBACK (show), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::state", G_CALLBACK (show), self);
}

/**
 * nomo_data_page_new:
 * @stores: the stores of this device, of which the one that is shown is told of
 *
 * A page of the preferences: what is kept of the shop, where, and who gets it. Follows the shop while it is open.
 *
 * Returns: (transfer floating): the page
 */
NomoDataPage *
nomo_data_page_new (NomoStores *stores)
{
  NomoDataPage *self = g_object_new (NOMO_TYPE_DATA_PAGE, NULL);
  NomoSession *session = nomo_stores_get_session (stores);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "reworded", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  nomo_backup_group_set_stores (self->backups, stores);
  shop_changed_cb (self);
  return self;
}
