#include "config.h"

#include "nomo-fold.h"

struct _NomoFold {
  AdwBin parent_instance;

  AdwLeaflet *leaflet;
  GtkWidget *first;
  GtkWidget *second;
};

enum { PROP_0, PROP_FIRST, PROP_SECOND, PROP_FOLDED, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NomoFold, nomo_fold, ADW_TYPE_BIN)

static void
folded_changed_cb (NomoFold *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
nomo_fold_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NomoFold *self = NOMO_FOLD (object);

  switch (id) {
  case PROP_FIRST:
    g_value_set_object (value, self->first);
    break;
  case PROP_SECOND:
    g_value_set_object (value, self->second);
    break;
  case PROP_FOLDED:
    g_value_set_boolean (value, nomo_fold_get_folded (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

/* First and second are set once each; in a template the second may come before the first. */
static void
nomo_fold_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  NomoFold *self = NOMO_FOLD (object);

  switch (id) {
  case PROP_FIRST:
    self->first = g_value_get_object (value);
    adw_leaflet_prepend (self->leaflet, self->first);
    break;
  case PROP_SECOND:
    self->second = g_value_get_object (value);
    adw_leaflet_append (self->leaflet, self->second);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_fold_class_init (NomoFoldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = nomo_fold_get_property;
  object_class->set_property = nomo_fold_set_property;
  properties[PROP_FIRST] =
      g_param_spec_object ("first", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SECOND] =
      g_param_spec_object ("second", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* Two panes side by side where there is room, else one of them. The one file that knows the widget which does it. */
static void
nomo_fold_init (NomoFold *self)
{
  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  adw_leaflet_set_can_unfold (self->leaflet, TRUE);
  /* With the transition that it has by itself, what lies below is clipped to no width at the end, and GTK (4.8 as well as 4.18)
   * never lets go of what is clipped to nothing. */
  adw_leaflet_set_transition_type (self->leaflet, ADW_LEAFLET_TRANSITION_TYPE_SLIDE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->leaflet));
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (folded_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * nomo_fold_get_folded:
 * @self: two panes
 *
 * Returns: whether there is room for one pane only
 */
gboolean
nomo_fold_get_folded (NomoFold *self)
{
  g_return_val_if_fail (NOMO_IS_FOLD (self), FALSE);
  return adw_leaflet_get_folded (self->leaflet);
}

/**
 * nomo_fold_set_can_unfold:
 * @self: two panes
 * @can_unfold: %FALSE to show one pane also where there is room for two
 */
void
nomo_fold_set_can_unfold (NomoFold *self, gboolean can_unfold)
{
  g_return_if_fail (NOMO_IS_FOLD (self));
  adw_leaflet_set_can_unfold (self->leaflet, can_unfold);
}

static GtkWidget *
dup_focus (NomoFold *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? g_object_ref (focus) : NULL;
}

/**
 * nomo_fold_set_second_shown:
 * @self: two panes
 * @shown: whether the second pane is the one to see where there is room for one
 */
void
nomo_fold_set_second_shown (NomoFold *self, gboolean shown)
{
  g_autoptr (GtkWidget) focus = NULL;

  g_return_if_fail (NOMO_IS_FOLD (self));
  focus = dup_focus (self);
  adw_leaflet_set_visible_child (self->leaflet, shown ? self->second : self->first);
  /* The leaflet moves the focus along, also where both panes stay to be seen. */
  if (focus != NULL && !nomo_fold_get_folded (self) && gtk_widget_get_mapped (focus))
    gtk_root_set_focus (gtk_widget_get_root (focus), focus);
}

/**
 * nomo_fold_get_second_shown:
 * @self: two panes
 *
 * Returns: whether the second pane is the one to see where there is room for one
 */
gboolean
nomo_fold_get_second_shown (NomoFold *self)
{
  g_return_val_if_fail (NOMO_IS_FOLD (self), FALSE);
  return adw_leaflet_get_visible_child (self->leaflet) == self->second;
}
