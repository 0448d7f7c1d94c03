#include "config.h"

#include "nomo-connection-page.h"

#include "nomo-avatar-tile.h"
#include "nomo-empty.h"
#include "nomo-plan-words.h"
#include "nomo-property-row.h"
#include "nomo-scopes-group.h"
#include "nomo-shop.h"
#include "nomo-sign-in-group.h"
#include "nomo-status-pill.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* "in 2 days" becomes "tomorrow" by itself. */
#define REFRESH_SECONDS 60

struct _NomoConnectionPage {
  AdwPreferencesPage parent_instance;

  GtkWidget *nothing;
  NomoEmpty *empty;
  GtkWidget *store;
  AdwActionRow *name;
  NomoAvatarTile *tile;
  GtkWidget *demo;
  NomoPropertyRow *plan;
  NomoPropertyRow *number;
  NomoSignInGroup *sign_in;
  NomoScopesGroup *scopes;
  GtkWidget *actions;
  GtkWidget *reconnect;
  AdwActionRow *disconnect;
  GtkButton *disconnect_button;

  NomoSession *session;
  GSignalGroup *shop_signals;
  GSignalGroup *token_signals;
  guint refresh;
};

G_DEFINE_FINAL_TYPE (NomoConnectionPage, nomo_connection_page, ADW_TYPE_PREFERENCES_PAGE)

static char *
dup_domain (const char *address)
{
  const char *host = address != NULL ? strstr (address, "://") : NULL;

  return address != NULL ? nomo_text_isolate_ltr (host != NULL ? host + strlen ("://") : address) : g_strdup ("");
}

static void
show_store (NomoConnectionPage *self, NomoShop *shop)
{
  const char *name = nomo_shop_get_name (shop) != NULL ? nomo_shop_get_name (shop) : "";
  g_autofree char *lead = nomo_text_lead (name);
  g_autofree char *domain = dup_domain (nomo_shop_get_domain (shop));
  g_autofree char *plan = nomo_plan_words_dup (nomo_shop_get_plan (shop));
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_shop_get_merchant (shop));

  nomo_avatar_tile_set_name (self->tile, name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), lead);
  adw_action_row_set_subtitle (self->name, domain);
  gtk_widget_set_visible (self->demo, nomo_shop_get_is_demo (shop));
  nomo_property_row_show (self->plan, plan, NULL);
  nomo_property_row_show (self->number, number, NULL);
  nomo_property_row_set_copy (self->number, number);
}

static void
show_actions (NomoConnectionPage *self, NomoShop *shop, const NomoSignInReading *reading)
{
  gboolean disconnected = nomo_sign_in_is_forgotten (shop);

  gtk_widget_set_visible (self->reconnect,
                          reading->state == NOMO_TOKENS_GOOD && reading->held_by == NULL && reading->relay == NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->disconnect),
                                 disconnected ? _ ("Erase what is saved of this store") : _ ("Disconnect this store"));
  adw_action_row_set_subtitle (self->disconnect, disconnected ? _ ("Its orders and customers go from this device.")
                                                              : _ ("You choose whether its saved orders and customers "
                                                                   "stay readable or are erased."));
  gtk_button_set_label (self->disconnect_button, disconnected ? _ ("Erase…") : _ ("Disconnect…"));
}

static void
show_sign_in (NomoConnectionPage *self, NomoShop *shop)
{
  NomoSignInReading reading = nomo_sign_in_read (shop);
  g_autoptr (NomoSignInFacts) facts = nomo_sign_in_facts_new (&reading, nomo_shop_get_zone (shop));
  gboolean none = reading.state == NOMO_TOKENS_NONE || reading.relay != NULL;

  nomo_sign_in_group_show (self->sign_in, facts);
  nomo_sign_in_group_set_client_id (self->sign_in, none ? NULL : nomo_shop_get_client_id (shop));
  nomo_scopes_group_show (self->scopes, none ? NULL : nomo_token_keeper_get_scope (nomo_shop_get_tokens (shop)));
  show_actions (self, shop, &reading);
}

static void
show (NomoConnectionPage *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);

  gtk_widget_set_visible (self->nothing, shop == NULL);
  gtk_widget_set_visible (self->store, shop != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->sign_in), shop != NULL);
  gtk_widget_set_visible (self->actions, shop != NULL);
  if (shop == NULL) {
    nomo_scopes_group_show (self->scopes, NULL);
    return;
  }
  show_store (self, shop);
  show_sign_in (self, shop);
}

static void
shop_changed_cb (NomoConnectionPage *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);

  g_signal_group_set_target (self->shop_signals, shop);
  g_signal_group_set_target (self->token_signals, shop != NULL ? nomo_shop_get_tokens (shop) : NULL);
  show (self);
}

static gboolean
refresh_cb (gpointer data)
{
  show (data);
  return G_SOURCE_CONTINUE;
}

static void
nomo_connection_page_map (GtkWidget *widget)
{
  NomoConnectionPage *self = NOMO_CONNECTION_PAGE (widget);

  GTK_WIDGET_CLASS (nomo_connection_page_parent_class)->map (widget);
  self->refresh = g_timeout_add_seconds (REFRESH_SECONDS, refresh_cb, self);
}

static void
nomo_connection_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&NOMO_CONNECTION_PAGE (widget)->refresh, g_source_remove);
  GTK_WIDGET_CLASS (nomo_connection_page_parent_class)->unmap (widget);
}

static void
nomo_connection_page_dispose (GObject *object)
{
  NomoConnectionPage *self = NOMO_CONNECTION_PAGE (object);

  g_clear_object (&self->shop_signals);
  g_clear_object (&self->token_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_CONNECTION_PAGE);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_connection_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NomoConnectionPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectionPage, empty);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectionPage, store);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectionPage, name);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectionPage, tile);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectionPage, demo);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectionPage, plan);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectionPage, number);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectionPage, sign_in);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectionPage, scopes);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectionPage, actions);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectionPage, reconnect);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectionPage, disconnect);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectionPage, disconnect_button);
}

static void
nomo_connection_page_class_init (NomoConnectionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_connection_page_dispose;
  widget_class->map = nomo_connection_page_map;
  widget_class->unmap = nomo_connection_page_unmap;
  g_type_ensure (NOMO_TYPE_AVATAR_TILE);
  g_type_ensure (NOMO_TYPE_EMPTY);
  g_type_ensure (NOMO_TYPE_PROPERTY_ROW);
  g_type_ensure (NOMO_TYPE_SCOPES_GROUP);
  g_type_ensure (NOMO_TYPE_SIGN_IN_GROUP);
  g_type_ensure (NOMO_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-connection-page.ui");
  bind_children (widget_class);
}

static void
connect_signals (NomoConnectionPage *self)
{
  static const char *const signals[] = { "notify::name",  "notify::domain",  "notify::plan",
                                         "notify::state", "notify::held-by", NULL };

  self->shop_signals = g_signal_group_new (NOMO_TYPE_SHOP);
  for (guint i = 0; signals[i] != NULL; i++)
    g_signal_group_connect_swapped (self->shop_signals, signals[i], G_CALLBACK (show), self);
  self->token_signals = g_signal_group_new (NOMO_TYPE_TOKEN_KEEPER);
  g_signal_group_connect_swapped (self->token_signals, "changed", G_CALLBACK (show), self);
}

static void
nomo_connection_page_init (NomoConnectionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->name), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->disconnect), FALSE);
  nomo_status_pill_set (NOMO_STATUS_PILL (self->demo), NOMO_TONE_INFO, "nomo-store-symbolic", _ ("Demo store"));
  nomo_status_pill_keep_whole (NOMO_STATUS_PILL (self->demo));
  nomo_empty_set (self->empty, NOMO_TONE_MUTE, "nomo-store-symbolic", _ ("No store is connected"),
                  _ ("Connect your store, or look around in the demo store first."));
  nomo_empty_set_action (self->empty, _ ("Connect a store"), "preferences.connect");
  connect_signals (self);
}

/**
 * nomo_connection_page_new:
 * @session: whose shop to show
 *
 * A page of the preferences: the store, its sign-in, what it may do, and how to end it. Follows the shop while it is open.
 *
 * Returns: (transfer floating): the page
 */
NomoConnectionPage *
nomo_connection_page_new (NomoSession *session)
{
  NomoConnectionPage *self = g_object_new (NOMO_TYPE_CONNECTION_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "reworded", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  shop_changed_cb (self);
  return self;
}
