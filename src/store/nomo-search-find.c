#include "config.h"

#include "nomo-phone.h"
#include "nomo-search.h"
#include "nomo-text.h"

#include <string.h>

#define MAX_WORDS    12
#define MIN_NUMBER   3
#define MIN_NATIONAL 7 /* digits of a phone without its country's code */
#define MIN_PHONE    11
#define MAX_TERMS    8
#define MAX_MIXED    24 /* bytes, as in nomo_text_fold_index() */
#define DIGITS       "0123456789"
#define LETTERS      "abcdefghijklmnopqrstuvwxyz"

static gboolean
is_made_of (const char *text, const char *characters)
{
  return *text != '\0' && text[strspn (text, characters)] == '\0';
}

static char *
joined (const char *folded)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  return g_strjoinv ("", words);
}

/* Words of a fold are letters and digits only, so that they need no escape between the quotes. */
static void
append_term (GString *match, const char *start, const char *word, gsize length, const char *end)
{
  g_string_append_printf (match, "\"%s%.*s%s\"", start, (int) nomo_search_word (word, length), word, end);
}

static void
append_prefix (GString *match, const char *start, const char *word)
{
  append_term (match, start, word, strlen (word), "");
  g_string_append (match, " *");
}

/* What was typed of a phone with its country's code: without the zeros of 00966 and of 966 05. */
static char *
international (const char *number)
{
  g_autofree char *plus = g_strconcat ("+", number, NULL);
  g_autofree char *phone = strlen (number) >= MIN_PHONE ? nomo_phone_normalize (plus, NULL) : NULL;

  if (phone != NULL)
    return g_strdup (phone + 1);
  return g_str_has_prefix (number, "00") && number[2] != '\0' ? g_strdup (number + 2) : NULL;
}

/* A phone is indexed with its country's code and, for people of that country, with a zero. */
static void
append_number (GString *match, const char *number, gboolean with_zero)
{
  g_autofree char *phone = international (number);

  g_string_append_c (match, '(');
  append_prefix (match, "", number);
  if (phone != NULL && strcmp (phone, number) != 0) {
    g_string_append (match, " OR ");
    append_prefix (match, "", phone);
  }
  if (with_zero && *number != '0') {
    g_string_append (match, " OR ");
    append_prefix (match, "0", number);
  }
  g_string_append_c (match, ')');
}

/* 50مل is also found where it was written as 50 مل. */
static void
append_mixed (GString *match, const char *word)
{
  g_string_append_c (match, '(');
  append_prefix (match, "", word);
  g_string_append (match, " OR (");
  for (const char *p = word; *p != '\0';) {
    gsize digits = strspn (p, DIGITS);
    gsize length = digits > 0 ? digits : strcspn (p, DIGITS);

    g_string_append (match, p == word ? "" : " AND ");
    append_term (match, "", p, length, "");
    g_string_append (match, p[length] == '\0' ? " *" : "");
    p += length;
  }
  g_string_append (match, "))");
}

/* The first term of the index that is not before @from. */
static char *
read_term (NomoConnection *connection, const char *from)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (connection, "SELECT term FROM search_words WHERE term >= ?1 LIMIT 1", NULL);

  if (statement == NULL)
    return NULL;
  nomo_statement_bind_text (statement, 1, from);
  if (nomo_connection_step (connection, statement, NULL) != NOMO_STEP_ROW)
    return NULL;
  return g_strdup (nomo_statement_get_string (statement, 0));
}

/* The terms that begin with a word, NULL when they are many. */
static char *
read_terms (NomoConnection *connection, const char *word)
{
  g_autofree char *beginning = g_strndup (word, nomo_search_word (word, strlen (word)));
  g_autofree char *term = read_term (connection, beginning);
  g_autoptr (GString) terms = g_string_new ("(");
  guint n = 0;

  for (; term != NULL && g_str_has_prefix (term, beginning) && n < MAX_TERMS; n++) {
    g_autofree char *after = g_strconcat (term, "\001", NULL);

    g_string_append_printf (terms, "%s\"%s\"", n > 0 ? " OR " : "", term);
    g_free (term);
    term = read_term (connection, after);
  }
  g_string_append_c (terms, ')');
  return n > 0 && n < MAX_TERMS ? g_string_free (g_steal_pointer (&terms), FALSE) : NULL;
}

/* For a beginning that is longer than those it keeps, the index gathers every row before it gives the first. It is mostly
 * the beginning of few terms, whose rows it gives one by one. */
static void
append_beginning (GString *match, const char *word, NomoConnection *connection)
{
  gboolean is_long = connection != NULL && g_utf8_strlen (word, -1) > NOMO_SEARCH_MAX_PREFIX;
  g_autofree char *terms = is_long ? read_terms (connection, word) : NULL;

  if (terms != NULL)
    g_string_append (match, terms);
  else
    append_prefix (match, "", word);
}

static void
append_word (GString *match, const char *word, NomoConnection *connection)
{
  gboolean has_digit = strpbrk (word, DIGITS) != NULL;

  if (is_made_of (word, DIGITS))
    append_number (match, word, FALSE);
  else if (has_digit && strlen (word) <= MAX_MIXED)
    append_mixed (match, word);
  else
    append_beginning (match, nomo_text_skip_article (word), connection);
}

/* Digits with blanks between them are one number; two groups may be two numbers as well. */
static void
append_numbers (GString *match, char **groups, gboolean with_zero)
{
  g_autofree char *number = g_strjoinv ("", groups);

  append_number (match, number, with_zero);
  if (g_strv_length (groups) != 2)
    return;
  g_string_append (match, " OR (");
  append_number (match, groups[0], FALSE);
  g_string_append (match, " AND ");
  append_number (match, groups[1], FALSE);
  g_string_append_c (match, ')');
}

static char *
match_words (const char *folded, gboolean with_zero, NomoConnection *connection)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", MAX_WORDS + 1);
  g_autoptr (GString) match = g_string_new (NULL);

  if (is_made_of (folded, DIGITS " ")) {
    append_numbers (match, words, with_zero);
    return g_string_free (g_steal_pointer (&match), FALSE);
  }
  for (guint i = 0; words[i] != NULL && i < MAX_WORDS; i++) {
    g_string_append (match, i == 0 ? "" : " AND ");
    append_word (match, words[i], connection);
  }
  return g_string_free (g_steal_pointer (&match), FALSE);
}

/**
 * nomo_search_match:
 * @text: what is searched for
 *
 * Returns: (transfer full): the query of the full-text index: every word must begin a word of the row; empty when @text has
 *   neither a letter nor a digit
 */
char *
nomo_search_match (const char *text)
{
  g_autofree char *folded = nomo_text_fold (text);

  return match_words (folded, TRUE, NULL);
}

static void
append_exact (GString *match, const char *start, const char *number)
{
  g_string_append (match, match->len > 0 ? " OR " : "");
  append_term (match, start, number, strlen (number), NOMO_SEARCH_NUMBER_END);
}

/* The whole text as a phone, a reference or a code; %NULL when it is none. */
static char *
match_number (const char *folded)
{
  g_autofree char *whole = joined (folded);
  gboolean digits = is_made_of (whole, DIGITS);
  g_autofree char *phone = digits ? international (whole) : NULL;
  g_autoptr (GString) match = NULL;

  if (strlen (whole) < MIN_NUMBER || !is_made_of (whole, DIGITS LETTERS))
    return NULL;
  match = g_string_new (NULL);
  append_exact (match, "", whole);
  if (phone != NULL && strcmp (phone, whole) != 0)
    append_exact (match, "", phone);
  if (digits && *whole != '0' && strlen (whole) >= MIN_NATIONAL)
    append_exact (match, "0", whole);
  return g_string_free (g_steal_pointer (&match), FALSE);
}

static char *
match_name (const char *folded)
{
  g_autoptr (GString) match = g_string_new ("\"");
  g_autoptr (GString) name = g_string_new (NULL);

  if (is_made_of (folded, DIGITS " "))
    return NULL;
  nomo_search_append_name (name, folded);
  g_string_append_printf (match, "%s\" *", name->str);
  return g_string_free (g_steal_pointer (&match), FALSE);
}

/* What is asked for in turn; a group that fills the limit spares the next, so that it is worded only now. */
typedef enum {
  GROUP_NUMBER,
  GROUP_NAME,
  GROUP_WORDS,
  GROUP_ZERO, /* phones without the zero that they are indexed with */
  N_GROUPS
} Group;

static char *
match_group (Group group, const char *folded, NomoConnection *connection)
{
  switch (group) {
  case GROUP_NUMBER:
    return match_number (folded);
  case GROUP_NAME:
    return match_name (folded);
  case GROUP_WORDS:
    return match_words (folded, FALSE, connection);
  case GROUP_ZERO:
    return is_made_of (folded, DIGITS " ") ? match_words (folded, TRUE, NULL) : NULL;
  case N_GROUPS:
  default:
    return NULL;
  }
}

static void
hit_clear (gpointer data)
{
  g_free (((NomoSearchHit *) data)->entity);
}

static gboolean
is_known (const GArray *hits, const char *entity, gint64 id)
{
  for (guint i = 0; i < hits->len; i++) {
    const NomoSearchHit *hit = &g_array_index (hits, NomoSearchHit, i);

    if (hit->id == id && strcmp (hit->entity, entity) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
find (NomoConnection *connection, const char *match, guint limit, GArray *hits, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (connection,
                               "SELECT s.entity, s.ref FROM search_index AS x JOIN search AS s ON s.id = x.rowid"
                               " WHERE x.search_index MATCH ?1 ORDER BY x.rowid LIMIT ?2",
                               error);
  NomoStep step = NOMO_STEP_DONE;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, match);
  nomo_statement_bind_int (statement, 2, limit);
  while (hits->len < limit && (step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW) {
    NomoSearchHit hit = { (char *) nomo_statement_get_string (statement, 0), nomo_statement_get_int (statement, 1) };

    if (is_known (hits, hit.entity, hit.id))
      continue;
    hit.entity = g_strdup (hit.entity);
    g_array_append_val (hits, hit);
  }
  return step != NOMO_STEP_ERROR;
}

/**
 * nomo_search_find:
 * @connection: a connection
 * @text: what is searched for
 * @limit: how many hits at most
 * @error: return location
 *
 * Finds records: those whose number or phone it is, then those whose name begins with it, then all in which every word
 * begins a word; the newest first in each group. A group that fills the limit spares the next.
 *
 * Returns: (transfer full) (element-type NomoSearchHit) (nullable): the hits
 */
GArray *
nomo_search_find (NomoConnection *connection, const char *text, guint limit, GError **error)
{
  g_autofree char *folded = nomo_text_fold (text);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (NomoSearchHit));

  g_array_set_clear_func (hits, hit_clear);
  for (Group group = 0; *folded != '\0' && group < N_GROUPS && hits->len < limit; group++) {
    g_autofree char *match = match_group (group, folded, connection);

    if (match != NULL && !find (connection, match, limit, hits, error))
      return NULL;
  }
  return g_steal_pointer (&hits);
}
