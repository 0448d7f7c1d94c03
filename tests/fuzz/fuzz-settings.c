#include "fuzz-target.h"

#include "nomo-error.h"
#include "nomo-feature.h"

#include <string.h>

/* What was understood is within its bounds, and reads the same when it is written and read again. */
static void
check_read (const NomoFeatureKind *kind, const gint64 *values)
{
  g_autofree char *json = nomo_settings_write (kind->settings, kind->n_settings, values, "SAR");
  gint64 again[NOMO_FEATURE_MAX_SETTINGS] = { 0 };

  for (guint i = 0; i < kind->n_settings; i++)
    g_assert_true (values[i] >= kind->settings[i].least && values[i] <= kind->settings[i].most);
  g_assert_true (nomo_settings_read (kind->settings, kind->n_settings, json, "SAR", again, NULL));
  g_assert_cmpmem (values, kind->n_settings * sizeof *values, again, kind->n_settings * sizeof *again);
}

static void
read_by (const NomoFeatureKind *kind, const char *json)
{
  gint64 values[NOMO_FEATURE_MAX_SETTINGS] = { 0 };
  gint64 initial[NOMO_FEATURE_MAX_SETTINGS] = { 0 };
  g_autoptr (GError) error = NULL;

  nomo_settings_reset (kind->settings, kind->n_settings, values);
  nomo_settings_reset (kind->settings, kind->n_settings, initial);
  if (nomo_settings_read (kind->settings, kind->n_settings, json, "SAR", values, &error)) {
    check_read (kind, values);
  } else {
    g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    g_assert_cmpmem (values, kind->n_settings * sizeof *values, initial, kind->n_settings * sizeof *initial);
  }
  nomo_settings_read_kept (kind->settings, kind->n_settings, json, "SAR", values);
  check_read (kind, values);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *json = g_strndup ((const char *) data, size);

  for (int i = 0; i < NOMO_N_FEATURES; i++)
    read_by (&nomo_feature_kinds ()[i], json);
  return 0;
}
