#include "config.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-employee.h"
#include "nomo-locale.h"
#include "nomo-permission.h"
#include "nomo-salla-error.h"
#include "nomo-scopes-group.h"
#include "nomo-scopes.h"
#include "nomo-sign-in-group.h"
#include "nomo-status-pill.h"
#include "nomo-team-group.h"
#include "nomo-team-page.h"

#include <glib/gi18n.h>
#include <string.h>

#define NARROWEST    360
#define PAGE_MARGINS 24
#define DAY          (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_visible (widget))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GPtrArray *
all_of (GtkWidget *widget, GType type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (widget, type, found);
  return found;
}

static const char *
title_of (gpointer row)
{
  return adw_preferences_row_get_title (row);
}

static const char *
word_of (gpointer row)
{
  g_autoptr (GPtrArray) pills = all_of (row, NOMO_TYPE_STATUS_PILL);

  return pills->len == 1 ? nomo_status_pill_get_label (pills->pdata[0]) : NULL;
}

static GtkWidget *
create_scopes (const char *granted)
{
  GtkWidget *group = g_object_ref_sink (nomo_scopes_group_new ());

  nomo_scopes_group_show (NOMO_SCOPES_GROUP (group), granted);
  return group;
}

static GtkWidget *
create_sign_in (NomoTokenState state, const char *held_by, const GError *error)
{
  GtkWidget *group = g_object_ref_sink (nomo_sign_in_group_new ());
  NomoSignInReading reading = { .state = state, .held_by = held_by, .error = error, .lasting = TRUE, .renewals = 3 };
  g_autoptr (NomoSignInFacts) facts = NULL;

  reading.expires = nomo_clock_now () + 9 * DAY;
  reading.renewed = nomo_clock_now () - 5 * DAY;
  reading.due = nomo_clock_now () + 2 * DAY;
  facts = nomo_sign_in_facts_new (&reading, nomo_calendar_riyadh ());
  nomo_sign_in_group_show (NOMO_SIGN_IN_GROUP (group), facts);
  nomo_sign_in_group_set_client_id (NOMO_SIGN_IN_GROUP (group), "1a2b3c4d-5e6f-7a8b-9c0d");
  return group;
}

static void
test_missing_come_first (void)
{
  GtkWidget *group = create_scopes ("settings.read customers.read_write branches.read");
  g_autoptr (GPtrArray) rows = all_of (group, ADW_TYPE_ACTION_ROW);
  static const char *const missing[] = { "Orders", "Products",       "Categories", "Coupons",  "Abandoned carts",
                                         "Brands", "Special offers", "Reviews",    "Webhooks", "Staying signed in" };
  static const char *const granted[] = { "Store details", "Customers" };
  const guint n_missing = G_N_ELEMENTS (missing);

  g_assert_cmpint (rows->len, ==, n_missing + G_N_ELEMENTS (granted) + 1);
  for (guint i = 0; i < n_missing + G_N_ELEMENTS (granted); i++) {
    g_assert_cmpstr (title_of (rows->pdata[i]), ==, i < n_missing ? missing[i] : granted[i - n_missing]);
    g_assert_cmpstr (word_of (rows->pdata[i]), ==, i < n_missing ? "Missing" : "Granted");
  }
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (rows->pdata[0]), "orders.read"));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (rows->pdata[rows->len - 1]), "branches.read"));
  g_assert_null (strstr (adw_action_row_get_subtitle (rows->pdata[rows->len - 1]), "customers"));
  g_object_unref (group);
}

static void
test_all_granted (void)
{
  g_autofree char *request = nomo_scopes_dup_request ();
  GtkWidget *group = create_scopes (request);
  g_autoptr (GPtrArray) rows = all_of (group, ADW_TYPE_ACTION_ROW);
  guint n;

  nomo_scopes (&n);
  g_assert_cmpint (rows->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (word_of (rows->pdata[i]), ==, "Granted");
  g_object_unref (group);
}

/* Whoever stands on a row stays on it as long as nothing has changed; what is not known is not shown. */
static void
test_rows_stay (void)
{
  GtkWidget *group = create_scopes ("orders.read_write");
  g_autoptr (GPtrArray) before = all_of (group, ADW_TYPE_ACTION_ROW);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) changed = NULL;

  nomo_scopes_group_show (NOMO_SCOPES_GROUP (group), NULL);
  g_assert_false (gtk_widget_get_visible (group));
  nomo_scopes_group_show (NOMO_SCOPES_GROUP (group), "orders.read_write");
  g_assert_true (gtk_widget_get_visible (group));
  after = all_of (group, ADW_TYPE_ACTION_ROW);
  g_assert_cmpint (after->len, ==, before->len);
  g_assert_true (after->pdata[0] == before->pdata[0]);
  nomo_scopes_group_show (NOMO_SCOPES_GROUP (group), "orders.read_write settings.read branches.read");
  changed = all_of (group, ADW_TYPE_ACTION_ROW);
  g_assert_cmpint (changed->len, ==, before->len + 1);
  g_object_unref (group);
}

static GtkButton *
suggested (GtkWidget *group)
{
  g_autoptr (GPtrArray) buttons = all_of (group, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_has_css_class (buttons->pdata[i], "suggested-action"))
      return buttons->pdata[i];
  return NULL;
}

static gboolean
has_notice (GtkWidget *group)
{
  g_autoptr (GPtrArray) rows = all_of (group, ADW_TYPE_PREFERENCES_ROW);

  return gtk_widget_has_css_class (rows->pdata[0], "n-notice");
}

static void
test_notice (void)
{
  g_autoptr (GError) error = g_error_new (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SIGNED_OUT, "gone");
  GtkWidget *good = create_sign_in (NOMO_TOKENS_GOOD, NULL, NULL);
  GtkWidget *ended = create_sign_in (NOMO_TOKENS_ENDED, NULL, error);

  g_assert_false (has_notice (good));
  g_assert_true (has_notice (ended));
  g_assert_cmpstr (gtk_button_get_label (suggested (ended)), ==, "Reconnect");
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (suggested (ended))), ==, "app.reconnect");
  g_object_unref (good);
  g_object_unref (ended);
}

/* What a program is called is no markup; a warning of Pango would end the test. */
static void
test_plain_text (void)
{
  GtkWidget *group = create_sign_in (NOMO_TOKENS_GOOD, "<b>nomo & co", NULL);
  g_autoptr (GPtrArray) rows = all_of (group, ADW_TYPE_ACTION_ROW);
  g_autoptr (GPtrArray) labels = all_of (rows->pdata[0], GTK_TYPE_LABEL);

  g_assert_nonnull (strstr (gtk_label_get_text (labels->pdata[0]), "<b>nomo & co"));
  g_object_unref (group);
}

static NomoRecord *
create_employee (const char *name, const char *email, const char *const *roles, const char *status)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_employee_entity (), 7);

  nomo_builder_set_text (builder, EMPLOYEE_NAME, name);
  nomo_builder_set_text (builder, EMPLOYEE_EMAIL, email);
  nomo_builder_set_text (builder, EMPLOYEE_PHONE, "+966500000003");
  nomo_builder_set_text (builder, EMPLOYEE_STATUS, status);
  for (; *roles != NULL; roles++) {
    nomo_builder_add_part (builder, EMPLOYEE_PART_ROLES);
    nomo_builder_part_text (builder, EMPLOYEE_PART_ROLES, EMPLOYEE_ROLE_NAME, *roles);
  }
  return nomo_builder_end (builder);
}

static GtkWidget *
create_team (void)
{
  static const char *const roles[] = { "manager", "florist <b>", "مسؤول الطلبات", NULL };
  GtkWidget *group = g_object_ref_sink (nomo_team_group_new ());
  g_autoptr (GPtrArray) employees = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);

  g_ptr_array_add (employees, create_employee ("سارة & العتيبي", "sarah@ward.example", roles, NULL));
  g_ptr_array_add (employees, create_employee (NULL, "khalid.with.a.long.name@ward.example", roles + 3, "inactive"));
  nomo_team_group_show (NOMO_TEAM_GROUP (group), employees);
  return group;
}

static gboolean
is_told (GtkWidget *row, const char *words)
{
  g_autoptr (GPtrArray) labels = all_of (row, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (g_str_equal (gtk_label_get_text (labels->pdata[i]), words))
      return TRUE;
  return FALSE;
}

/* Salla's words for roles are translated, the merchant's are not; who was suspended says so by icon and word. A phone number
 * stands on a line of its own and never breaks. */
static void
test_team (void)
{
  GtkWidget *group = create_team ();
  g_autoptr (GPtrArray) rows = all_of (group, ADW_TYPE_ACTION_ROW);

  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (title_of (rows->pdata[0]), ==, "سارة & العتيبي");
  g_assert_cmpstr (adw_action_row_get_subtitle (rows->pdata[0]), ==,
                   "\u2066sarah@ward.example\u2069\n+966\u00a050\u00a0000\u00a00003");
  g_assert_true (is_told (rows->pdata[0], "Manager · \u2068florist <b>\u2069 · \u2068مسؤول الطلبات\u2069"));
  g_assert_null (word_of (rows->pdata[0]));
  g_assert_cmpstr (title_of (rows->pdata[1]), ==, "Employee without a name");
  g_assert_cmpstr (word_of (rows->pdata[1]), ==, "Suspended");
  g_object_unref (group);
  nomo_locale_set_language ("ar");
  group = create_team ();
  g_assert_true (is_told (group, "إدارة المتجر · \u2068florist <b>\u2069 · \u2068مسؤول الطلبات\u2069"));
  nomo_locale_set_language ("en");
  g_object_unref (group);
}

static gboolean
tells (NomoEmpty *empty, const char *words)
{
  g_autoptr (GPtrArray) labels = all_of (GTK_WIDGET (empty), GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (strstr (gtk_label_get_text (labels->pdata[i]), words) != NULL)
      return TRUE;
  return FALSE;
}

/* Nobody, not yet, and not allowed are three things. */
static void
test_no_team (void)
{
  g_autoptr (GError) scope = g_error_new (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE, "scopes: orders.read");
  g_autoptr (GError) server = g_error_new (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SERVER, "500");
  NomoEmpty *empty = g_object_ref_sink (NOMO_EMPTY (nomo_empty_new ()));
  g_autoptr (GPtrArray) buttons = NULL;
  g_autoptr (GPtrArray) none = NULL;

  nomo_permission_tell (empty, "Employees", TRUE);
  g_assert_true (tells (empty, "Not among your permissions") &&
                 tells (empty, "does not let this sign-in read “Employees”"));
  nomo_permission_tell (empty, "Employees", FALSE);
  g_assert_true (tells (empty, "lacks the permission “Employees”"));
  buttons = all_of (GTK_WIDGET (empty), GTK_TYPE_BUTTON);
  g_assert_cmpstr (gtk_actionable_get_action_name (buttons->pdata[0]), ==, "app.reconnect");
  /* Salla has refused something else. */
  nomo_team_page_tell_none (empty, 1, scope);
  g_assert_true (tells (empty, "Nobody but you"));
  nomo_team_page_tell_none (empty, 1, server);
  g_assert_true (tells (empty, "The team could not be read"));
  nomo_team_page_tell_none (empty, 0, NULL);
  g_assert_true (tells (empty, "Not all here yet"));
  nomo_team_page_tell_none (empty, 1, NULL);
  g_assert_true (tells (empty, "Nobody but you"));
  none = all_of (GTK_WIDGET (empty), GTK_TYPE_BUTTON);
  g_assert_cmpuint (none->len, ==, 0);
  g_object_unref (empty);
}

static void
assert_narrow (GtkWidget *group)
{
  int minimum;

  gtk_widget_measure (group, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, >, 0);
  g_assert_cmpint (minimum + PAGE_MARGINS, <=, NARROWEST);
  g_object_unref (group);
}

static void
test_narrow (void)
{
  g_autoptr (GError) error = g_error_new (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SIGNED_OUT, "gone");
  static const char *const languages[] = { "ar", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    nomo_locale_set_language (languages[i]);
    g_assert_true (g_str_equal (_ ("Permissions"), "Permissions") == g_str_equal (languages[i], "en"));
    assert_narrow (create_scopes ("orders.read a-permission-with-a-rather-long-name.read_write"));
    assert_narrow (create_team ());
    assert_narrow (create_sign_in (NOMO_TOKENS_LAST, NULL, error));
    assert_narrow (create_sign_in (NOMO_TOKENS_GOOD, "nomo-flow (1234567)", NULL));
  }
}

int
main (int argc, char *argv[])
{
  nomo_locale_init ("en");
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/connection/missing-come-first", test_missing_come_first);
  g_test_add_func ("/ui/connection/all-granted", test_all_granted);
  g_test_add_func ("/ui/connection/rows-stay", test_rows_stay);
  g_test_add_func ("/ui/connection/notice", test_notice);
  g_test_add_func ("/ui/connection/plain-text", test_plain_text);
  g_test_add_func ("/ui/connection/team", test_team);
  g_test_add_func ("/ui/connection/no-team", test_no_team);
  g_test_add_func ("/ui/connection/narrow", test_narrow);
  return g_test_run ();
}
