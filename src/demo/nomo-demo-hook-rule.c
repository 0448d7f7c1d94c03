#include "config.h"

#include "nomo-demo-hook-rule.h"

#include <string.h>

#define LETTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_"

/* A rule is comparisons with AND and OR between, without parentheses; AND binds closer. */

typedef enum {
  EQUAL,
  UNEQUAL,
  GREATER,
  LESS,
} Operator;

typedef struct {
  char *attribute;
  char *value;
  Operator op;
} Comparison;

static void
comparison_clear (Comparison *self)
{
  g_free (self->attribute);
  g_free (self->value);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Comparison, comparison_clear)

static void
skip_spaces (const char **text)
{
  *text += strspn (*text, " \t\n");
}

static char *
read_word (const char **text, gsize length)
{
  char *word = length > 0 ? g_strndup (*text, length) : NULL;

  *text += length;
  return word;
}

static gboolean
read_operator (const char **text, Operator *op)
{
  static const char *const signs[] = { [EQUAL] = "=", [UNEQUAL] = "!=", [GREATER] = ">", [LESS] = "<" };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++) {
    if (g_str_has_prefix (*text, signs[i])) {
      *text += strlen (signs[i]);
      *op = i;
      return TRUE;
    }
  }
  return FALSE;
}

/* A text in backticks may be empty. */
static char *
read_value (const char **text)
{
  const char *end = **text == '`' ? strchr (*text + 1, '`') : NULL;
  char *value;

  if (**text != '`')
    return read_word (text, strcspn (*text, " \t\n`"));
  if (end == NULL)
    return NULL;
  value = g_strndup (*text + 1, end - *text - 1);
  *text = end + 1;
  return value;
}

static gboolean
read_comparison (const char **text, Comparison *self)
{
  skip_spaces (text);
  self->attribute = read_word (text, strspn (*text, LETTERS));
  skip_spaces (text);
  if (self->attribute == NULL || !read_operator (text, &self->op))
    return FALSE;
  skip_spaces (text);
  self->value = read_value (text);
  return self->value != NULL;
}

static gboolean
read_junction (const char **text, const char *junction)
{
  gsize length = strlen (junction);

  skip_spaces (text);
  if (g_ascii_strncasecmp (*text, junction, length) != 0 || strchr (" \t\n", (*text)[length]) == NULL ||
      (*text)[length] == '\0')
    return FALSE;
  *text += length;
  return TRUE;
}

static gboolean
read_number (const char *text, double *number)
{
  char *end;

  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

/* Numbers are compared as such, everything else letter by letter. */
static int
compare (const char *a, const char *b)
{
  double one, other;

  if (read_number (a, &one) && read_number (b, &other))
    return one < other ? -1 : one > other;
  return strcmp (a, b);
}

/* What a record does not have fails each comparison; what is empty in it is an empty text. */
static gboolean
holds (const Comparison *self, NomoDemoHookLookup lookup, gpointer data)
{
  g_autofree char *value = NULL;
  int order;

  if (!lookup (self->attribute, &value, data))
    return FALSE;
  order = compare (value != NULL ? value : "", self->value);
  switch (self->op) {
  case EQUAL:
    return order == 0;
  case UNEQUAL:
    return order != 0;
  case GREATER:
    return value != NULL && order > 0;
  default:
    return value != NULL && order < 0;
  }
}

/* Reads what stands between two OR, and whether all of it holds where @lookup is not NULL. */
static gboolean
read_all (const char **text, NomoDemoHookLookup lookup, gpointer data, gboolean *all)
{
  *all = TRUE;
  do {
    g_auto (Comparison) comparison = { 0 };

    if (!read_comparison (text, &comparison))
      return FALSE;
    *all = *all && (lookup == NULL || holds (&comparison, lookup, data));
  } while (read_junction (text, "AND"));
  return TRUE;
}

/* Whether @rule can be read to its end. */
static gboolean
read_any (const char *rule, NomoDemoHookLookup lookup, gpointer data, gboolean *any)
{
  *any = FALSE;
  do {
    gboolean all;

    if (!read_all (&rule, lookup, data, &all))
      return FALSE;
    *any = *any || all;
  } while (read_junction (&rule, "OR"));
  skip_spaces (&rule);
  return *rule == '\0';
}

/**
 * nomo_demo_hook_rule_is_valid:
 * @rule: as "city = `الرياض` AND total > 250"
 *
 * Returns: whether it is a rule
 */
gboolean
nomo_demo_hook_rule_is_valid (const char *rule)
{
  gboolean any;

  return read_any (rule, NULL, NULL, &any);
}

/**
 * nomo_demo_hook_rule_matches:
 * @rule: a rule
 * @lookup: (scope call): tells what a record has
 * @data: for @lookup
 *
 * Returns: whether the record is as @rule wants it; none is as what is no rule wants it
 */
gboolean
nomo_demo_hook_rule_matches (const char *rule, NomoDemoHookLookup lookup, gpointer data)
{
  gboolean any;

  return read_any (rule, lookup, data, &any) && any;
}
