#include "config.h"

#include "nomo-scopes-group.h"

#include "nomo-scopes.h"
#include "nomo-status-pill.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>

struct _NomoScopesGroup {
  AdwPreferencesGroup parent_instance;

  char *granted;
  GPtrArray *rows; /* borrowed: the group owns them */
};

G_DEFINE_FINAL_TYPE (NomoScopesGroup, nomo_scopes_group, ADW_TYPE_PREFERENCES_GROUP)

static void
nomo_scopes_group_finalize (GObject *object)
{
  NomoScopesGroup *self = NOMO_SCOPES_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_free (self->granted);
  G_OBJECT_CLASS (nomo_scopes_group_parent_class)->finalize (object);
}

static void
nomo_scopes_group_class_init (NomoScopesGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_scopes_group_finalize;
}

static void
nomo_scopes_group_init (NomoScopesGroup *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Permissions"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _ ("What the sign-in lets Nomo Flow do at Salla"));
}

/**
 * nomo_scopes_group_new:
 *
 * The permissions that this version asks for, those that are missing first.
 *
 * Returns: (transfer floating): nothing shown yet
 */
GtkWidget *
nomo_scopes_group_new (void)
{
  return g_object_new (NOMO_TYPE_SCOPES_GROUP, NULL);
}

static AdwActionRow *
add_row (NomoScopesGroup *self, const char *title, const char *subtitle)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_pill (AdwActionRow *row, NomoTone tone, const char *icon, const char *word)
{
  GtkWidget *pill = nomo_status_pill_new (tone, icon, word);

  nomo_status_pill_keep_whole (NOMO_STATUS_PILL (pill));
  adw_action_row_add_suffix (row, pill);
}

/* What an app may ask for is set at Salla resource by resource; staying signed in is no resource and comes with the sign-in. */
static char *
dup_remedy (const NomoScope *scope)
{
  g_autofree char *code = nomo_text_isolate_ltr (scope->name);

  if (strchr (scope->name, '.') == NULL)
    return g_strdup (_ ("Reconnect, and Nomo Flow asks for it again."));
  /* Translators: %s is the permission as Salla calls it: orders.read */
  return g_strdup_printf (_ ("Add %s to your Salla app, then reconnect."), code);
}

static void
add_missing (NomoScopesGroup *self, const NomoScope *scope)
{
  g_autofree char *remedy = dup_remedy (scope);
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s", _ (scope->purpose), remedy);

  add_pill (add_row (self, _ (scope->label), subtitle), NOMO_TONE_WARN, "nomo-warn-symbolic",
            C_ ("permission", "Missing"));
}

static void
add_granted (NomoScopesGroup *self, const NomoScope *scope)
{
  add_pill (add_row (self, _ (scope->label), _ (scope->purpose)), NOMO_TONE_OK, "nomo-ok-symbolic",
            C_ ("permission", "Granted"));
}

static void
add_known (NomoScopesGroup *self, gboolean wanted)
{
  guint n;
  const NomoScope *scopes = nomo_scopes (&n);

  for (guint i = 0; i < n; i++) {
    gboolean granted = nomo_scope_is_granted (self->granted, scopes[i].name);

    if (granted == wanted)
      (granted ? add_granted : add_missing) (self, &scopes[i]);
  }
}

/* Whether one of ours needs this one, or as much as it grants. */
static gboolean
is_used (const char *name)
{
  guint n;
  const NomoScope *scopes = nomo_scopes (&n);

  for (guint i = 0; i < n; i++)
    if (nomo_scope_is_granted (name, scopes[i].name) || nomo_scope_is_granted (scopes[i].name, name))
      return TRUE;
  return FALSE;
}

static void
add_unused (NomoScopesGroup *self)
{
  g_auto (GStrv) names = g_strsplit (self->granted, " ", -1);
  g_autoptr (GString) unused = g_string_new (NULL);
  g_autofree char *lead = NULL;

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *code = nomo_text_isolate_ltr (names[i]);

    if (*names[i] != '\0' && !is_used (names[i]))
      g_string_append_printf (unused, "%s%s", unused->len > 0 ? " · " : "", code);
  }
  lead = nomo_text_lead (unused->str);
  if (unused->len > 0)
    add_row (self, _ ("Also granted, not used by this version"), lead);
}

static void
clear (NomoScopesGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

/**
 * nomo_scopes_group_show:
 * @self: the group
 * @granted: (nullable): what was granted, separated by spaces; %NULL, when that is not known, hides the group
 */
void
nomo_scopes_group_show (NomoScopesGroup *self, const char *granted)
{
  g_return_if_fail (NOMO_IS_SCOPES_GROUP (self));

  gtk_widget_set_visible (GTK_WIDGET (self), granted != NULL);
  /* Whoever walks through the rows is not to lose the one they are at. */
  if (granted == NULL || g_strcmp0 (granted, self->granted) == 0)
    return;
  g_free (self->granted);
  self->granted = g_strdup (granted);
  clear (self);
  add_known (self, FALSE);
  add_known (self, TRUE);
  add_unused (self);
}
