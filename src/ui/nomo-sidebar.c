#include "config.h"

#include "nomo-sidebar.h"

#include "nomo-activity.h"
#include "nomo-avatar-tile.h"
#include "nomo-menu.h"
#include "nomo-places.h"
#include "nomo-sync-state.h"
#include "nomo-token-keeper.h"

#include <glib/gi18n.h>
#include <string.h>

/* "2 minutes ago" grows old by itself. */
#define REFRESH_SECONDS 20

struct _NomoSidebar {
  AdwBin parent_instance;

  NomoAvatarTile *tile;
  GtkLabel *name;
  GtkLabel *domain;
  GtkMenuButton *store_button;
  GtkListBox *list;
  GtkImage *sync_icon;
  GtkLabel *sync_title;
  GtkLabel *sync_detail;
  GtkMenuButton *sync_button;

  NomoStores *stores;
  NomoSession *session;
  NomoActivity *activity;
  GSignalGroup *shop_signals;
  GSignalGroup *token_signals;
  guint refresh;
};

G_DEFINE_FINAL_TYPE (NomoSidebar, nomo_sidebar, ADW_TYPE_BIN)

static GtkWidget *
create_row (const NomoPlace *place)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = gtk_label_new (_ (place->label));

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (place->icon));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (place->label), -1);
  g_object_set_data (G_OBJECT (row), "place", (gpointer) place);
  return row;
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const NomoPlace *place = g_object_get_data (G_OBJECT (row), "place");
  const NomoPlace *above = before != NULL ? g_object_get_data (G_OBJECT (before), "place") : NULL;
  GtkWidget *label;

  if (place->group == NULL || (above != NULL && g_strcmp0 (above->group, place->group) == 0)) {
    gtk_list_box_row_set_header (row, NULL);
    return;
  }
  label = gtk_label_new (_ (place->group));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "n-nav-group");
  gtk_list_box_row_set_header (row, label);
}

static void
fill_list (NomoSidebar *self)
{
  guint n;
  const NomoPlace *places = nomo_places (&n);

  for (guint i = 0; i < n; i++)
    if (places[i].row == NULL)
      gtk_list_box_append (self->list, create_row (&places[i]));
}

/* The list itself selects nothing: it would let the selection run after the focus, away from the page that is shown. */
static void
mark_row (GtkListBoxRow *row, gboolean shown)
{
  if (shown)
    gtk_widget_set_state_flags (GTK_WIDGET (row), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (row), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, shown, -1);
}

static void
page_changed_cb (NomoSidebar *self)
{
  const char *shown = nomo_places_get_row (nomo_session_get_page (self->session));
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++) {
    const NomoPlace *place = g_object_get_data (G_OBJECT (row), "place");

    mark_row (row, g_str_equal (place->name, shown));
  }
}

static void
row_activated_cb (NomoSidebar *self, GtkListBoxRow *row)
{
  const NomoPlace *place = g_object_get_data (G_OBJECT (row), "place");

  gtk_widget_activate_action (GTK_WIDGET (self), "app.page", "s", place->name);
}

static void
show_sync (NomoSidebar *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);
  g_autoptr (NomoSyncState) state = NULL;
  g_autofree char *spoken = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->sync_button), shop != NULL);
  if (shop == NULL)
    return;
  state = nomo_sync_state_read (shop);
  gtk_image_set_from_icon_name (self->sync_icon, state->icon);
  nomo_style_set_tone (GTK_WIDGET (self->sync_icon), state->tone);
  gtk_label_set_text (self->sync_title, state->title);
  gtk_label_set_text (self->sync_detail, state->detail);
  spoken = g_strdup_printf ("%s\n%s", state->title, state->detail);
  nomo_menu_set_name (self->sync_button, spoken);
}

static const char *
skip_scheme (const char *address)
{
  const char *host = strstr (address, "://");

  return host != NULL ? host + strlen ("://") : address;
}

static void
show_store (NomoSidebar *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);
  const char *name = shop != NULL ? nomo_shop_get_name (shop) : NULL;
  const char *domain = shop != NULL ? nomo_shop_get_domain (shop) : NULL;
  g_autofree char *spoken = NULL;

  if (name == NULL)
    name = "";
  nomo_avatar_tile_set_name (self->tile, name);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->domain, domain != NULL ? skip_scheme (domain) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->domain), domain != NULL && *domain != '\0');
  /* Translators: the button of the store's menu; %s is the store's name */
  spoken = g_strdup_printf (_ ("Store: %s"), name);
  nomo_menu_set_name (self->store_button, spoken);
}

static void
append_other_stores (NomoSidebar *self, GMenu *menu)
{
  const char *const *merchants = nomo_stores_get_merchants (self->stores);
  NomoShop *shop = nomo_session_get_shop (self->session);
  g_autofree char *shown = shop != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, nomo_shop_get_merchant (shop)) : NULL;
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; merchants[i] != NULL; i++) {
    g_autofree char *label = NULL;
    g_autoptr (GMenuItem) item = NULL;

    if (g_strcmp0 (merchants[i], shown) == 0)
      continue;
    /* Translators: %s is the number Salla knows a store by */
    label = g_strdup_printf (_ ("Open store %s"), merchants[i]);
    item = g_menu_item_new (label, NULL);
    g_menu_item_set_action_and_target (item, "app.store", "s", merchants[i]);
    g_menu_append_item (section, item);
  }
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
create_store_menu (GtkMenuButton *button, gpointer data)
{
  NomoSidebar *self = data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  append_other_stores (self, menu);
  g_menu_append (section, _ ("Connect another store"), "app.connect");
  g_menu_append (section, _ ("Disconnect this store…"), "app.disconnect");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static gboolean
refresh_cb (gpointer data)
{
  show_sync (data);
  return G_SOURCE_CONTINUE;
}

static void
nomo_sidebar_map (GtkWidget *widget)
{
  NomoSidebar *self = NOMO_SIDEBAR (widget);

  GTK_WIDGET_CLASS (nomo_sidebar_parent_class)->map (widget);
  show_sync (self);
  self->refresh = g_timeout_add_seconds (REFRESH_SECONDS, refresh_cb, self);
}

static void
nomo_sidebar_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&NOMO_SIDEBAR (widget)->refresh, g_source_remove);
  GTK_WIDGET_CLASS (nomo_sidebar_parent_class)->unmap (widget);
}

static void
shop_changed_cb (NomoSidebar *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);

  g_signal_group_set_target (self->shop_signals, shop);
  g_signal_group_set_target (self->token_signals, shop != NULL ? nomo_shop_get_tokens (shop) : NULL);
  show_store (self);
  show_sync (self);
}

static void
nomo_sidebar_dispose (GObject *object)
{
  NomoSidebar *self = NOMO_SIDEBAR (object);

  g_clear_object (&self->shop_signals);
  g_clear_object (&self->token_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_SIDEBAR);
  g_clear_object (&self->stores);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_sidebar_parent_class)->dispose (object);
}

static void
nomo_sidebar_class_init (NomoSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_sidebar_dispose;
  widget_class->map = nomo_sidebar_map;
  widget_class->unmap = nomo_sidebar_unmap;
  g_type_ensure (NOMO_TYPE_AVATAR_TILE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoSidebar, tile);
  gtk_widget_class_bind_template_child (widget_class, NomoSidebar, name);
  gtk_widget_class_bind_template_child (widget_class, NomoSidebar, domain);
  gtk_widget_class_bind_template_child (widget_class, NomoSidebar, store_button);
  gtk_widget_class_bind_template_child (widget_class, NomoSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, NomoSidebar, sync_icon);
  gtk_widget_class_bind_template_child (widget_class, NomoSidebar, sync_title);
  gtk_widget_class_bind_template_child (widget_class, NomoSidebar, sync_detail);
  gtk_widget_class_bind_template_child (widget_class, NomoSidebar, sync_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
nomo_sidebar_init (NomoSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, update_header, NULL, NULL);
  fill_list (self);
  gtk_menu_button_set_create_popup_func (self->store_button, create_store_menu, self, NULL);
  nomo_menu_fill (self->store_button);
  nomo_menu_fill (self->sync_button);
  self->activity = nomo_activity_new ();
  gtk_menu_button_set_popover (self->sync_button, GTK_WIDGET (self->activity));
  self->shop_signals = g_signal_group_new (NOMO_TYPE_SHOP);
  g_signal_group_connect_swapped (self->shop_signals, "notify::name", G_CALLBACK (show_store), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::domain", G_CALLBACK (show_store), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::state", G_CALLBACK (show_sync), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::as-of", G_CALLBACK (show_sync), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::unsent", G_CALLBACK (show_sync), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::refused", G_CALLBACK (show_sync), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::held-by", G_CALLBACK (show_sync), self);
  self->token_signals = g_signal_group_new (NOMO_TYPE_TOKEN_KEEPER);
  g_signal_group_connect_swapped (self->token_signals, "changed", G_CALLBACK (show_sync), self);
}

/**
 * nomo_sidebar_set_stores:
 * @self: the sidebar
 * @stores: the stores of this device; once
 */
void
nomo_sidebar_set_stores (NomoSidebar *self, NomoStores *stores)
{
  g_return_if_fail (NOMO_IS_SIDEBAR (self));
  g_return_if_fail (self->stores == NULL);
  self->stores = g_object_ref (stores);
  self->session = g_object_ref (nomo_stores_get_session (stores));
  nomo_activity_set_session (self->activity, self->session);
  g_signal_connect_object (self->session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::page", G_CALLBACK (page_changed_cb), self, G_CONNECT_SWAPPED);
  shop_changed_cb (self);
  page_changed_cb (self);
}
