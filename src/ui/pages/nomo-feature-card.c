#include "config.h"

#include "nomo-feature-card.h"

#include "nomo-feature-settings.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-scopes.h"
#include "nomo-sparkline.h"
#include "nomo-status-pill.h"
#include "nomo-style.h"

#include <glib/gi18n.h>

struct _NomoFeatureCard {
  AdwBin parent_instance;

  GtkWidget *tile;
  GtkImage *icon;
  GtkLabel *title;
  NomoStatusPill *pill;
  GtkSwitch *on;
  GtkLabel *summary;
  GtkWidget *foot;
  GtkLabel *figure;
  GtkLabel *caption;
  GtkWidget *sales_box;
  GtkLabel *sales;
  NomoSparkline *sparkline;
  GtkWidget *allow;
  GtkWidget *settings;

  NomoFeatureIndex feature;
  NomoFeatures *features;
};

G_DEFINE_FINAL_TYPE (NomoFeatureCard, nomo_feature_card, ADW_TYPE_BIN)

static const NomoTone tones[] = {
  [NOMO_FEATURE_NEW_ORDERS] = NOMO_TONE_OK, [NOMO_FEATURE_CARTS] = NOMO_TONE_TEAL,
  [NOMO_FEATURE_STOCK] = NOMO_TONE_AMBER,   [NOMO_FEATURE_COUPONS] = NOMO_TONE_ACCENT,
  [NOMO_FEATURE_WEEK] = NOMO_TONE_INFO,     [NOMO_FEATURE_SEASONS] = NOMO_TONE_VIOLET,
};
G_STATIC_ASSERT (G_N_ELEMENTS (tones) == NOMO_N_FEATURES);

static const NomoFeatureKind *
get_kind (NomoFeatureCard *self)
{
  return &nomo_feature_kinds ()[self->feature];
}

static void
show_pill (NomoFeatureCard *self, NomoFeatureState state)
{
  if (state == NOMO_FEATURE_ON)
    nomo_status_pill_set (self->pill, NOMO_TONE_OK, "nomo-ok-symbolic", C_ ("feature", "On"));
  else if (state == NOMO_FEATURE_OFF)
    nomo_status_pill_set (self->pill, NOMO_TONE_MUTE, "nomo-pause-symbolic", C_ ("feature", "Off"));
  else
    nomo_status_pill_set (self->pill, NOMO_TONE_WARN, "nomo-warn-symbolic", C_ ("feature", "Needs set-up"));
}

static void
show_sales (NomoFeatureCard *self)
{
  const char *currency = nomo_shop_get_currency (nomo_features_get_shop (self->features));
  g_autofree char *sales = nomo_format_money (nomo_features_get_sales (self->features, self->feature),
                                              currency != NULL ? currency : NOMO_USUAL_CURRENCY, FALSE);

  gtk_label_set_text (self->sales, sales);
}

static void
show_today (NomoFeatureCard *self)
{
  const gint64 *days = nomo_features_get_days (self->features, self->feature);
  gint64 today = days[NOMO_FEATURE_DAYS - 1];
  g_autofree char *count = nomo_format_int (today);

  gtk_label_set_text (self->figure, count);
  gtk_label_set_text (self->caption, self->feature == NOMO_FEATURE_COUPONS
                                         ? ngettext ("use today", "uses today", (gulong) today)
                                         : ngettext ("alert today", "alerts today", (gulong) today));
  show_sales (self);
  nomo_sparkline_set_values (self->sparkline, days, NOMO_FEATURE_DAYS);
}

static const char *
get_scope_label (const char *name)
{
  guint n;
  const NomoScope *scopes = nomo_scopes (&n);

  for (guint i = 0; i < n; i++)
    if (nomo_scope_is_granted (scopes[i].name, name))
      return _ (scopes[i].label);
  return name;
}

static void
show_missing (NomoFeatureCard *self)
{
  /* Translators: the name of a permission at Salla, such as "Orders". */
  g_autofree char *words =
      g_strdup_printf (_ ("One step left: the permission “%s”"), get_scope_label (get_kind (self)->scope));

  gtk_label_set_text (self->figure, words);
  gtk_label_set_text (self->caption, _ ("Allow it for your app at Salla, then reconnect."));
}

static void
show_ready (NomoFeatureCard *self)
{
  gtk_label_set_text (self->figure, _ ("Ready to go"));
  gtk_label_set_text (self->caption, _ ("Nothing is told while it is off."));
}

static void
show_foot (NomoFeatureCard *self, NomoFeatureState state)
{
  gboolean on = state == NOMO_FEATURE_ON;

  if (on)
    show_today (self);
  else if (state == NOMO_FEATURE_OFF)
    show_ready (self);
  else
    show_missing (self);
  nomo_style_set_class (GTK_WIDGET (self->figure), "n-figure", on);
  nomo_style_set_class (GTK_WIDGET (self->figure), "n-strong", !on);
  nomo_style_set_class (self->foot, "warn", state == NOMO_FEATURE_NEEDS_SCOPE);
  gtk_widget_set_visible (self->sales_box, on && self->feature == NOMO_FEATURE_COUPONS);
  gtk_widget_set_visible (GTK_WIDGET (self->sparkline), on);
  gtk_widget_set_visible (self->allow, state == NOMO_FEATURE_NEEDS_SCOPE);
  gtk_widget_set_visible (self->settings, state != NOMO_FEATURE_NEEDS_SCOPE);
}

static gboolean
switched_cb (GtkSwitch *on, gboolean state, NomoFeatureCard *self)
{
  if (self->features != NULL)
    nomo_features_switch (self->features, self->feature, state);
  return FALSE;
}

static void
settings_cb (NomoFeatureCard *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  gtk_window_present (GTK_WINDOW (nomo_feature_settings_new (parent, self->features, self->feature)));
}

/**
 * nomo_feature_card_show:
 * @self: a card
 * @features: the shop's features, read
 */
void
nomo_feature_card_show (NomoFeatureCard *self, NomoFeatures *features)
{
  NomoFeatureState state;

  g_return_if_fail (NOMO_IS_FEATURE_CARD (self));
  state = nomo_features_get_state (features, self->feature);
  g_set_object (&self->features, features);
  nomo_style_set_tone (self->tile, state == NOMO_FEATURE_OFF ? NOMO_TONE_MUTE : tones[self->feature]);
  show_pill (self, state);
  show_foot (self, state);
  gtk_widget_set_sensitive (GTK_WIDGET (self->on), state != NOMO_FEATURE_NEEDS_SCOPE);
  gtk_switch_set_active (self->on, state == NOMO_FEATURE_ON);
}

static void
nomo_feature_card_dispose (GObject *object)
{
  g_clear_object (&NOMO_FEATURE_CARD (object)->features);
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_FEATURE_CARD);
  G_OBJECT_CLASS (nomo_feature_card_parent_class)->dispose (object);
}

static void
nomo_feature_card_class_init (NomoFeatureCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_feature_card_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  g_type_ensure (NOMO_TYPE_SPARKLINE);
  g_type_ensure (NOMO_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-feature-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureCard, tile);
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureCard, icon);
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureCard, title);
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureCard, pill);
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureCard, on);
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureCard, summary);
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureCard, foot);
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureCard, figure);
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureCard, caption);
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureCard, sales_box);
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureCard, sales);
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureCard, sparkline);
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureCard, allow);
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureCard, settings);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, settings_cb);
}

static void
nomo_feature_card_init (NomoFeatureCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
name_parts (NomoFeatureCard *self, const char *title)
{
  /* Translators: a button; the name of a feature, such as "Weekly summary". */
  g_autofree char *settings = g_strdup_printf (_ ("Settings: %s"), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->on), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->settings), GTK_ACCESSIBLE_PROPERTY_LABEL, settings, -1);
  gtk_widget_set_tooltip_text (self->settings, settings);
}

/**
 * nomo_feature_card_new:
 * @feature: a feature
 *
 * What a feature is, its switch, how it stands and what it did today.
 *
 * Returns: (transfer floating): a card
 */
GtkWidget *
nomo_feature_card_new (NomoFeatureIndex feature)
{
  NomoFeatureCard *self = g_object_new (NOMO_TYPE_FEATURE_CARD, NULL);
  const NomoFeatureKind *kind = &nomo_feature_kinds ()[feature];

  self->feature = feature;
  gtk_image_set_from_icon_name (self->icon, kind->icon);
  gtk_label_set_text (self->title, _ (kind->title));
  gtk_label_set_text (self->summary, _ (kind->summary));
  name_parts (self, _ (kind->title));
  return GTK_WIDGET (self);
}
