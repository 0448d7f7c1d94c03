#include "config.h"

#include "nomo-salla-write.h"

/**
 * nomo_salla_write_add_number:
 * @self: a request that is about a tag
 * @number: the number of that tag
 *
 * Makes the request whole, so that it can be sent.
 */
void
nomo_salla_write_add_number (NomoSallaWrite *self, gint64 number)
{
  g_autofree char *path = g_steal_pointer (&self->path);

  self->path = g_strdup_printf ("%s%" G_GINT64_FORMAT, path, number);
  g_clear_pointer (&self->tag, g_free);
}

/**
 * nomo_salla_write_free:
 * @self: (transfer full): a request
 */
void
nomo_salla_write_free (NomoSallaWrite *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->path);
  g_free (self->tag);
  g_free (self);
}
