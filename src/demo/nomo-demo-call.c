#include "config.h"

#include "nomo-demo-call.h"

#include <string.h>

#define PER_PAGE     15
#define MAX_PER_PAGE 60

static char *
dup_decoded (const char *text, gsize length)
{
  g_autofree char *raw = g_strndup (text, length);
  char *decoded;

  g_strdelimit (raw, "+", ' ');
  decoded = g_uri_unescape_string (raw, NULL);
  if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL)) {
    g_free (decoded);
    return g_utf8_make_valid (raw, -1);
  }
  return decoded;
}

gboolean
nomo_demo_call_meets (const NomoDemoCall *self, NomoDemoFault fault)
{
  return nomo_demo_fault_set_has (self->mishap.set, fault);
}

/**
 * nomo_demo_call_add_pairs:
 * @self: a call
 * @text: (nullable): a query or a form, `name=value&name=value`
 */
void
nomo_demo_call_add_pairs (NomoDemoCall *self, const char *text)
{
  g_auto (GStrv) pairs = g_strsplit (text != NULL ? text : "", "&", 1000);

  for (guint i = 0; pairs[i] != NULL; i++) {
    const char *equals = strchr (pairs[i], '=');

    if (equals == NULL)
      continue;
    g_ptr_array_add (self->pairs, dup_decoded (pairs[i], equals - pairs[i]));
    g_ptr_array_add (self->pairs, dup_decoded (equals + 1, strlen (equals + 1)));
  }
}

/**
 * nomo_demo_call_get:
 * @self: a call
 * @name: a parameter
 *
 * Returns: (transfer none) (nullable): its value, the last one if there are several
 */
const char *
nomo_demo_call_get (NomoDemoCall *self, const char *name)
{
  for (guint i = self->pairs->len; i >= 2; i -= 2)
    if (g_str_equal (g_ptr_array_index (self->pairs, i - 2), name))
      return g_ptr_array_index (self->pairs, i - 1);
  return NULL;
}

/**
 * nomo_demo_call_get_all:
 * @self: a call
 * @name: a parameter that may come several times
 *
 * Returns: (transfer container) (element-type utf8): the values of `name`, `name[]`, `name[0]` …
 */
GPtrArray *
nomo_demo_call_get_all (NomoDemoCall *self, const char *name)
{
  GPtrArray *values = g_ptr_array_new ();
  gsize length = strlen (name);

  for (guint i = 0; i + 1 < self->pairs->len; i += 2) {
    const char *each = g_ptr_array_index (self->pairs, i);

    if (strncmp (each, name, length) == 0 && (each[length] == '\0' || each[length] == '['))
      g_ptr_array_add (values, g_ptr_array_index (self->pairs, i + 1));
  }
  return values;
}

gint64
nomo_demo_call_get_int (NomoDemoCall *self, const char *name, gint64 fallback)
{
  const char *text = nomo_demo_call_get (self, name);
  gint64 value;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL))
    return fallback;
  return nomo_demo_json_small_id (value);
}

/**
 * nomo_demo_call_dup_body:
 * @self: a call
 *
 * Returns: (transfer full): the request's body as text; what lies behind a NUL is cut off
 */
char *
nomo_demo_call_dup_body (NomoDemoCall *self)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (self->message));
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size > 0 ? g_strndup (data, size) : g_strdup ("");
}

void
nomo_demo_call_set_header (NomoDemoCall *self, const char *name, const char *format, ...)
{
  g_autofree char *value = NULL;
  va_list args;

  va_start (args, format);
  value = g_strdup_vprintf (format, args);
  va_end (args);
  soup_message_headers_replace (soup_server_message_get_response_headers (self->message), name, value);
}

/**
 * nomo_demo_call_reply:
 * @self: a call
 * @status: HTTP status
 * @type: content type
 * @body: (transfer none): the body
 */
void
nomo_demo_call_reply (NomoDemoCall *self, guint status, const char *type, GBytes *body)
{
  SoupMessageBody *out = soup_server_message_get_response_body (self->message);

  soup_server_message_set_status (self->message, status, NULL);
  nomo_demo_call_set_header (self, "Content-Type", "%s", type);
  nomo_demo_call_set_header (self, "Cache-Control", "no-store");
  nomo_demo_call_set_header (self, "X-Content-Type-Options", "nosniff");
  soup_message_body_truncate (out);
  if (g_bytes_get_size (body) > 0)
    soup_message_body_append_bytes (out, body);
}

/**
 * nomo_demo_call_reply_json:
 * @self: a call
 * @status: HTTP status
 * @json: (transfer none): what was written
 */
void
nomo_demo_call_reply_json (NomoDemoCall *self, guint status, NomoDemoJson *json)
{
  g_autoptr (GBytes) body = nomo_demo_json_take_bytes (json);
  gsize size = g_bytes_get_size (body);

  if (nomo_demo_call_meets (self, NOMO_DEMO_FAULT_TRUNCATED)) {
    g_autoptr (GBytes) half = g_bytes_new_from_bytes (body, 0, size / 2);

    nomo_demo_call_reply (self, status, "application/json", half);
  } else
    nomo_demo_call_reply (self, status, "application/json", body);
}

void
nomo_demo_call_reply_html (NomoDemoCall *self, guint status, const char *html)
{
  g_autoptr (GBytes) body = g_bytes_new (html, strlen (html));

  nomo_demo_call_reply (self, status, "text/html; charset=utf-8", body);
  nomo_demo_call_set_header (self, "Content-Security-Policy",
                             "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'");
  nomo_demo_call_set_header (self, "Referrer-Policy", "no-referrer");
}

void
nomo_demo_call_redirect (NomoDemoCall *self, const char *uri)
{
  nomo_demo_call_reply_html (self, SOUP_STATUS_FOUND, "");
  nomo_demo_call_set_header (self, "Location", "%s", uri);
}

static const struct {
  NomoDemoFault fault;
  NomoDemoJsonFlags flag;
} flags_of_faults[] = {
  { NOMO_DEMO_FAULT_STRING_IDS, NOMO_DEMO_JSON_STRING_IDS },
  { NOMO_DEMO_FAULT_NUMBER_IDS, NOMO_DEMO_JSON_NUMBER_IDS },
  { NOMO_DEMO_FAULT_BIG_IDS, NOMO_DEMO_JSON_BIG_IDS },
  { NOMO_DEMO_FAULT_NO_IDS, NOMO_DEMO_JSON_NO_IDS },
  { NOMO_DEMO_FAULT_MONEY_SHAPES, NOMO_DEMO_JSON_MONEY_SHAPES },
  { NOMO_DEMO_FAULT_DATE_SHAPES, NOMO_DEMO_JSON_DATE_SHAPES },
  { NOMO_DEMO_FAULT_PHONE_SHAPES, NOMO_DEMO_JSON_PHONE_SHAPES },
  { NOMO_DEMO_FAULT_EMPTY_ARRAYS, NOMO_DEMO_JSON_SWAPPED_EMPTY },
  { NOMO_DEMO_FAULT_NULL_FIELDS, NOMO_DEMO_JSON_ODD },
  { NOMO_DEMO_FAULT_NULLS, NOMO_DEMO_JSON_NULLS },
  { NOMO_DEMO_FAULT_UNKNOWN_WORDS, NOMO_DEMO_JSON_UNKNOWN_WORDS },
  { NOMO_DEMO_FAULT_LONG_NAMES, NOMO_DEMO_JSON_LONG_NAMES },
  { NOMO_DEMO_FAULT_WRONG_TYPES, NOMO_DEMO_JSON_WRONG_TYPES },
};

/* Who signs in and into which store is no record: told otherwise, it would be another store. */
static gboolean
is_about_store (const NomoDemoCall *self)
{
  return g_str_has_suffix (self->path, "/oauth2/user/info") || g_str_has_suffix (self->path, "/store/info");
}

static NomoDemoJsonFlags
get_flags (NomoDemoCall *self)
{
  NomoDemoJsonFlags flags = self->demo->n_requests % 3 == 0 ? NOMO_DEMO_JSON_ESCAPED : NOMO_DEMO_JSON_PLAIN;

  for (guint i = 0; i < G_N_ELEMENTS (flags_of_faults); i++)
    if (nomo_demo_call_meets (self, flags_of_faults[i].fault))
      flags |= flags_of_faults[i].flag;
  return is_about_store (self) ? flags & ~NOMO_DEMO_JSON_BIG_IDS : flags;
}

/**
 * nomo_demo_call_begin:
 * @self: a call
 * @body_status: the status in the body, which need not be the one of HTTP
 *
 * Returns: (transfer full): a writer inside of the envelope, where `data` comes next
 */
NomoDemoJson *
nomo_demo_call_begin (NomoDemoCall *self, guint body_status)
{
  NomoDemoJson *json = nomo_demo_json_new (get_flags (self));

  if (nomo_demo_call_meets (self, NOMO_DEMO_FAULT_STATUS_MISMATCH))
    body_status = self->demo->n_requests % 2 == 0 ? SOUP_STATUS_OK : SOUP_STATUS_ACCEPTED;
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "status", body_status);
  nomo_demo_json_bool (json, "success", TRUE);
  if (!is_about_store (self))
    nomo_demo_json_begin_record (json);
  return json;
}

/**
 * nomo_demo_call_end_as:
 * @self: a call
 * @json: (transfer full): the writer of nomo_demo_call_begin()
 * @status: the HTTP status of the success
 *
 * Closes the envelope and answers @status, or another success where the statuses differ.
 */
void
nomo_demo_call_end_as (NomoDemoCall *self, NomoDemoJson *json, guint status)
{
  gboolean odd = nomo_demo_call_meets (self, NOMO_DEMO_FAULT_STATUS_MISMATCH) && self->demo->n_requests % 2 == 0;

  if (odd)
    status = status == SOUP_STATUS_OK ? SOUP_STATUS_CREATED : SOUP_STATUS_OK;
  nomo_demo_json_end_object (json);
  nomo_demo_call_reply_json (self, status, json);
  nomo_demo_json_free (json);
}

void
nomo_demo_call_end (NomoDemoCall *self, NomoDemoJson *json)
{
  nomo_demo_call_end_as (self, json, SOUP_STATUS_OK);
}

/**
 * nomo_demo_call_take_effect:
 * @self: a call
 * @what: what it did to the shop, as "coupon.created"
 * @id: of the record
 * @value: see [struct@NomoDemoEffect]
 * @note: (nullable): the same
 *
 * Notes the one thing that a write did.
 */
void
nomo_demo_call_take_effect (NomoDemoCall *self, const char *what, gint64 id, const char *value, const char *note)
{
  NomoDemoEffect effect = { self->now, what, id, value, note, self->chain };

  self->effect = nomo_demo_effects_add (self->demo->effects, &effect);
}

/**
 * nomo_demo_call_tell:
 * @self: a call
 * @status: the status, of HTTP and in the body
 * @message: what was done, as Salla says it
 *
 * Answers a change with nothing but a sentence.
 */
void
nomo_demo_call_tell (NomoDemoCall *self, guint status, const char *message)
{
  NomoDemoJson *json = nomo_demo_call_begin (self, status);

  nomo_demo_json_begin_object (json, "data");
  nomo_demo_json_exact_string (json, "message", message);
  nomo_demo_json_int (json, "code", status);
  nomo_demo_json_end_object (json);
  nomo_demo_call_end_as (self, json, status);
}

NomoDemoPage
nomo_demo_call_get_page (NomoDemoCall *self)
{
  gint64 page = nomo_demo_call_get_int (self, "page", 1);
  gint64 per_page = nomo_demo_call_get_int (self, "per_page", PER_PAGE);

  return (NomoDemoPage) { (guint) CLAMP (page, 1, 10000000), (guint) CLAMP (per_page, 1, MAX_PER_PAGE) };
}

static void
write_link (NomoDemoCall *self, NomoDemoJson *json, const char *name, guint page)
{
  const char *origin =
      nomo_demo_call_meets (self, NOMO_DEMO_FAULT_HTTP_LINKS) ? "http://elsewhere.example" : self->demo->origin;

  nomo_demo_json_printf (json, name, "%s%s?page=%u", origin, self->path, page);
}

static gboolean
is_endless (const NomoDemoCall *self)
{
  return nomo_demo_call_meets (self, NOMO_DEMO_FAULT_ENDLESS_PAGES) ||
         nomo_demo_call_meets (self, NOMO_DEMO_FAULT_EMPTY_PAGES);
}

/**
 * nomo_demo_call_write_pagination:
 * @self: a call
 * @json: the writer, behind `data`
 * @page: the page that was written
 * @total: how many records there are on all pages
 */
void
nomo_demo_call_write_pagination (NomoDemoCall *self, NomoDemoJson *json, NomoDemoPage page, guint total)
{
  guint pages = MAX (1, (total + page.per_page - 1) / page.per_page);
  guint64 first = (guint64) (page.page - 1) * page.per_page;

  if (nomo_demo_call_meets (self, NOMO_DEMO_FAULT_NO_PAGINATION))
    return;
  if (is_endless (self))
    pages = MAX (pages, page.page) + 1;
  nomo_demo_json_begin_object (json, "pagination");
  nomo_demo_json_int (json, "count", first >= total ? 0 : MIN (page.per_page, total - (guint) first));
  nomo_demo_json_int (json, "total", total);
  nomo_demo_json_int (json, "perPage", page.per_page);
  nomo_demo_json_int (json, "currentPage", page.page);
  nomo_demo_json_int (json, "totalPages", pages);
  if (pages == 1 || nomo_demo_call_meets (self, NOMO_DEMO_FAULT_LINKS_ARRAY))
    nomo_demo_json_empty_array (json, "links");
  else {
    nomo_demo_json_begin_object (json, "links");
    if (page.page > 1)
      write_link (self, json, "previous", page.page - 1);
    if (page.page < pages)
      write_link (self, json, "next", page.page + 1);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_object (json);
}
