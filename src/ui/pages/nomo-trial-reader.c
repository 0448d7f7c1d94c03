#include "config.h"

#include "nomo-trial-reader.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-job.h"
#include "nomo-percent.h"
#include "nomo-shop.h"

#include <glib/gi18n.h>

/* After the last key. */
#define PAUSE_MS 300

struct _NomoTrialReader {
  GObject parent_instance;

  NomoCouponForm *form;
  NomoSession *session;
  NomoPeriod period;
  NomoRecord *tried; /* what the report is of, or will be */
  NomoTrialReport *report;
  GError *error;
  NomoJob *job;
  guint pause;
};

G_DEFINE_FINAL_TYPE (NomoTrialReader, nomo_trial_reader, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
give_up (NomoTrialReader *self)
{
  if (self->job != NULL)
    nomo_job_cancel (self->job);
  g_clear_object (&self->job);
}

static void
nomo_trial_reader_dispose (GObject *object)
{
  NomoTrialReader *self = NOMO_TRIAL_READER (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  give_up (self);
  g_clear_pointer (&self->tried, nomo_record_unref);
  g_clear_pointer (&self->report, nomo_trial_report_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->form);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_trial_reader_parent_class)->dispose (object);
}

static void
nomo_trial_reader_class_init (NomoTrialReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_trial_reader_dispose;

  /**
   * NomoTrialReader::changed:
   *
   * A trial begins or has ended.
   */
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_trial_reader_init (NomoTrialReader *self)
{
  nomo_period_parse ("last-month", &self->period);
}

static void
tell_changed (NomoTrialReader *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoTrialReader) self = data;
  g_autoptr (GError) error = NULL;
  NomoTrialReport *report = nomo_coupon_trial_run_finish (NOMO_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->form == NULL)
    return;
  g_clear_object (&self->job);
  g_clear_pointer (&self->report, nomo_trial_report_unref);
  g_clear_error (&self->error);
  self->report = report;
  self->error = g_steal_pointer (&error);
  tell_changed (self);
}

static void
begin (NomoTrialReader *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);
  int margin = nomo_shop_shows_profit (shop) ? nomo_shop_get_margin (shop) : NOMO_PERCENT_UNKNOWN;
  NomoTrialRequest request = { self->tried, nomo_period_get_days (&self->period, nomo_trial_reader_get_today (self)),
                               margin };

  self->job = nomo_job_new (N_ ("Trying the coupon"));
  nomo_coupon_trial_run_async (nomo_shop_get_store (shop), nomo_coupon_form_get_currency (self->form), &request,
                               self->job, tried_cb, g_object_ref (self));
}

static gboolean
pause_cb (gpointer data)
{
  NomoTrialReader *self = data;

  self->pause = 0;
  begin (self);
  return G_SOURCE_REMOVE;
}

static void
try_later (NomoTrialReader *self, NomoRecord *draft)
{
  give_up (self);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->tried, nomo_record_unref);
  if (draft != NULL) {
    self->tried = nomo_record_ref (draft);
    self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
  } else {
    g_clear_pointer (&self->report, nomo_trial_report_unref);
    g_clear_error (&self->error);
  }
  tell_changed (self);
}

static void
typed_cb (NomoTrialReader *self)
{
  g_autoptr (NomoRecord) draft = nomo_coupon_form_create_draft (self->form);

  if (draft != self->tried && (draft == NULL || self->tried == NULL || !nomo_record_equal (draft, self->tried)))
    try_later (self, draft);
}

/**
 * nomo_trial_reader_new:
 * @form: what is typed
 * @session: whose shop's orders it is tried on
 *
 * Tries a coupon on past orders while it is typed, a moment after the last key. What was begun before is given up.
 *
 * Returns: (transfer full): a reader, of the last month
 */
NomoTrialReader *
nomo_trial_reader_new (NomoCouponForm *form, NomoSession *session)
{
  NomoTrialReader *self = g_object_new (NOMO_TYPE_TRIAL_READER, NULL);

  self->form = g_object_ref (form);
  self->session = g_object_ref (session);
  g_signal_connect_object (form, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * nomo_trial_reader_set_period:
 * @self: a reader
 * @period: the period whose orders the coupon is tried on, as nomo_period_parse() reads it
 */
void
nomo_trial_reader_set_period (NomoTrialReader *self, const char *period)
{
  g_autoptr (NomoRecord) draft = NULL;

  g_return_if_fail (NOMO_IS_TRIAL_READER (self));
  if (!nomo_period_parse (period, &self->period))
    return;
  draft = nomo_coupon_form_create_draft (self->form);
  try_later (self, draft);
}

/**
 * nomo_trial_reader_get_today:
 * @self: a reader
 *
 * Returns: today, in days since 1970-01-01 in the shop's zone
 */
int
nomo_trial_reader_get_today (NomoTrialReader *self)
{
  g_return_val_if_fail (NOMO_IS_TRIAL_READER (self), 0);
  return nomo_day_of (nomo_clock_now (), nomo_session_get_zone (self->session));
}

/**
 * nomo_trial_reader_get_report:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): what came of the last trial; %NULL as long as there is nothing to try
 */
const NomoTrialReport *
nomo_trial_reader_get_report (NomoTrialReader *self)
{
  g_return_val_if_fail (NOMO_IS_TRIAL_READER (self), NULL);
  return self->report;
}

/**
 * nomo_trial_reader_is_busy:
 * @self: a reader
 *
 * Returns: whether the report is of what was typed before
 */
gboolean
nomo_trial_reader_is_busy (NomoTrialReader *self)
{
  g_return_val_if_fail (NOMO_IS_TRIAL_READER (self), FALSE);
  return self->pause != 0 || self->job != NULL;
}

/**
 * nomo_trial_reader_get_error:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): why the last trial failed
 */
const GError *
nomo_trial_reader_get_error (NomoTrialReader *self)
{
  g_return_val_if_fail (NOMO_IS_TRIAL_READER (self), NULL);
  return self->error;
}
