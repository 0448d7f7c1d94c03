#include "config.h"

#include "nomo-cli.h"
#include "nomo-domain.h"
#include "nomo-format.h"

#include <glib/gi18n.h>
#include <stdio.h>

typedef struct {
  const NomoEntity *entity;
  guint field;
  gint64 count;
} Dangling;

/* What names a record that is not here. No fault of the file, as orders come before their customers. */
static gboolean
count_dangling (NomoStore *store, GArray *found, GError **error)
{
  for (const NomoEntity *const *entity = nomo_domain_entities (); *entity != NULL; entity++)
    for (guint i = 0; i < (*entity)->n_fields; i++) {
      Dangling dangling = { *entity, i, 0 };

      if ((*entity)->fields[i].type != NOMO_TYPE_REF)
        continue;
      dangling.count = nomo_store_count_dangling (store, *entity, i, error);
      if (dangling.count < 0)
        return FALSE;
      if (dangling.count > 0)
        g_array_append_val (found, dangling);
    }
  return TRUE;
}

static JsonObject *
make_json_dangling (const GArray *found)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < found->len; i++) {
    const Dangling *dangling = &g_array_index (found, Dangling, i);
    g_autofree char *name =
        g_strdup_printf ("%s.%s", dangling->entity->name, dangling->entity->fields[dangling->field].name);

    json_object_set_int_member (object, name, dangling->count);
  }
  return object;
}

static void
print_json_report (GPtrArray *problems, const GArray *found)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < problems->len; i++)
    json_array_add_string_element (array, problems->pdata[i]);
  json_object_set_boolean_member (object, "ok", problems->len == 0);
  json_object_set_array_member (object, "problems", array);
  if (found->len > 0)
    json_object_set_object_member (object, "dangling", make_json_dangling (found));
  nomo_cli_print_json (object);
}

static void
print_report (GPtrArray *problems, const GArray *found)
{
  if (problems->len == 0)
    puts (_ ("All records are sound."));
  for (guint i = 0; i < problems->len; i++)
    puts (problems->pdata[i]);
  for (guint i = 0; i < found->len; i++) {
    const Dangling *dangling = &g_array_index (found, Dangling, i);
    g_autofree char *count = nomo_format_int (dangling->count);

    /* Translators: 1 is what the records are ("Orders"), 2 a field that names another record ("Customer"), 3 a number. */
    printf (_ ("%1$s, “%2$s”: the record named is not here yet in %3$s.\n"), _ (dangling->entity->label_many),
            _ (dangling->entity->fields[dangling->field].label), count);
  }
}

static int
check_store (NomoCli *self)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Dangling));
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_cli_open_store (self, &error);

  if (store == NULL || !nomo_store_check (store, problems, &error) || !count_dangling (store, found, &error))
    return nomo_cli_fail (self, error);
  if (self->json)
    print_json_report (problems, found);
  else
    print_report (problems, found);
  return problems->len == 0 ? NOMO_EXIT_OK : NOMO_EXIT_FAILED;
}

int
nomo_cli_check (NomoCli *self, int argc, char **argv)
{
  gboolean proof = FALSE;
  g_autofree char *backup = NULL;
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "proof", 0, 0, G_OPTION_ARG_NONE, &proof, N_ ("Prove all that the program knows of the store’s data"), NULL },
    { "backup", 0, 0, G_OPTION_ARG_FILENAME, &backup, N_ ("And that this backup opens"), N_ ("FILE") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_ ("Write a page (PDF) that says what was found"), N_ ("FILE") },
    { NULL },
  };

  if (!nomo_cli_parse (self, "check", _ ("Check that the records are sound"), entries, &argc, &argv))
    return NOMO_EXIT_USAGE;
  if (argc > 1)
    return nomo_cli_usage (_ ("“%s” is too much."), argv[1]);
  if (!proof && (backup != NULL || output != NULL))
    return nomo_cli_usage ("%s", _ ("--backup and --output need --proof."));
  return proof ? nomo_cli_prove (self, backup, output) : check_store (self);
}
