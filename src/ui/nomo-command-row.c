#include "config.h"

#include "nomo-command-row.h"

#include "nomo-avatar-tile.h"
#include "nomo-text.h"

struct _NomoCommandRow {
  GtkListBoxRow parent_instance;

  NomoAvatarTile *tile;
  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *key;

  char *action;
};

G_DEFINE_FINAL_TYPE (NomoCommandRow, nomo_command_row, GTK_TYPE_LIST_BOX_ROW)

/* As the keyboard has it, in Latin letters that run left to right. */
static char *
dup_key_label (const char *accelerator)
{
  g_autofree char *label = NULL;
  GdkModifierType modifiers;
  guint key;

  if (!gtk_accelerator_parse (accelerator, &key, &modifiers))
    return g_strdup ("");
  label = gtk_accelerator_get_label (key, modifiers);
  return nomo_text_isolate_ltr (label);
}

static void
show_key (NomoCommandRow *self, const char *accelerator)
{
  g_autofree char *label = accelerator != NULL ? dup_key_label (accelerator) : NULL;

  gtk_label_set_text (self->key, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->key), label != NULL);
}

static void
show_words (NomoCommandRow *self, const NomoCommand *command)
{
  gboolean has_detail = *command->detail != '\0';
  g_autofree char *spoken = g_strdup_printf ("%s\n%s", command->name, command->detail);

  gtk_label_set_text (self->title, command->name);
  gtk_label_set_text (self->detail, command->detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), has_detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  has_detail ? spoken : command->name, -1);
}

static void
nomo_command_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_COMMAND_ROW);
  G_OBJECT_CLASS (nomo_command_row_parent_class)->dispose (object);
}

static void
nomo_command_row_finalize (GObject *object)
{
  g_free (NOMO_COMMAND_ROW (object)->action);
  G_OBJECT_CLASS (nomo_command_row_parent_class)->finalize (object);
}

static void
nomo_command_row_class_init (NomoCommandRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_command_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_command_row_finalize;
  g_type_ensure (NOMO_TYPE_AVATAR_TILE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-command-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoCommandRow, tile);
  gtk_widget_class_bind_template_child (widget_class, NomoCommandRow, title);
  gtk_widget_class_bind_template_child (widget_class, NomoCommandRow, detail);
  gtk_widget_class_bind_template_child (widget_class, NomoCommandRow, key);
}

static void
nomo_command_row_init (NomoCommandRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_command_row_new:
 * @command: a command
 *
 * Returns: (transfer floating): a result of the search that gives @command
 */
GtkWidget *
nomo_command_row_new (const NomoCommand *command)
{
  NomoCommandRow *self = g_object_new (NOMO_TYPE_COMMAND_ROW, NULL);

  self->action = g_strdup (command->action);
  nomo_avatar_tile_set_icon (self->tile, command->icon, NOMO_TONE_MUTE);
  show_words (self, command);
  show_key (self, command->keys);
  return GTK_WIDGET (self);
}

/**
 * nomo_command_row_get_action:
 * @self: a result
 *
 * Returns: (transfer none): the action with its target
 */
const char *
nomo_command_row_get_action (NomoCommandRow *self)
{
  return self->action;
}
