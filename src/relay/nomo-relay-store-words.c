#include "config.h"

#include "nomo-relay-store-words.h"

#include "nomo-format.h"
#include "nomo-hooks-words.h"
#include "nomo-relay-line.h"
#include "nomo-relay-reason.h"
#include "nomo-repair-words.h"
#include "nomo-text.h"
#include "nomo-token-keeper.h"
#include "nomo-tongue.h"
#include "nomo-words.h"

#define INDENT "  "

#define SECOND_MS 1000
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS   (60 * MINUTE_MS)

/* Bounds are round, so that one digit behind the point tells all of them but those of seconds and a quarter. */
static char *
dup_span (gint64 ms)
{
  g_autofree char *figure = NULL;

  if (ms < SECOND_MS) {
    figure = nomo_format_int (ms);
    /* Translators: %s is a number of milliseconds. */
    return g_strdup_printf (C_ ("lag", "%s ms"), figure);
  }
  if (ms < 2 * MINUTE_MS) {
    figure = ms % SECOND_MS == 0 ? nomo_format_int (ms / SECOND_MS) : nomo_format_tenths ((ms + 99) / 100);
    /* Translators: %s is a number of seconds. */
    return g_strdup_printf (C_ ("lag", "%s s"), figure);
  }
  figure = nomo_format_int (ms < 2 * HOUR_MS ? (ms + MINUTE_MS - 1) / MINUTE_MS : (ms + HOUR_MS - 1) / HOUR_MS);
  return g_strdup_printf (ms < 2 * HOUR_MS ? /* Translators: %s is a number of minutes. */ C_ ("lag", "%s min")
                                           : /* Translators: %s is a number of hours. */ C_ ("lag", "%s h"),
                          figure);
}

/**
 * nomo_relay_lag_dup_words:
 * @figures: how long deliveries took
 *
 * Returns: (transfer full): “half within 2 s, 99 of 100 within 10 s”
 */
char *
nomo_relay_lag_dup_words (const NomoLagFigures *figures)
{
  g_autofree char *half = dup_span (figures->p50);
  g_autofree char *most = dup_span (figures->p99);

  /* Translators: both are times, such as “2 s”: half of the deliveries took no longer than the first. */
  return g_strdup_printf (_ ("half within %1$s, 99 of 100 within %2$s"), half, most);
}

static char *
dup_title (const NomoRelayStore *self)
{
  return self->shop != NULL ? nomo_shop_status_dup_title (self->shop)
                            : g_strdup_printf ("%" G_GINT64_FORMAT, self->merchant);
}

static char *
dup_lack (const NomoShopStatus *shop)
{
  const GError *error =
      shop->shop != NULL ? nomo_token_keeper_get_error (nomo_shop_get_tokens (shop->shop)) : shop->error;

  return error != NULL ? nomo_words_sentence (error, TRUE)
                       : g_strdup (_ ("the merchant has to consent anew; “nomo-relay connect” makes the link"));
}

static char *
dup_state (const NomoRelayStore *self, GTimeZone *zone)
{
  g_autofree char *removed = nomo_format_moment (self->removed_at, zone);

  switch (self->state) {
  case NOMO_RELAY_STORE_CONNECTED:
    return g_strdup (_ ("connected"));
  case NOMO_RELAY_STORE_REMOVED:
    /* Translators: %s is a moment. */
    return g_strdup_printf (_ ("the merchant removed the app on %s"), removed);
  case NOMO_RELAY_STORE_INSTALLED:
    return g_strdup (
        _ ("the app is installed, but the merchant has not consented; “nomo-relay connect” makes the link"));
  case NOMO_RELAY_STORE_UNKNOWN:
    return g_strdup (_ ("not connected, though Salla delivers for it; “nomo-relay connect” makes the link"));
  case NOMO_RELAY_STORE_NO_CONSENT:
  case NOMO_RELAY_STORE_UNREADABLE:
  default:
    return dup_lack (self->shop);
  }
}

static void
add_number (GString *text, const char *label, gint64 number)
{
  g_autofree char *figure = nomo_format_int (number);

  g_string_append (text, INDENT);
  nomo_relay_line_add (text, label, "%s", figure);
}

static void
add_lag (GString *text, const char *label, const GArray *shares)
{
  NomoLagFigures figures = nomo_lag_get_figures (shares);
  g_autofree char *words = nomo_relay_lag_dup_words (&figures);

  if (figures.count == 0)
    return;
  g_string_append (text, INDENT);
  nomo_relay_line_add (text, label, "%s", words);
}

static void
add_deliveries (GString *text, const NomoInboxHealth *health, GTimeZone *zone)
{
  g_autofree char *event = nomo_text_isolate_ltr (health->last_event);
  g_autofree char *at = nomo_format_moment (health->last_at, zone);

  g_string_append (text, INDENT);
  nomo_relay_line_add (text, _ ("Last delivery"), "%s · %s", event, at);
  add_number (text, _ ("Deliveries in the last 24 hours"), health->recent);
  add_number (text, _ ("Deliveries that wait"), health->waiting);
  add_number (text, _ ("Deliveries kept, as nothing can come of them yet"), health->kept);
  nomo_relay_reasons_write (health->reasons, INDENT INDENT, text);
  add_lag (text, _ ("On the way from Salla"), health->lags[NOMO_LAG_COMING]);
  add_lag (text, _ ("Until the records were written"), health->lags[NOMO_LAG_WRITING]);
}

static void
add_records (GString *text, const NomoRelayStore *self, GTimeZone *zone)
{
  g_autofree char *records = nomo_shop_status_dup_records (self->shop, zone);
  g_autofree char *repairs = nomo_sync_repairs_dup_words (&self->repairs);

  g_string_append (text, INDENT);
  nomo_relay_line_add (text, _ ("Records"), "%s", records);
  g_string_append (text, INDENT);
  nomo_relay_line_add (text, _ ("Put right in 30 days"), "%s", repairs != NULL ? repairs : _ ("nothing"));
}

static void
add_webhooks (GString *text, const NomoHooksState *hooks)
{
  g_autofree char *words = nomo_hooks_dup_words (hooks);

  g_string_append (text, INDENT);
  nomo_relay_line_add (text, _ ("Events"), "%s", words);
}

static void
add_store (GString *text, const NomoRelayStore *self, GTimeZone *zone)
{
  g_autofree char *title = dup_title (self);
  g_autofree char *state = dup_state (self, zone);

  g_string_append_c (text, '\n');
  nomo_relay_line_add (text, _ ("Store"), "%s", title);
  g_string_append (text, INDENT);
  nomo_relay_line_add (text, _ ("Connection"), "%s", state);
  if (self->health != NULL)
    add_deliveries (text, self->health, zone);
  if (self->shop != NULL && self->shop->shop != NULL)
    add_records (text, self, zone);
  if (self->hooks != NULL && self->state == NOMO_RELAY_STORE_CONNECTED)
    add_webhooks (text, self->hooks);
}

/**
 * nomo_relay_stores_write:
 * @self: stores
 * @text: where to add what people are told of each, in lines
 */
void
nomo_relay_stores_write (const NomoRelayStores *self, GString *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  for (guint i = 0; i < self->stores->len; i++)
    add_store (text, self->stores->pdata[i], zone);
}
