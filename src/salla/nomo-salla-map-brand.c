#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-brand.h"

/**
 * nomo_salla_map_brand:
 * @row: a row of `/brands`, a whole brand, or what a webhook tells of one
 * @shop_currency: ISO code of the shop's currency; a brand has no amounts
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location; its message is the reason to keep with the raw row
 *
 * Needs an id. Of what @row does not speak the brand says nothing.
 *
 * Returns: (transfer full): the brand, or %NULL
 */
NomoRecord *
nomo_salla_map_brand (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error)
{
  static const char *const logos[] = { "logo", "logo.url", NULL };
  static const char *const banners[] = { "banner", "banner.url", NULL };
  g_autoptr (NomoRecordBuilder) builder = NULL;
  gint64 id;

  if (!_nomo_map_read_id (row, &id, error))
    return NULL;
  builder = nomo_record_build (nomo_brand_entity (), id);
  nomo_builder_set_as_of (builder, as_of);
  _nomo_map_set_text (builder, BRAND_NAME, row, "name");
  _nomo_map_set_text (builder, BRAND_DESCRIPTION, row, "description");
  _nomo_map_copy_link (builder, BRAND_LOGO, row, logos);
  _nomo_map_copy_link (builder, BRAND_BANNER, row, banners);
  return _nomo_map_end (g_steal_pointer (&builder), error);
}
