#include "config.h"

#include "nomo-list-words.h"

#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-order.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/* What a list was narrowed to outlives a change of the language, so it is kept as what makes its words: a kind, a subject and
 * the days, with this between them. */
#define BETWEEN "\x1f"

typedef enum { MSGID = 'm', NAME = 'n', PAYMENT = 'p' } Kind;

static char *
create (Kind kind, const char *subject, NomoStretch days)
{
  return g_strdup_printf ("%c" BETWEEN "%s" BETWEEN "%d" BETWEEN "%d", kind, subject, days.from, days.to);
}

/**
 * nomo_list_words_new:
 * @subject: what is listed, a msgid
 * @days: of which days
 *
 * Returns: (transfer full): a text for nomo_session_narrow()
 */
char *
nomo_list_words_new (const char *subject, NomoStretch days)
{
  return create (MSGID, subject, days);
}

/**
 * nomo_list_words_new_named:
 * @name: what is listed, a name that people wrote
 * @days: of which days
 *
 * Returns: (transfer full): a text for nomo_session_narrow()
 */
char *
nomo_list_words_new_named (const char *name, NomoStretch days)
{
  g_autofree char *line = g_strdelimit (g_strdup (name), "\n\t\r" BETWEEN, ' ');

  return create (NAME, line, days);
}

/**
 * nomo_list_words_new_payment:
 * @method: how was paid, a choice of %ORDER_PAYMENT
 * @days: on which days
 *
 * Returns: (transfer full): a text for nomo_session_narrow()
 */
char *
nomo_list_words_new_payment (const char *method, NomoStretch days)
{
  return create (PAYMENT, method, days);
}

/**
 * nomo_list_words_new_alone:
 * @name: what is listed, a name that people wrote, whatever the days
 *
 * Returns: (transfer full): a text for nomo_session_narrow()
 */
char *
nomo_list_words_new_alone (const char *name)
{
  return nomo_list_words_new_named (name, (NomoStretch) { 0, -1 });
}

static char *
say_subject (Kind kind, const char *subject)
{
  const char *words = NULL;

  if (kind == MSGID)
    return g_strdup (*subject != '\0' ? _ (subject) : "");
  if (kind == PAYMENT)
    words = nomo_field_get_choice_words (&nomo_order_entity ()->fields[ORDER_PAYMENT], subject);
  return nomo_text_isolate (words != NULL ? words : subject);
}

/**
 * nomo_list_words_say:
 * @text: what nomo_session_narrow() was told: one of the texts made here, or a msgid alone
 *
 * Returns: (transfer full): what is listed, in the language of the moment; "" for ""
 */
char *
nomo_list_words_say (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, BETWEEN, 4);
  g_autofree char *subject = NULL;
  g_autofree char *range = NULL;

  if (g_strv_length (parts) != 4)
    return say_subject (MSGID, text);
  subject = say_subject ((Kind) parts[0][0], parts[1]);
  if (atoi (parts[3]) < atoi (parts[2]))
    return g_steal_pointer (&subject);
  range = nomo_format_range (atoi (parts[2]), atoi (parts[3]));
  /* Translators: what a list shows: 1 is a city, a payment method or what happened, 2 a range of days */
  return g_strdup_printf (C_ ("orders", "%1$s, %2$s"), subject, range);
}
