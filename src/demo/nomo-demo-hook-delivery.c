#include "config.h"

#include "nomo-demo-hook-delivery.h"

#include "nomo-demo-hook-mishap.h"

#define MAX_ANSWER 65536

/* What one try came to. */
typedef struct {
  gint64 time;   /* when it began, the store's clock, UTC milliseconds */
  guint status;  /* 0 for no answer */
  char *problem; /* nullable: why there was none */
  char *url;
} NomoDemoHookTry;

static const char *const outcomes[] = {
  [NOMO_DEMO_HOOK_WAITING] = "waiting",     [NOMO_DEMO_HOOK_UNDERWAY] = "underway",
  [NOMO_DEMO_HOOK_DELIVERED] = "delivered", [NOMO_DEMO_HOOK_LOST] = "lost",
  [NOMO_DEMO_HOOK_WITHDRAWN] = "withdrawn",
};

static void
try_clear (gpointer data)
{
  NomoDemoHookTry *it = data;

  g_free (it->problem);
  g_free (it->url);
}

NomoDemoHookDelivery *
nomo_demo_hook_delivery_new (guint number, NomoDemoHookTarget *target, const NomoDemoHookParcel *parcel)
{
  NomoDemoHookDelivery *self = g_new0 (NomoDemoHookDelivery, 1);

  self->number = number;
  self->event = g_strdup (parcel->event);
  self->record = parcel->record;
  self->target = nomo_demo_hook_target_ref (target);
  self->seal = g_strdup (parcel->seal);
  if (parcel->body != NULL) {
    self->body = g_bytes_ref (parcel->body);
    self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, parcel->body);
    self->size = g_bytes_get_size (parcel->body);
  }
  self->made = parcel->made;
  self->due = parcel->due;
  self->mishaps = parcel->mishaps;
  self->tries = g_array_new (FALSE, FALSE, sizeof (NomoDemoHookTry));
  g_array_set_clear_func (self->tries, try_clear);
  return self;
}

void
nomo_demo_hook_delivery_free (NomoDemoHookDelivery *self)
{
  g_free (self->event);
  nomo_demo_hook_target_unref (self->target);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->seal);
  g_free (self->sha256);
  g_array_unref (self->tries);
  g_free (self);
}

/**
 * nomo_demo_hook_delivery_make_request:
 * @self: a delivery that is not settled
 *
 * The bytes are the same with each try; the signature is that of the secret that the receiver has by now.
 *
 * Returns: (transfer full): the request
 */
NomoHttpRequest *
nomo_demo_hook_delivery_make_request (const NomoDemoHookDelivery *self)
{
  NomoHttpRequest *request = nomo_http_request_new (self->body != NULL ? "POST" : "GET", self->target->url);
  g_autofree char *seal = NULL;

  nomo_http_request_show_redirect (request);
  nomo_http_request_set_max_size (request, MAX_ANSWER);
  if (self->body == NULL)
    return request;
  seal = self->seal != NULL ? g_strdup (self->seal)
                            : nomo_demo_hook_target_dup_seal (self->target, self->body, self->mishaps);
  nomo_http_request_set_body (request, "application/json", self->body);
  nomo_demo_hook_target_set_headers (self->target, seal, request);
  return request;
}

void
nomo_demo_hook_delivery_end_try (NomoDemoHookDelivery *self, gint64 began, guint status, const char *problem)
{
  NomoDemoHookTry it = { began, status, g_strdup (problem), g_strdup (self->target->url) };

  g_array_append_val (self->tries, it);
}

void
nomo_demo_hook_delivery_settle (NomoDemoHookDelivery *self, NomoDemoHookOutcome outcome)
{
  self->outcome = outcome;
  g_clear_pointer (&self->body, g_bytes_unref);
}

gboolean
nomo_demo_hook_delivery_is_probe (const NomoDemoHookDelivery *self)
{
  return self->sha256 == NULL;
}

gboolean
nomo_demo_hook_delivery_is_settled (const NomoDemoHookDelivery *self)
{
  return self->outcome >= NOMO_DEMO_HOOK_DELIVERED;
}

static void
write_try (const NomoDemoHookTry *it, NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "time", it->time);
  nomo_demo_json_int (json, "status", it->status);
  nomo_demo_json_string (json, "problem", it->problem);
  nomo_demo_json_string (json, "url", it->url);
  nomo_demo_json_end_object (json);
}

void
nomo_demo_hook_delivery_write (const NomoDemoHookDelivery *self, NomoDemoJson *json)
{
  g_autofree char *mishaps = nomo_demo_hook_mishaps_dup_names (self->mishaps);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "number", self->number);
  nomo_demo_json_string (json, "method", nomo_demo_hook_delivery_is_probe (self) ? "GET" : "POST");
  nomo_demo_json_string (json, "event", self->event);
  nomo_demo_json_int (json, "id", self->record);
  nomo_demo_json_int (json, "subscription", self->target->id);
  nomo_demo_json_string (json, "url", self->target->url);
  nomo_demo_json_string (json, "sha256", self->sha256);
  nomo_demo_json_int (json, "size", (gint64) self->size);
  nomo_demo_json_int (json, "time", self->made);
  nomo_demo_json_string (json, "mishap", mishaps);
  nomo_demo_json_string (json, "outcome", outcomes[self->outcome]);
  nomo_demo_json_begin_array (json, "tries");
  for (guint i = 0; i < self->tries->len; i++)
    write_try (&g_array_index (self->tries, NomoDemoHookTry, i), json);
  nomo_demo_json_end_array (json);
  nomo_demo_json_end_object (json);
}
