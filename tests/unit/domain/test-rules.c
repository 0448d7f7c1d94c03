#include "nomo-batch.h"
#include "nomo-cart.h"
#include "nomo-contact.h"
#include "nomo-customer-group.h"
#include "nomo-offer.h"
#include "nomo-product.h"
#include "nomo-review.h"
#include "nomo-store-error.h"
#include "nomo-task.h"

#include <string.h>

/* A field of a record that is otherwise in order, and what comes of it. */
typedef struct {
  guint field;
  const char *text; /* or */
  gint64 number;
  const char *message; /* NULL: it is accepted */
} Case;

static void
set (NomoRecordBuilder *builder, const NomoEntity *entity, const Case *wanted)
{
  if (nomo_type_is_text (entity->fields[wanted->field].type))
    nomo_builder_set_text (builder, wanted->field, wanted->text);
  else
    nomo_builder_set_int (builder, wanted->field, wanted->number);
}

static void
assert_message (NomoRecordBuilder *builder, const char *message)
{
  g_autoptr (NomoRecord) record = nomo_builder_end (builder);
  g_autoptr (GError) error = NULL;

  nomo_record_validate (record, &error);
  g_assert_cmpstr (error != NULL ? error->message : NULL, ==, message);
  if (message != NULL)
    g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
}

static void
try_cases (NomoRecordBuilder *(*build) (void), const NomoEntity *entity, const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++) {
    NomoRecordBuilder *builder = build ();

    set (builder, entity, &cases[i]);
    assert_message (builder, cases[i].message);
  }
}

static NomoRecordBuilder *
build_product (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), 5);

  nomo_builder_set_text (builder, PRODUCT_NAME, "باقة جوري");
  nomo_builder_set_text (builder, PRODUCT_CURRENCY, "SAR");
  return builder;
}

static void
test_product (void)
{
  static const Case cases[] = {
    { PRODUCT_PRICE, NULL, 12000, NULL },
    { PRODUCT_PRICE, NULL, G_MAXINT64, "Product 5: “Price” is too large to be true." },
    { PRODUCT_QUANTITY, NULL, -3, NULL },
    { PRODUCT_SOLD, NULL, -1, "Product 5: “Sold” is negative." },
    { PRODUCT_RATING, NULL, -1, "Product 5: “Rating” is negative." },
    { PRODUCT_OWN_COST, NULL, 0, NULL },
    { PRODUCT_OWN_COST, NULL, -1, "Product 5: “Your cost” is negative." },
    { PRODUCT_CURRENCY, "riyal", 0, "Product 5: “Currency” is no currency such as SAR." },
  };

  try_cases (build_product, nomo_product_entity (), cases, G_N_ELEMENTS (cases));
}

static NomoRecordBuilder *
build_cart (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_cart_entity (), 6);

  nomo_builder_set_int (builder, CART_CREATED_AT, 1000);
  nomo_builder_set_int (builder, CART_TOTAL, 18000);
  nomo_builder_set_text (builder, CART_CURRENCY, "SAR");
  return builder;
}

static void
test_cart (void)
{
  static const Case cases[] = {
    { CART_TOTAL, NULL, 18000, NULL },
    { CART_TOTAL, NULL, G_MININT64, "Abandoned cart 6: “Total” is too large to be true." },
    { CART_ITEM_COUNT, NULL, -1, "Abandoned cart 6: “Items” is negative." },
    { CART_CURRENCY, "ريال", 0, "Abandoned cart 6: “Currency” is no currency such as SAR." },
    { CART_FOLLOWED_UP_AT, NULL, 2000, NULL },
    { CART_FOLLOWED_UP_BY, "نورة", 0, "Abandoned cart 6: “Followed up by” is set, but not when." },
  };
  NomoRecordBuilder *builder = build_cart ();

  try_cases (build_cart, nomo_cart_entity (), cases, G_N_ELEMENTS (cases));
  nomo_builder_set_int (builder, CART_FOLLOWED_UP_AT, 2000);
  nomo_builder_set_text (builder, CART_FOLLOWED_UP_BY, "نورة");
  assert_message (builder, NULL);
}

static NomoRecordBuilder *
build_offer (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_offer_entity (), 8);

  nomo_builder_set_text (builder, OFFER_NAME, "عرض الورد");
  nomo_builder_set_text (builder, OFFER_TYPE, "percentage");
  nomo_builder_set_text (builder, OFFER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, OFFER_START, 1000);
  return builder;
}

static void
add_target (NomoRecordBuilder *builder, NomoOfferPart part, const char *target)
{
  nomo_builder_add_part (builder, part);
  nomo_builder_part_text (builder, part, OFFER_TARGET, target);
}

static void
test_offer (void)
{
  static const Case cases[] = {
    { OFFER_NAME, "", 0, "Special offer 8: “Name” is missing." },
    { OFFER_TYPE, NULL, 0, "Special offer 8: “Type” is missing." },
    { OFFER_EXPIRY, NULL, 1000, NULL },
    { OFFER_EXPIRY, NULL, 999, "Special offer 8: “Expires” is before the beginning." },
    { OFFER_PERCENT, NULL, 10000, NULL },
    { OFFER_PERCENT, NULL, 10001, "Special offer 8: “Percentage” is not between 0 and 100 percent." },
    { OFFER_MINIMUM, NULL, -1, "Special offer 8: “Smallest basket” is negative." },
    { OFFER_CURRENCY, "riyal", 0, "Special offer 8: “Currency” is no currency such as SAR." },
  };
  NomoRecordBuilder *builder = build_offer ();

  try_cases (build_offer, nomo_offer_entity (), cases, G_N_ELEMENTS (cases));
  nomo_offer_add_target (builder, OFFER_PART_BUY, OFFER_EXCLUDED_CATEGORY, 5);
  nomo_offer_add_target (builder, OFFER_PART_AUDIENCE, OFFER_SCOPE, 5);
  assert_message (builder, NULL);
  builder = build_offer ();
  nomo_offer_add_target (builder, OFFER_PART_GET, OFFER_EXCLUDED_PRODUCT, 5);
  assert_message (builder, "Special offer 8: “Then cheaper” holds something that does not belong there.");
  builder = build_offer ();
  add_target (builder, OFFER_PART_AUDIENCE, "product:5");
  assert_message (builder, "Special offer 8: “For whom” holds something that does not belong there.");
  builder = build_offer ();
  add_target (builder, OFFER_PART_BUY, "product:x");
  assert_message (builder, "Special offer 8: “To be bought” holds something that does not belong there.");
  builder = build_offer ();
  nomo_builder_add_part (builder, OFFER_PART_TIERS);
  nomo_builder_part_int (builder, OFFER_PART_TIERS, OFFER_TIER_PERCENT, 10001);
  assert_message (builder, "Special offer 8: “Tiers” holds a number that is too small or too large.");
}

/* A group of one condition. */
static NomoRecordBuilder *
build_condition (const char *type, gint64 value, gint64 min, gint64 max)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_customer_group_entity (), 9);

  nomo_builder_set_text (builder, GROUP_NAME, "كبار العملاء");
  nomo_builder_add_part (builder, GROUP_PART_CONDITIONS);
  nomo_builder_part_text (builder, GROUP_PART_CONDITIONS, GROUP_CONDITION_TYPE, type);
  nomo_builder_part_text (builder, GROUP_PART_CONDITIONS, GROUP_CONDITION_SYMBOL, "between");
  nomo_builder_part_int (builder, GROUP_PART_CONDITIONS, GROUP_CONDITION_VALUE, value);
  nomo_builder_part_int (builder, GROUP_PART_CONDITIONS, GROUP_CONDITION_MIN, min);
  nomo_builder_part_int (builder, GROUP_PART_CONDITIONS, GROUP_CONDITION_MAX, max);
  return builder;
}

static void
test_group (void)
{
  assert_message (nomo_record_build (nomo_customer_group_entity (), 9), "Customer group 9: “Name” is missing.");
  assert_message (build_condition ("total_sales", 0, 100, 100), NULL);
  assert_message (build_condition (NULL, 0, 0, 0), "Customer group 9: “Condition” is missing.");
  assert_message (build_condition ("x", -1, 0, 0), "Customer group 9: “Value” is negative.");
  assert_message (build_condition ("x", 0, 2, 1), "Customer group 9: “Highest value” is below the lowest value.");
}

static NomoRecordBuilder *
build_review (void)
{
  return nomo_record_build (nomo_review_entity (), 4);
}

static void
test_review (void)
{
  static const Case cases[] = {
    { REVIEW_RATING, NULL, 1, NULL },
    { REVIEW_RATING, NULL, 5, NULL },
    { REVIEW_RATING, NULL, 0, "Review 4: “Rating” is not between 1 and 5." },
    { REVIEW_RATING, NULL, 6, "Review 4: “Rating” is not between 1 and 5." },
    { REVIEW_LIKES, NULL, -1, "Review 4: “Likes” is negative." },
  };

  try_cases (build_review, nomo_review_entity (), cases, G_N_ELEMENTS (cases));
  assert_message (build_review (), NULL);
}

static NomoRecordBuilder *
build_contact (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_contact_entity (), 7);

  nomo_builder_set_text (builder, CONTACT_COMPANY, "منشأة الورد");
  return builder;
}

static void
test_contact (void)
{
  static const char *const no_email = "Contact 7: “E-mail” is no e-mail address.";
  static const char *const no_phone = "Contact 7: “Phone” is no phone number with its country code.";
  const Case cases[] = {
    { CONTACT_NAME, "هند السالم", 0, NULL },
    { CONTACT_COMPANY, "", 0, "Contact 7: give a name, a company, a phone or an e-mail address." },
    { CONTACT_EMAIL, "hind@example.org", 0, NULL },
    { CONTACT_EMAIL, "hind@localhost", 0, NULL },
    { CONTACT_EMAIL, "hind", 0, no_email },
    { CONTACT_EMAIL, "@example.org", 0, no_email },
    { CONTACT_EMAIL, "hind@", 0, no_email },
    { CONTACT_EMAIL, "hind@a@b", 0, no_email },
    { CONTACT_EMAIL, "hind al@example.org", 0, no_email },
    { CONTACT_EMAIL, "hind@example.org\u00a0", 0, no_email },
    { CONTACT_PHONE, "+966500000777", 0, NULL },
    { CONTACT_PHONE, "0500000777", 0, no_phone },
    { CONTACT_PHONE, "+0966500000777", 0, no_phone },
    { CONTACT_PHONE, "+966 500000777", 0, no_phone },
    { CONTACT_PHONE, "+966", 0, no_phone },
    { CONTACT_PHONE, "+1234567890123456", 0, no_phone },
    { CONTACT_CONSENT, "given", 0, "Contact 7: “Consent on” is missing." },
    { CONTACT_CONSENT_AT, NULL, 1000, NULL },
    { CONTACT_REFERRED_BY, NULL, 8, NULL },
    { CONTACT_REFERRED_BY, NULL, 7, "Contact 7: “Referred by” is the record itself." },
  };

  try_cases (build_contact, nomo_contact_entity (), cases, G_N_ELEMENTS (cases));
}

/* Each of the four alone tells who it is. */
static void
test_contact_by_one (void)
{
  static const Case cases[] = {
    { CONTACT_NAME, "هند", 0, NULL },
    { CONTACT_COMPANY, "منشأة", 0, NULL },
    { CONTACT_PHONE, "+966500000777", 0, NULL },
    { CONTACT_EMAIL, "hind@example.org", 0, NULL },
    { CONTACT_NOTE, "اتصل ثم أغلق", 0, "Contact 7: give a name, a company, a phone or an e-mail address." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    NomoRecordBuilder *builder = nomo_record_build (nomo_contact_entity (), 7);

    set (builder, nomo_contact_entity (), &cases[i]);
    assert_message (builder, cases[i].message);
  }
}

static void
test_long_email (void)
{
  for (guint length = 254; length <= 255; length++) {
    NomoRecordBuilder *builder = build_contact ();
    g_autofree char *local = g_strnfill (length - strlen ("@example.org"), 'a');
    g_autofree char *email = g_strconcat (local, "@example.org", NULL);

    nomo_builder_set_text (builder, CONTACT_EMAIL, email);
    assert_message (builder, length == 254 ? NULL : "Contact 7: “E-mail” is no e-mail address.");
  }
}

static void
test_consent (void)
{
  NomoRecordBuilder *builder = build_contact ();

  nomo_builder_set_text (builder, CONTACT_CONSENT, "withdrawn");
  nomo_builder_set_int (builder, CONTACT_CONSENT_AT, 1000);
  assert_message (builder, NULL);
}

static NomoRecordBuilder *
build_task (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_task_entity (), 8);

  nomo_builder_set_text (builder, TASK_TITLE, "اتصل بهند");
  return builder;
}

static void
test_task (void)
{
  static const Case cases[] = {
    { TASK_TITLE, NULL, 0, "Task 8: “Task” is missing." },
    { TASK_TITLE, "", 0, "Task 8: “Task” is missing." },
    { TASK_DONE, NULL, 1, NULL },
    { TASK_DONE, NULL, 2, "Task 8: “Done” is neither yes nor no." },
    { TASK_DONE_AT, NULL, 1000, "Task 8: “Done on” is set, but the task is not done." },
    { TASK_PRIORITY, "high", 0, NULL },
    { TASK_PRIORITY, "of the shop’s own", 0, NULL },
  };
  NomoRecordBuilder *builder = build_task ();

  try_cases (build_task, nomo_task_entity (), cases, G_N_ELEMENTS (cases));
  nomo_builder_set_int (builder, TASK_DONE, 1);
  nomo_builder_set_int (builder, TASK_DONE_AT, 1000);
  assert_message (builder, NULL);
}

static NomoRecordBuilder *
build_batch (void)
{
  NomoCodePattern pattern = { NOMO_CODES_LATIN, "EID", 8, TRUE, FALSE };
  NomoRecordBuilder *builder = nomo_record_build (nomo_code_batch_entity (), 9);

  nomo_builder_set_text (builder, BATCH_NAME, "العيد");
  nomo_builder_set_text (builder, BATCH_WAY, "own");
  nomo_builder_set_int (builder, BATCH_WANTED, 700);
  nomo_code_batch_set_pattern (builder, &pattern);
  return builder;
}

static void
test_batch (void)
{
  static const Case cases[] = {
    { BATCH_NAME, NULL, 0, "Batch of codes 9: “Name” is missing." },
    { BATCH_WAY, NULL, 0, "Batch of codes 9: “Way” is missing." },
    { BATCH_ALPHABET, NULL, 0, "Batch of codes 9: “Letters” is missing." },
    { BATCH_ALPHABET, "runes", 0, "There are no such letters." },
    { BATCH_PREFIX, "A B", 0, "The prefix of codes has at most 32 letters and digits, and nothing else." },
    { BATCH_LENGTH, NULL, 3, "A code has 4 to 32 letters behind its prefix." },
    { BATCH_LENGTH, NULL, -1, "Batch of codes 9: “Length” is negative." },
    { BATCH_SPEAKABLE, NULL, 1, NULL },
    { BATCH_WANTED, NULL, 0, "The number of codes must lie between 1 and 1,000,000." },
    { BATCH_WANTED, NULL, 410338, NULL },
    { BATCH_WANTED, NULL, 410339,
      "Such codes could be guessed: there are 410,338,673 of that form, of which at most 410,338 may be given out. "
      "Choose a length of 9 or more." },
  };
  NomoRecordBuilder *builder = build_batch ();

  try_cases (build_batch, nomo_code_batch_entity (), cases, G_N_ELEMENTS (cases));
  nomo_builder_set_text (builder, BATCH_WAY, "group");
  nomo_builder_set_null (builder, BATCH_ALPHABET);
  nomo_builder_set_null (builder, BATCH_LENGTH);
  assert_message (builder, NULL);
}

/* What is kept of a pattern is the pattern. */
static void
test_batch_pattern (void)
{
  static const NomoCodePattern patterns[] = { { NOMO_CODES_ARABIC, "عيد", 9, TRUE, FALSE },
                                              { NOMO_CODES_LATIN, NULL, 10, FALSE, TRUE },
                                              { NOMO_CODES_DIGITS, NULL, 11, FALSE, FALSE },
                                              { NOMO_CODES_MIXED, NULL, 12, TRUE, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++) {
    NomoRecordBuilder *builder = nomo_record_build (nomo_code_batch_entity (), 9);
    g_autoptr (NomoRecord) batch = NULL;
    NomoCodePattern read;

    nomo_code_batch_set_pattern (builder, &patterns[i]);
    batch = nomo_builder_end (builder);
    nomo_code_batch_get_pattern (batch, &read);
    g_assert_cmpint (read.alphabet, ==, patterns[i].alphabet);
    g_assert_cmpstr (read.prefix, ==, patterns[i].prefix);
    g_assert_cmpuint (read.length, ==, patterns[i].length);
    g_assert_cmpint (read.check, ==, patterns[i].check);
    g_assert_cmpint (read.speakable, ==, patterns[i].speakable);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/product", test_product);
  g_test_add_func ("/rules/cart", test_cart);
  g_test_add_func ("/rules/group", test_group);
  g_test_add_func ("/rules/offer", test_offer);
  g_test_add_func ("/rules/review", test_review);
  g_test_add_func ("/rules/contact", test_contact);
  g_test_add_func ("/rules/contact/by-one", test_contact_by_one);
  g_test_add_func ("/rules/contact/long-email", test_long_email);
  g_test_add_func ("/rules/contact/consent", test_consent);
  g_test_add_func ("/rules/task", test_task);
  g_test_add_func ("/rules/batch", test_batch);
  g_test_add_func ("/rules/batch-pattern", test_batch_pattern);
  return g_test_run ();
}
