/* Preloaded into the program under test, on a GTK after 4.8: answers where something accessible is, and whether a press meets it, from
 * its widgets.
 *
 * Such a GTK adds up the bounds of an accessible and of all those above it, which leaves out their padding, and tells by those bounds
 * alone what is at a point, so that what is hidden behind a page is met, and what has nothing in it is not. */

#include <dlfcn.h>
#include <gtk/gtk.h>

/* Of AT-SPI, where WINDOW is 1. */
#define COORDINATES_OF_PARENT 2

static const GDBusInterfaceVTable *gtk_component;

static GtkWidget *
get_origin (GtkWidget *widget, guint coordinates)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return coordinates == COORDINATES_OF_PARENT && parent != NULL ? parent : GTK_WIDGET (gtk_widget_get_root (widget));
}

static GVariant *
get_extents (GtkWidget *widget, GVariant *parameters)
{
  graphene_point_t place = GRAPHENE_POINT_INIT_ZERO;
  GtkWidget *origin;
  guint coordinates;

  g_variant_get (parameters, "(u)", &coordinates);
  origin = get_origin (widget, coordinates);
  if (origin != NULL && !gtk_widget_compute_point (widget, origin, &GRAPHENE_POINT_INIT_ZERO, &place))
    place = GRAPHENE_POINT_INIT_ZERO;
  return g_variant_new ("((iiii))", (int) place.x, (int) place.y, gtk_widget_get_width (widget),
                        gtk_widget_get_height (widget));
}

static gboolean
is_met (GtkWidget *widget, GVariant *parameters)
{
  graphene_point_t place;
  GtkWidget *origin;
  guint coordinates;
  int x;
  int y;

  g_variant_get (parameters, "(iiu)", &x, &y, &coordinates);
  origin = get_origin (widget, coordinates);
  /* The middle of the pixel: its edge is one of the widget's in this GTK, and in that one not. */
  return origin != NULL && gtk_widget_compute_point (origin, widget, &GRAPHENE_POINT_INIT (x + .5f, y + .5f), &place) &&
         gtk_widget_pick (widget, place.x, place.y, GTK_PICK_DEFAULT) != NULL;
}

/* Also of a page of a stack, which is no widget itself: of one that was never shown GTK tells what happens to lie in its memory. */
static GtkWidget *
get_widget (GtkAccessible *accessible)
{
  g_autoptr (GtkWidget) child = NULL;

  if (GTK_IS_WIDGET (accessible))
    return GTK_WIDGET (accessible);
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (accessible), "child") == NULL)
    return NULL;
  g_object_get (accessible, "child", &child, NULL);
  return child;
}

/* Of what is met below it the accessible itself is told. */
static void
answer (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method,
        GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  GtkWidget *widget = get_widget (gtk_at_context_get_accessible (GTK_AT_CONTEXT (data)));

  if (widget == NULL)
    gtk_component->method_call (connection, sender, path, interface, method, parameters, invocation, data);
  else if (g_str_equal (method, "GetExtents"))
    g_dbus_method_invocation_return_value (invocation, get_extents (widget, parameters));
  else if (g_str_equal (method, "GetAccessibleAtPoint") && is_met (widget, parameters))
    g_dbus_method_invocation_return_value (
        invocation, g_variant_new ("((so))", g_dbus_connection_get_unique_name (connection), path));
  else if (g_str_equal (method, "GetAccessibleAtPoint"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("((so))", "", "/org/a11y/atspi/null"));
  else
    gtk_component->method_call (connection, sender, path, interface, method, parameters, invocation, data);
}

static const GDBusInterfaceVTable component = { answer, NULL, NULL, { NULL } };

typedef guint (*RegisterFunc) (GDBusConnection *connection, const char *path, GDBusInterfaceInfo *interface,
                               const GDBusInterfaceVTable *vtable, gpointer data, GDestroyNotify free_data,
                               GError **error);

guint
g_dbus_connection_register_object (GDBusConnection *connection, const char *path, GDBusInterfaceInfo *interface,
                                   const GDBusInterfaceVTable *vtable, gpointer data, GDestroyNotify free_data,
                                   GError **error)
{
  RegisterFunc next = (RegisterFunc) dlsym (RTLD_NEXT, "g_dbus_connection_register_object");

  if (g_str_equal (interface->name, "org.a11y.atspi.Component")) {
    gtk_component = vtable;
    vtable = &component;
  }
  return next (connection, path, interface, vtable, data, free_data, error);
}
