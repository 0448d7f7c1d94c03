#include "config.h"

#include "nomo-relay-page.h"

#include <string.h>

struct _NomoRelayPage {
  NomoCatalogue *catalogue; /* NULL for English, which needs none */
  const char *theme;        /* "light", "dark", or NULL for the browser's own */
  GString *body;
  char *title;
  gboolean in_rows;
};

static const char style[] =
    "body{font:16px/1.7 \"IBM Plex Sans Arabic\",\"Noto Sans Arabic UI\",system-ui,sans-serif;background:#f6f5f2;"
    "color:#1f2522;margin:0;padding:1.5rem}"
    "main{max-width:34rem;margin:0 auto;background:#fff;border-radius:12px;padding:1.5rem 1.75rem;"
    "box-shadow:0 1px 3px rgba(0,0,0,.12)}"
    "h1{font-size:1.35rem;margin:0 0 .75rem}p{margin:.5rem 0}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.4rem 1.5rem;margin:1rem 0 0}"
    "dt{color:#5c6660}dd{margin:0;font-weight:600}"
    ".good{color:#1d6f4d}.bad{color:#a3301c}";

static const char dark_style[] =
    "body{background:#16191a;color:#ecefed}main{background:#22282a;box-shadow:none}dt{color:#a9b3ae}"
    ".good{color:#6fd3a5}.bad{color:#ff9e8a}";

/* What the merchant's dashboard or browser asks for; who asks for nothing gets Arabic. */
static gboolean
wants_english (SoupServerMessage *message, GHashTable *query)
{
  const char *language = query != NULL ? g_hash_table_lookup (query, "lang") : NULL;

  if (language == NULL)
    language = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Accept-Language");
  return language != NULL && g_ascii_strncasecmp (language, "en", 2) == 0;
}

static const char *
choose_theme (GHashTable *query)
{
  const char *theme = query != NULL ? g_hash_table_lookup (query, "theme") : NULL;

  if (g_strcmp0 (theme, "dark") == 0)
    return "dark";
  return g_strcmp0 (theme, "light") == 0 ? "light" : NULL;
}

/**
 * nomo_relay_page_new:
 * @message: a request
 * @query: (nullable): its query
 *
 * Returns: (transfer full): an empty page in the language and the colours that are asked for
 */
NomoRelayPage *
nomo_relay_page_new (SoupServerMessage *message, GHashTable *query)
{
  NomoRelayPage *self = g_new0 (NomoRelayPage, 1);

  if (!wants_english (message, query))
    self->catalogue = nomo_catalogue_open ("ar");
  self->theme = choose_theme (query);
  self->body = g_string_new (NULL);
  return self;
}

/**
 * nomo_relay_page_free:
 * @self: (transfer full): a page
 */
void
nomo_relay_page_free (NomoRelayPage *self)
{
  g_clear_pointer (&self->catalogue, nomo_catalogue_free);
  g_string_free (self->body, TRUE);
  g_free (self->title);
  g_free (self);
}

/**
 * nomo_relay_page_is_arabic:
 * @self: a page
 *
 * Returns: whether it is in Arabic, else it is in English
 */
gboolean
nomo_relay_page_is_arabic (NomoRelayPage *self)
{
  return self->catalogue != NULL;
}

/**
 * nomo_relay_page_say:
 * @self: a page
 * @words: a source string of the catalogue
 *
 * Returns: (transfer none): it in the page's language
 */
const char *
nomo_relay_page_say (NomoRelayPage *self, const char *words)
{
  const char *translated = self->catalogue != NULL ? nomo_catalogue_lookup (self->catalogue, words) : NULL;

  return translated != NULL ? translated : words;
}

static void
end_rows (NomoRelayPage *self)
{
  if (self->in_rows)
    g_string_append (self->body, "</dl>");
  self->in_rows = FALSE;
}

static void
append (NomoRelayPage *self, const char *before, const char *text, const char *after)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (self->body, "%s%s%s", before, escaped, after);
}

/**
 * nomo_relay_page_add_title:
 * @self: a page
 * @title: its title, in its language
 * @good: whether all is well; the words say so too
 */
void
nomo_relay_page_add_title (NomoRelayPage *self, const char *title, gboolean good)
{
  end_rows (self);
  g_free (self->title);
  self->title = g_markup_escape_text (title, -1);
  append (self, good ? "<h1 class=\"good\">" : "<h1 class=\"bad\">", title, "</h1>");
}

/**
 * nomo_relay_page_add_text:
 * @self: a page
 * @text: a paragraph, in its language
 */
void
nomo_relay_page_add_text (NomoRelayPage *self, const char *text)
{
  end_rows (self);
  append (self, "<p>", text, "</p>");
}

/**
 * nomo_relay_page_add_row:
 * @self: a page
 * @name: what it is, a source string of the catalogue
 * @value: its value
 */
void
nomo_relay_page_add_row (NomoRelayPage *self, const char *name, const char *value)
{
  if (!self->in_rows)
    g_string_append (self->body, "<dl>");
  self->in_rows = TRUE;
  append (self, "<dt>", nomo_relay_page_say (self, name), "</dt>");
  append (self, "<dd><bdi>", value, "</bdi></dd>");
}

static char *
write_style (NomoRelayPage *self)
{
  if (self->theme == NULL)
    return g_strdup_printf ("%s@media(prefers-color-scheme:dark){%s}", style, dark_style);
  return g_strconcat (style, g_str_equal (self->theme, "dark") ? dark_style : "", NULL);
}

static char *
write_page (NomoRelayPage *self)
{
  g_autofree char *colours = write_style (self);
  gboolean arabic = nomo_relay_page_is_arabic (self);

  end_rows (self);
  return g_strdup_printf ("<!doctype html><html lang=\"%s\" dir=\"%s\"><head><meta charset=\"utf-8\">"
                          "<meta name=\"viewport\" content=\"width=device-width\"><title>%s</title><style>%s</style>"
                          "</head><body><main>%s</main></body></html>",
                          arabic ? "ar" : "en", arabic ? "rtl" : "ltr", self->title != NULL ? self->title : "Nomo Flow",
                          colours, self->body->str);
}

/**
 * nomo_relay_page_answer:
 * @self: a page
 * @message: the request
 * @status: of HTTP
 * @framed_by: (nullable): the site that may show the page as a part of its own, %NULL for none
 */
void
nomo_relay_page_answer (NomoRelayPage *self, SoupServerMessage *message, guint status, const char *framed_by)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *policy = g_strdup_printf ("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                                             "form-action 'none'; frame-ancestors %s",
                                             framed_by != NULL ? framed_by : "'none'");
  char *page = write_page (self);

  soup_server_message_set_status (message, status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Content-Security-Policy", policy);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_TAKE, page, strlen (page));
}
