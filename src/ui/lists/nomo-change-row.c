#include "config.h"

#include "nomo-change-row.h"

#include "nomo-avatar-tile.h"

struct _NomoChangeRow {
  GtkListBoxRow parent_instance;

  NomoAvatarTile *tile;
  GtkLabel *what;
  GtkLabel *when;
};

G_DEFINE_FINAL_TYPE (NomoChangeRow, nomo_change_row, GTK_TYPE_LIST_BOX_ROW)

static void
nomo_change_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_CHANGE_ROW);
  G_OBJECT_CLASS (nomo_change_row_parent_class)->dispose (object);
}

static void
nomo_change_row_class_init (NomoChangeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_change_row_dispose;
  g_type_ensure (NOMO_TYPE_AVATAR_TILE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-change-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoChangeRow, tile);
  gtk_widget_class_bind_template_child (widget_class, NomoChangeRow, what);
  gtk_widget_class_bind_template_child (widget_class, NomoChangeRow, when);
}

static void
nomo_change_row_init (NomoChangeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_avatar_tile_set_icon (self->tile, "nomo-sync-symbolic", NOMO_TONE_MUTE);
}

/**
 * nomo_change_row_new:
 * @what: what changed, a line for each field
 * @when: when, and by whom
 *
 * Returns: (transfer floating): a change in a timeline
 */
GtkWidget *
nomo_change_row_new (const char *what, const char *when)
{
  NomoChangeRow *self = g_object_new (NOMO_TYPE_CHANGE_ROW, NULL);
  g_autofree char *spoken = g_strdup_printf ("%s\n%s", what, when);

  gtk_label_set_text (self->what, what);
  gtk_label_set_text (self->when, when);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}
