#include "config.h"

#include "nomo-relay-page.h"

#include "nomo-tongue.h"

#include <string.h>

struct _NomoRelayPage {
  gboolean arabic;
  const char *theme;  /* "light", "dark", or NULL for the browser's own */
  const char *script; /* nullable */
  GString *body;
  char *title;
  guint sections;
  gboolean in_rows;
};

/* The colours are those of data/style.css and data/style-dark.css. */
static const char light_colours[] =
    "--page:#f5f6fb;--card:#fff;--text:#1b1e2e;--dim:#5a6078;--line:#e1e4ef;--soft:#f0f2f9;"
    "--ok:#11673d;--ok-soft:#dff3e7;--warn:#855000;--warn-soft:#fdf0d5;"
    "--err:#a81e2b;--err-soft:#fce4e4;color-scheme:light";

static const char dark_colours[] =
    "--page:#171923;--card:#232634;--text:#eceef6;--dim:#a6acc3;--line:#323647;--soft:#2b2f3f;"
    "--ok:#7fdba8;--ok-soft:#1e3a2d;--warn:#f5c56b;--warn-soft:#40331a;"
    "--err:#ff9da0;--err-soft:#472529;color-scheme:dark";

static const char style[] =
    "*{box-sizing:border-box}"
    "body{font:15px/1.6 \"IBM Plex Sans Arabic\",\"Noto Sans Arabic UI\",\"Noto Sans Arabic\",\"Adwaita Sans\",Cantarell,"
    "\"DejaVu Sans\",system-ui,sans-serif;font-feature-settings:\"tnum\";background:var(--page);color:var(--text);margin:0;"
    "padding:22px 20px}"
    "main{max-width:46rem;margin:0 auto}"
    ".card,section{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:14px 16px;margin:0 0 14px;"
    "box-shadow:0 1px 2px rgba(27,30,46,.05)}"
    ".brand{color:var(--dim);font-size:90%;margin:0 0 8px}"
    "h1{font-size:136%;line-height:1.4;margin:0;overflow-wrap:anywhere}h2{font-size:100%;font-weight:600;margin:0 0 8px}"
    ".head{display:flex;flex-wrap:wrap;gap:8px 14px;align-items:center}"
    "p{margin:8px 0 0}.good{color:var(--ok)}.bad{color:var(--err)}"
    ".pill{display:inline-flex;align-items:center;gap:6px;border-radius:99px;padding:2px 10px;margin:0;font-size:90%;"
    "font-weight:600}.pill svg{width:14px;height:14px;flex:none}"
    ".ok{color:var(--ok);background:var(--ok-soft)}.warn{color:var(--warn);background:var(--warn-soft)}"
    ".err{color:var(--err);background:var(--err-soft)}"
    ".advice{background:var(--soft);border-radius:12px;padding:10px 14px;margin:12px 0 0}"
    "dl{margin:0}dl>div{display:grid;grid-template-columns:minmax(9rem,1fr) 2fr;gap:0 22px;padding:8px 0;"
    "border-top:1px solid var(--line)}dl>div:first-child{border-top:0}p+dl{margin-top:6px}"
    "dt{color:var(--dim)}dd{margin:0;font-weight:600;overflow-wrap:anywhere}"
    "dd small{display:block;font-size:90%;font-weight:400;color:var(--dim)}"
    "@media(max-width:30rem){body{padding:14px 12px}dl>div{grid-template-columns:1fr}}";

static const struct {
  const char *style;
  const char *drawing; /* a path in a square of 16 */
} moods[] = {
  [NOMO_RELAY_MOOD_GOOD] = { "ok", "M3 8.5l3.2 3.2L13 5" },
  [NOMO_RELAY_MOOD_CAREFUL] = { "warn", "M8 3v6M8 12v.6" },
  [NOMO_RELAY_MOOD_BAD] = { "err", "M4 4l8 8M12 4l-8 8" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (moods) == NOMO_RELAY_N_MOODS);

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
 * nomo_relay_page_new_in:
 * @language: "ar" or "en"
 * @theme: (nullable): "light" or "dark", a constant; %NULL for what the browser prefers
 *
 * Returns: (transfer full): an empty page
 */
NomoRelayPage *
nomo_relay_page_new_in (const char *language, const char *theme)
{
  NomoRelayPage *self = g_new0 (NomoRelayPage, 1);

  self->arabic = g_str_equal (language, "ar");
  self->theme = theme;
  self->body = g_string_new (NULL);
  return self;
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
  return nomo_relay_page_new_in (wants_english (message, query) ? "en" : "ar", choose_theme (query));
}

/**
 * nomo_relay_page_free:
 * @self: (transfer full): a page
 */
void
nomo_relay_page_free (NomoRelayPage *self)
{
  g_string_free (self->body, TRUE);
  g_free (self->title);
  g_free (self);
}

/**
 * nomo_relay_page_get_language:
 * @self: a page
 *
 * Returns: (transfer none): "ar" or "en", for nomo_tongue_set()
 */
const char *
nomo_relay_page_get_language (NomoRelayPage *self)
{
  return self->arabic ? "ar" : "en";
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
  const char *before = nomo_tongue_get ();
  const char *said;

  nomo_tongue_set (nomo_relay_page_get_language (self));
  said = nomo_tongue_say (words);
  nomo_tongue_set (before);
  return said;
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

static void
set_title (NomoRelayPage *self, const char *title)
{
  g_free (self->title);
  self->title = g_markup_escape_text (title, -1);
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
  set_title (self, title);
  append (self, good ? "<h1 class=\"good\">" : "<h1 class=\"bad\">", title, "</h1>");
}

/**
 * nomo_relay_page_add_heading:
 * @self: a page
 * @name: what it is about, as a person has called it
 * @mood: how that is
 * @word: the same in a word or two, in the page's language
 *
 * Takes the place of a title.
 */
void
nomo_relay_page_add_heading (NomoRelayPage *self, const char *name, NomoRelayMood mood, const char *word)
{
  set_title (self, name);
  append (self, "<div class=\"head\"><h1><bdi>", name, "</bdi></h1>");
  g_string_append_printf (self->body,
                          "<p class=\"pill %s\"><svg viewBox=\"0 0 16 16\" aria-hidden=\"true\" fill=\"none\" "
                          "stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\" "
                          "stroke-linejoin=\"round\"><path d=\"%s\"/></svg>",
                          moods[mood].style, moods[mood].drawing);
  append (self, "", word, "</p></div>");
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
 * nomo_relay_page_add_advice:
 * @self: a page
 * @text: what is to be done, in its language
 */
void
nomo_relay_page_add_advice (NomoRelayPage *self, const char *text)
{
  end_rows (self);
  append (self, "<p class=\"advice\">", text, "</p>");
}

/**
 * nomo_relay_page_add_section:
 * @self: a page
 * @title: what it is about, in the page's language
 *
 * What is added from now on stands in a part of its own.
 */
void
nomo_relay_page_add_section (NomoRelayPage *self, const char *title)
{
  guint number = ++self->sections;

  end_rows (self);
  g_string_append_printf (self->body, "%s<section aria-labelledby=\"part%u\"><h2 id=\"part%u\">",
                          number == 1 ? "</div>" : "</section>", number, number);
  append (self, "", title, "</h2>");
}

/**
 * nomo_relay_page_add_fact:
 * @self: a page
 * @name: what it is, in the page's language
 * @value: its value
 * @note: (nullable): more about it, below
 */
void
nomo_relay_page_add_fact (NomoRelayPage *self, const char *name, const char *value, const char *note)
{
  g_string_append (self->body, self->in_rows ? "<div>" : "<dl><div>");
  self->in_rows = TRUE;
  append (self, "<dt>", name, "</dt>");
  append (self, "<dd><bdi>", value, "</bdi>");
  if (note != NULL)
    append (self, "<small>", note, "</small>");
  g_string_append (self->body, "</dd></div>");
}

/**
 * nomo_relay_page_set_script:
 * @self: a page
 * @script: (transfer none): a script that lives as long as the page, the only one that it runs
 */
void
nomo_relay_page_set_script (NomoRelayPage *self, const char *script)
{
  self->script = script;
}

static char *
write_head (NomoRelayPage *self)
{
  g_autofree char *colours =
      self->theme == NULL
          ? g_strdup_printf ("@media(prefers-color-scheme:dark){:root:not([data-theme]){%s}}", dark_colours)
          : g_strdup ("");

  return g_strdup_printf (
      "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>%s</title>"
      "<style>:root{%s}%s:root[data-theme=dark]{%s}%s</style>",
      self->title != NULL ? self->title : "Nomo Flow", light_colours, colours, dark_colours, style);
}

/**
 * nomo_relay_page_to_html:
 * @self: a page, to which nothing is added any more
 *
 * Returns: (transfer full): it as it is sent
 */
char *
nomo_relay_page_to_html (NomoRelayPage *self)
{
  g_autofree char *head = write_head (self);
  g_autofree char *theme = self->theme != NULL ? g_strdup_printf (" data-theme=\"%s\"", self->theme) : g_strdup ("");
  const char *script = self->script != NULL ? self->script : "";

  end_rows (self);
  return g_strdup_printf ("<!doctype html><html lang=\"%s\" dir=\"%s\"%s><head>%s</head><body><main>"
                          "<p class=\"brand\">%s</p><div class=\"card\">%s%s</main>%s%s%s</body></html>",
                          nomo_relay_page_get_language (self), self->arabic ? "rtl" : "ltr", theme, head,
                          nomo_relay_page_say (self, N_ ("Nomo Flow")), self->body->str,
                          self->sections > 0 ? "</section>" : "</div>", self->script != NULL ? "<script>" : "", script,
                          self->script != NULL ? "</script>" : "");
}

/* A script runs only when it is just this one. */
static char *
write_policy (NomoRelayPage *self, const char *framed_by)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *hash = NULL;
  g_autofree char *scripts = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  if (self->script != NULL) {
    g_checksum_update (checksum, (const guchar *) self->script, -1);
    g_checksum_get_digest (checksum, digest, &length);
    hash = g_base64_encode (digest, length);
    scripts = g_strdup_printf ("script-src 'sha256-%s'; ", hash);
  }
  return g_strdup_printf ("default-src 'none'; style-src 'unsafe-inline'; %sbase-uri 'none'; form-action 'none'; "
                          "frame-ancestors %s",
                          scripts != NULL ? scripts : "", framed_by != NULL ? framed_by : "'none'");
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
  g_autofree char *policy = write_policy (self, framed_by);
  char *page = nomo_relay_page_to_html (self);

  soup_server_message_set_status (message, status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Content-Security-Policy", policy);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_TAKE, page, strlen (page));
}
