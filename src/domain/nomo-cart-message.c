#include "config.h"

#include "nomo-cart-message.h"

#include "nomo-cart.h"

/* Words to a shopper are in the shopper's language, whatever the interface speaks: they are not translated but chosen. */
typedef struct {
  const char *greeting;
  const char *greeting_nameless;
  const char *words;
} Message;

static const Message arabic = {
  "مرحبًا %s،",
  "مرحبًا،",
  "ما زالت سلة الشراء محفوظة لك في %s. يمكنك إكمال طلبك من هنا:",
};

static const Message english = {
  "Hello %s,",
  "Hello,",
  "Your cart at %s is still saved for you. You can finish your order here:",
};

/* Nothing tells a shopper's language but how the name is written; without a name it is the country's. */
static gboolean
reads_arabic (const char *name)
{
  gboolean latin = FALSE;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p)) {
    GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (p));

    if (script == G_UNICODE_SCRIPT_ARABIC)
      return TRUE;
    latin = latin || script == G_UNICODE_SCRIPT_LATIN;
  }
  return !latin;
}

/**
 * nomo_cart_message_text:
 * @cart: an abandoned cart
 * @store: the name of the store
 *
 * Returns: (transfer full): what to write to the shopper, in the shopper's language, with the cart's link where it has one
 */
char *
nomo_cart_message_text (const NomoRecord *cart, const char *store)
{
  const char *name = nomo_record_get_text (cart, CART_NAME);
  const char *url = nomo_record_get_text (cart, CART_URL);
  const Message *message = reads_arabic (name != NULL ? name : "") ? &arabic : &english;
  g_autoptr (GString) text = g_string_new (NULL);

  if (name != NULL && *name != '\0')
    g_string_append_printf (text, message->greeting, name);
  else
    g_string_append (text, message->greeting_nameless);
  g_string_append_c (text, '\n');
  g_string_append_printf (text, message->words, store);
  if (url != NULL)
    g_string_append_printf (text, "\n%s", url);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * nomo_cart_message_url:
 * @cart: an abandoned cart
 * @store: the name of the store
 *
 * Returns: (transfer full) (nullable): the address that opens WhatsApp with the message to the shopper, %NULL without a phone
 */
char *
nomo_cart_message_url (const NomoRecord *cart, const char *store)
{
  const char *phone = nomo_record_get_text (cart, CART_PHONE);
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  if (phone == NULL || phone[0] != '+')
    return NULL;
  text = nomo_cart_message_text (cart, store);
  escaped = g_uri_escape_string (text, NULL, FALSE);
  return g_strdup_printf ("https://wa.me/%s?text=%s", phone + 1, escaped);
}
