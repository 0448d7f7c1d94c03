#include "config.h"

#include "nomo-outbox-send.h"

#include "nomo-order-tag-list.h"
#include "nomo-outbox-settle.h"
#include "nomo-salla-error.h"

static void
read_back_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoOutboxLane *lane = data;
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  g_autoptr (NomoRecord) record = answer != NULL ? nomo_outbox_lane_map (lane, answer->data, answer->as_of) : NULL;

  if (record != NULL) {
    nomo_outbox_settle_done (lane, record);
  } else if (nomo_outbox_is_missing (error)) {
    g_error_free (error);
    nomo_outbox_settle_gone (lane);
  } else {
    nomo_outbox_settle_unread (lane, error);
  }
}

static void
partly_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoOutboxLane *lane = data;

  if (nomo_outbox_lane_committed (lane, result))
    nomo_outbox_settle_failed (lane, g_steal_pointer (&lane->failure));
}

static void
looked_after_failure_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoOutboxLane *lane = data;
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  g_autoptr (NomoRecord) record = answer != NULL ? nomo_outbox_lane_map (lane, answer->data, answer->as_of) : NULL;
  g_autoptr (NomoRecord) found = record != NULL ? nomo_outbox_lane_dup_found (lane, record) : NULL;

  if (found != NULL) {
    NomoCommit *commit = nomo_commit_new (NOMO_OUTBOX_SALLA, NULL);

    nomo_commit_put (commit, found);
    nomo_outbox_lane_commit (lane, commit, partly_done_cb);
  } else if (nomo_outbox_is_missing (error)) {
    g_error_free (error);
    nomo_outbox_settle_gone (lane);
  } else {
    nomo_outbox_settle_unread (lane, error);
  }
}

/* What was done before a write failed is done, and what is missing may be the record or only what the write is about. */
static void
write_failed (NomoOutboxLane *lane, GError *error)
{
  if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNCERTAIN) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error);
    nomo_outbox_lane_doubt (lane);
  } else if (nomo_outbox_lane_get_salla_id (lane) != 0 && (lane->next > 0 || nomo_outbox_is_missing (error))) {
    lane->failure = error;
    nomo_outbox_lane_ask_async (lane, nomo_outbox_lane_get_salla_id (lane), looked_after_failure_cb);
  } else {
    nomo_outbox_settle_failed (lane, error);
  }
}

/* Some answers are the record, others only say that it went well. */
static void
take_answer (NomoOutboxLane *lane, NomoRecord *answer)
{
  gint64 id = nomo_outbox_lane_get_salla_id (lane);

  if (nomo_record_is_deleted (lane->waiting->record))
    nomo_outbox_settle_gone (lane);
  else if (answer != NULL && (id == 0 || nomo_record_get_id (answer) == id))
    nomo_outbox_settle_done (lane, answer);
  else if (id != 0)
    nomo_outbox_lane_ask_async (lane, id, read_back_cb);
  else
    nomo_outbox_lane_doubt (lane);
}

static void send_next (NomoOutboxLane *lane);

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoOutboxLane *lane = data;
  const NomoSallaWrite *write = lane->writes->pdata[lane->next];
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_send_finish (NOMO_SALLA_CLIENT (source), result, &error);
  g_autoptr (NomoRecord) record = answer != NULL ? nomo_outbox_lane_map (lane, answer->data, answer->as_of) : NULL;

  if (answer == NULL && !(write->may_miss && nomo_outbox_is_missing (error))) {
    write_failed (lane, error);
    return;
  }
  g_clear_error (&error);
  lane->said |= write->notes;
  lane->next++;
  if (lane->next < lane->writes->len)
    send_next (lane);
  else
    take_answer (lane, record);
}

static void
send_whole (NomoOutboxLane *lane, const NomoSallaWrite *write)
{
  nomo_salla_client_send_async (lane->outbox->client, lane->outbox, write->method, write->path, write->body,
                                lane->cancellable, sent_cb, lane);
}

/* As if Salla refused it. */
static GError *
create_numberless (const NomoSallaWrite *write)
{
  const char *const fields[] = { NOMO_OUTBOX_NO_NUMBER, write->tag, NULL };
  GError *error = g_error_new_literal (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REFUSED, "the number of a tag is not known");

  nomo_salla_error_take_fields (error, g_strdupv ((char **) fields));
  return error;
}

static void
numbered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoOutboxLane *lane = data;
  NomoSallaWrite *write = lane->writes->pdata[lane->next];
  GError *error = NULL;
  gint64 number;

  if (!nomo_order_tag_list_find_finish (NOMO_STORE (source), result, &number, &error)) {
    nomo_outbox_settle_unread (lane, error);
  } else if (number == 0) {
    write_failed (lane, create_numberless (write));
  } else {
    nomo_salla_write_add_number (write, number);
    send_whole (lane, write);
  }
}

static void
send_next (NomoOutboxLane *lane)
{
  const NomoSallaWrite *write = lane->writes->pdata[lane->next];

  if (write->tag != NULL)
    nomo_order_tag_list_find_async (lane->outbox->store, lane->outbox->client, lane->outbox, write->tag,
                                    lane->cancellable, numbered_cb, lane);
  else
    send_whole (lane, write);
}

static void
send_all (NomoOutboxLane *lane)
{
  lane->writes = lane->kind->write (lane->waiting->record);
  if (lane->writes->len > 0)
    send_next (lane);
  else
    take_answer (lane, NULL);
}

static void
noted_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (nomo_outbox_lane_read_finish (data, result))
    send_all (data);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (nomo_outbox_lane_committed (data, result))
    nomo_outbox_lane_read_async (data, noted_read_cb);
}

/**
 * nomo_outbox_send:
 * @lane: (transfer full): an edit on its way
 *
 * Tells Salla of an edit, and takes its answers. Before anything leaves, the store knows what leaves and since when, by Salla's
 * clock.
 */
void
nomo_outbox_send (NomoOutboxLane *lane)
{
  g_autofree char *as_of = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_salla_client_get_as_of (lane->outbox->client));

  nomo_outbox_lane_note (lane, NOMO_OUTBOX_SENT, NULL, as_of, noted_cb);
}
