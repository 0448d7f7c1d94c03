#include "data-model.h"

#include "nomo-domain.h"
#include "nomo-sql.h"

#include <string.h>

/* data-model FILE           ends with 0 when FILE says of the data what the program has
 * data-model --write FILE   writes that part of FILE anew
 * data-model --sql ENTITY   prints the statements that make its tables, for a step of the schema */

#define BEGIN "<!-- From here on by the descriptors: ninja -C _build-asan data-model -->\n"
#define END   "<!-- Up to here. -->\n"

static char *
make_model (GError **error)
{
  g_autoptr (GString) text = g_string_new ("\n## Map\n\n");

  data_model_add_diagram (text);
  g_string_append (text, "\n## Entities\n");
  data_model_add_entities (text);
  g_string_append (text, "\n## Tables without records\n\n");
  if (!data_model_add_tables (text, error))
    return NULL;
  g_string_append_c (text, '\n');
  return g_strdup (text->str);
}

/* What people wrote stays. */
static char *
put_model (const char *document, const char *model, GError **error)
{
  const char *begin = strstr (document, BEGIN);
  const char *end = begin != NULL ? strstr (begin, END) : NULL;
  g_autofree char *head = NULL;

  if (end == NULL) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "There are no lines\n%s%s", BEGIN, END);
    return NULL;
  }
  head = g_strndup (document, (gsize) (begin - document) + strlen (BEGIN));
  return g_strconcat (head, model, end, NULL);
}

static int
compare (const char *path, const char *document, const char *wanted)
{
  g_auto (GStrv) is = g_strsplit (document, "\n", -1);
  g_auto (GStrv) should = g_strsplit (wanted, "\n", -1);
  guint i = 0;

  while (is[i] != NULL && should[i] != NULL && g_str_equal (is[i], should[i]))
    i++;
  if (is[i] == NULL && should[i] == NULL)
    return 0;
  g_printerr ("%s:%u: it says\n  %s\nand the program has\n  %s\nWrite it anew by: ninja -C _build-asan data-model\n",
              path, i + 1, is[i] != NULL ? is[i] : "nothing", should[i] != NULL ? should[i] : "nothing");
  return 1;
}

static int
fail (GError *error)
{
  g_printerr ("%s\n", error->message);
  g_error_free (error);
  return 1;
}

static int
print_sql (const char *name)
{
  const NomoEntity *entity = nomo_domain_find (name);
  g_autofree char *sql = entity != NULL ? nomo_sql_ddl (entity) : NULL;

  g_print ("%s", sql != NULL ? sql : "");
  return sql != NULL ? 0 : 1;
}

int
main (int argc, char **argv)
{
  gboolean writes = argc == 3 && g_str_equal (argv[1], "--write");
  const char *path = argc > 1 ? argv[argc - 1] : "";
  GError *error = NULL;
  g_autofree char *document = NULL;
  g_autofree char *model = NULL;
  g_autofree char *wanted = NULL;

  if (argc == 3 && g_str_equal (argv[1], "--sql"))
    return print_sql (argv[2]);
  if (g_file_get_contents (path, &document, NULL, &error))
    model = make_model (&error);
  if (model != NULL)
    wanted = put_model (document, model, &error);
  if (wanted == NULL || (writes && !g_file_set_contents (path, wanted, -1, &error)))
    return fail (error);
  return writes ? 0 : compare (path, document, wanted);
}
