#include "nomo-customer.h"
#include "nomo-domain.h"
#include "nomo-field-read.h"
#include "nomo-field-words.h"
#include "nomo-locale.h"
#include "nomo-order.h"
#include "nomo-store-error.h"
#include "nomo-text.h"

static const NomoField a_bool = { "b", NOMO_TYPE_BOOL, "B" };
static const NomoField a_time = { "t", NOMO_TYPE_TIME, "T" };
static const NomoField an_int = { "i", NOMO_TYPE_INT, "I" };
static const NomoField a_ref = { "r", NOMO_TYPE_REF, "R" };
static const NomoField a_money = { "m", NOMO_TYPE_MONEY, "M" };
static const NomoField a_phone = { "p", NOMO_TYPE_PHONE, "P" };
static const NomoField an_email = { "e", NOMO_TYPE_EMAIL, "E" };
static const NomoField a_text = { "x", NOMO_TYPE_TEXT, "X" };
static const NomoField a_number = { "n", NOMO_TYPE_TEXT, "N", NOMO_FIELD_NUMBER };
static const NomoField an_extra = { "j", NOMO_TYPE_EXTRA, "J" };

static void
assert_int (const NomoField *field, const char *text, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  NomoValue value = { 0 };

  nomo_field_read (field, text, "SAR", NULL, &value, &error);
  g_assert_no_error (error);
  g_assert_cmpint (value.tag, ==, NOMO_VALUE_INT);
  g_assert_cmpint (value.number, ==, expected);
}

static void
assert_text (const NomoField *field, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  NomoValue value = { 0 };

  nomo_field_read (field, text, NULL, NULL, &value, &error);
  g_assert_no_error (error);
  g_assert_cmpint (value.tag, ==, NOMO_VALUE_TEXT);
  g_assert_cmpstr (value.text, ==, expected);
  nomo_value_clear (&value);
}

static void
assert_refused (const NomoField *field, const char *text)
{
  g_autoptr (GError) error = NULL;
  NomoValue value = { 0 };

  g_assert_false (nomo_field_read (field, text, "SAR", NULL, &value, &error));
  g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
  g_assert_cmpint (value.tag, ==, NOMO_VALUE_UNSET);
}

static void
test_numbers (void)
{
  assert_int (&an_int, "1,204", 1204);
  assert_int (&an_int, " ١٬٢٠٤ ", 1204);
  assert_int (&an_int, "-7", -7);
  assert_refused (&an_int, "12.5");
  assert_refused (&an_int, "1e3");
  assert_refused (&an_int, "99999999999999999999");
  assert_int (&a_ref, "٤٢", 42);
  assert_refused (&a_ref, "0");
  assert_int (&a_bool, "نعم", 1);
  assert_int (&a_bool, "No", 0);
  assert_refused (&a_bool, "maybe");
}

static void
test_amounts (void)
{
  static const char *const forms[] = { "222.30", "٢٢٢٫٣", "222.30 SAR", "SAR 222.30", "222.3 ر.س.", "ر.س 222.30" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    assert_int (&a_money, forms[i], 22230);
  assert_int (&a_money, "-1,204.50", -120450);
  assert_refused (&a_money, "222.30 USD");
  assert_refused (&a_money, "12,5");
  assert_refused (&a_money, "9999999999999999999");
}

static void
test_texts (void)
{
  NomoValue value = { 0 };

  assert_text (&a_phone, "٠٥٠ ١٢٣ ٤٥٦٧", "+966501234567");
  assert_text (&a_phone, "966501234567", "+966501234567");
  assert_refused (&a_phone, "9.66501E+11");
  assert_text (&an_email, " noura@example.com\u200e", "noura@example.com");
  assert_refused (&an_email, "noura@example");
  assert_refused (&an_email, "a b@example.com");
  assert_text (&a_text, "  ٣ شارع \n", "٣ شارع");
  assert_text (&a_number, "٢٠٠٤٥", "20045");
  assert_text (&an_extra, "{\"size\":42}", "{\"size\":42}");
  assert_refused (&an_extra, "[1]");
  assert_int (&a_time, "1970-01-01T00:00:01Z", 1000);
  assert_refused (&a_time, "yesterday");
  g_assert_true (nomo_field_read (&a_money, " \u200f ", "SAR", NULL, &value, NULL) || value.tag == NOMO_VALUE_UNSET);
  g_assert_true (nomo_field_read (&a_money, " \t", "SAR", NULL, &value, NULL));
  g_assert_cmpint (value.tag, ==, NOMO_VALUE_NULL);
}

static void
assert_choice (GHashTable *names, const char *text, const char *key)
{
  NomoValue value = { 0 };
  gboolean read = nomo_field_read (&nomo_order_entity ()->fields[ORDER_STATUS], text, NULL, names, &value, NULL);

  g_assert_cmpint (read, ==, key != NULL);
  if (read)
    g_assert_cmpstr (value.text, ==, key);
  nomo_value_clear (&value);
}

static void
test_choices (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const NomoField *status = &nomo_order_entity ()->fields[ORDER_STATUS];

  nomo_locale_set_language ("en");
  nomo_field_add_choice_names (status, names);
  assert_choice (names, "COMPLETED", "completed");
  assert_choice (names, "Awaiting payment", "payment_pending");
  assert_choice (names, "مكتمل", NULL);
  nomo_locale_set_language ("ar");
  nomo_field_add_choice_names (status, names);
  assert_choice (names, nomo_field_get_choice_words (status, "completed"), "completed");
  assert_choice (names, "Awaiting payment", "payment_pending");
  assert_choice (names, "elsewhere", NULL);
  nomo_locale_set_language ("en");
}

static void
assert_words (const NomoField *field, const char *stored, const char *expected)
{
  g_autofree char *words = nomo_field_dup_words_of_text (field, stored, "SAR");
  g_autofree char *plain = words != NULL ? nomo_text_strip_isolates (words) : NULL;

  g_assert_cmpstr (plain, ==, expected);
}

static void
test_words (void)
{
  assert_words (&a_bool, "1", "Yes");
  assert_words (&a_money, "22230", "SAR\u00a0222.30");
  assert_words (&a_phone, "+966501234567", "+966 50 123 4567");
  assert_words (&nomo_order_entity ()->fields[ORDER_STATUS], "completed", "Completed");
  assert_words (&nomo_order_entity ()->fields[ORDER_STATUS], "own", "own");
  assert_words (&a_ref, "4611686018427387905", "4611686018427387905");
  assert_words (&a_text, NULL, NULL);
}

static guint
count_translated (const NomoField *field)
{
  guint n = 0;

  for (const NomoChoice *choice = field->choices; choice->key != NULL; choice++)
    n += g_strcmp0 (nomo_field_get_choice_words (field, choice->key), choice->label) != 0 ? 1 : 0;
  return n;
}

/* A label is found in the catalogue only under the context with which it was written. Brands stay as they are. */
static void
test_contexts (void)
{
  nomo_locale_set_language ("ar");
  for (const NomoEntity *const *entity = nomo_domain_entities (); *entity != NULL; entity++)
    for (guint i = 0; i < (*entity)->n_fields; i++)
      if ((*entity)->fields[i].choices != NULL && count_translated (&(*entity)->fields[i]) == 0)
        g_error ("%s.%s has no Arabic", (*entity)->name, (*entity)->fields[i].name);
  nomo_locale_set_language ("en");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  nomo_locale_init ("en");
  g_test_add_func ("/field/numbers", test_numbers);
  g_test_add_func ("/field/amounts", test_amounts);
  g_test_add_func ("/field/texts", test_texts);
  g_test_add_func ("/field/choices", test_choices);
  g_test_add_func ("/field/words", test_words);
  g_test_add_func ("/field/contexts", test_contexts);
  return g_test_run ();
}
