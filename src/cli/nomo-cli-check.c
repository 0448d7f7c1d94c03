#include "config.h"

#include "nomo-cli.h"

#include <glib/gi18n.h>
#include <stdio.h>

static void
print_json_report (GPtrArray *problems)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < problems->len; i++)
    json_array_add_string_element (array, problems->pdata[i]);
  json_object_set_boolean_member (object, "ok", problems->len == 0);
  json_object_set_array_member (object, "problems", array);
  nomo_cli_print_json (object);
}

static void
print_report (GPtrArray *problems)
{
  if (problems->len == 0)
    puts (_ ("All records are sound."));
  for (guint i = 0; i < problems->len; i++)
    puts (problems->pdata[i]);
}

int
nomo_cli_check (NomoCli *self, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = NULL;

  if (!nomo_cli_parse (self, "check", _ ("Check that the records are sound"), entries, &argc, &argv))
    return NOMO_EXIT_USAGE;
  store = nomo_cli_open_store (self, &error);
  if (store == NULL || !nomo_store_check (store, problems, &error))
    if (error != NULL)
      return nomo_cli_fail (self, error);
  if (self->json)
    print_json_report (problems);
  else
    print_report (problems);
  return problems->len == 0 ? NOMO_EXIT_OK : NOMO_EXIT_FAILED;
}
