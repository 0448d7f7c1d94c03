#include "config.h"

#include "nomo-salla-error.h"

typedef struct {
  GStrv fields;
} NomoSallaErrorPrivate;

static void
nomo_salla_error_private_init (NomoSallaErrorPrivate *self)
{
}

static void
nomo_salla_error_private_copy (const NomoSallaErrorPrivate *from, NomoSallaErrorPrivate *to)
{
  to->fields = g_strdupv (from->fields);
}

static void
nomo_salla_error_private_clear (NomoSallaErrorPrivate *self)
{
  g_strfreev (self->fields);
}

/* GLib's macro steps back over bytes to what it has aligned itself. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (NomoSallaError, nomo_salla_error)
#pragma GCC diagnostic pop

/**
 * nomo_salla_error_take_fields:
 * @self: a #NomoSallaError
 * @fields: (transfer full) (nullable) (array zero-terminated=1): names of what was sent and what Salla says to each, in turn
 */
void
nomo_salla_error_take_fields (GError *self, GStrv fields)
{
  NomoSallaErrorPrivate *private = nomo_salla_error_get_private (self);

  g_return_if_fail (private != NULL);

  g_strfreev (private->fields);
  private->fields = fields;
}

/**
 * nomo_salla_error_get_fields:
 * @self: any error
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): names of what was sent and what Salla says to each, in turn;
 *   %NULL when it has said nothing of the kind
 */
const char *const *
nomo_salla_error_get_fields (const GError *self)
{
  const NomoSallaErrorPrivate *private = self->domain == NOMO_SALLA_ERROR ? nomo_salla_error_get_private (self) : NULL;

  return private != NULL ? (const char *const *) private->fields : NULL;
}
