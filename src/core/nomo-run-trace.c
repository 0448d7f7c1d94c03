#include "config.h"

#include "nomo-run-trace.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

/* What may be told, and what was. */
#define UNTOLD "crash"
#define TOLD   "crash-told"

#define MOST_LINES 200
/* As long as any name of a library or a job. */
#define MOST_LENGTH 80

typedef struct {
  guint64 from;
  guint64 to;
  guint64 base; /* where the first piece of its file lies */
  char *name;
} Piece;

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_free (piece->name);
  g_free (piece);
}

static NomoRunTrace *
trace_new (void)
{
  NomoRunTrace *self = g_new0 (NomoRunTrace, 1);

  self->times = 1;
  self->jobs = g_ptr_array_new_with_free_func (g_free);
  self->complaints = g_ptr_array_new_with_free_func (g_free);
  self->frames = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * nomo_run_trace_free:
 * @self: (transfer full): a trace
 */
void
nomo_run_trace_free (NomoRunTrace *self)
{
  g_free (self->program);
  g_free (self->version);
  g_free (self->thread);
  g_ptr_array_unref (self->jobs);
  g_ptr_array_unref (self->complaints);
  g_ptr_array_unref (self->frames);
  g_free (self);
}

/* Of a line of /proc/self/maps: "55d0-55d1 r-xp 00001000 fd:01 1234    /usr/bin/nomo-flow". The folder may be named after a
 * person. */
static Piece *
read_piece (const char *line, const Piece *last)
{
  const char *path = strchr (line, '/');
  guint64 from, to, offset;
  Piece *piece;

  if (path == NULL || sscanf (line, "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x %*s %" G_GINT64_MODIFIER "x",
                              &from, &to, &offset) != 3)
    return NULL;
  piece = g_new0 (Piece, 1);
  *piece = (Piece) { from, to, from, g_path_get_basename (path) };
  if (last != NULL && offset > 0 && g_str_equal (last->name, piece->name))
    piece->base = last->base;
  return piece;
}

static GPtrArray *
read_pieces (char **lines)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (piece_free);

  for (guint i = 0; lines[i] != NULL; i++) {
    Piece *piece = read_piece (lines[i], pieces->len > 0 ? pieces->pdata[pieces->len - 1] : NULL);

    if (piece != NULL)
      g_ptr_array_add (pieces, piece);
  }
  return pieces;
}

static char *
dup_short (const char *text)
{
  g_autofree char *cut = g_strndup (text, MOST_LENGTH);

  return g_utf8_make_valid (cut, -1);
}

static char *
word_address (guint64 address, const GPtrArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++) {
    const Piece *piece = pieces->pdata[i];
    g_autofree char *name = dup_short (piece->name);

    if (address >= piece->from && address < piece->to)
      return g_strdup_printf ("%s+0x%" G_GINT64_MODIFIER "x", name, address - piece->base);
  }
  return g_strdup ("?");
}

static void
take_one_of_many (GPtrArray *array, const char *text)
{
  if (array->len < MOST_LINES)
    g_ptr_array_add (array, dup_short (text));
}

static void
take_many (NomoRunTrace *self, const char *key, const char *text, const GPtrArray *pieces)
{
  if (g_str_equal (key, "job"))
    take_one_of_many (self->jobs, text);
  else if (g_str_equal (key, "complaint"))
    take_one_of_many (self->complaints, text);
  else if (g_str_equal (key, "frame"))
    take_one_of_many (self->frames, text);
  else if (g_str_equal (key, "address") && self->frames->len < MOST_LINES)
    g_ptr_array_add (self->frames, word_address (g_ascii_strtoull (text, NULL, 16), pieces));
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = dup_short (text);
}

static void
take_line (NomoRunTrace *self, const char *key, const char *text, const char *boot)
{
  if (g_str_equal (key, "program"))
    set_text (&self->program, text);
  else if (g_str_equal (key, "version"))
    set_text (&self->version, text);
  else if (g_str_equal (key, "thread"))
    set_text (&self->thread, text);
  else if (g_str_equal (key, "began"))
    self->began = g_ascii_strtoll (text, NULL, 10);
  else if (g_str_equal (key, "at"))
    self->ended = g_ascii_strtoll (text, NULL, 10);
  else if (g_str_equal (key, "times"))
    self->times = (guint) CLAMP (g_ascii_strtoll (text, NULL, 10), 1, 1000);
  else if (g_str_equal (key, "signal"))
    self->signal = (int) g_ascii_strtoll (text, NULL, 10);
  else if (g_str_equal (key, "left") || g_str_equal (key, "display"))
    self->end = NOMO_RUN_LEFT;
  else if (g_str_equal (key, "boot") && boot != NULL && !g_str_equal (text, boot))
    self->end = NOMO_RUN_LEFT;
}

/**
 * nomo_run_trace_read:
 * @text: what a run wrote, as far as it came
 * @boot: (nullable): the present run of the computer; %NULL when @text was written by nomo_run_trace_write()
 *
 * Returns: (transfer full) (nullable): what it says; %NULL when that is nothing
 */
NomoRunTrace *
nomo_run_trace_read (const char *text, const char *boot)
{
  g_autoptr (NomoRunTrace) self = trace_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) pieces = read_pieces (lines);

  self->end = NOMO_RUN_KILLED;
  for (guint i = 0; lines[i] != NULL && !g_str_equal (lines[i], "files"); i++) {
    char *blank = strchr (lines[i], ' ');

    if (blank == NULL)
      continue;
    *blank = '\0';
    take_line (self, lines[i], blank + 1, boot);
    take_many (self, lines[i], blank + 1, pieces);
  }
  if (self->program == NULL || self->version == NULL || self->began <= 0)
    return NULL;
  if (self->end != NOMO_RUN_LEFT && self->signal > 0)
    self->end = NOMO_RUN_CRASHED;
  return g_steal_pointer (&self);
}

static void
write_many (GString *text, const char *key, const GPtrArray *array)
{
  for (guint i = 0; i < array->len; i++)
    g_string_append_printf (text, "%s %s\n", key, (const char *) array->pdata[i]);
}

/**
 * nomo_run_trace_write:
 * @self: a trace
 *
 * Returns: (transfer full): the trace as nomo_run_trace_read() reads it
 */
char *
nomo_run_trace_write (const NomoRunTrace *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "program %s\nversion %s\nbegan %" G_GINT64_FORMAT "\ntimes %u\n", self->program,
                          self->version, self->began, self->times);
  if (self->end == NOMO_RUN_LEFT)
    g_string_append (text, "left 1\n");
  if (self->ended > 0)
    g_string_append_printf (text, "at %" G_GINT64_FORMAT "\n", self->ended);
  if (self->signal > 0)
    g_string_append_printf (text, "signal %d\n", self->signal);
  if (self->thread != NULL)
    g_string_append_printf (text, "thread %s\n", self->thread);
  write_many (text, "job", self->jobs);
  write_many (text, "complaint", self->complaints);
  write_many (text, "frame", self->frames);
  return g_string_free (text, FALSE);
}

static NomoRunTrace *
load (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? nomo_run_trace_read (text, NULL) : NULL;
}

/**
 * nomo_run_trace_load:
 * @folder: where runs leave their traces
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): what the last run left behind that did not end in order, when there was one
 */
NomoRunTrace *
nomo_run_trace_load (const char *folder)
{
  NomoRunTrace *self = load (folder, UNTOLD);

  if (self != NULL)
    return self;
  self = load (folder, TOLD);
  if (self != NULL)
    self->is_told = TRUE;
  return self;
}

/**
 * nomo_run_trace_keep:
 * @self: a trace
 * @folder: where runs leave their traces
 * @error: return location
 *
 * Keeps the trace in the place of an older one. One that is nobody's fault is kept for a report, and not to be told. Blocks.
 *
 * Returns: whether it is kept
 */
gboolean
nomo_run_trace_keep (const NomoRunTrace *self, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, self->end == NOMO_RUN_LEFT ? TOLD : UNTOLD, NULL);
  g_autofree char *text = nomo_run_trace_write (self);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * nomo_run_trace_set_told:
 * @folder: where runs leave their traces
 *
 * Nobody is to be told of the last one any more. Blocks.
 */
void
nomo_run_trace_set_told (const char *folder)
{
  g_autofree char *untold = g_build_filename (folder, UNTOLD, NULL);
  g_autofree char *told = g_build_filename (folder, TOLD, NULL);

  /* Where there is none, none is told. */
  g_rename (untold, told);
}

/**
 * nomo_run_trace_name_signal:
 * @number: a signal
 *
 * Returns: its name, such as `SIGSEGV`; of one that programs do not die of by themselves its kind alone
 */
const char *
nomo_run_trace_name_signal (int number)
{
  switch (number) {
  case SIGSEGV:
    return "SIGSEGV";
  case SIGABRT:
    return "SIGABRT";
  case SIGBUS:
    return "SIGBUS";
  case SIGFPE:
    return "SIGFPE";
  case SIGILL:
    return "SIGILL";
  case SIGTRAP:
    return "SIGTRAP";
  default:
    return "another signal";
  }
}
