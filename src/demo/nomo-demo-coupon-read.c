#include "config.h"

#include "nomo-demo-coupon-read.h"

#include "nomo-demo-codes.h"
#include "nomo-demo-rhythm.h"

#include <string.h>

#define WHOLE     (100 * 100) /* percent */
#define MAX_CODES 5000

typedef struct {
  NomoDemoCoupon *coupon;
  NomoDemoBody *body;
  NomoDemoCall *call;
  NomoDemoWriting writing;
  guint index; /* G_MAXUINT for a new one */
} Reading;

/* What a coupon has about which nothing is said: every boolean is true. */
static void
set_defaults (NomoDemoCoupon *coupon)
{
  NomoDemoCoupon old = *coupon;

  *coupon = (NomoDemoCoupon) {
    .id = old.id,
    .code = old.code,
    .n_codes = old.n_codes,
    .group_name = old.group_name,
    .codes = old.codes,
    .category = NOMO_DEMO_N_CATEGORIES,
    .applied_in = "all",
    .with_offer = -1,
    .show_maximum = TRUE,
    .exclude_sale = TRUE,
    .free_shipping = TRUE,
    .marketer = { .show_maximum = TRUE, .hide_total = TRUE, .visits = old.marketer.visits },
    .created = old.created,
  };
}

static gboolean
is_percentage (const char *type)
{
  return g_strcmp0 (type, "percentage") == 0;
}

static void
read_type (NomoDemoBody *body, const char *name, const char **type)
{
  static const char *const words[] = { "percentage", "Percentage", "P", "p", "fixed", "Fixed", "F", "f", NULL };

  nomo_demo_body_read_word (body, name, words, type);
  if (*type != NULL)
    *type = g_ascii_tolower (**type) == 'p' ? "percentage" : "fixed";
}

static void
check_share (NomoDemoBody *body, const char *name, const char *type, gint64 amount)
{
  if (!is_percentage (type))
    return;
  if (amount > WHOLE)
    nomo_demo_body_complain (body, name, "يجب ألا تتجاوز ", " 100%.");
  else if (amount <= 0)
    nomo_demo_body_complain (body, name, "يجب أن تكون ", " أكبر من 0.");
}

static void
read_code (Reading *self)
{
  NomoDemoBody *body = self->body;
  const char *code = NULL;

  if (!nomo_demo_body_require (body, "code"))
    return;
  nomo_demo_body_read_text (body, "code", &code);
  if (code == NULL)
    return;
  if (!nomo_demo_code_is_right (code))
    nomo_demo_body_complain (body, "code", "يجب أن يحتوي ", " على حروف وأرقام فقط بدون مسافات.");
  else if (nomo_demo_codes_have (self->call->demo->shop, code, self->index, self->call->now))
    nomo_demo_body_complain (body, "code", "", " مستخدم من قبل.");
  else
    self->coupon->code = code;
}

static void
read_suffix (Reading *self)
{
  const char *suffix = NULL;

  if (!nomo_demo_body_require (self->body, "group_suffix"))
    return;
  nomo_demo_body_read_text (self->body, "group_suffix", &suffix);
  if (suffix != NULL && !nomo_demo_suffix_is_right (suffix))
    nomo_demo_body_complain (self->body, "group_suffix", "يجب ألا يتجاوز ", " 5 أحرف، بدون أرقام أو مسافات.");
  else
    self->coupon->code = suffix;
}

static void
read_group (Reading *self)
{
  NomoDemoBody *body = self->body;
  guint n = 0;

  if (nomo_demo_body_require (body, "group_name"))
    nomo_demo_body_read_text (body, "group_name", &self->coupon->group_name);
  read_suffix (self);
  if (nomo_demo_call_meets (self->call, NOMO_DEMO_FAULT_GROUP_CODE))
    nomo_demo_body_require (body, "code");
  if (!nomo_demo_body_require (body, "group_coupons_count"))
    return;
  nomo_demo_body_read_count (body, "group_coupons_count", &n);
  if (n == 0 || n > MAX_CODES)
    nomo_demo_body_complain (body, "group_coupons_count", "يجب أن يكون ", " بين 1 و 5000.");
  self->coupon->n_codes = n;
}

static void
read_names (Reading *self)
{
  gboolean group = self->writing == NOMO_DEMO_CREATE || self->coupon->n_codes > 0;

  if (self->writing == NOMO_DEMO_CREATE)
    nomo_demo_body_read_bool (self->body, "is_group", &group);
  if (!group)
    read_code (self);
  else if (self->writing == NOMO_DEMO_CREATE)
    read_group (self);
}

static void
read_amounts (Reading *self)
{
  NomoDemoBody *body = self->body;
  NomoDemoCoupon *coupon = self->coupon;

  nomo_demo_body_require (body, "type");
  read_type (body, "type", &coupon->type);
  if (nomo_demo_body_require (body, "amount") || nomo_demo_body_has (body, "type")) {
    nomo_demo_body_read_amount (body, "amount", &coupon->amount);
    check_share (body, "amount", coupon->type, coupon->amount);
  }
  if (is_percentage (coupon->type))
    nomo_demo_body_require (body, "maximum_amount");
  nomo_demo_body_read_amount (body, "maximum_amount", &coupon->maximum);
  nomo_demo_body_read_amount (body, "minimum_amount", &coupon->minimum);
}

static void
read_term (Reading *self)
{
  NomoDemoBody *body = self->body;
  NomoDemoCoupon *coupon = self->coupon;
  gboolean starts = nomo_demo_body_read_moment (body, "start_date", &coupon->starts);
  gboolean ends =
      nomo_demo_body_require (body, "expiry_date") && nomo_demo_body_read_moment (body, "expiry_date", &coupon->ends);

  if (ends && nomo_demo_rhythm_day (coupon->ends) <= nomo_demo_rhythm_day (self->call->now))
    nomo_demo_body_complain (body, "expiry_date", "يجب أن يكون ", " بعد اليوم.");
  else if ((starts || ends) && coupon->ends != 0 && coupon->ends <= coupon->starts)
    nomo_demo_body_complain (body, "expiry_date", "يجب أن يكون ", " بعد تاريخ بداية التخفيض.");
}

static void
read_rules (Reading *self)
{
  static const char *const states[] = { "active", "inactive", NULL };
  static const char *const places[] = { "all", "web", "app", NULL };
  NomoDemoBody *body = self->body;
  NomoDemoCoupon *coupon = self->coupon;
  const char *state = coupon->inactive ? "inactive" : "active";

  nomo_demo_body_read_word (body, "status", states, &state);
  coupon->inactive = g_str_equal (state, "inactive");
  nomo_demo_body_read_word (body, "applied_in", places, &coupon->applied_in);
  nomo_demo_body_read_bool (body, "is_apply_with_offer", &coupon->with_offer);
  nomo_demo_body_read_count (body, "usage_limit", &coupon->limit);
  nomo_demo_body_read_count (body, "usage_limit_per_user", &coupon->limit_per_user);
  if (self->writing == NOMO_DEMO_CREATE) {
    nomo_demo_body_require (body, "free_shipping");
    nomo_demo_body_require (body, "exclude_sale_products");
  }
  nomo_demo_body_read_bool (body, "free_shipping", &coupon->free_shipping);
  nomo_demo_body_read_bool (body, "exclude_sale_products", &coupon->exclude_sale);
  nomo_demo_body_read_bool (body, "show_maximum_amount", &coupon->show_maximum);
  nomo_demo_body_read_text (body, "beneficiary_domain", &coupon->domain);
}

static void
read_lists (Reading *self)
{
  static const char *const names[NOMO_DEMO_N_COUPON_LISTS] = {
    [NOMO_DEMO_INCLUDE_PRODUCTS] = "products_include",
    [NOMO_DEMO_EXCLUDE_PRODUCTS] = "products_exclude",
    [NOMO_DEMO_INCLUDE_CATEGORIES] = "list_include_categories",
    [NOMO_DEMO_EXCLUDE_CATEGORIES] = "list_exclude_categories",
    [NOMO_DEMO_INCLUDE_GROUPS] = "list_include_groups",
    [NOMO_DEMO_EXCLUDE_GROUPS] = "list_exclude_groups",
    [NOMO_DEMO_EXCLUDE_BRANDS] = "list_exclude_brands",
    [NOMO_DEMO_EXCLUDE_SHIPPING] = "list_exclude_shipping",
  };
  static const char *const methods[] = {
    "all",  "apple_pay", "bank",       "cod",     "credit_card",       "knet",
    "mada", "paypal",    "spotii_pay", "stc_pay", "tabby_installment", "tamara_installment",
    NULL
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    nomo_demo_body_read_ids (self->body, names[i], &self->coupon->lists[i]);
  nomo_demo_body_read_words (self->body, "payment_methods", methods, &self->coupon->payment_methods);
}

/* Who spreads no coupon gets nothing for it, and nothing that was said of it stays. */
static void
read_marketer (Reading *self)
{
  NomoDemoBody *body = self->body;
  NomoDemoMarketer *marketer = &self->coupon->marketer;
  gboolean active = self->writing != NOMO_DEMO_CHANGE || marketer->name != NULL;

  nomo_demo_body_read_bool (body, "marketing_active", &active);
  nomo_demo_body_read_bool (body, "marketing_show_maximum_amount", &marketer->show_maximum);
  nomo_demo_body_read_bool (body, "marketing_hide_total_sales", &marketer->hide_total);
  if (!active) {
    *marketer = (NomoDemoMarketer) { .show_maximum = marketer->show_maximum, .hide_total = marketer->hide_total };
    return;
  }
  if (nomo_demo_body_require (body, "marketing_name"))
    nomo_demo_body_read_text (body, "marketing_name", &marketer->name);
  nomo_demo_body_require (body, "marketing_type");
  read_type (body, "marketing_type", &marketer->type);
  if (nomo_demo_body_require (body, "marketing_amount")) {
    nomo_demo_body_read_amount (body, "marketing_amount", &marketer->amount);
    check_share (body, "marketing_amount", marketer->type, marketer->amount);
  }
  nomo_demo_body_read_amount (body, "marketing_maximum_amount", &marketer->maximum);
  nomo_demo_body_read_text (body, "marketing_info", &marketer->info);
}

/**
 * nomo_demo_coupon_read:
 * @coupon: (inout): the coupon as it stood, and as it is wanted; all zeros for a new one
 * @body: what is wanted, by the names of Salla's requests; it collects what is wrong
 * @call: the request
 * @writing: how much of the coupon is written
 * @index: which coupon it is, %G_MAXUINT for a new one
 *
 * Other names than those of requests are passed over without a word, those of answers among them.
 */
void
nomo_demo_coupon_read (NomoDemoCoupon *coupon, NomoDemoBody *body, NomoDemoCall *call, NomoDemoWriting writing,
                       guint index)
{
  Reading reading = { coupon, body, call, writing, index };

  if (writing != NOMO_DEMO_CHANGE)
    set_defaults (coupon);
  read_names (&reading);
  read_amounts (&reading);
  read_term (&reading);
  read_rules (&reading);
  read_lists (&reading);
  read_marketer (&reading);
  coupon->updated = call->now;
  if (writing == NOMO_DEMO_CREATE)
    coupon->created = call->now;
}
