#include "config.h"

#include "inbox-fixture.h"

#include "fixture.h"

#include <string.h>

typedef struct {
  InboxFate *fate;
  guint index;
} One;

static char *directory;

/* Whose a delivery is stands before its colon; what has none is no delivery. What stands behind another is secret. */
gboolean
inbox_fixture_read (NomoDelivery *delivery, gpointer data, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (delivery->body, &size);
  g_autofree char *copy = g_strndup (text, size);
  char *colon = strchr (copy, ':');

  if (colon == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no colon");
    return FALSE;
  }
  delivery->event = g_strdup (colon + 1);
  if (colon != copy)
    delivery->merchant = g_ascii_strtoll (copy, NULL, 10);
  colon = strchr (delivery->event, ':');
  if (colon == NULL)
    return TRUE;
  *colon = '\0';
  delivery->sealed = g_strdup (colon + 1);
  delivery->once = TRUE;
  g_bytes_unref (delivery->body);
  delivery->body = g_bytes_new (delivery->event, strlen (delivery->event));
  return TRUE;
}

char *
inbox_fixture_new_path (void)
{
  static guint n = 0;
  g_autofree char *name = g_strdup_printf ("%u.db", n++);

  return g_build_filename (directory, name, NULL);
}

NomoInbox *
inbox_fixture_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  NomoInbox *inbox = nomo_inbox_open (path, inbox_fixture_read, NULL, &error);

  g_assert_no_error (error);
  return inbox;
}

static void
told_cb (gboolean is_new, const GError *error, gpointer data)
{
  One *one = data;
  InboxFate *fate = one->fate;

  fate->told++;
  fate->stored[one->index] = error == NULL;
  fate->new += error == NULL &&is_new;
  fate->known += error == NULL && !is_new;
  if (error != NULL) {
    g_clear_error (&fate->error);
    fate->error = g_error_copy (error);
  }
  g_free (one);
}

void
inbox_fixture_put_bytes (NomoInbox *inbox, InboxFate *fate, guint index, gint64 merchant, GBytes *body)
{
  One *one = g_new (One, 1);

  *one = (One) { fate, index };
  nomo_inbox_put (inbox, merchant, body, told_cb, one);
}

void
inbox_fixture_put (NomoInbox *inbox, InboxFate *fate, guint index, gint64 merchant, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  inbox_fixture_put_bytes (inbox, fate, index, merchant, body);
}

void
inbox_fixture_wait (const InboxFate *fate, guint told)
{
  while (fate->told < told)
    g_main_context_iteration (NULL, TRUE);
}

GPtrArray *
inbox_fixture_list (NomoInbox *inbox, NomoDeliveryState state)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *deliveries = nomo_inbox_list (inbox, state, 0, 1000, &error);

  g_assert_no_error (error);
  return deliveries;
}

const NomoDelivery *
inbox_fixture_nth (const GPtrArray *deliveries, guint index)
{
  return deliveries->pdata[index];
}

/* With a folder for the files of all tests. */
int
inbox_fixture_run_tests (void)
{
  int result;

  directory = g_dir_make_tmp ("nomo-inbox-XXXXXX", NULL);
  result = g_test_run ();
  fixture_remove (directory);
  g_clear_pointer (&directory, g_free);
  return result;
}
