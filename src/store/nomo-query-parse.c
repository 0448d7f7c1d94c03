#include "config.h"

#include "nomo-lexer.h"
#include "nomo-query-private.h"
#include "nomo-store-error.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_LENGTH 20000
#define MAX_DEPTH  16
#define SEARCH     "search"

typedef struct {
  NomoLexer lexer;
  NomoQuery *query;
  guint depth;
} Parser;

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

static gboolean
read_value (Parser *parser, GPtrArray *values, GError **error)
{
  if (!nomo_lexer_next (&parser->lexer, error))
    return FALSE;
  if (parser->lexer.kind == NOMO_LEXEME_END)
    return refuse (error, _ ("The filter ends where a value should follow."));
  if (parser->lexer.kind == NOMO_LEXEME_SIGN)
    /* Translators: %s is a sign such as ">" that was typed in a filter. */
    return refuse_at (error, _ ("“%s” stands in the filter where a value should."), parser->lexer.text->str);
  g_ptr_array_add (values, g_strdup (parser->lexer.text->str));
  return nomo_lexer_next (&parser->lexer, error);
}

/* Stands at the parenthesis, and behind the other one in the end. */
static gboolean
read_values (Parser *parser, GPtrArray *values, GError **error)
{
  if (!nomo_lexer_is_sign (&parser->lexer, "("))
    return refuse (error, _ ("After “in” come values in parentheses, with commas between them."));
  do
    if (!read_value (parser, values, error))
      return FALSE;
  while (nomo_lexer_is_sign (&parser->lexer, ","));
  if (!nomo_lexer_is_sign (&parser->lexer, ")"))
    return refuse (error, _ ("A parenthesis in the filter is not closed."));
  return nomo_lexer_next (&parser->lexer, error);
}

static gboolean
find_part_target (const NomoEntity *entity, const char *name, NomoTarget *target)
{
  g_auto (GStrv) names = g_strsplit (name, ".", 2);

  target->part = *name != '\0' ? nomo_entity_find_part (entity, names[0]) : -1;
  if (target->part < 0)
    return FALSE;
  if (names[1] == NULL)
    return TRUE;
  for (guint i = 0; i < entity->parts[target->part].n_fields; i++)
    if (strcmp (entity->parts[target->part].fields[i].name, names[1]) == 0)
      target->field = (int) i;
  return target->field >= 0;
}

/* A key that is no word stands in quotation marks behind the dot. */
static gboolean
find_extra_target (Parser *parser, const char *name, NomoTarget *target, GError **error)
{
  const NomoEntity *entity = parser->query->entity;
  g_auto (GStrv) names = g_strsplit (name, ".", 2);
  int field = names[0] != NULL && names[1] != NULL ? nomo_entity_find_field (entity, names[0]) : -1;

  if (field < 0 || entity->fields[field].type != NOMO_TYPE_EXTRA)
    return TRUE;
  if (*names[1] == '\0' && *parser->lexer.rest == '"') {
    if (!nomo_lexer_next (&parser->lexer, error))
      return FALSE;
    target->key = g_strdup (parser->lexer.text->str);
  } else {
    target->key = g_strdup (names[1]);
  }
  target->part = -1;
  target->field = field;
  return TRUE;
}

static gboolean
read_target (Parser *parser, const char *name, NomoTarget *target, GError **error)
{
  const NomoEntity *entity = parser->query->entity;

  target->part = -1;
  target->field = nomo_entity_find_field (entity, name);
  if (target->field >= 0 || find_part_target (entity, name, target))
    return TRUE;
  if (!find_extra_target (parser, name, target, error))
    return FALSE;
  if (target->field < 0)
    return refuse_at (error, _ ("There is no field called “%s”."), name);
  return TRUE;
}

static gboolean
read_emptiness (Parser *parser, NomoOp *op, GError **error)
{
  if (!nomo_lexer_next (&parser->lexer, error))
    return FALSE;
  *op = NOMO_OP_EMPTY;
  if (nomo_lexer_is_word (&parser->lexer, "not")) {
    *op = NOMO_OP_NOT_EMPTY;
    if (!nomo_lexer_next (&parser->lexer, error))
      return FALSE;
  }
  if (!nomo_lexer_is_word (&parser->lexer, "empty"))
    return refuse (error, _ ("After “is” comes empty or not empty."));
  return TRUE;
}

static gboolean
read_not_in (Parser *parser, NomoOp *op, GError **error)
{
  *op = NOMO_OP_NOT_IN;
  if (!nomo_lexer_next (&parser->lexer, error))
    return FALSE;
  return nomo_lexer_is_word (&parser->lexer, "in") ||
         refuse (error, _ ("Behind a field, “not” is followed by “in” and values in parentheses."));
}

/* "tags has vip" is about the first field of the rows. */
static gboolean
read_op (Parser *parser, const char *name, NomoTarget *target, NomoOp *op, GError **error)
{
  const NomoLexer *lexer = &parser->lexer;

  if (!nomo_lexer_next (&parser->lexer, error))
    return FALSE;
  if (nomo_lexer_is_word (lexer, "is"))
    return read_emptiness (parser, op, error);
  if (target->part >= 0 && target->field < 0) {
    target->field = 0;
    *op = NOMO_OP_EQ;
    return nomo_lexer_is_word (lexer, "has") ||
           /* Translators: %s is the name of a part of a record, such as tags, as it is typed in a filter. */
           refuse_at (error, _ ("After “%s” comes has and a value, or is empty, or a dot and a field."), name);
  }
  if (nomo_lexer_is_word (lexer, "not"))
    return read_not_in (parser, op, error);
  for (guint i = 0; lexer->kind != NOMO_LEXEME_QUOTED && i < G_N_ELEMENTS (_nomo_op_names); i++)
    if (g_ascii_strcasecmp (lexer->text->str, _nomo_op_names[i]) == 0) {
      *op = (NomoOp) i;
      return TRUE;
    }
  /* Translators: %s is the name of a field as it is typed in a filter. */
  return refuse_at (error, _ ("After “%s” comes a comparison such as = or >= or ~."), name);
}

static gboolean
read_operands (Parser *parser, NomoOp op, GPtrArray *values, GError **error)
{
  if (op == NOMO_OP_EMPTY || op == NOMO_OP_NOT_EMPTY)
    return nomo_lexer_next (&parser->lexer, error);
  if (op != NOMO_OP_IN && op != NOMO_OP_NOT_IN)
    return read_value (parser, values, error);
  return nomo_lexer_next (&parser->lexer, error) && read_values (parser, values, error);
}

static gboolean
read_compare (Parser *parser, const char *name, NomoTarget *target, GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  NomoOp op = NOMO_OP_EQ;

  if (!read_target (parser, name, target, error) || !read_op (parser, name, target, &op, error) ||
      !read_operands (parser, op, values, error))
    return FALSE;
  g_ptr_array_add (values, NULL);
  return _nomo_query_add (parser->query, target, op, (const char *const *) values->pdata, error);
}

static gboolean
read_search (Parser *parser, GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  if (!nomo_lexer_next (&parser->lexer, error))
    return FALSE;
  if (!nomo_lexer_is_sign (&parser->lexer, "~"))
    return refuse (error, _ ("After “search” comes ~ and a text."));
  if (!read_value (parser, values, error))
    return FALSE;
  if (parser->query->n_conditions >= NOMO_QUERY_MAX_CONDITIONS)
    return refuse (error, _ ("The filter is too long."));
  nomo_query_where_search (parser->query, values->pdata[0]);
  return TRUE;
}

static gboolean
read_outbox (Parser *parser, GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  if (!nomo_lexer_next (&parser->lexer, error))
    return FALSE;
  if (nomo_lexer_is_sign (&parser->lexer, "=") && !read_value (parser, values, error))
    return FALSE;
  if (parser->query->n_conditions >= NOMO_QUERY_MAX_CONDITIONS)
    return refuse (error, _ ("The filter is too long."));
  for (guint i = 0; values->len > 0 && i < G_N_ELEMENTS (_nomo_outbox_words); i++)
    if (g_str_equal (values->pdata[0], _nomo_outbox_words[i])) {
      nomo_query_where_outbox (parser->query, (gboolean) i);
      return TRUE;
    }
  return refuse (error, _ ("After “outbox” comes = and waiting or refused."));
}

/* Words that no field is called by. */
static gboolean
is_word_alone (const Parser *parser, const char *name, const char *word)
{
  return strcmp (name, word) == 0 && nomo_entity_find_field (parser->query->entity, name) < 0;
}

static gboolean
read_condition (Parser *parser, GError **error)
{
  g_autofree char *name = g_strdup (parser->lexer.text->str);
  NomoTarget target = { 0 };
  gboolean ok;

  if (parser->lexer.kind == NOMO_LEXEME_END)
    return refuse (error, _ ("The filter ends where a field should follow."));
  if (parser->lexer.kind != NOMO_LEXEME_WORD)
    return refuse_at (error, _ ("There is no field called “%s”."), name);
  if (is_word_alone (parser, name, SEARCH))
    return read_search (parser, error);
  if (is_word_alone (parser, name, NOMO_QUERY_OUTBOX))
    return read_outbox (parser, error);
  ok = read_compare (parser, name, &target, error);
  g_free (target.key);
  return ok;
}

static gboolean read_any (Parser *parser, GError **error);

static gboolean
read_parenthesis (Parser *parser, GError **error)
{
  if (++parser->depth > MAX_DEPTH)
    return refuse (error, _ ("The filter has too many parentheses in each other."));
  if (!nomo_lexer_next (&parser->lexer, error) || !read_any (parser, error))
    return FALSE;
  if (!nomo_lexer_is_sign (&parser->lexer, ")"))
    return parser->lexer.kind == NOMO_LEXEME_END
               ? refuse (error, _ ("A parenthesis in the filter is not closed."))
               /* Translators: %s is what was typed in a filter; AND and OR stay as they are. */
               : refuse_at (error, _ ("“%s” stands in the filter where AND or OR should."), parser->lexer.text->str);
  parser->depth--;
  return nomo_lexer_next (&parser->lexer, error);
}

static gboolean
read_negated (Parser *parser, GError **error)
{
  gboolean negated = FALSE;
  gboolean ok;

  while (nomo_lexer_is_word (&parser->lexer, "not")) {
    negated = !negated;
    if (!nomo_lexer_next (&parser->lexer, error))
      return FALSE;
  }
  if (negated)
    nomo_query_begin_group (parser->query, NOMO_JOIN_NONE);
  ok = nomo_lexer_is_sign (&parser->lexer, "(") ? read_parenthesis (parser, error) : read_condition (parser, error);
  if (negated)
    nomo_query_end_group (parser->query);
  return ok;
}

static gboolean
read_joined (Parser *parser, NomoJoin join, const char *word, gboolean (*read) (Parser *parser, GError **error),
             GError **error)
{
  gboolean ok;

  nomo_query_begin_group (parser->query, join);
  ok = read (parser, error);
  while (ok && nomo_lexer_is_word (&parser->lexer, word))
    ok = nomo_lexer_next (&parser->lexer, error) && read (parser, error);
  nomo_query_end_group (parser->query);
  return ok;
}

static gboolean
read_all (Parser *parser, GError **error)
{
  return read_joined (parser, NOMO_JOIN_AND, "and", read_negated, error);
}

static gboolean
read_any (Parser *parser, GError **error)
{
  return read_joined (parser, NOMO_JOIN_OR, "or", read_all, error);
}

static gboolean
read_direction (Parser *parser, gboolean *descending, GError **error)
{
  gboolean said = nomo_lexer_is_word (&parser->lexer, "desc") || nomo_lexer_is_word (&parser->lexer, "asc");

  if (nomo_lexer_is_word (&parser->lexer, "desc"))
    *descending = !*descending;
  return !said || nomo_lexer_next (&parser->lexer, error);
}

static gboolean
read_order (Parser *parser, GError **error)
{
  g_autofree char *name = NULL;
  gboolean descending;
  int field;

  if (!nomo_lexer_next (&parser->lexer, error))
    return FALSE;
  if (!nomo_lexer_is_word (&parser->lexer, "by"))
    return refuse (error, _ ("After ORDER come BY and a field."));
  if (!nomo_lexer_next (&parser->lexer, error))
    return FALSE;
  if (parser->lexer.kind == NOMO_LEXEME_END)
    return refuse (error, _ ("After ORDER come BY and a field."));
  descending = *parser->lexer.text->str == '-';
  name = g_strdup (parser->lexer.text->str + (descending ? 1 : 0));
  if (!nomo_lexer_next (&parser->lexer, error) || !read_direction (parser, &descending, error))
    return FALSE;
  field = nomo_entity_find_field (parser->query->entity, name);
  if (field < 0 || !nomo_query_sort (parser->query, (guint) field, descending))
    /* Translators: %s is the name of a field as it is typed in a filter. */
    return refuse_at (error, _ ("Lists cannot be sorted by “%s”."), name);
  return TRUE;
}

static gboolean
read_limit (Parser *parser, GError **error)
{
  g_autofree char *digits = NULL;
  guint64 limit = 0;

  if (!nomo_lexer_next (&parser->lexer, error))
    return FALSE;
  digits = nomo_text_ascii_digits (parser->lexer.text->str);
  if (!g_ascii_string_to_unsigned (digits, 10, 1, G_MAXINT32, &limit, NULL))
    return refuse (error, _ ("After LIMIT comes a whole number such as 50."));
  nomo_query_limit (parser->query, (guint) limit);
  return nomo_lexer_next (&parser->lexer, error);
}

/* An entity may have fields that are called order and limit. */
static gboolean
ends_conditions (Parser *parser)
{
  const NomoLexer *lexer = &parser->lexer;

  return lexer->kind == NOMO_LEXEME_END ||
         (nomo_lexer_is_word (lexer, "limit") && g_unichar_isdigit (g_utf8_get_char (nomo_lexer_peek (lexer)))) ||
         (nomo_lexer_is_word (lexer, "order") && g_ascii_strncasecmp (nomo_lexer_peek (lexer), "by", 2) == 0);
}

static gboolean
read_query (Parser *parser, GError **error)
{
  const NomoLexer *lexer = &parser->lexer;

  if (!nomo_lexer_next (&parser->lexer, error) || (!ends_conditions (parser) && !read_any (parser, error)))
    return FALSE;
  if (nomo_lexer_is_word (lexer, "order") && !read_order (parser, error))
    return FALSE;
  if (nomo_lexer_is_word (lexer, "limit") && !read_limit (parser, error))
    return FALSE;
  if (lexer->kind == NOMO_LEXEME_END)
    return TRUE;
  /* Translators: %s is what was typed in a filter; AND, OR, ORDER BY and LIMIT stay as they are. */
  return refuse_at (error, _ ("“%s” stands in the filter where AND, OR, ORDER BY or LIMIT should."), lexer->text->str);
}

/* What was read can be written again and read again. */
static gboolean
check_length (const NomoQuery *query, GError **error)
{
  g_autofree char *text = nomo_query_to_text (query);

  return strlen (text) <= MAX_LENGTH || refuse (error, _ ("The filter is too long."));
}

/**
 * nomo_query_parse_with:
 * @entity: an entity
 * @filter: the text form of a query
 * @currency: the shop's currency, an ISO 4217 code
 * @error: return location
 *
 * Does what nomo_query_parse() does, for a shop whose currency may have other than two decimals.
 *
 * Returns: (transfer full) (nullable): the query, else %NULL with %NOMO_STORE_ERROR_INVALID and a sentence
 */
NomoQuery *
nomo_query_parse_with (const NomoEntity *entity, const char *filter, const char *currency, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (entity);
  Parser parser = { .query = query };
  gboolean ok;

  g_return_val_if_fail (filter != NULL && currency != NULL, NULL);

  if (strlen (filter) > MAX_LENGTH || !g_utf8_validate (filter, -1, NULL)) {
    refuse (error,
            strlen (filter) > MAX_LENGTH ? _ ("The filter is too long.") : _ ("The filter is not readable text."));
    return NULL;
  }
  nomo_query_set_currency (query, currency);
  nomo_lexer_init (&parser.lexer, filter);
  ok = read_query (&parser, error) && check_length (query, error);
  nomo_lexer_clear (&parser.lexer);
  return ok ? g_steal_pointer (&query) : NULL;
}

/**
 * nomo_query_parse:
 * @entity: an entity
 * @filter: conditions, an order and a limit, none of which must be there:
 *   `status = completed AND (total > 500 OR city = الرياض) ORDER BY -total LIMIT 50`
 * @error: return location
 *
 * Reads the text form of a query.
 *
 * A condition is a field, one of `= != < <= > >= ~ starts` and a value; or `in (a, b)`, `not in (a, b)`, `is empty`,
 * `is not empty`; or `search ~ "text"`, `outbox = waiting` or `outbox = refused`. Conditions are joined by `AND` and `OR`, of which `AND` binds more, put in
 * parentheses, and turned round by `NOT`. Values with blanks or signs stand in `"…"`, with `\` before `"` and `\`.
 *
 * Dates are those of nomo_span_parse(), a day, month or year means all of it, in the shop's zone: `date = last-7-days`,
 * `date >= 1447-09-01h`. Amounts are decimals; `"100.500 KWD"` means amounts in that currency only.
 *
 * `items.name ~ عطر` means that a row of the part compares so, `tags has vip` that the first field of a row equals the
 * value, `tags is empty` that there is no row, `extra.colour = red` is about a custom field; `extra."the colour"` is one
 * whose name has blanks.
 *
 * Returns: (transfer full) (nullable): the query, else %NULL with %NOMO_STORE_ERROR_INVALID and a sentence
 */
NomoQuery *
nomo_query_parse (const NomoEntity *entity, const char *filter, GError **error)
{
  return nomo_query_parse_with (entity, filter, NOMO_QUERY_CURRENCY, error);
}
