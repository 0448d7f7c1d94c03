#include "config.h"

#include "nomo-team-group.h"

#include "nomo-avatar-tile.h"
#include "nomo-employee.h"
#include "nomo-format.h"
#include "nomo-status-pill.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/* A role of one word stays whole; the addresses beside it may break. */
#define UNBROKEN_CHARS 10

struct _NomoTeamGroup {
  AdwPreferencesGroup parent_instance;

  GPtrArray *employees;
  GPtrArray *rows; /* borrowed: the group owns them */
};

G_DEFINE_FINAL_TYPE (NomoTeamGroup, nomo_team_group, ADW_TYPE_PREFERENCES_GROUP)

static void
nomo_team_group_finalize (GObject *object)
{
  NomoTeamGroup *self = NOMO_TEAM_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->employees, g_ptr_array_unref);
  G_OBJECT_CLASS (nomo_team_group_parent_class)->finalize (object);
}

static void
nomo_team_group_class_init (NomoTeamGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_team_group_finalize;
}

static void
nomo_team_group_init (NomoTeamGroup *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Who works in the store"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self),
      _ ("Employees and their roles are managed in Salla’s dashboard; this is a list to read."));
}

/**
 * nomo_team_group_new:
 *
 * Returns: (transfer floating): nobody yet
 */
GtkWidget *
nomo_team_group_new (void)
{
  return g_object_new (NOMO_TYPE_TEAM_GROUP, NULL);
}

static void
append (GString *words, const char *between, const char *more)
{
  g_string_append_printf (words, "%s%s", words->len > 0 ? between : "", more);
}

/* Salla's own roles are words of its program; one that the merchant made is called as the merchant called it. */
static char *
word_role (const char *role)
{
  static const NomoChoice known[] = {
    { "user", NC_ ("employee role", "User") },       { "manager", NC_ ("employee role", "Manager") },
    { "orders", NC_ ("employee role", "Orders") },   { "marketing", NC_ ("employee role", "Marketing") },
    { "support", NC_ ("employee role", "Support") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strcasecmp (known[i].key, role) == 0)
      return g_strdup (g_dpgettext2 (NULL, "employee role", known[i].label));
  return nomo_text_isolate (role);
}

static char *
word_roles (NomoRecord *employee)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < nomo_record_count_part (employee, EMPLOYEE_PART_ROLES); i++) {
    const char *name = nomo_record_part_text (employee, EMPLOYEE_PART_ROLES, i, EMPLOYEE_ROLE_NAME);
    g_autofree char *role = word_role (name != NULL ? name : "");

    append (words, " · ", role);
  }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
word_addresses (NomoRecord *employee)
{
  g_autoptr (GString) words = g_string_new (NULL);
  const char *phone = nomo_record_get_text (employee, EMPLOYEE_PHONE);
  const char *email = nomo_record_get_text (employee, EMPLOYEE_EMAIL);
  g_autofree char *spaced = phone != NULL ? nomo_format_phone (phone) : NULL;
  g_autofree char *island = email != NULL ? nomo_text_isolate_ltr (email) : NULL;

  if (island != NULL)
    append (words, "\n", island);
  if (spaced != NULL)
    append (words, "\n", spaced);
  return nomo_text_lead (words->str);
}

static void
add_suffixes (AdwActionRow *row, NomoRecord *employee)
{
  g_autofree char *roles = word_roles (employee);
  GtkWidget *label = gtk_label_new (roles);
  GtkWidget *pill = NULL;

  gtk_widget_add_css_class (label, "n-secondary");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), MIN ((int) g_utf8_strlen (roles, -1), UNBROKEN_CHARS));
  gtk_widget_set_visible (label, *roles != '\0');
  adw_action_row_add_suffix (row, label);
  if (g_strcmp0 (nomo_record_get_text (employee, EMPLOYEE_STATUS), "inactive") != 0)
    return;
  pill = nomo_status_pill_new (NOMO_TONE_MUTE, "nomo-pause-symbolic", C_ ("employee status", "Suspended"));
  nomo_status_pill_keep_whole (NOMO_STATUS_PILL (pill));
  adw_action_row_add_suffix (row, pill);
}

static void
add_row (NomoTeamGroup *self, NomoRecord *employee)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *tile = nomo_avatar_tile_new ();
  const char *name = nomo_record_get_text (employee, EMPLOYEE_NAME);
  g_autofree char *lead = nomo_text_lead (name != NULL ? name : _ ("Employee without a name"));
  g_autofree char *addresses = word_addresses (employee);

  nomo_avatar_tile_set_name (NOMO_AVATAR_TILE (tile), name != NULL ? name : "");
  gtk_widget_set_valign (tile, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (row, tile);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lead);
  adw_action_row_set_subtitle (row, addresses);
  add_suffixes (row, employee);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
}

static gboolean
is_shown (NomoTeamGroup *self, GPtrArray *employees)
{
  if (self->employees == NULL || self->employees->len != employees->len)
    return FALSE;
  for (guint i = 0; i < employees->len; i++)
    if (!nomo_record_equal (self->employees->pdata[i], employees->pdata[i]))
      return FALSE;
  return TRUE;
}

/**
 * nomo_team_group_show:
 * @self: the group
 * @employees: (element-type NomoRecord): who works in the store
 */
void
nomo_team_group_show (NomoTeamGroup *self, GPtrArray *employees)
{
  g_return_if_fail (NOMO_IS_TEAM_GROUP (self));

  /* Whoever walks through the rows is not to lose the one they are at. */
  if (is_shown (self, employees))
    return;
  g_clear_pointer (&self->employees, g_ptr_array_unref);
  self->employees = g_ptr_array_ref (employees);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < employees->len; i++)
    add_row (self, employees->pdata[i]);
}
