#include "config.h"

#include "nomo-demo-call.h"

static NomoDemoJson *
begin_failure (NomoDemoCall *self, guint status, const char *code)
{
  NomoDemoJson *json = nomo_demo_json_new (NOMO_DEMO_JSON_PLAIN);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "status", status);
  nomo_demo_json_bool (json, "success", FALSE);
  nomo_demo_json_begin_object (json, "error");
  if (code != NULL && !nomo_demo_call_meets (self, NOMO_DEMO_FAULT_INTEGER_CODES))
    nomo_demo_json_string (json, "code", code);
  else
    nomo_demo_json_int (json, "code", status);
  return json;
}

/**
 * nomo_demo_call_fail:
 * @self: a call
 * @status: HTTP status
 * @code: (nullable): the error's code; %NULL for the status as a number
 * @message: what went wrong, as Salla says it
 */
void
nomo_demo_call_fail (NomoDemoCall *self, guint status, const char *code, const char *message)
{
  g_autoptr (NomoDemoJson) json = begin_failure (self, status, code);

  nomo_demo_json_string (json, "message", message);
  nomo_demo_json_end_object (json);
  nomo_demo_json_end_object (json);
  nomo_demo_call_reply_json (self, status, json);
}

/**
 * nomo_demo_call_fail_in_turn:
 * @self: a call
 * @status: HTTP status
 * @code: the error's code
 * @message: what went wrong, as Salla says it
 *
 * Like nomo_demo_call_fail(), but the code is the word one time and the number the next: at Salla it is now this, now that.
 */
void
nomo_demo_call_fail_in_turn (NomoDemoCall *self, guint status, const char *code, const char *message)
{
  nomo_demo_call_fail (self, status, self->demo->n_refusals++ % 2 == 0 ? code : NULL, message);
}

/**
 * nomo_demo_call_fail_missing:
 * @self: a call
 *
 * Answers 404, as for a record that is not there.
 */
void
nomo_demo_call_fail_missing (NomoDemoCall *self)
{
  nomo_demo_call_fail (self, 404, "error", "المحتوى الذي تحاول الوصول اليه غير متوفر");
}

/* Opens the refusal of a request whose fields are wrong, where the fields come next. */
static NomoDemoJson *
begin_fields (NomoDemoCall *self, const char *code)
{
  NomoDemoJson *json = begin_failure (self, 422, code);

  nomo_demo_json_string (json, "message", "alert.invalid_fields");
  nomo_demo_json_begin_object (json, "fields");
  return json;
}

static void
write_field (NomoDemoJson *json, const char *field, const char *message)
{
  nomo_demo_json_begin_array (json, field);
  nomo_demo_json_string (json, NULL, message);
  nomo_demo_json_end_array (json);
}

static void
end_fields (NomoDemoCall *self, NomoDemoJson *json)
{
  nomo_demo_json_end_object (json);
  nomo_demo_json_end_object (json);
  nomo_demo_json_end_object (json);
  nomo_demo_call_reply_json (self, 422, json);
  nomo_demo_json_free (json);
}

/**
 * nomo_demo_call_fail_fields:
 * @self: a call
 * @field: the parameter that is wrong
 * @message: why
 *
 * Answers 422.
 */
void
nomo_demo_call_fail_fields (NomoDemoCall *self, const char *field, const char *message)
{
  NomoDemoJson *json = begin_fields (self, "validation_failed");

  write_field (json, field, message);
  end_fields (self, json);
}

/**
 * nomo_demo_call_fail_body:
 * @self: a call
 * @complaints: (element-type utf8): field, message, field, message, …; each field once
 *
 * Answers 422 for everything that is wrong with a body, with a code that is a word one time and a number the next.
 */
void
nomo_demo_call_fail_body (NomoDemoCall *self, GPtrArray *complaints)
{
  NomoDemoJson *json = begin_fields (self, self->demo->n_refusals++ % 2 == 0 ? "error" : NULL);

  for (guint i = 0; i + 1 < complaints->len; i += 2)
    write_field (json, g_ptr_array_index (complaints, i), g_ptr_array_index (complaints, i + 1));
  end_fields (self, json);
}

/**
 * nomo_demo_call_fail_oauth:
 * @self: a call
 * @status: HTTP status
 * @error: the word of RFC 6749
 * @description: a sentence
 *
 * Answers in the bare shape of the token endpoint, without the envelope.
 */
void
nomo_demo_call_fail_oauth (NomoDemoCall *self, guint status, const char *error, const char *description)
{
  g_autoptr (NomoDemoJson) json = nomo_demo_json_new (NOMO_DEMO_JSON_PLAIN);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_string (json, "error", error);
  nomo_demo_json_string (json, "error_description", description);
  nomo_demo_json_int (json, "status_code", status);
  nomo_demo_json_end_object (json);
  nomo_demo_call_reply_json (self, status, json);
}
