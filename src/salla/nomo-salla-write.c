#include "config.h"

#include "nomo-salla-write.h"

/**
 * nomo_salla_write_free:
 * @self: (transfer full): a request
 */
void
nomo_salla_write_free (NomoSallaWrite *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->path);
  g_free (self);
}
