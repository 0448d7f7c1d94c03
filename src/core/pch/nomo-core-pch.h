/* Read once for each library instead of with every file, which takes a quarter of the time. Files include what they use all the
 * same. */
#include <gio/gio.h>
#include <glib/gi18n.h>
