#include "config.h"

#include "nomo-demo-page.h"

#include "nomo-demo-json.h"
#include "nomo-demo-names.h"
#include "nomo-demo-price.h"

/* The pages are Salla's side of the story, and Salla speaks Arabic. */
static const char head[] =
    "<!doctype html><html lang=\"ar\" dir=\"rtl\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>متجر تجريبي</title><style>"
    ":root{color-scheme:light dark;--ink:#1d2b2a;--soft:#5d6f6d;--line:#dfe7e5;--page:#eef4f2;--card:#fff;--brand:#0b6b5d;--rose:#b3345a}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e9f1ef;--soft:#a3b5b2;--line:#33423f;--page:#121a19;--card:#1c2725;--brand:#4cc3ae;--rose:#f08aa8}}"
    "*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--page);color:var(--ink);"
    "font:16px/1.7 \"IBM Plex Sans Arabic\",\"Noto Sans Arabic UI\",system-ui,sans-serif;padding:24px}"
    "main{width:100%;max-width:460px;background:var(--card);border:1px solid var(--line);border-radius:18px;padding:32px}"
    ".shop{display:flex;gap:14px;align-items:center;margin-block-end:20px}.mark{width:52px;height:52px;border-radius:14px;display:grid;"
    "place-items:center;background:var(--rose);color:#fff;font-size:26px}h1{font-size:20px;margin:0}p{margin:6px 0;color:var(--soft)}"
    "ul{list-style:none;margin:20px 0;padding:0;border-block:1px solid var(--line)}li{padding:10px 0;border-block-end:1px solid var(--line)}"
    "li:last-child{border:0}li::before{content:\"✓\";color:var(--brand);font-weight:700;margin-inline-end:10px}"
    "form{display:flex;gap:12px}button{flex:1;font:inherit;font-weight:600;padding:12px;border-radius:12px;border:1px solid var(--line);"
    "background:transparent;color:var(--ink);cursor:pointer}button.yes{background:#0b6b5d;border-color:#0b6b5d;color:#fff}"
    "button:focus-visible{outline:3px solid var(--brand);outline-offset:2px}small{display:block;margin-block-start:18px;color:var(--soft)}"
    ".price{float:inline-end;color:var(--soft)}"
    "</style></head><body><main>";
static const char tail[] = "</main></body></html>";

static const struct {
  const char *scope;
  const char *words;
} scopes[] = {
  { "offline_access", "البقاء متصلًا حتى تُلغي الإذن" },
  { "settings.", "قراءة معلومات المتجر" },
  { "orders.read_write", "قراءة الطلبات وتعديلها" },
  { "orders.", "قراءة الطلبات" },
  { "customers.read_write", "قراءة بيانات العملاء وتعديلها" },
  { "customers.", "قراءة بيانات العملاء" },
  { "products.", "الاطلاع على المنتجات" },
  { "categories.", "الاطلاع على التصنيفات" },
  { "brands.", "الاطلاع على العلامات التجارية" },
  { "marketing.", "إدارة الكوبونات والتسويق" },
  { "specialoffers.", "إدارة العروض الخاصة" },
  { "carts.", "قراءة السلال المتروكة" },
  { "reviews.", "قراءة التقييمات" },
  { "webhooks.", "استقبال إشعارات المتجر" },
};

static const char *
words_of (const char *scope)
{
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (g_str_has_prefix (scope, scopes[i].scope))
      return scopes[i].words;
  return scope;
}

static void
append_shop (GString *page, const char *title)
{
  g_autofree char *safe = g_markup_escape_text (title, -1);

  g_string_append_printf (page,
                          "<div class=\"shop\"><div class=\"mark\" aria-hidden=\"true\">✿</div><div><h1>%s</h1>"
                          "<p>متجر تجريبي على هذا الجهاز</p></div></div>",
                          safe);
}

/**
 * nomo_demo_page_consent:
 * @scope: what the app asks for, spaces between
 * @nonce: what ties the form to this request
 *
 * Returns: (transfer full): the page on which the merchant says yes or no
 */
char *
nomo_demo_page_consent (const char *scope, const char *nonce)
{
  g_auto (GStrv) list = g_strsplit (scope, " ", -1);
  GString *page = g_string_new (head);

  append_shop (page, NOMO_DEMO_SHOP_NAME);
  g_string_append (page, "<p>يطلب تطبيق <b>نومو فلو</b> الإذن بما يلي:</p><ul>");
  for (guint i = 0; list[i] != NULL; i++) {
    g_autofree char *safe = g_markup_escape_text (words_of (list[i]), -1);

    if (list[i][0] != '\0')
      g_string_append_printf (page, "<li>%s</li>", safe);
  }
  g_string_append_printf (
      page,
      "</ul><form method=\"post\" action=\"consent\"><input type=\"hidden\" name=\"nonce\" value=\"%s\">"
      "<button class=\"yes\" name=\"decision\" value=\"approve\">موافقة</button>"
      "<button name=\"decision\" value=\"deny\">رفض</button></form>"
      "<small>لا شيء هنا حقيقي: المتجر وعملاؤه وطلباته من نسج الخيال.</small>%s",
      nonce, tail);
  return g_string_free (page, FALSE);
}

char *
nomo_demo_page_error (const char *title, const char *sentence)
{
  g_autofree char *safe = g_markup_escape_text (sentence, -1);
  GString *page = g_string_new (head);

  append_shop (page, title);
  g_string_append_printf (page, "<p dir=\"auto\">%s</p>%s", safe, tail);
  return g_string_free (page, FALSE);
}

/**
 * nomo_demo_page_storefront:
 * @now: the store's time, UTC milliseconds
 *
 * Returns: (transfer full): the shop as shoppers see it
 */
char *
nomo_demo_page_storefront (gint64 now)
{
  GString *page = g_string_new (head);

  append_shop (page, NOMO_DEMO_SHOP_NAME);
  g_string_append (page, "<ul>");
  for (guint i = 0; i < nomo_demo_n_products; i++) {
    NomoDemoPrice asked = nomo_demo_price_at (i, now);
    g_autofree char *name = g_markup_escape_text (nomo_demo_products[i].name, -1);
    g_autofree char *price = nomo_demo_json_dup_decimal (nomo_demo_price_asked (&asked), "SAR");

    g_string_append_printf (page, "<li>%s <bdi class=\"price\">%s ر.س</bdi></li>", name, price);
  }
  g_string_append_printf (page, "</ul>%s", tail);
  return g_string_free (page, FALSE);
}
