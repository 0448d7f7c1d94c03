#include "nomo-inbox.h"

#include <stdio.h>
#include <string.h>

/* As fill.c does for a store: fills a new inbox, and tells what can be read of it then. */

static const char *const bodies[] = { "7:order.created", "7:order.updated", "8:unheard.of", "8:app.store.authorize",
                                      "7:customer.created" };

static guint n_told;

/* What stands before the colon is whose it is; one of the deliveries brings a secret. */
static gboolean
read_delivery (NomoDelivery *delivery, gpointer data, GError **error)
{
  const char *text = g_bytes_get_data (delivery->body, NULL);
  gsize size = g_bytes_get_size (delivery->body);

  delivery->merchant = text[0] - '0';
  delivery->event = g_strndup (text + 2, size - 2);
  delivery->once = strstr (delivery->event, "authorize") != NULL;
  if (delivery->once)
    delivery->sealed = g_strdup ("c2VhbGVk");
  return TRUE;
}

static void
told_cb (gboolean is_new, const GError *error, gpointer data)
{
  g_assert_no_error (error);
  g_assert_true (is_new);
  n_told++;
}

static void
deliver (NomoInbox *inbox)
{
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GBytes) body = g_bytes_new_static (bodies[i], strlen (bodies[i]));

    nomo_inbox_put (inbox, 0, body, told_cb, NULL);
  }
  while (n_told < G_N_ELEMENTS (bodies))
    g_main_context_iteration (NULL, TRUE);
}

/* The one that brings a secret is done with and its body is gone; another is done with, and of a third nothing came. */
static void
settle (NomoInbox *inbox)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) waiting = nomo_inbox_list (inbox, NOMO_DELIVERY_WAITING, 0, 100, &error);
  g_autoptr (GPtrArray) settled = g_ptr_array_new ();

  g_assert_no_error (error);
  nomo_delivery_settle (waiting->pdata[3], NOMO_DELIVERY_DONE, NULL);
  g_ptr_array_add (settled, waiting->pdata[3]);
  g_assert_true (nomo_inbox_settle (inbox, settled, &error));
  g_assert_cmpint (nomo_inbox_purge (inbox, G_MAXINT64, &error), >, 0);
  g_ptr_array_set_size (settled, 0);
  nomo_delivery_settle (waiting->pdata[0], NOMO_DELIVERY_DONE, NULL);
  nomo_delivery_settle (waiting->pdata[2], NOMO_DELIVERY_KEPT, "unknown event");
  g_ptr_array_add (settled, waiting->pdata[0]);
  g_ptr_array_add (settled, waiting->pdata[2]);
  g_assert_true (nomo_inbox_settle (inbox, settled, &error));
  g_assert_no_error (error);
}

static void
tell (NomoInbox *inbox, NomoDeliveryState state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) deliveries = nomo_inbox_list (inbox, state, 0, 100, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < deliveries->len; i++) {
    const NomoDelivery *one = deliveries->pdata[i];
    gsize size = 0;
    const char *body = one->body != NULL ? g_bytes_get_data (one->body, &size) : "-";

    printf ("%d %d %d %s %s %" G_GINT64_FORMAT " %s %s %d %.*s\n", state, (int) one->number, (int) one->merchant,
            one->event, one->hash, one->received_at, one->reason != NULL ? one->reason : "-",
            one->sealed != NULL ? one->sealed : "-", one->once, one->body != NULL ? (int) size : 1, body);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoInbox) inbox = argc == 2 ? nomo_inbox_open (argv[1], read_delivery, NULL, &error) : NULL;

  if (inbox == NULL) {
    fprintf (stderr, "%s FILE: %s\n", argv[0], error != NULL ? error->message : "which is made");
    return 1;
  }
  deliver (inbox);
  settle (inbox);
  for (NomoDeliveryState state = 0; state < NOMO_N_DELIVERY_STATES; state++)
    tell (inbox, state);
  return 0;
}
