#include "fuzz-target.h"

#include "nomo-coupon-draft.h"
#include "nomo-coupon-trial.h"
#include "nomo-coupon.h"
#include "nomo-error.h"
#include "nomo-store-error.h"

static const NomoTrialProduct *
find_product (gint64 id, gpointer data)
{
  return NULL;
}

static const NomoTrialCustomer *
find_customer (gint64 id, gpointer data)
{
  return NULL;
}

/* What was understood keeps the rules of a coupon, and a trial can be made of it. */
static void
check_read (NomoRecord *coupon)
{
  const NomoTrialLookups lookups = { find_product, find_customer, NULL };
  g_autoptr (NomoCouponTrial) trial = NULL;

  g_assert_true (nomo_record_validate (coupon, NULL));
  g_assert_cmpstr (nomo_record_get_text (coupon, COUPON_CURRENCY), ==, "SAR");
  trial = nomo_coupon_trial_new (coupon, &lookups);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRecord) coupon = nomo_coupon_draft_read (bytes, "SAR", &error);

  if (coupon != NULL) {
    check_read (coupon);
  } else {
    g_assert_true (g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID) ||
                   g_error_matches (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID));
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  }
  return 0;
}
