#include "config.h"

#include "nomo-features-page.h"

#include "nomo-empty.h"
#include "nomo-feature-card.h"
#include "nomo-segmented.h"
#include "nomo-wrap.h"

#include <glib/gi18n.h>

struct _NomoFeaturesPage {
  NomoPage parent_instance;

  NomoSegmented *groups;
  NomoWrap *cards;
  NomoEmpty *empty;

  GtkWidget *each[NOMO_N_FEATURES];
  GSignalGroup *signals;
};

G_DEFINE_FINAL_TYPE (NomoFeaturesPage, nomo_features_page, NOMO_TYPE_PAGE)

/* Indexed by NomoFeatureState. */
static const char *const groups[] = { "off", "on", "setup" };

static NomoFeatures *
get_features (NomoFeaturesPage *self)
{
  return nomo_session_get_features (nomo_page_get_session (NOMO_PAGE (self)));
}

static gboolean
is_in_group (NomoFeaturesPage *self, int feature)
{
  const char *group = nomo_segmented_get_active (self->groups);
  NomoFeatureState state = nomo_features_get_state (get_features (self), (NomoFeatureIndex) feature);

  return g_strcmp0 (group, "all") == 0 || g_strcmp0 (group, groups[state]) == 0;
}

static void
show_group (NomoFeaturesPage *self)
{
  gboolean any = FALSE;

  if (get_features (self) == NULL)
    return;
  for (int i = 0; i < NOMO_N_FEATURES; i++) {
    gboolean shown = is_in_group (self, i);

    gtk_widget_set_visible (self->each[i], shown);
    any = any || shown;
  }
  gtk_widget_set_visible (GTK_WIDGET (self->empty), !any);
}

static void
show_counts (NomoFeaturesPage *self, NomoFeatures *features)
{
  gint64 counts[G_N_ELEMENTS (groups)] = { 0 };

  for (int i = 0; i < NOMO_N_FEATURES; i++)
    counts[nomo_features_get_state (features, (NomoFeatureIndex) i)]++;
  nomo_segmented_set_count (self->groups, "all", NOMO_N_FEATURES);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    nomo_segmented_set_count (self->groups, groups[i], counts[i]);
}

static void
show (NomoFeaturesPage *self)
{
  NomoFeatures *features = get_features (self);

  if (features == NULL)
    return;
  for (int i = 0; i < NOMO_N_FEATURES; i++)
    nomo_feature_card_show (NOMO_FEATURE_CARD (self->each[i]), features);
  show_counts (self, features);
  show_group (self);
}

static void
shop_changed_cb (NomoFeaturesPage *self)
{
  g_signal_group_set_target (self->signals, get_features (self));
  show (self);
}

static const char *
nomo_features_page_get_title (NomoPage *page)
{
  return _ ("Features");
}

static GVariant *
nomo_features_page_dup_state (NomoPage *page)
{
  return g_variant_new_string (nomo_segmented_get_active (NOMO_FEATURES_PAGE (page)->groups));
}

static void
nomo_features_page_restore_state (NomoPage *page, GVariant *state)
{
  nomo_segmented_set_active (NOMO_FEATURES_PAGE (page)->groups, g_variant_get_string (state, NULL));
}

static void
nomo_features_page_session_set (NomoPage *page, NomoSession *session)
{
  NomoFeaturesPage *self = NOMO_FEATURES_PAGE (page);

  self->signals = g_signal_group_new (NOMO_TYPE_FEATURES);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (show), self);
  g_signal_connect_object (session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  shop_changed_cb (self);
}

static void
nomo_features_page_dispose (GObject *object)
{
  g_clear_object (&NOMO_FEATURES_PAGE (object)->signals);
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_FEATURES_PAGE);
  G_OBJECT_CLASS (nomo_features_page_parent_class)->dispose (object);
}

static void
nomo_features_page_class_init (NomoFeaturesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoPageClass *page_class = NOMO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_features_page_dispose;
  page_class->get_title = nomo_features_page_get_title;
  page_class->session_set = nomo_features_page_session_set;
  page_class->dup_state = nomo_features_page_dup_state;
  page_class->restore_state = nomo_features_page_restore_state;
  g_type_ensure (NOMO_TYPE_EMPTY);
  g_type_ensure (NOMO_TYPE_SEGMENTED);
  g_type_ensure (NOMO_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-features-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoFeaturesPage, groups);
  gtk_widget_class_bind_template_child (widget_class, NomoFeaturesPage, cards);
  gtk_widget_class_bind_template_child (widget_class, NomoFeaturesPage, empty);
}

static void
nomo_features_page_init (NomoFeaturesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_segmented_add (self->groups, "all", C_ ("features", "All"));
  nomo_segmented_add (self->groups, "on", C_ ("features", "On"));
  nomo_segmented_add (self->groups, "setup", C_ ("features", "Need set-up"));
  nomo_segmented_add (self->groups, "off", C_ ("features", "Off"));
  nomo_segmented_set_label (self->groups, _ ("Which features are shown"));
  g_signal_connect_swapped (self->groups, "notify::active", G_CALLBACK (show_group), self);
  nomo_empty_set (self->empty, NOMO_TONE_MUTE, "nomo-features-symbolic", _ ("No feature stands like this"),
                  _ ("Choose “All” above to see every one of them."));
  for (int i = 0; i < NOMO_N_FEATURES; i++) {
    self->each[i] = nomo_feature_card_new ((NomoFeatureIndex) i);
    nomo_wrap_append (self->cards, self->each[i], 1);
  }
}

/**
 * nomo_features_page_new:
 * @session: whose shop to show
 *
 * What the program does by itself: a card for each feature.
 *
 * Returns: (transfer floating): the page
 */
NomoPage *
nomo_features_page_new (NomoSession *session)
{
  return g_object_new (NOMO_TYPE_FEATURES_PAGE, "session", session, NULL);
}
