#include "config.h"

#include "nomo-overview-reader.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"

/* One day has no course: the chart of "today" shows the week that it ends. */
#define LEAST_COURSE 7

struct _NomoOverviewReader {
  GObject parent_instance;

  NomoSession *session;
  NomoShop *shop;
  GCancellable *cancellable;
  gboolean reading;
  gboolean again;
  int today;

  NomoFigures *figures;
  NomoFigures *course;
  NomoBreakdown *breakdown;
  GArray *annotations;
  GError *error;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoOverviewReader, nomo_overview_reader, G_TYPE_OBJECT)

/* Answers older than what is shown are refused: a read that was overtaken must not bring old figures back. */
static void
take_figures (NomoFigures **place, NomoFigures *figures)
{
  if (*place == NULL || figures->seq >= (*place)->seq) {
    g_clear_pointer (place, nomo_figures_unref);
    *place = nomo_figures_ref (figures);
  }
}

static void
tell (NomoOverviewReader *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A read that was given up says nothing: another shop or period is meant by now. */
static gboolean
take_error (NomoOverviewReader *self, GError *error)
{
  if (error == NULL)
    return FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  self->reading = FALSE;
  tell (self);
  if (self->again)
    nomo_overview_reader_refresh (self);
  return TRUE;
}

static void
annotations_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoOverviewReader) self = data;
  g_autoptr (GError) error = NULL;
  GArray *annotations = nomo_annotations_read_finish (result, &error);

  if (take_error (self, error))
    return;
  g_clear_pointer (&self->annotations, g_array_unref);
  self->annotations = annotations;
  self->reading = FALSE;
  tell (self);
  if (self->again)
    nomo_overview_reader_refresh (self);
}

static void
breakdown_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoOverviewReader) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoBreakdown) breakdown = nomo_breakdown_read_finish (result, &error);

  if (take_error (self, error))
    return;
  if (self->breakdown == NULL || breakdown->seq >= self->breakdown->seq) {
    g_clear_pointer (&self->breakdown, nomo_breakdown_unref);
    self->breakdown = g_steal_pointer (&breakdown);
  }
  nomo_annotations_read_async (self->shop, self->course->days, self->cancellable, annotations_read_cb,
                               g_object_ref (self));
}

static void
read_breakdown (NomoOverviewReader *self)
{
  tell (self);
  nomo_breakdown_read_async (self->shop, self->figures->days, self->cancellable, breakdown_read_cb,
                             g_object_ref (self));
}

static void
course_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoOverviewReader) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoFigures) figures = nomo_figures_read_finish (result, &error);

  if (take_error (self, error))
    return;
  take_figures (&self->course, figures);
  read_breakdown (self);
}

static void
read_course (NomoOverviewReader *self)
{
  NomoStretch days = { self->figures->days.to - LEAST_COURSE + 1, self->figures->days.to };
  const NomoFiguresRequest request = {
    days,
    nomo_stretch_get_against (days, nomo_session_get_against (self->session)),
    self->today,
  };

  nomo_figures_read_async (self->shop, &request, self->cancellable, course_read_cb, g_object_ref (self));
}

static void
figures_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoOverviewReader) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoFigures) figures = nomo_figures_read_finish (result, &error);

  if (take_error (self, error))
    return;
  g_clear_error (&self->error);
  take_figures (&self->figures, figures);
  if (self->figures->n_days < 2) {
    read_course (self);
    return;
  }
  g_clear_pointer (&self->course, nomo_figures_unref);
  self->course = nomo_figures_ref (self->figures);
  read_breakdown (self);
}

/* What is under way belongs to another period or another shop. */
static void
forget (NomoOverviewReader *self)
{
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  self->reading = self->again = FALSE;
  g_clear_pointer (&self->figures, nomo_figures_unref);
  g_clear_pointer (&self->course, nomo_figures_unref);
  g_clear_pointer (&self->breakdown, nomo_breakdown_unref);
  g_clear_pointer (&self->annotations, g_array_unref);
  g_clear_error (&self->error);
}

static void
shop_changed_cb (NomoOverviewReader *self)
{
  g_set_object (&self->shop, nomo_session_get_shop (self->session));
  forget (self);
  tell (self);
  nomo_overview_reader_refresh (self);
}

static void
nomo_overview_reader_dispose (GObject *object)
{
  NomoOverviewReader *self = NOMO_OVERVIEW_READER (object);

  if (self->cancellable != NULL)
    forget (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->shop);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_overview_reader_parent_class)->dispose (object);
}

static void
nomo_overview_reader_class_init (NomoOverviewReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_overview_reader_dispose;
  signals[CHANGED] =
      g_signal_new ("changed", NOMO_TYPE_OVERVIEW_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_overview_reader_init (NomoOverviewReader *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * nomo_overview_reader_new:
 * @session: whose shop, period and comparison decide what is read
 *
 * Reads what Overview shows: the figures first, then their course and what they are made of. Signal: `changed`, whenever more
 * of it is there or it could not be read.
 *
 * Returns: (transfer full): a reader that waits to be started
 */
NomoOverviewReader *
nomo_overview_reader_new (NomoSession *session)
{
  NomoOverviewReader *self = g_object_new (NOMO_TYPE_OVERVIEW_READER, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::period", G_CALLBACK (nomo_overview_reader_restart), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::against", G_CALLBACK (nomo_overview_reader_restart), self,
                           G_CONNECT_SWAPPED);
  g_set_object (&self->shop, nomo_session_get_shop (session));
  return self;
}

/**
 * nomo_overview_reader_refresh:
 * @self: a reader
 *
 * Reads anew. Asked for while a read runs, it reads once more afterwards.
 */
void
nomo_overview_reader_refresh (NomoOverviewReader *self)
{
  const NomoPeriod *period;
  NomoFiguresRequest request;

  g_return_if_fail (NOMO_IS_OVERVIEW_READER (self));
  self->again = self->reading;
  if (self->reading || self->shop == NULL)
    return;
  self->reading = TRUE;
  self->today = nomo_day_of (nomo_clock_now (), nomo_shop_get_zone (self->shop));
  period = nomo_session_get_period (self->session);
  request.days = nomo_period_get_days (period, self->today);
  request.against = nomo_period_get_against (period, self->today, nomo_session_get_against (self->session));
  request.today = self->today;
  nomo_figures_read_async (self->shop, &request, self->cancellable, figures_read_cb, g_object_ref (self));
}

/**
 * nomo_overview_reader_restart:
 * @self: a reader
 *
 * Forgets what was read and reads anew. What is shown stays until the answer is there.
 */
void
nomo_overview_reader_restart (NomoOverviewReader *self)
{
  g_return_if_fail (NOMO_IS_OVERVIEW_READER (self));
  forget (self);
  nomo_overview_reader_refresh (self);
}

/**
 * nomo_overview_reader_get_today:
 * @self: a reader
 *
 * Returns: the day on which was read, in days since 1970-01-01 in the shop's zone
 */
int
nomo_overview_reader_get_today (NomoOverviewReader *self)
{
  return self->today;
}

/**
 * nomo_overview_reader_get_figures:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): the figures of the period
 */
NomoFigures *
nomo_overview_reader_get_figures (NomoOverviewReader *self)
{
  return self->figures;
}

/**
 * nomo_overview_reader_get_course:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): the figures of the days that a chart shows: those of the period, of a single day those
 *   of the week that it ends
 */
NomoFigures *
nomo_overview_reader_get_course (NomoOverviewReader *self)
{
  return self->course;
}

/**
 * nomo_overview_reader_get_breakdown:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): what the sales of the period are made of
 */
NomoBreakdown *
nomo_overview_reader_get_breakdown (NomoOverviewReader *self)
{
  return self->breakdown;
}

/**
 * nomo_overview_reader_get_annotations:
 * @self: a reader
 *
 * Returns: (transfer none) (element-type NomoAnnotation) (nullable): what happened on the days that a chart shows
 */
GArray *
nomo_overview_reader_get_annotations (NomoOverviewReader *self)
{
  return self->annotations;
}

/**
 * nomo_overview_reader_get_error:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): why the last read failed; what was read before is still there
 */
const GError *
nomo_overview_reader_get_error (NomoOverviewReader *self)
{
  return self->error;
}
