#include "config.h"

#include "nomo-query-private.h"
#include "nomo-store-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_LENGTH 20000
#define SEARCH     "search"

typedef enum {
  TOKEN_END,
  TOKEN_WORD,
  TOKEN_QUOTED,
  TOKEN_SIGN, /* an operator, a parenthesis, a comma */
} TokenKind;

typedef struct {
  const char *rest;
  TokenKind kind;
  GString *text;
} Parser;

static const char *const signs[] = { "!=", "<=", ">=", "=", "<", ">", "~", "(", ")", ",", "،" };

static const char *const op_names[] = {
  [NOMO_OP_EQ] = "=",  [NOMO_OP_NE] = "!=", [NOMO_OP_LT] = "<",       [NOMO_OP_LE] = "<=",         [NOMO_OP_GT] = ">",
  [NOMO_OP_GE] = ">=", [NOMO_OP_IN] = "in", [NOMO_OP_CONTAINS] = "~", [NOMO_OP_STARTS] = "starts",
};

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
refuse_at (GError **error, const char *format, const char *token)
{
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, format, token);
  return FALSE;
}

static const char *
sign_at (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (text, signs[i]))
      return signs[i];
  return NULL;
}

static gboolean
read_quoted (Parser *parser, GError **error)
{
  const char *p = parser->rest + 1;

  while (*p != '\0' && *p != '"') {
    if (*p == '\\' && p[1] != '\0')
      p++;
    g_string_append_c (parser->text, *p++);
  }
  if (*p == '\0')
    return refuse (error, _ ("A quotation mark in the filter is not closed."));
  parser->rest = p + 1;
  parser->kind = TOKEN_QUOTED;
  return TRUE;
}

static gboolean
next (Parser *parser, GError **error)
{
  const char *sign = NULL;

  while (g_unichar_isspace (g_utf8_get_char (parser->rest)))
    parser->rest = g_utf8_next_char (parser->rest);
  g_string_truncate (parser->text, 0);
  if (*parser->rest == '"')
    return read_quoted (parser, error);
  sign = sign_at (parser->rest);
  if (sign != NULL) {
    g_string_assign (parser->text, strcmp (sign, "،") == 0 ? "," : sign);
    parser->rest += strlen (sign);
    parser->kind = TOKEN_SIGN;
    return TRUE;
  }
  while (*parser->rest != '\0' && *parser->rest != '"' && sign_at (parser->rest) == NULL &&
         !g_unichar_isspace (g_utf8_get_char (parser->rest))) {
    g_string_append_unichar (parser->text, g_utf8_get_char (parser->rest));
    parser->rest = g_utf8_next_char (parser->rest);
  }
  parser->kind = parser->text->len > 0 ? TOKEN_WORD : TOKEN_END;
  return TRUE;
}

static gboolean
is_sign (const Parser *parser, const char *sign)
{
  return parser->kind == TOKEN_SIGN && strcmp (parser->text->str, sign) == 0;
}

static gboolean
read_value (Parser *parser, char **value, GError **error)
{
  if (!next (parser, error))
    return FALSE;
  if (parser->kind == TOKEN_END)
    return refuse (error, _ ("The filter ends where a value should follow."));
  if (parser->kind == TOKEN_SIGN)
    /* Translators: %s is a sign such as ">" that was typed in a filter. */
    return refuse_at (error, _ ("“%s” stands in the filter where a value should."), parser->text->str);
  *value = g_strdup (parser->text->str);
  return TRUE;
}

static gboolean
read_values (Parser *parser, GPtrArray *values, GError **error)
{
  if (!next (parser, error))
    return FALSE;
  if (!is_sign (parser, "("))
    return refuse (error, _ ("After “in” come values in parentheses, with commas between them."));
  do {
    char *value = NULL;

    if (!read_value (parser, &value, error))
      return FALSE;
    g_ptr_array_add (values, value);
    if (!next (parser, error))
      return FALSE;
  } while (is_sign (parser, ","));
  if (!is_sign (parser, ")"))
    return refuse (error, _ ("A parenthesis in the filter is not closed."));
  return TRUE;
}

static gboolean
read_op (Parser *parser, const char *field, NomoOp *op, GError **error)
{
  if (!next (parser, error))
    return FALSE;
  for (guint i = 0; parser->kind != TOKEN_QUOTED && i < G_N_ELEMENTS (op_names); i++)
    if (g_ascii_strcasecmp (parser->text->str, op_names[i]) == 0) {
      *op = (NomoOp) i;
      return TRUE;
    }
  /* Translators: %s is the name of a field as it is typed in a filter. */
  return refuse_at (error, _ ("After “%s” comes a comparison such as = or >= or ~."), field);
}

static gboolean
read_search (Parser *parser, NomoQuery *query, NomoOp op, GError **error)
{
  g_autofree char *text = NULL;

  if (op != NOMO_OP_CONTAINS)
    return refuse (error, _ ("After “search” comes ~ and a text."));
  if (!read_value (parser, &text, error))
    return FALSE;
  nomo_query_where_search (query, text);
  return TRUE;
}

static gboolean
read_condition (Parser *parser, NomoQuery *query, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  NomoOp op = NOMO_OP_EQ;
  int field;

  if (parser->kind == TOKEN_END)
    return refuse (error, _ ("The filter ends where a field should follow."));
  name = g_strdup (parser->text->str);
  field = nomo_entity_find_field (query->entity, name);
  if (parser->kind != TOKEN_WORD || (field < 0 && strcmp (name, SEARCH) != 0))
    return refuse_at (error, _ ("There is no field called “%s”."), name);
  if (!read_op (parser, name, &op, error))
    return FALSE;
  if (field < 0)
    return read_search (parser, query, op, error);
  if (op == NOMO_OP_IN) {
    if (!read_values (parser, values, error))
      return FALSE;
  } else {
    char *value = NULL;

    if (!read_value (parser, &value, error))
      return FALSE;
    g_ptr_array_add (values, value);
  }
  g_ptr_array_add (values, NULL);
  return _nomo_query_add (query, (guint) field, op, (const char *const *) values->pdata, error);
}

static gboolean
read_conditions (Parser *parser, NomoQuery *query, GError **error)
{
  if (!next (parser, error))
    return FALSE;
  if (parser->kind == TOKEN_END)
    return TRUE;
  while (read_condition (parser, query, error)) {
    if (!next (parser, error))
      return FALSE;
    if (parser->kind == TOKEN_END)
      return TRUE;
    if (parser->kind != TOKEN_WORD || g_ascii_strcasecmp (parser->text->str, "and") != 0)
      /* Translators: %s is what was typed in a filter; AND stays as it is. */
      return refuse_at (error, _ ("“%s” stands in the filter where AND should."), parser->text->str);
    if (!next (parser, error))
      return FALSE;
  }
  return FALSE;
}

/**
 * nomo_query_parse:
 * @entity: an entity
 * @filter: conditions joined by AND: `status = completed AND date >= 2026-10-01 AND total > 100.50 AND city ~ "الرياض"`.
 *   A condition is a field, one of `= != < <= > >= ~ starts` and a value, or `in (a, b)`, or `search ~ "text"`. Values
 *   with blanks or signs stand in `"…"`, with `\` before `"` and `\`. A day means all of it, in the shop's zone. An
 *   empty filter lets everything through
 * @error: return location
 *
 * Reads the text form of a filter.
 *
 * Returns: (transfer full) (nullable): the query, in the natural order; else %NULL with %NOMO_STORE_ERROR_INVALID and a
 *   sentence
 */
NomoQuery *
nomo_query_parse (const NomoEntity *entity, const char *filter, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (entity);
  Parser parser = { 0 };
  gboolean ok;

  g_return_val_if_fail (filter != NULL, NULL);

  if (strlen (filter) > MAX_LENGTH || !g_utf8_validate (filter, -1, NULL)) {
    refuse (error,
            strlen (filter) > MAX_LENGTH ? _ ("The filter is too long.") : _ ("The filter is not readable text."));
    return NULL;
  }
  parser.rest = filter;
  parser.text = g_string_new (NULL);
  ok = read_conditions (&parser, query, error);
  g_string_free (parser.text, TRUE);
  return ok ? g_steal_pointer (&query) : NULL;
}

static gboolean
is_plain (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!g_unichar_isalnum (c) && strchr ("-_.:+@", (int) (c < 0x80 ? c : 0x7f)) == NULL)
      return FALSE;
  }
  return *text != '\0';
}

static void
append_value (GString *out, const char *value)
{
  if (is_plain (value)) {
    g_string_append (out, value);
    return;
  }
  g_string_append_c (out, '"');
  for (; *value != '\0'; value++) {
    if (*value == '"' || *value == '\\')
      g_string_append_c (out, '\\');
    g_string_append_c (out, *value);
  }
  g_string_append_c (out, '"');
}

static void
append_condition (GString *out, const NomoQuery *query, const NomoCondition *condition)
{
  const NomoField *field = &query->entity->fields[condition->field];

  g_string_append_printf (out, "%s%s %s ", out->len > 0 ? " AND " : "", field->name, op_names[condition->op]);
  for (guint i = 0; i < condition->operands->len; i++) {
    g_autofree char *value = _nomo_operand_to_text (field, &g_array_index (condition->operands, NomoOperand, i));

    if (condition->op == NOMO_OP_IN)
      g_string_append (out, i == 0 ? "(" : ", ");
    append_value (out, value);
  }
  if (condition->op == NOMO_OP_IN)
    g_string_append_c (out, ')');
}

/**
 * nomo_query_to_text:
 * @self: a query
 *
 * The conditions as text that nomo_query_parse() reads; order and limit are not part of it.
 *
 * Returns: (transfer full): the text, empty when there is no condition
 */
char *
nomo_query_to_text (const NomoQuery *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->conditions->len; i++)
    append_condition (out, self, g_ptr_array_index (self->conditions, i));
  if (self->search != NULL) {
    g_string_append_printf (out, "%s" SEARCH " ~ ", out->len > 0 ? " AND " : "");
    append_value (out, self->search);
  }
  return g_string_free (out, FALSE);
}
