#include "config.h"

#include "nomo-status-json.h"

#include "nomo-words.h"

/**
 * nomo_status_set_text:
 * @object: what a program tells of how something stands
 * @name: a member
 * @text: (nullable): its value
 */
void
nomo_status_set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/**
 * nomo_status_set_time:
 * @object: what a program tells of how something stands
 * @name: a member
 * @ms: a moment, UTC milliseconds; 0 for none
 *
 * Seconds are enough: nothing there is told apart by less.
 */
void
nomo_status_set_time (JsonObject *object, const char *name, gint64 ms)
{
  g_autoptr (GDateTime) time = ms > 0 ? g_date_time_new_from_unix_utc (ms / 1000) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  nomo_status_set_text (object, name, text);
}

/**
 * nomo_status_set_error:
 * @object: what a program tells of how something stands
 * @code_name: the member for the error's code; “message” is the one for its sentence
 * @error: (nullable): an error
 */
void
nomo_status_set_error (JsonObject *object, const char *code_name, const GError *error)
{
  g_autofree char *code = error != NULL ? nomo_words_dup_code (error) : NULL;
  g_autofree char *message = error != NULL ? nomo_words_sentence (error, TRUE) : NULL;

  nomo_status_set_text (object, code_name, code);
  nomo_status_set_text (object, "message", message);
}
