#include "config.h"

#include "nomo-cart-message.h"
#include "nomo-cart.h"

#define LINK "https://s.salla.sa/ar/cart?id=7&t=a b"

static NomoRecord *
create_cart (const char *name, const char *phone, const char *url)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_cart_entity (), 1);

  nomo_builder_set_text (builder, CART_NAME, name);
  nomo_builder_set_text (builder, CART_PHONE, phone);
  nomo_builder_set_text (builder, CART_URL, url);
  return nomo_builder_end (builder);
}

static void
assert_text (const char *name, const char *url, const char *expected)
{
  g_autoptr (NomoRecord) cart = create_cart (name, NULL, url);
  g_autofree char *text = nomo_cart_message_text (cart, "ورد");

  g_assert_cmpstr (text, ==, expected);
}

static void
test_language_of_the_name (void)
{
  assert_text ("نورة", LINK, "مرحبًا نورة،\nما زالت سلة الشراء محفوظة لك في ورد. يمكنك إكمال طلبك من هنا:\n" LINK);
  assert_text ("Nora", LINK,
               "Hello Nora,\nYour cart at ورد is still saved for you. You can finish your order here:\n" LINK);
  assert_text ("Nora نورة", NULL, "مرحبًا Nora نورة،\nما زالت سلة الشراء محفوظة لك في ورد. يمكنك إكمال طلبك من هنا:");
}

/* Neither tells a language: it is the country's. */
static void
test_nobody_and_emoji (void)
{
  const char *nobody = "مرحبًا،\nما زالت سلة الشراء محفوظة لك في ورد. يمكنك إكمال طلبك من هنا:";

  assert_text (NULL, NULL, nobody);
  assert_text ("", NULL, nobody);
  assert_text ("🌹 50%s", NULL,
               "Hello 🌹 50%s,\nYour cart at ورد is still saved for you. You can finish your order here:");
  assert_text ("🌹", NULL, "مرحبًا 🌹،\nما زالت سلة الشراء محفوظة لك في ورد. يمكنك إكمال طلبك من هنا:");
}

static void
test_address (void)
{
  g_autoptr (NomoRecord) cart = create_cart ("Nora & co", "+966501234567", LINK);
  g_autoptr (NomoRecord) silent = create_cart ("Nora", NULL, LINK);
  g_autoptr (GError) error = NULL;
  g_autofree char *url = nomo_cart_message_url (cart, "Ward");
  g_autofree char *none = nomo_cart_message_url (silent, "Ward");
  g_autofree char *text = nomo_cart_message_text (cart, "Ward");
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED_QUERY, &error);
  g_autoptr (GHashTable) query = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (g_uri_get_host (uri), ==, "wa.me");
  g_assert_cmpstr (g_uri_get_path (uri), ==, "/966501234567");
  query = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (query), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (query, "text"), ==, text);
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/cart-message/language-of-the-name", test_language_of_the_name);
  g_test_add_func ("/domain/cart-message/nobody-and-emoji", test_nobody_and_emoji);
  g_test_add_func ("/domain/cart-message/address", test_address);
  return g_test_run ();
}
