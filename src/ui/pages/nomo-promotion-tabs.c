#include "config.h"

#include "nomo-promotion-tabs.h"

#include "nomo-flow-layout.h"
#include "nomo-places.h"
#include "nomo-segmented.h"

#include <glib/gi18n.h>

struct _NomoPromotionTabs {
  AdwBin parent_instance;

  NomoSegmented *tabs;

  NomoSession *session;
  const char *place;
};

G_DEFINE_FINAL_TYPE (NomoPromotionTabs, nomo_promotion_tabs, ADW_TYPE_BIN)

static GtkWidget *
find_tabs (GtkWidget *widget)
{
  GtkWidget *found = NOMO_IS_PROMOTION_TABS (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_tabs (child);
  return found;
}

/* Each list has the tabs above it; whoever walks from one to the other by the keyboard stays in them. */
static void
take_focus_along (NomoPromotionTabs *self)
{
  GtkWidget *pages = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_STACK);
  GtkWidget *page = pages != NULL ? gtk_stack_get_visible_child (GTK_STACK (pages)) : NULL;
  GtkWidget *tabs = page != NULL ? find_tabs (page) : NULL;

  if (tabs != NULL)
    nomo_segmented_focus (NOMO_PROMOTION_TABS (tabs)->tabs);
}

static void
chosen_cb (NomoPromotionTabs *self)
{
  const char *place = nomo_segmented_get_active (self->tabs);
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  if (g_strcmp0 (place, self->place) == 0)
    return;
  nomo_session_set_page (self->session, place);
  nomo_segmented_set_active (self->tabs, self->place);
  if (focused)
    take_focus_along (self);
}

static void
nomo_promotion_tabs_dispose (GObject *object)
{
  g_clear_object (&NOMO_PROMOTION_TABS (object)->session);
  G_OBJECT_CLASS (nomo_promotion_tabs_parent_class)->dispose (object);
}

static void
nomo_promotion_tabs_class_init (NomoPromotionTabsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_promotion_tabs_dispose;
}

static void
nomo_promotion_tabs_init (NomoPromotionTabs *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *season = gtk_button_new_with_label (_ ("For a season…"));

  self->tabs = NOMO_SEGMENTED (nomo_segmented_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->tabs), "n-tabs");
  /* Translators: names the choice between coupons, special offers, codes and drafts, for screen readers */
  nomo_segmented_set_label (self->tabs, _ ("What is listed"));
  gtk_widget_set_layout_manager (box, g_object_new (NOMO_TYPE_FLOW_LAYOUT, NULL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->tabs));
  gtk_widget_add_css_class (season, "n-button");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (season), "s", "seasons");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (season), "app.page");
  gtk_box_append (GTK_BOX (box), season);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * nomo_promotion_tabs_new:
 * @session: what the pages share
 * @place: the page that the tabs stand on, "coupons", "offers", "codes" or "drafts"; static
 *
 * Leads from the coupons to the special offers, the codes and the drafts, which share a row of the sidebar, and back; and to
 * what the seasons propose.
 *
 * Returns: (transfer floating): what stands above each of them
 */
GtkWidget *
nomo_promotion_tabs_new (NomoSession *session, const char *place)
{
  static const char *const names[] = { "coupons", "offers", "codes", "drafts" };
  NomoPromotionTabs *self = g_object_new (NOMO_TYPE_PROMOTION_TABS, NULL);

  self->session = g_object_ref (session);
  self->place = place;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    nomo_segmented_add (self->tabs, names[i], _ (nomo_places_get (names[i])->label));
  nomo_segmented_set_active (self->tabs, place);
  g_signal_connect_object (self->tabs, "notify::active", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
