#include "config.h"

#include "nomo-team-page.h"

#include "nomo-employee.h"
#include "nomo-permission.h"
#include "nomo-salla-error.h"
#include "nomo-shop.h"
#include "nomo-store.h"
#include "nomo-team-group.h"

#include <glib/gi18n.h>

struct _NomoTeamPage {
  AdwPreferencesPage parent_instance;

  GtkWidget *nobody;
  NomoEmpty *empty;
  NomoTeamGroup *team;

  NomoSession *session;
  GSignalGroup *shop_signals;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (NomoTeamPage, nomo_team_page, ADW_TYPE_PREFERENCES_PAGE)

/**
 * nomo_team_page_tell_none:
 * @empty: stands where the employees would
 * @as_of: as of when the store is known, 0 before that
 * @error: (nullable): what was wrong the last time that Salla was asked
 *
 * Says why no employee is known: something went wrong, they are on the way, or there is nobody. That Salla does not permit to
 * read something says nothing of them, see nomo_permission_tell_missing().
 */
void
nomo_team_page_tell_none (NomoEmpty *empty, gint64 as_of, const GError *error)
{
  nomo_empty_set_action (empty, NULL, NULL);
  if (error != NULL && !g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE))
    nomo_empty_set_error (empty, _ ("The team could not be read"), error, NULL);
  else if (as_of == 0)
    nomo_empty_set (empty, NOMO_TONE_MUTE, "nomo-sync-symbolic", _ ("Not all here yet"),
                    _ ("The team appears here with the first sync."));
  else
    nomo_empty_set (empty, NOMO_TONE_MUTE, "nomo-contacts-symbolic", _ ("Nobody but you"),
                    _ ("An employee whom you add in Salla’s dashboard appears here by itself."));
}

static void
show_team (NomoTeamPage *self, GPtrArray *employees)
{
  NomoShop *shop = nomo_session_get_shop (self->session);

  gtk_widget_set_visible (self->nobody, employees->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->team), employees->len > 0);
  if (employees->len > 0)
    nomo_team_group_show (self->team, employees);
  else if (shop != NULL && !nomo_permission_tell_missing (self->empty, shop, nomo_employee_entity ()))
    nomo_team_page_tell_none (self->empty, nomo_shop_get_as_of (shop), nomo_shop_get_last_error (shop));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoTeamPage) self = data;
  g_autoptr (GPtrArray) employees = nomo_store_list_finish (NOMO_STORE (source), result, NULL, NULL);

  if (employees != NULL && self->team != NULL)
    show_team (self, employees);
}

static void
forget_reading (NomoTeamPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
show_no_store (NomoTeamPage *self)
{
  gtk_widget_set_visible (self->nobody, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->team), FALSE);
  nomo_empty_set (self->empty, NOMO_TONE_MUTE, "nomo-store-symbolic", _ ("No store is connected"),
                  _ ("So there is no team to show."));
  nomo_empty_set_action (self->empty, _ ("Connect a store"), "preferences.connect");
}

static void
show (NomoTeamPage *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_employee_entity ());

  forget_reading (self);
  if (shop == NULL) {
    show_no_store (self);
    return;
  }
  self->cancellable = g_cancellable_new ();
  nomo_store_list_async (nomo_shop_get_store (shop), query, 0, 0, self->cancellable, read_cb, g_object_ref (self));
}

static void
shop_changed_cb (NomoTeamPage *self)
{
  g_signal_group_set_target (self->shop_signals, nomo_session_get_shop (self->session));
  show (self);
}

static void
nomo_team_page_dispose (GObject *object)
{
  NomoTeamPage *self = NOMO_TEAM_PAGE (object);

  forget_reading (self);
  g_clear_object (&self->shop_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_TEAM_PAGE);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_team_page_parent_class)->dispose (object);
}

static void
nomo_team_page_class_init (NomoTeamPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_team_page_dispose;
  g_type_ensure (NOMO_TYPE_EMPTY);
  g_type_ensure (NOMO_TYPE_TEAM_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-team-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoTeamPage, nobody);
  gtk_widget_class_bind_template_child (widget_class, NomoTeamPage, empty);
  gtk_widget_class_bind_template_child (widget_class, NomoTeamPage, team);
}

static void
nomo_team_page_init (NomoTeamPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shop_signals = g_signal_group_new (NOMO_TYPE_SHOP);
  g_signal_group_connect_swapped (self->shop_signals, "notify::as-of", G_CALLBACK (show), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::denied", G_CALLBACK (show), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::state", G_CALLBACK (show), self);
}

/**
 * nomo_team_page_new:
 * @session: whose shop to show
 *
 * A page of the preferences: who works in the store, as Salla tells. Follows the shop while it is open.
 *
 * Returns: (transfer floating): the page
 */
NomoTeamPage *
nomo_team_page_new (NomoSession *session)
{
  NomoTeamPage *self = g_object_new (NOMO_TYPE_TEAM_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  shop_changed_cb (self);
  return self;
}
