#include "config.h"

#include "nomo-demo-mishap.h"

#include "nomo-demo-pace.h"

#include <string.h>

#define DEEP 100000
#define HUGE (40 * 1024 * 1024)

static void
answer_503 (NomoDemoCall *call)
{
  nomo_demo_call_fail (call, 503, "service_unavailable", "Service Unavailable");
  nomo_demo_call_set_header (call, "Retry-After", "2");
}

static void
answer_404 (NomoDemoCall *call)
{
  if (call->demo->n_refusals++ % 2 == 0)
    nomo_demo_call_fail_missing (call);
  else
    nomo_demo_call_fail (call, 404, NULL, "The content you are trying to access is no longer available");
}

/* The body of a failure under the HTTP status of a success. */
static void
answer_200_error (NomoDemoCall *call)
{
  nomo_demo_call_fail (call, 500, "server_error", "Server Error");
  soup_server_message_set_status (call->message, SOUP_STATUS_OK, NULL);
}

static void
answer_empty (NomoDemoCall *call)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  nomo_demo_call_reply (call, SOUP_STATUS_OK, "application/json", nothing);
}

static void
answer_deep (NomoDemoCall *call)
{
  g_autofree char *text = g_malloc (2 * DEEP);
  g_autoptr (GBytes) body = NULL;

  memset (text, '[', DEEP);
  memset (text + DEEP, ']', DEEP);
  body = g_bytes_new_take (g_steal_pointer (&text), 2 * DEEP);
  nomo_demo_call_reply (call, SOUP_STATUS_OK, "application/json", body);
}

static gpointer
make_huge (gpointer unused)
{
  static const char head[] = "{\"status\":200,\"success\":true,\"data\":\"", tail[] = "\"}";
  char *text = g_malloc (HUGE);

  memset (text, 'a', HUGE);
  memcpy (text, head, strlen (head));
  memcpy (text + HUGE - strlen (tail), tail, strlen (tail));
  return g_bytes_new_take (text, HUGE);
}

static void
answer_huge (NomoDemoCall *call)
{
  static GOnce once = G_ONCE_INIT;

  nomo_demo_call_reply (call, SOUP_STATUS_OK, "application/json", g_once (&once, make_huge, NULL));
}

/**
 * nomo_demo_mishap_answer:
 * @call: a request
 *
 * Answers as a fault asks, in the place of an answer or over the one that is there.
 *
 * Returns: whether there is such a fault
 */
gboolean
nomo_demo_mishap_answer (NomoDemoCall *call)
{
  if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_BLOCKED))
    nomo_demo_call_fail_in_turn (call, 403, "forbidden", "Your IP address is not trusted.");
  else if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_500))
    nomo_demo_call_fail (call, 500, "server_error", "Server Error");
  else if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_503))
    answer_503 (call);
  else if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_404))
    answer_404 (call);
  else if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_422))
    nomo_demo_call_fail_fields (call, "page", "القيمة المختارة غير صالحة");
  else if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_HTTP_STATUS_200_ERROR))
    answer_200_error (call);
  else if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_HTML))
    nomo_demo_call_reply_html (call, 200, "<!doctype html><html><body><h1>Just a moment…</h1></body></html>");
  else if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_EMPTY))
    answer_empty (call);
  else if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_DEEP))
    answer_deep (call);
  else if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_HUGE))
    answer_huge (call);
  else if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_REDIRECT))
    nomo_demo_call_redirect (call, "http://elsewhere.example/");
  else if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_AFTER) && nomo_demo_pace_meets_fault (call))
    nomo_demo_pace_refuse (call);
  else
    return FALSE;
  return TRUE;
}

static GBytes *
compress (GBytes *plain)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  g_output_stream_write_bytes (stream, plain, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* A body that is plainly no gzip is read as it is by many a client, so it begins as one. */
static void
break_gzip (NomoDemoCall *call)
{
  SoupMessageBody *body = soup_server_message_get_response_body (call->message);
  g_autoptr (GBytes) plain = soup_message_body_flatten (body);
  g_autoptr (GBytes) whole = compress (plain);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);

  soup_message_body_truncate (body);
  soup_message_body_append_bytes (body, half);
  nomo_demo_call_set_header (call, "Content-Encoding", "gzip");
}

/**
 * nomo_demo_mishap_finish:
 * @call: a request that was answered
 *
 * Spoils the answer, whatever it is, as a fault asks.
 */
void
nomo_demo_mishap_finish (NomoDemoCall *call)
{
  if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_GZIP_BROKEN))
    break_gzip (call);
}
