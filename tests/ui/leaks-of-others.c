/* What other libraries leave behind, kept from the leak sanitizer: it sees no further than to GLib's g_malloc, so that no list of
 * suppressions can name them. Part of the program only where it is built with the address sanitizer. */

#include <glib-object.h>
#include <sanitizer/lsan_interface.h>

/* GLib makes its table of quarks while it is loaded, and says itself that it leaves it behind once there are more than two
 * thousand of them. */

static void
begin_loading (int argc, char **argv, char **envp)
{
  __lsan_disable ();
}

__attribute__ ((section (".preinit_array"), used)) static void (*const begin) (int, char **, char **) = begin_loading;

__attribute__ ((constructor)) static void
end_loading (void)
{
  __lsan_enable ();
}

/* The library by which GTK looks for drives in clouds, for its file dialogs, leaves the names of folders behind when the program
 * ends while it looks. This one knows no clouds. */

GObject *cloud_providers_collector_dup_singleton (void);
GList *cloud_providers_collector_get_providers (GObject *self);

typedef GObject Clouds;
typedef GObjectClass CloudsClass;

static GType clouds_get_type (void);
G_DEFINE_TYPE (Clouds, clouds, G_TYPE_OBJECT)

static void
clouds_class_init (CloudsClass *klass)
{
  g_signal_new ("providers-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
clouds_init (Clouds *self)
{
}

GObject *
cloud_providers_collector_dup_singleton (void)
{
  return g_object_new (clouds_get_type (), NULL);
}

GList *
cloud_providers_collector_get_providers (GObject *self)
{
  return NULL;
}
