/* Read once instead of with every file: it is most of what compiling the interface takes. Files include what they use all the
 * same. */
#include <adwaita.h>
#include <glib/gi18n.h>
