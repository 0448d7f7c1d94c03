#include "config.h"

#include "nomo-upgrade-watch.h"

#include "nomo-upgrade-progress.h"

struct _NomoUpgradeWatch {
  GObject parent_instance;

  int done;
};

typedef struct {
  NomoUpgradeWatch *watch;
  int done;
} Told;

enum { PROP_0, PROP_DONE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NomoUpgradeWatch, nomo_upgrade_watch, G_TYPE_OBJECT)

static void
set_done (NomoUpgradeWatch *self, int done)
{
  if (self->done == done)
    return;
  self->done = done;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
}

static void
told_free (gpointer data)
{
  Told *told = data;

  g_object_unref (told->watch);
  g_free (told);
}

static gboolean
told_cb (gpointer data)
{
  Told *told = data;

  set_done (told->watch, told->done);
  return G_SOURCE_REMOVE;
}

/* As urgent as the end of what opens the file, which comes after it then. */
static void
teller (guint done, gpointer data)
{
  Told *told = g_new (Told, 1);

  *told = (Told) { g_object_ref (data), (int) done };
  g_idle_add_full (G_PRIORITY_DEFAULT, told_cb, told, told_free);
}

static void
nomo_upgrade_watch_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_DONE)
    g_value_set_int (value, NOMO_UPGRADE_WATCH (object)->done);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
nomo_upgrade_watch_class_init (NomoUpgradeWatchClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = nomo_upgrade_watch_get_property;
  properties[PROP_DONE] = g_param_spec_int ("done", NULL, NULL, -1, NOMO_UPGRADE_WHOLE, -1, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
nomo_upgrade_watch_init (NomoUpgradeWatch *self)
{
  self->done = -1;
}

/**
 * nomo_upgrade_watch_new:
 *
 * Watches from now on, until nomo_upgrade_watch_stop(), whether a file of an older version is brought up to this one. There is
 * one in a program.
 *
 * Returns: (transfer full): its property `done` is notified in the main loop
 */
NomoUpgradeWatch *
nomo_upgrade_watch_new (void)
{
  NomoUpgradeWatch *self = g_object_new (NOMO_TYPE_UPGRADE_WATCH, NULL);

  nomo_upgrade_set_teller (teller, self);
  return self;
}

/**
 * nomo_upgrade_watch_get_done:
 * @self: the watch
 *
 * Returns: how much of %NOMO_UPGRADE_WHOLE is done; −1 while no file is brought up
 */
int
nomo_upgrade_watch_get_done (NomoUpgradeWatch *self)
{
  g_return_val_if_fail (NOMO_IS_UPGRADE_WATCH (self), -1);
  return self->done;
}

/**
 * nomo_upgrade_watch_forget:
 * @self: the watch
 *
 * Says that the file is open, or could not be opened.
 */
void
nomo_upgrade_watch_forget (NomoUpgradeWatch *self)
{
  g_return_if_fail (NOMO_IS_UPGRADE_WATCH (self));
  set_done (self, -1);
}

/**
 * nomo_upgrade_watch_stop:
 * @self: the watch
 *
 * Watches no more. Must come before the last reference is given up.
 */
void
nomo_upgrade_watch_stop (NomoUpgradeWatch *self)
{
  g_return_if_fail (NOMO_IS_UPGRADE_WATCH (self));
  nomo_upgrade_set_teller (NULL, NULL);
}
