#include "config.h"

#include "nomo-demo-reading.h"

#define CHUNK (256 * 1024)

/* A book that is being read out, a piece at a time, as the reader takes it. */
typedef struct {
  NomoDemoStore *demo;
  SoupServerMessage *message;
  NomoDemoJson *json;
  NomoDemoWriteRecord write;
  NomoDemoEntity entity;
  guint next;
  guint n;
  gboolean ended;
} Reading;

static void
reading_free (gpointer data, GClosure *closure)
{
  Reading *reading = data;

  nomo_demo_json_free (reading->json);
  g_free (reading);
}

static guint
index_at (const Reading *reading, guint place)
{
  return reading->entity < NOMO_DEMO_N_ENTITIES ? nomo_demo_shop_nth_left (reading->demo->shop, reading->entity, place)
                                                : place;
}

static void
reading_append (Reading *reading)
{
  SoupMessageBody *body = soup_server_message_get_response_body (reading->message);
  g_autoptr (GBytes) bytes = NULL;

  while (reading->next < reading->n && nomo_demo_json_get_length (reading->json) < CHUNK)
    reading->write (reading->demo, index_at (reading, reading->next++), reading->json);
  if (reading->next == reading->n && !reading->ended) {
    nomo_demo_json_end_array (reading->json);
    reading->ended = TRUE;
  }
  bytes = nomo_demo_json_take_bytes (reading->json);
  if (g_bytes_get_size (bytes) > 0)
    soup_message_body_append_bytes (body, bytes);
  else
    soup_message_body_complete (body);
}

static void
wrote_chunk_cb (SoupServerMessage *message, Reading *reading)
{
  reading_append (reading);
}

/**
 * nomo_demo_read_out:
 * @call: a request for a book
 * @entity: what is in it; %NOMO_DEMO_N_ENTITIES for records of which none can go
 * @n: how many of them there ever were
 * @write: writes one, by index
 *
 * Answers the records that are left, as an array. The number of records is that of now; what is added while the book is read
 * out is not in it.
 */
void
nomo_demo_read_out (NomoDemoCall *call, NomoDemoEntity entity, guint n, NomoDemoWriteRecord write)
{
  Reading *reading = g_new0 (Reading, 1);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (call->message);

  reading->demo = call->demo;
  reading->message = call->message;
  reading->json = nomo_demo_json_new (NOMO_DEMO_JSON_PLAIN);
  reading->write = write;
  reading->entity = entity;
  reading->n = entity < NOMO_DEMO_N_ENTITIES ? nomo_demo_shop_count_left (call->demo->shop, entity, n) : n;
  nomo_demo_json_begin_array (reading->json, NULL);
  soup_server_message_set_status (call->message, SOUP_STATUS_OK, NULL);
  nomo_demo_call_set_header (call, "Content-Type", "application/json");
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (call->message), FALSE);
  g_signal_connect_data (call->message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), reading, reading_free, 0);
  reading_append (reading);
}
