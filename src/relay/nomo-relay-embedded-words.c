#include "config.h"

#include "nomo-relay-embedded-words.h"

#include "nomo-calendar.h"
#include "nomo-format.h"
#include "nomo-hooks-words.h"
#include "nomo-relay-store-words.h"
#include "nomo-repair-words.h"
#include "nomo-repair.h"
#include "nomo-tongue.h"

#include <string.h>

#define GRANT                                                                                                  \
  N_ ("Ask whoever runs Nomo Flow for you for a link, and open it to connect the store. The link works once, " \
      "within a day.")

static const struct {
  NomoRelayMood mood;
  const char *word;     /* NC_ ("store") */
  const char *sentence; /* N_() */
  const char *advice;   /* nullable, N_() */
} links[] = {
  [NOMO_RELAY_LINK_UNKNOWN] = { NOMO_RELAY_MOOD_CAREFUL, NC_ ("store", "Not connected"),
                                N_ ("Nothing of your store has reached Nomo Flow yet."), GRANT },
  [NOMO_RELAY_LINK_NOT_GRANTED] = { NOMO_RELAY_MOOD_CAREFUL, NC_ ("store", "Access not granted yet"),
                                    N_ ("Salla tells Nomo Flow of your store, but nobody has granted access to it. What "
                                        "arrives is kept until then."),
                                    GRANT },
  [NOMO_RELAY_LINK_REMOVED] = { NOMO_RELAY_MOOD_BAD, NC_ ("store", "App removed"),
                                N_ ("The app was removed from your store, so nothing more is fetched from it. What is "
                                    "here of it is erased after some days."),
                                N_ ("To go on, install the app in Salla again.") },
  [NOMO_RELAY_LINK_SIGNED_OUT] = { NOMO_RELAY_MOOD_BAD, NC_ ("store", "Sign-in expired"),
                                   N_ ("Salla no longer accepts the sign-in of your store. What Salla delivers is "
                                       "kept, but nothing can be fetched."),
                                   GRANT },
  [NOMO_RELAY_LINK_LATE] = { NOMO_RELAY_MOOD_CAREFUL, NC_ ("store", "Sync is late"),
                             N_ ("The last sync did not work. It is tried again by itself, and what Salla delivers is "
                                 "kept meanwhile."),
                             NULL },
  [NOMO_RELAY_LINK_FIRST] = { NOMO_RELAY_MOOD_GOOD, NC_ ("store", "Connected"),
                              N_ ("The first records of your store are on their way. That takes a few minutes."),
                              NULL },
  [NOMO_RELAY_LINK_GOOD] = { NOMO_RELAY_MOOD_GOOD, NC_ ("store", "Connected"),
                             N_ ("What happens in your store reaches Nomo Flow by itself."), NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (links) == NOMO_RELAY_N_LINKS);

/* The first that fits counts: an event itself, or those whose name goes on behind a dot. */
static const struct {
  const char *event;
  const char *words; /* NC_ ("event") */
} events[] = {
  { "order.created", NC_ ("event", "New order") },
  { "order.deleted", NC_ ("event", "Order deleted") },
  { "order.cancelled", NC_ ("event", "Order cancelled") },
  { "order.refunded", NC_ ("event", "Order refunded") },
  { "order.status", NC_ ("event", "Status of an order changed") },
  { "order.payment", NC_ ("event", "Payment of an order changed") },
  { "order.shipment", NC_ ("event", "Shipment of an order") },
  { "order", NC_ ("event", "Order changed") },
  { "shipment", NC_ ("event", "Shipment of an order") },
  { "invoice", NC_ ("event", "Invoice of an order") },
  { "product.created", NC_ ("event", "New product") },
  { "product.deleted", NC_ ("event", "Product deleted") },
  { "product.quantity.low", NC_ ("event", "Product about to run out") },
  { "product", NC_ ("event", "Product changed") },
  { "customer.created", NC_ ("event", "New customer") },
  { "customer.login", NC_ ("event", "Customer signed in to the shop") },
  { "customer", NC_ ("event", "Customer changed") },
  { "abandoned.cart.purchased", NC_ ("event", "Abandoned cart bought after all") },
  { "abandoned.cart", NC_ ("event", "Abandoned cart") },
  { "coupon.applied", NC_ ("event", "Coupon used in a cart") },
  { "specialoffer", NC_ ("event", "Special offer changed") },
  { "review", NC_ ("event", "New review") },
  { "category", NC_ ("event", "Category changed") },
  { "brand", NC_ ("event", "Brand changed") },
  { "app.store.authorize", NC_ ("event", "Access granted to Nomo Flow") },
  { "app.installed", NC_ ("event", "Nomo Flow installed") },
  { "app.uninstalled", NC_ ("event", "Nomo Flow removed") },
  { "app", NC_ ("event", "News of the app") },
};

static gboolean
fits (const char *event, const char *known)
{
  gsize length = strlen (known);

  return strncmp (event, known, length) == 0 && (event[length] == '\0' || event[length] == '.');
}

/**
 * nomo_relay_event_words:
 * @event: what Salla delivers, by Salla's name
 *
 * Returns: (transfer none): what people call it, in the language of this thread
 */
const char *
nomo_relay_event_words (const char *event)
{
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (fits (event, events[i].event))
      return C_ ("event", events[i].words);
  return C_ ("event", "Something else in the store");
}

/* How long ago it was and when that is. Yesterday is told with its time of day, and what is longer ago by its date, either way. */
static char *
dup_when (const NomoRelayStanding *self, gint64 at)
{
  int day = nomo_day_of (at, self->zone), today = nomo_day_of (self->now, self->zone);
  g_autofree char *recent = nomo_format_recent (at, self->now, self->zone);
  g_autofree char *moment = nomo_format_moment (at, self->zone);

  if (day < today - 1)
    return g_steal_pointer (&moment);
  if (day == today - 1) {
    g_free (moment);
    moment = nomo_format_day (day, NOMO_DAY_DATE);
  }

  /* Translators: 1 is how long ago something was, 2 when: 6 min ago · 22 November 2026, 10:42 AM */
  return g_strdup_printf (C_ ("when", "%1$s · %2$s"), recent, moment);
}

static void
write_last_event (NomoRelayPage *page, const NomoRelayStanding *self)
{
  g_autofree char *when = dup_when (self, self->event_at);

  if (self->event != NULL)
    nomo_relay_page_add_fact (page, _ ("Last event"), nomo_relay_event_words (self->event), when);
  else
    nomo_relay_page_add_fact (page, _ ("Last event"), _ ("none has come yet"), NULL);
}

static gboolean
tells_too_little (const NomoRelayStanding *self)
{
  return self->hooks != NULL && self->hooks->kind == NOMO_HOOKS_SEEN && !nomo_hooks_is_well (self->hooks);
}

static void
write_arrived (NomoRelayPage *page, const NomoRelayStanding *self)
{
  g_autofree char *today = nomo_format_int (self->events_today);
  g_autofree char *lag = nomo_relay_lag_dup_words (&self->lag);
  g_autofree char *waiting = nomo_format_int (self->events_waiting);
  g_autofree char *recent = nomo_format_recent (self->as_of, self->now, self->zone);
  g_autofree char *moment = nomo_format_moment (self->as_of, self->zone);
  g_autofree char *webhooks = self->hooks != NULL ? nomo_hooks_dup_words (self->hooks) : NULL;

  nomo_relay_page_add_section (page, _ ("What has arrived from Salla"));
  write_last_event (page, self);
  nomo_relay_page_add_fact (page, _ ("Events today"), today, NULL);
  if (self->lag.count > 0)
    nomo_relay_page_add_fact (page, _ ("On the way from Salla"), lag, NULL);
  if (self->events_waiting > 0)
    nomo_relay_page_add_fact (page, _ ("Waiting to be written"), waiting, NULL);
  if (self->as_of > 0)
    nomo_relay_page_add_fact (page, _ ("Last sync"), recent, moment);
  else if (self->link >= NOMO_RELAY_LINK_REMOVED)
    nomo_relay_page_add_fact (page, _ ("Last sync"), _ ("the first sync has not ended"), NULL);
  if (tells_too_little (self))
    nomo_relay_page_add_text (page, webhooks);
}

/* Returns whether there are any. */
static gboolean
write_lists (NomoRelayPage *page, const NomoRelayStanding *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < nomo_lists_count (); i++) {
    g_autofree char *words = nomo_sync_repairs_dup_words (&self->lists[i]);

    if (words != NULL)
      nomo_relay_page_add_fact (page, _ (nomo_lists_get (i)->label), words, NULL);
    any = any || words != NULL;
  }
  return any;
}

static void
write_latest (NomoRelayPage *page, const NomoRelayStanding *self)
{
  nomo_relay_page_add_section (page, _ ("The latest of these"));
  for (guint i = 0; i < self->repairs->len; i++) {
    const NomoRepair *repair = &g_array_index (self->repairs, NomoRepair, i);
    g_autofree char *when = dup_when (self, repair->at);

    nomo_relay_page_add_fact (page, nomo_repair_word (repair->what), _ (repair->entity->label), when);
  }
}

static void
write_repaired (NomoRelayPage *page, const NomoRelayStanding *self)
{
  nomo_relay_page_add_section (page, _ ("Missed and repaired in the last 30 days"));
  nomo_relay_page_add_text (page,
                            _ ("Nomo Flow compares its records with Salla from time to time, and fetches what it was "
                               "not told."));
  if (write_lists (page, self))
    write_latest (page, self);
  else
    nomo_relay_page_add_text (page, _ ("Nothing was missed."));
}

/**
 * nomo_relay_embedded_write:
 * @page: an empty page
 * @standing: how a store stands
 *
 * Writes it for the store's merchant, in the language of the page.
 */
void
nomo_relay_embedded_write (NomoRelayPage *page, const NomoRelayStanding *standing)
{
  const char *before = nomo_tongue_get ();
  const char *name = standing->name;

  nomo_tongue_set (nomo_relay_page_get_language (page));
  nomo_relay_page_add_heading (page, name != NULL ? name : _ ("Your store"), links[standing->link].mood,
                               C_ ("store", links[standing->link].word));
  nomo_relay_page_add_text (page, _ (links[standing->link].sentence));
  if (links[standing->link].advice != NULL)
    nomo_relay_page_add_advice (page, _ (links[standing->link].advice));
  write_arrived (page, standing);
  if (standing->as_of > 0)
    write_repaired (page, standing);
  nomo_tongue_set (before);
}
