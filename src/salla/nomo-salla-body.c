#include "config.h"

#include "nomo-salla-body.h"

#include "nomo-json.h"

struct _NomoSallaBody {
  GString *text;
};

/**
 * nomo_salla_body_new:
 *
 * Returns: (transfer full): an object without members
 */
NomoSallaBody *
nomo_salla_body_new (void)
{
  NomoSallaBody *self = g_new (NomoSallaBody, 1);

  self->text = g_string_new ("{");
  return self;
}

/**
 * nomo_salla_body_free:
 * @self: (transfer full): an object
 */
void
nomo_salla_body_free (NomoSallaBody *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
append_text (NomoSallaBody *self, const char *text)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *quoted = NULL;

  json_node_init_string (node, text);
  quoted = nomo_json_write (node);
  g_string_append (self->text, quoted);
}

static void
append_name (NomoSallaBody *self, const char *name)
{
  if (self->text->len > 1)
    g_string_append_c (self->text, ',');
  g_string_append_printf (self->text, "\"%s\":", name);
}

/**
 * nomo_salla_body_text:
 * @self: an object
 * @name: name of a member
 * @value: its value
 */
void
nomo_salla_body_text (NomoSallaBody *self, const char *name, const char *value)
{
  append_name (self, name);
  append_text (self, value);
}

/**
 * nomo_salla_body_number:
 * @self: an object
 * @name: name of a member
 * @decimal: digits, with a point before those behind it, such as `49.95`
 */
void
nomo_salla_body_number (NomoSallaBody *self, const char *name, const char *decimal)
{
  append_name (self, name);
  g_string_append (self->text, decimal);
}

/**
 * nomo_salla_body_int:
 * @self: an object
 * @name: name of a member
 * @value: its value
 */
void
nomo_salla_body_int (NomoSallaBody *self, const char *name, gint64 value)
{
  append_name (self, name);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

/**
 * nomo_salla_body_bool:
 * @self: an object
 * @name: name of a member
 * @value: its value
 */
void
nomo_salla_body_bool (NomoSallaBody *self, const char *name, gboolean value)
{
  append_name (self, name);
  g_string_append (self->text, value ? "true" : "false");
}

/**
 * nomo_salla_body_list:
 * @self: an object
 * @name: name of a member
 * @texts: (element-type utf8): what is in the list
 */
void
nomo_salla_body_list (NomoSallaBody *self, const char *name, GPtrArray *texts)
{
  append_name (self, name);
  g_string_append_c (self->text, '[');
  for (guint i = 0; i < texts->len; i++) {
    if (i > 0)
      g_string_append_c (self->text, ',');
    append_text (self, texts->pdata[i]);
  }
  g_string_append_c (self->text, ']');
}

/**
 * nomo_salla_body_end:
 * @self: (transfer full): an object
 *
 * Returns: (transfer full): the object as it is sent
 */
GBytes *
nomo_salla_body_end (NomoSallaBody *self)
{
  GBytes *bytes = NULL;

  g_string_append_c (self->text, '}');
  bytes = g_bytes_new (self->text->str, self->text->len);
  nomo_salla_body_free (self);
  return bytes;
}
