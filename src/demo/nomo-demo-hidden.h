#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Records that are no longer there, by their index. The others keep their index and move up in lists. */
typedef struct _NomoDemoHidden NomoDemoHidden;

NomoDemoHidden *nomo_demo_hidden_new (void);
void nomo_demo_hidden_free (NomoDemoHidden *self);
gboolean nomo_demo_hidden_add (NomoDemoHidden *self, guint index);
gboolean nomo_demo_hidden_has (const NomoDemoHidden *self, guint index);
guint nomo_demo_hidden_count_left (const NomoDemoHidden *self, guint n);
guint nomo_demo_hidden_nth_left (const NomoDemoHidden *self, guint place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoHidden, nomo_demo_hidden_free)

G_END_DECLS
