#include "config.h"

#include "nomo-profit-reader.h"

/* While the store goes on changing, so many times as long as a read took pass before the next: of a long period in a large
 * shop it takes seconds, and would keep a processor busy for as long as a sync runs. */
#define REST 4

struct _NomoProfitReader {
  GObject parent_instance;

  NomoShop *shop;
  NomoProfitRequest request;
  guint64 wanted; /* the commit that the profit is to be of */
  GCancellable *cancellable;
  gboolean reading;
  guint64 reading_seq;
  gint64 begun; /* monotonic, microseconds */
  guint rest;

  NomoProfit *profit;
  GError *error;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoProfitReader, nomo_profit_reader, G_TYPE_OBJECT)

static void begin (NomoProfitReader *self);

static gboolean
rested_cb (gpointer data)
{
  NomoProfitReader *self = data;

  self->rest = 0;
  if (self->wanted > self->reading_seq)
    begin (self);
  return G_SOURCE_REMOVE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoProfitReader) self = data;
  g_autoptr (GError) error = NULL;
  NomoProfit *profit = nomo_profit_read_finish (result, &error);

  /* Another period or another shop is meant by now. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->reading = FALSE;
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&error);
  if (profit != NULL) {
    g_clear_pointer (&self->profit, nomo_profit_unref);
    self->profit = profit;
  }
  self->rest = g_timeout_add ((guint) ((g_get_monotonic_time () - self->begun) / 1000 * REST), rested_cb, self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
begin (NomoProfitReader *self)
{
  self->reading = TRUE;
  self->reading_seq = self->wanted;
  self->begun = g_get_monotonic_time ();
  nomo_profit_read_async (self->shop, &self->request, self->cancellable, read_cb, g_object_ref (self));
}

static void
nomo_profit_reader_dispose (GObject *object)
{
  NomoProfitReader *self = NOMO_PROFIT_READER (object);

  if (self->cancellable != NULL)
    nomo_profit_reader_forget (self);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (nomo_profit_reader_parent_class)->dispose (object);
}

static void
nomo_profit_reader_class_init (NomoProfitReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_profit_reader_dispose;
  signals[CHANGED] =
      g_signal_new ("changed", NOMO_TYPE_PROFIT_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_profit_reader_init (NomoProfitReader *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * nomo_profit_reader_new:
 *
 * Reads the profit of a period by the costs of the products, beside and after all else. Signal: `changed`, when it was read or
 * could not be read.
 *
 * Returns: (transfer full): a reader that has nothing to read yet
 */
NomoProfitReader *
nomo_profit_reader_new (void)
{
  return g_object_new (NOMO_TYPE_PROFIT_READER, NULL);
}

/**
 * nomo_profit_reader_forget:
 * @self: a reader
 *
 * Gives up what is being read and forgets what was.
 */
void
nomo_profit_reader_forget (NomoProfitReader *self)
{
  g_return_if_fail (NOMO_IS_PROFIT_READER (self));
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  self->reading = FALSE;
  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_object (&self->shop);
  g_clear_pointer (&self->profit, nomo_profit_unref);
  g_clear_error (&self->error);
}

static gboolean
is_meant (NomoProfitReader *self, NomoShop *shop, const NomoProfitRequest *request)
{
  return self->shop == shop && self->request.days.from == request->days.from &&
         self->request.days.to == request->days.to && self->request.against.from == request->against.from &&
         self->request.against.to == request->against.to && self->request.margin == request->margin;
}

/**
 * nomo_profit_reader_want:
 * @self: a reader
 * @shop: the shop
 * @request: what is to be read
 * @seq: the commit that it is to be of, or a later one
 *
 * Reads unless it was read already. What was read for another request is forgotten; of an earlier commit it stays until the
 * next read is done.
 */
void
nomo_profit_reader_want (NomoProfitReader *self, NomoShop *shop, const NomoProfitRequest *request, guint64 seq)
{
  g_return_if_fail (NOMO_IS_PROFIT_READER (self));
  if (!is_meant (self, shop, request)) {
    nomo_profit_reader_forget (self);
    g_set_object (&self->shop, shop);
    self->request = *request;
    self->wanted = seq;
    begin (self);
    return;
  }
  self->wanted = MAX (self->wanted, seq);
  if (!self->reading && self->rest == 0 && self->wanted > self->reading_seq)
    begin (self);
}

/**
 * nomo_profit_reader_get_profit:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): the profit, once it was read
 */
NomoProfit *
nomo_profit_reader_get_profit (NomoProfitReader *self)
{
  return self->profit;
}

/**
 * nomo_profit_reader_get_error:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): why the last read failed
 */
const GError *
nomo_profit_reader_get_error (NomoProfitReader *self)
{
  return self->error;
}
