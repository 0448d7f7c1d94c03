#include "fixture.h"

#include "nomo-toasts.h"

/* After which a sentence counts as read. */
#define READ_IN_MS 2000

typedef struct {
  GtkWidget *window;
  AdwToastOverlay *overlay;
  NomoToasts *toasts;
} World;

static void
world_init (World *world, gboolean animated)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", animated, NULL);
  world->window = gtk_window_new ();
  world->overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (world->overlay, adw_bin_new ());
  gtk_window_set_child (GTK_WINDOW (world->window), GTK_WIDGET (world->overlay));
  gtk_window_present (GTK_WINDOW (world->window));
  world->toasts = nomo_toasts_new (world->overlay);
}

static void
world_clear (World *world)
{
  g_clear_object (&world->toasts);
  gtk_window_destroy (GTK_WINDOW (world->window));
}

/* The newest lies on top. */
static GtkWidget *
get_toast (World *world)
{
  GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (world->overlay));

  return last != adw_toast_overlay_get_child (world->overlay) ? last : NULL;
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (child, type) ? child : find (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
expect (World *world, const char *sentence)
{
  GtkWidget *toast = get_toast (world);

  g_assert_cmpstr (toast != NULL ? gtk_label_get_text (GTK_LABEL (find (toast, GTK_TYPE_LABEL))) : NULL, ==, sentence);
}

static void
say (World *world, const char *sentence, const char *label)
{
  nomo_toasts_show (world->toasts, sentence, label, label != NULL ? "app.undo" : NULL,
                    label != NULL ? g_variant_new_string (sentence) : NULL, FALSE);
}

static void
mention (World *world, const char *sentence)
{
  nomo_toasts_show (world->toasts, sentence, NULL, NULL, NULL, TRUE);
}

/* The button that closes it stands last. */
static void
close_toast (World *world)
{
  GtkWidget *button = gtk_widget_get_last_child (get_toast (world));

  g_assert_true (GTK_IS_BUTTON (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
test_answer_at_once (void)
{
  World world;

  world_init (&world, FALSE);
  say (&world, "Two orders are moved.", "Undo");
  expect (&world, "Two orders are moved.");
  say (&world, "Two orders have the tag.", "Undo");
  expect (&world, "Two orders have the tag.");
  say (&world, "The disk is full & nothing was saved.", NULL);
  expect (&world, "The disk is full & nothing was saved.");
  world_clear (&world);
}

/* What was offered is offered again, with the target of its own. */
static void
test_offers_come_again (void)
{
  World world;
  g_autoptr (GVariant) target = NULL;

  world_init (&world, FALSE);
  say (&world, "first", "Undo");
  say (&world, "second", "Undo");
  say (&world, "third", NULL);
  close_toast (&world);
  expect (&world, "second");
  target = g_variant_ref_sink (g_variant_new_string ("second"));
  g_assert_true (g_variant_equal (
      gtk_actionable_get_action_target_value (GTK_ACTIONABLE (find (get_toast (&world), GTK_TYPE_BUTTON))), target));
  close_toast (&world);
  expect (&world, "first");
  close_toast (&world);
  g_assert_null (get_toast (&world));
  world_clear (&world);
}

/* Who took the offer is not offered the same again, also when the answer comes before the toast has gone. */
static void
test_offer_taken (void)
{
  World world;

  world_init (&world, FALSE);
  say (&world, "done", "Undo");
  g_signal_emit_by_name (find (get_toast (&world), GTK_TYPE_BUTTON), "clicked");
  say (&world, "failed", NULL);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  expect (&world, "failed");
  close_toast (&world);
  g_assert_null (get_toast (&world));
  world_clear (&world);
}

static void
test_mention_waits (void)
{
  World world;

  world_init (&world, FALSE);
  say (&world, "done", "Undo");
  mention (&world, "an order");
  mention (&world, "another order");
  expect (&world, "done");
  say (&world, "failed", NULL);
  expect (&world, "failed");
  close_toast (&world);
  expect (&world, "done");
  close_toast (&world);
  expect (&world, "an order");
  close_toast (&world);
  expect (&world, "another order");
  world_clear (&world);
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static void
set (gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
wait_until_read (void)
{
  gboolean read = FALSE;

  g_timeout_add_once (READ_IN_MS, set, &read);
  fixture_wait (is_set, &read);
}

static void
test_read_once (void)
{
  World world;

  world_init (&world, FALSE);
  say (&world, "read", NULL);
  wait_until_read ();
  expect (&world, "read");
  say (&world, "not read", NULL);
  say (&world, "newest", NULL);
  close_toast (&world);
  expect (&world, "not read");
  close_toast (&world);
  g_assert_null (get_toast (&world));
  world_clear (&world);
}

/* Before what it took the place of has faded. */
static void
test_closed_at_once (void)
{
  World world;

  world_init (&world, TRUE);
  say (&world, "done", "Undo");
  say (&world, "failed", NULL);
  close_toast (&world);
  expect (&world, "done");
  say (&world, "failed again", NULL);
  expect (&world, "failed again");
  world_clear (&world);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/toasts/answer-at-once", test_answer_at_once);
  g_test_add_func ("/toasts/offers-come-again", test_offers_come_again);
  g_test_add_func ("/toasts/offer-taken", test_offer_taken);
  g_test_add_func ("/toasts/mention-waits", test_mention_waits);
  g_test_add_func ("/toasts/read-once", test_read_once);
  g_test_add_func ("/toasts/closed-at-once", test_closed_at_once);
  return g_test_run ();
}
