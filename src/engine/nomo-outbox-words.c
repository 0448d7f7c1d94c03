#include "config.h"

#include "nomo-outbox-words.h"

#include "nomo-coupon.h"
#include "nomo-order.h"
#include "nomo-outbox.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

static const char *
get_name (const NomoRecord *record)
{
  const NomoEntity *entity = nomo_record_get_entity (record);
  const char *name = NULL;

  if (entity == nomo_order_entity ())
    name = nomo_record_get_text (record, ORDER_REFERENCE);
  else if (entity == nomo_coupon_entity ())
    name = nomo_record_get_text (record,
                                 nomo_record_get_int (record, COUPON_IS_GROUP) != 0 ? COUPON_GROUP_NAME : COUPON_CODE);
  return name != NULL ? name : "";
}

/**
 * nomo_outbox_words_dup_what:
 * @record: a record that waits for Salla
 *
 * Returns: (transfer full): what Salla is to hear, like “New: coupon WARD15”
 */
char *
nomo_outbox_words_dup_what (const NomoRecord *record)
{
  const NomoEntity *entity = nomo_record_get_entity (record);
  const char *format;

  if (nomo_record_is_deleted (record))
    /* Translators: 1 is what a record is ("Coupon"), 2 its name. */
    format = C_ ("outbox", "Delete: %1$s %2$s");
  else if (entity->kind == NOMO_KIND_TWO_WAY && nomo_record_get_salla_id (record) == 0)
    format = C_ ("outbox", "New: %1$s %2$s");
  else
    format = C_ ("outbox", "Change: %1$s %2$s");
  return g_strdup_printf (format, _ (entity->label), get_name (record));
}

static char *
dup_later (const NomoOutboxNote *note)
{
  if (g_strcmp0 (note->reason, NOMO_OUTBOX_NO_SCOPE) == 0)
    return g_strdup (
        _ ("Your Salla app does not let Nomo Flow change this. Allow it there, then reconnect: it is sent by itself."));
  return g_strdup (_ ("Could not be sent yet. It is tried again by itself."));
}

static char *
dup_numberless (const NomoOutboxNote *note)
{
  g_autofree char *tag = nomo_text_isolate (note->detail);

  /* Translators: %s is the name of a tag. */
  return g_strdup_printf (_ ("Salla does not tell the number of the tag “%s”, so it cannot be removed from here. "
                             "Remove it at Salla, or discard your change."),
                          tag);
}

static char *
dup_refused (const NomoOutboxNote *note)
{
  g_auto (GStrv) sentences = NULL;
  g_autofree char *said = NULL;

  if (g_strcmp0 (note->reason, NOMO_OUTBOX_GONE) == 0)
    return g_strdup (_ ("It was deleted at Salla while you changed it. Try again to make it anew, or discard it."));
  if (g_strcmp0 (note->reason, NOMO_OUTBOX_NO_NUMBER) == 0)
    return dup_numberless (note);
  if (g_strcmp0 (note->reason, NOMO_OUTBOX_RESTORED) == 0)
    return g_strdup (
        _ ("It waited when the backup was made that was restored, and may have been sent since. Look at it, then "
           "try again to send it, or discard it."));
  if (note->detail == NULL)
    return g_strdup (_ ("Salla does not accept it. Change it and it is sent again, or discard it."));
  sentences = g_strsplit (note->detail, "\n", 2);
  said = nomo_text_isolate (sentences[0]);
  /* Translators: %s is a sentence of Salla's, in Arabic. */
  return g_strdup_printf (_ ("Salla does not accept it: %s"), said);
}

/**
 * nomo_outbox_words_dup_state:
 * @note: what came of the attempts to tell Salla of an edit
 *
 * Returns: (transfer full): a sentence that says how far it is, and what to do when something is to be done
 */
char *
nomo_outbox_words_dup_state (const NomoOutboxNote *note)
{
  switch (note->state) {
  case NOMO_OUTBOX_SENT:
    return g_strdup (_ ("Sent, without an answer yet. It is looked up before anything is sent again."));
  case NOMO_OUTBOX_LATER:
    return dup_later (note);
  case NOMO_OUTBOX_REFUSED:
    return dup_refused (note);
  default:
    return g_strdup (_ ("Waits to be sent."));
  }
}
