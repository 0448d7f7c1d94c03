#include "config.h"

#include "nomo-avatar-tile.h"

#include <string.h>

struct _NomoAvatarTile {
  AdwBin parent_instance;
};

static const NomoTone avatar_tones[] = { NOMO_TONE_ROSE, NOMO_TONE_TEAL, NOMO_TONE_VIOLET, NOMO_TONE_AMBER };

G_DEFINE_FINAL_TYPE (NomoAvatarTile, nomo_avatar_tile, ADW_TYPE_BIN)

static void
nomo_avatar_tile_class_init (NomoAvatarTileClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
nomo_avatar_tile_init (NomoAvatarTile *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "n-tile");
}

/* What stands at the beginning of so many names that its letter would tell nobody apart. */
static const char *
skip_common (const char *name)
{
  static const char *const words[] = { "متجر ", "Store of ", "store of " };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (name, words[i]) && name[strlen (words[i])] != '\0')
      name += strlen (words[i]);
  return g_str_has_prefix (name, "ال") && g_utf8_strlen (name, -1) > 3 ? name + strlen ("ال") : name;
}

static char *
initial_of (const char *name)
{
  const char *start = skip_common (name);

  while (*start != '\0' && !g_unichar_isalnum (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  if (*start == '\0')
    return g_strdup ("");

  g_autofree char *letter = g_strndup (start, (gsize) (g_utf8_next_char (start) - start));
  return g_utf8_strup (letter, -1);
}

/**
 * nomo_avatar_tile_new:
 *
 * A tile with a soft ground that stands before a name: the first letter of the name, or an icon. The style classes `round`,
 * `small` and `brand` change its shape. It says nothing to a screen reader: the name stands beside it.
 *
 * Returns: (transfer floating): an empty tile
 */
GtkWidget *
nomo_avatar_tile_new (void)
{
  return g_object_new (NOMO_TYPE_AVATAR_TILE, NULL);
}

/**
 * nomo_avatar_tile_set_name:
 * @self: a tile
 * @name: whose tile it is, valid UTF-8; the same name always has the same colour
 */
void
nomo_avatar_tile_set_name (NomoAvatarTile *self, const char *name)
{
  g_autofree char *initial = initial_of (name);
  GtkWidget *label = gtk_label_new (initial);

  g_return_if_fail (NOMO_IS_AVATAR_TILE (self));
  gtk_accessible_update_state (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  nomo_style_set_tone (GTK_WIDGET (self), avatar_tones[g_str_hash (name) % G_N_ELEMENTS (avatar_tones)]);
  adw_bin_set_child (ADW_BIN (self), label);
}

/**
 * nomo_avatar_tile_set_icon:
 * @self: a tile
 * @icon_name: an icon
 * @tone: what it means
 */
void
nomo_avatar_tile_set_icon (NomoAvatarTile *self, const char *icon_name, NomoTone tone)
{
  GtkWidget *image =
      g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  g_return_if_fail (NOMO_IS_AVATAR_TILE (self));
  nomo_style_set_tone (GTK_WIDGET (self), tone);
  adw_bin_set_child (ADW_BIN (self), image);
}
