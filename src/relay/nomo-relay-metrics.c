#include "config.h"

#include "nomo-relay-metrics.h"

#include "nomo-relay-certificate.h"

#include <string.h>

#define DELIVERIES "nomo_relay_deliveries_total"

static const char *const verdicts[] = {
  [NOMO_RELAY_STORED] = "stored",       [NOMO_RELAY_AGAIN] = "again",           [NOMO_RELAY_UNSIGNED] = "unsigned",
  [NOMO_RELAY_NO_LENGTH] = "no_length", [NOMO_RELAY_OTHER_TYPE] = "other_type", [NOMO_RELAY_UNREADABLE] = "unreadable",
  [NOMO_RELAY_UNSTORED] = "unstored",
};
G_STATIC_ASSERT (G_N_ELEMENTS (verdicts) == NOMO_RELAY_N_VERDICTS);

static const char *const exits[] = {
  [NOMO_RELAY_EVICTED] = "evicted", [NOMO_RELAY_NO_ROOM] = "no_room",     [NOMO_RELAY_IDLE] = "idle",
  [NOMO_RELAY_SLOW] = "slow",       [NOMO_RELAY_TOO_LARGE] = "too_large", [NOMO_RELAY_STRANGER] = "stranger",
  [NOMO_RELAY_NO_TLS] = "no_tls",
};
G_STATIC_ASSERT (G_N_ELEMENTS (exits) == NOMO_RELAY_N_EXITS);

static const char *const states[] = {
  [NOMO_DELIVERY_WAITING] = "waiting",
  [NOMO_DELIVERY_DONE] = "done",
  [NOMO_DELIVERY_KEPT] = "kept",
};
G_STATIC_ASSERT (G_N_ELEMENTS (states) == NOMO_N_DELIVERY_STATES);

/* Some of those that the inbox counts by. */
static const struct {
  gint64 ms;
  const char *seconds;
} lag_bounds[] = {
  { 10, "0.01" },        { 25, "0.025" },       { 50, "0.05" },    { 100, "0.1" },      { 250, "0.25" },
  { 500, "0.5" },        { 1000, "1" },         { 2500, "2.5" },   { 5000, "5" },       { 10000, "10" },
  { 30000, "30" },       { 60000, "60" },       { 300000, "300" }, { 1800000, "1800" }, { 3600000, "3600" },
  { 21600000, "21600" }, { 86400000, "86400" },
};

static void
begin (GString *text, const char *name, const char *type, const char *help)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
add (GString *text, const char *name, const char *label, const char *value, guint64 number)
{
  g_string_append_printf (text, "%s{%s=\"%s\"} %" G_GUINT64_FORMAT "\n", name, label, value, number);
}

static void
write_intake (GString *text, NomoRelayIntake *intake)
{
  static const char deliveries[] = DELIVERIES;
  static const char latency[] = "nomo_relay_intake_duration_seconds";

  begin (text, deliveries, "counter", "Requests to deliver something, by what became of them.");
  for (guint i = 0; i < NOMO_RELAY_N_VERDICTS; i++)
    add (text, deliveries, "verdict", verdicts[i], nomo_relay_intake_count (intake, (NomoRelayVerdict) i));
  begin (text, latency, "histogram", "Time from a whole delivery to the moment when it is synced to the disk.");
  nomo_relay_histogram_write (nomo_relay_intake_get_latency (intake), latency, text);
}

static void
write_door (GString *text, NomoRelayDoor *door)
{
  static const char open[] = "nomo_relay_connections";
  static const char let_in[] = "nomo_relay_connections_accepted_total";
  static const char turned_out[] = "nomo_relay_connections_ended_total";

  begin (text, open, "gauge", "Connections that are open.");
  g_string_append_printf (text, "%s %u\n", open, nomo_relay_door_count (door));
  begin (text, let_in, "counter", "Connections that were let in.");
  g_string_append_printf (text, "%s %" G_GUINT64_FORMAT "\n", let_in, nomo_relay_door_count_let_in (door));
  begin (text, turned_out, "counter",
         "Connections that the relay itself ended before an answer, or never let in, by why.");
  for (guint i = 0; i < NOMO_RELAY_N_EXITS; i++)
    add (text, turned_out, "reason", exits[i], nomo_relay_door_count_turned_out (door, (NomoRelayExit) i));
}

static void
write_certificate (GString *text, GTlsCertificate *certificate)
{
  static const char until[] = "nomo_relay_certificate_expiry_timestamp_seconds";

  begin (text, until, "gauge", "When the certificate that is shown ends.");
  g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", until,
                          nomo_relay_certificate_get_until (certificate) / 1000);
}

static void
write_lag (GString *text, const char *name, const char *help, const GArray *shares)
{
  guint64 count = 0;
  gint64 ms = 0;
  guint next = 0;

  begin (text, name, "histogram", help);
  for (guint i = 0; i < G_N_ELEMENTS (lag_bounds); i++) {
    for (; next < shares->len && g_array_index (shares, NomoLagShare, next).bound <= lag_bounds[i].ms; next++)
      count += (guint64) g_array_index (shares, NomoLagShare, next).count;
    g_string_append_printf (text, "%s_bucket{le=\"%s\"} %" G_GUINT64_FORMAT "\n", name, lag_bounds[i].seconds, count);
  }
  for (; next < shares->len; next++)
    count += (guint64) g_array_index (shares, NomoLagShare, next).count;
  for (guint i = 0; i < shares->len; i++)
    ms += g_array_index (shares, NomoLagShare, i).ms;
  g_string_append_printf (text, "%s_bucket{le=\"+Inf\"} %" G_GUINT64_FORMAT "\n", name, count);
  g_string_append_printf (text, "%s_sum %" G_GINT64_FORMAT ".%03d\n", name, ms / 1000, (int) (ms % 1000));
  g_string_append_printf (text, "%s_count %" G_GUINT64_FORMAT "\n", name, count);
}

static void
write_inbox (GString *text, const NomoInboxSummary *inbox)
{
  static const char kept[] = "nomo_relay_inbox_deliveries";
  static const char last[] = "nomo_relay_last_delivery_timestamp_seconds";

  begin (text, kept, "gauge", "Deliveries on the disk, by how far they are.");
  for (guint i = 0; i < NOMO_N_DELIVERY_STATES; i++)
    add (text, kept, "state", states[i], (guint64) inbox->counts[i]);
  write_lag (text, "nomo_relay_delivery_coming_seconds",
             "Time from the moment, to the second, that Salla gives to that at which its delivery came.",
             inbox->lags[NOMO_LAG_COMING]);
  write_lag (text, "nomo_relay_delivery_writing_seconds",
             "Time from the moment at which a delivery came to that at which its records were written.",
             inbox->lags[NOMO_LAG_WRITING]);
  if (inbox->last_at == 0)
    return;
  begin (text, last, "gauge", "When the last delivery was taken.");
  g_string_append_printf (text, "%s %" G_GINT64_FORMAT ".%03d\n", last, inbox->last_at / 1000,
                          (int) (inbox->last_at % 1000));
}

/**
 * nomo_relay_metrics_write:
 * @intake: what counts deliveries
 * @door: what counts connections
 * @inbox: (nullable): how the inbox stands, if it can be read
 *
 * Nothing in it tells of a person, a store or a secret.
 *
 * Returns: (transfer full): the relay's figures since its start, and those of its inbox since it was made, in Prometheus' text format
 */
char *
nomo_relay_metrics_write (NomoRelayIntake *intake, NomoRelayDoor *door, const NomoInboxSummary *inbox)
{
  g_autoptr (GString) text = g_string_new (NULL);

  write_intake (text, intake);
  write_door (text, door);
  if (nomo_relay_door_get_certificate (door) != NULL)
    write_certificate (text, nomo_relay_door_get_certificate (door));
  if (inbox != NULL)
    write_inbox (text, inbox);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * nomo_relay_metrics_read:
 * @text: what nomo_relay_metrics_write() gave
 * @counts: (out): what became of how many requests to deliver something
 *
 * Returns: whether all of them are in it
 */
gboolean
nomo_relay_metrics_read (const char *text, guint64 counts[NOMO_RELAY_N_VERDICTS])
{
  for (guint i = 0; i < NOMO_RELAY_N_VERDICTS; i++) {
    g_autofree char *sample = g_strdup_printf ("\n" DELIVERIES "{verdict=\"%s\"} ", verdicts[i]);
    const char *found = strstr (text, sample);

    if (found == NULL)
      return FALSE;
    counts[i] = g_ascii_strtoull (found + strlen (sample), NULL, 10);
  }
  return TRUE;
}
