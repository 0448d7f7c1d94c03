#include "config.h"

#include "nomo-salla-event.h"

#include "nomo-json.h"
#include "nomo-salla-error.h"
#include "nomo-salla-time.h"
#include "nomo-salla-webhook.h"

/**
 * nomo_salla_event_free:
 * @self: (transfer full): an event
 */
void
nomo_salla_event_free (NomoSallaEvent *self)
{
  g_free (self->name);
  g_clear_pointer (&self->data, json_node_unref);
  g_free (self);
}

/* Salla's own sample of an invoice stands without an envelope. */
static JsonNode *
get_data (JsonNode *root)
{
  JsonNode *data = nomo_json_get (root, "data");

  if (data != NULL && nomo_json_get_object (data, "") != NULL)
    return data;
  return nomo_json_get (root, "event") == NULL ? root : NULL;
}

/**
 * nomo_salla_event_read:
 * @body: the bytes of a delivery as they came
 * @error: return location
 *
 * Reads a delivery whole; nomo_salla_webhook_read() reads no more than its envelope.
 *
 * Returns: (transfer full) (nullable): the event; else the error is of the JSON gate, or %NOMO_SALLA_ERROR_UNREADABLE
 */
NomoSallaEvent *
nomo_salla_event_read (GBytes *body, GError **error)
{
  g_autoptr (NomoSallaEvent) self = g_new0 (NomoSallaEvent, 1);
  g_autoptr (JsonNode) root = NULL;
  JsonNode *data = NULL;

  if (!nomo_salla_webhook_read (body, &self->merchant, &self->name, error))
    return NULL;
  root = nomo_json_parse (body, 0, NULL, error);
  if (root == NULL)
    return NULL;
  data = get_data (root);
  if (data == NULL) {
    g_set_error_literal (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE, "A delivery tells nothing of its event");
    return NULL;
  }
  if (!nomo_salla_time_read (root, "created_at", &self->as_of))
    self->as_of = 0;
  self->data = json_node_ref (data);
  return g_steal_pointer (&self);
}
