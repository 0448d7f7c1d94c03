#include "fixture.h"

#include "nomo-calendar.h"
#include "nomo-cells.h"
#include "nomo-locale.h"
#include "nomo-record-table.h"
#include "nomo-views-form.h"

static const NomoColumn columns[] = { {
    "Number",
    ORDER_REFERENCE,
    FALSE,
    TRUE,
    0,
    nomo_cell_create_code,
    nomo_cell_show_text,
} };

static const NomoFilterGroup every[] = { { "all", "All", NULL } };
static const NomoFilterKind kind = { nomo_order_entity, every, 1, ORDER_STATUS, "order status", NULL, 0 };

static GtkWidget *
find_of (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_of (child, type);
  return found;
}

static gboolean
cannot_save (gpointer form)
{
  return !gtk_widget_get_sensitive (find_of (form, GTK_TYPE_BUTTON)) &&
         !gtk_widget_get_sensitive (find_of (form, GTK_TYPE_ENTRY));
}

static gboolean
can_save (gpointer form)
{
  return !cannot_save (form);
}

/* Saved views that could not be read must not be written over. */
static void
test_unread_views (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecordFilter) filter = nomo_record_filter_new (&kind, nomo_calendar_riyadh (), "SAR");
  g_autoptr (GtkWidget) table =
      g_object_ref_sink (nomo_record_table_new (columns, G_N_ELEMENTS (columns), &columns[0], NULL));
  GtkWidget *form;

  form = g_object_ref_sink (nomo_views_form_new (fixture->store, "orders", filter, NOMO_RECORD_TABLE (table)));
  fixture_wait (can_save, form);
  g_object_unref (form);
  nomo_store_close (fixture->store);
  form = g_object_ref_sink (nomo_views_form_new (fixture->store, "orders", filter, NOMO_RECORD_TABLE (table)));
  fixture_wait (cannot_save, form);
  g_object_unref (form);
  fixture_reopen (fixture);
}

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/views-form/unread", Fixture, NULL, fixture_set_up, test_unread_views, fixture_tear_down);
  return g_test_run ();
}
