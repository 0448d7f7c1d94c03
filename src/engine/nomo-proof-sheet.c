#include "config.h"

#include "nomo-proof-sheet.h"

#include "nomo-format.h"
#include "nomo-proof-mark.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* In points. Paper has no theme: what is not black is a share of it, and marks have the colours of the light theme. */
#define FONT       "IBM Plex Sans Arabic, Noto Sans Arabic UI, Noto Sans Arabic, Cantarell, DejaVu Sans, sans-serif"
#define TITLE_SIZE 18
#define STORE_SIZE 12
#define HEAD_SIZE  11
#define BODY_SIZE  9.5
#define SMALL_SIZE 8.5
#define FAINT      0.62
#define HAIRLINE   0.5
#define CELL_GAP   8
#define BAND_PAD   9
#define MARK_SIZE  12
#define INDENT     .05 /* of what stands behind a mark, as a share of the width */

/* What a ligature stands for, programs that read the page take for letters in the order of the eye. Arabic needs one of them. */
#define FEATURES     "rlig=0, liga=0, clig=0, dlig=0"
#define WITH_LAMALEF "rlig=1"
#define LAM          0x644

#define MAX_CELLS 5
/* Of one paragraph; nobody reads on, and a page would not hold it. */
#define MAX_LINES 8

/* What a line is: its columns have shares of the width, its cells a look. */
typedef enum { TITLE, STORE, BAND, FACT, HEADING, ITEM, SENTENCE, DETAIL, COLUMNS, ROW, NOTE, N_KINDS } Kind;

typedef struct {
  double from[MAX_CELLS]; /* where each column begins, from the start, as a share of the width */
  double to[MAX_CELLS];
  gboolean figures[MAX_CELLS]; /* lined up on the right in both directions */
  double size;
  PangoWeight weight;
  double ink;
  double gap;  /* above it */
  double room; /* what has to fit on the page below it */
  gboolean ruled;
} Look;

#define LIST_COLUMNS                                    \
  { 0, .24, .37, .50, .76 }, { .24, .37, .50, .76, 1 }, \
  {                                                     \
    FALSE, TRUE, TRUE, FALSE, FALSE                     \
  }

static const Look looks[N_KINDS] = {
  [TITLE] = { { 0 }, { 1 }, { FALSE }, TITLE_SIZE, PANGO_WEIGHT_BOLD, 1, 0, 0, FALSE },
  [STORE] = { { 0 }, { 1 }, { FALSE }, STORE_SIZE, PANGO_WEIGHT_SEMIBOLD, FAINT, 2, 0, FALSE },
  [BAND] = { { INDENT }, { .97 }, { FALSE }, HEAD_SIZE, PANGO_WEIGHT_SEMIBOLD, 1, 10 + BAND_PAD, 0, FALSE },
  [FACT] = { { 0, .27 }, { .27, 1 }, { FALSE }, BODY_SIZE, PANGO_WEIGHT_NORMAL, 1, 3, 0, FALSE },
  [HEADING] = { { 0 }, { 1 }, { FALSE }, HEAD_SIZE, PANGO_WEIGHT_BOLD, 1, 16, 60, FALSE },
  [ITEM] = { { INDENT, .8 }, { .8, 1 }, { FALSE }, BODY_SIZE, PANGO_WEIGHT_SEMIBOLD, 1, 7, 30, TRUE },
  [SENTENCE] = { { INDENT }, { 1 }, { FALSE }, BODY_SIZE, PANGO_WEIGHT_NORMAL, FAINT, 0, 0, FALSE },
  [DETAIL] = { { INDENT + .02 }, { 1 }, { FALSE }, SMALL_SIZE, PANGO_WEIGHT_NORMAL, 1, 1, 0, FALSE },
  [COLUMNS] = { LIST_COLUMNS, SMALL_SIZE, PANGO_WEIGHT_MEDIUM, FAINT, 4, 20, FALSE },
  [ROW] = { LIST_COLUMNS, SMALL_SIZE, PANGO_WEIGHT_NORMAL, 1, 3, 0, TRUE },
  [NOTE] = { { 0 }, { 1 }, { FALSE }, SMALL_SIZE, PANGO_WEIGHT_NORMAL, FAINT, 12, 0, FALSE },
};

typedef struct {
  Kind kind;
  gboolean marked;
  NomoProofState state;
  PangoLayout *cells[MAX_CELLS]; /* nullable */
  double height;
  guint page;
  double y;
} Line;

struct _NomoProofSheet {
  const NomoProof *proof;
  char *store;
  PangoContext *context;
  double width;
  double height;
  gboolean rtl;
  GArray *lines; /* Line */
  guint page;    /* the last one */
  double y;      /* where the next line begins on it */
};

static void
clear_line (gpointer data)
{
  Line *line = data;

  for (guint i = 0; i < MAX_CELLS; i++)
    g_clear_object (&line->cells[i]);
}

/* The base direction is that of the sheet, so an alignment says a side of the paper. */
static PangoAlignment
get_alignment (const NomoProofSheet *self, const Look *look, guint cell)
{
  if (look == &looks[ITEM] && cell == 1)
    return self->rtl ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT;
  return self->rtl || look->figures[cell] ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

static void
add_features (PangoAttrList *attributes, const char *features, gsize from, gsize to)
{
  PangoAttribute *attribute = pango_attr_font_features_new (features);

  attribute->start_index = (guint) from;
  attribute->end_index = (guint) to;
  pango_attr_list_insert (attributes, attribute);
}

static gboolean
is_alef (gunichar letter)
{
  return letter == 0x622 || letter == 0x623 || letter == 0x625 || letter == 0x627;
}

static PangoAttrList *
create_attributes (const char *text)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  const char *lam = NULL;

  add_features (attributes, FEATURES, 0, strlen (text));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar letter = g_utf8_get_char (p);

    if (lam != NULL && is_alef (letter))
      add_features (attributes, WITH_LAMALEF, (gsize) (lam - text), (gsize) (g_utf8_next_char (p) - text));
    if (!g_unichar_ismark (letter))
      lam = letter == LAM ? p : NULL;
  }
  return attributes;
}

static PangoLayout *
create_cell (const NomoProofSheet *self, const Look *look, guint cell, const char *text)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string (FONT);
  PangoAttrList *attributes = create_attributes (text);
  double width = self->width * (look->to[cell] - look->from[cell]) - (look->to[cell] < 1 ? CELL_GAP : 0);

  pango_font_description_set_absolute_size (font, look->size * PANGO_SCALE);
  pango_font_description_set_weight (font, look->weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_alignment (layout, get_alignment (self, look, cell));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_height (layout, -MAX_LINES);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* At the bottom of each page stands which it is. */
static double
get_room (const NomoProofSheet *self)
{
  return self->height - 3 * SMALL_SIZE;
}

static double
get_gap (const NomoProofSheet *self, Kind kind)
{
  Kind before = self->lines->len > 0 ? g_array_index (self->lines, Line, self->lines->len - 1).kind : kind;

  if (self->y == 0)
    return kind == BAND ? BAND_PAD : 0;
  return looks[kind].gap + (before == BAND ? BAND_PAD + looks[kind].gap : 0);
}

static void add_columns (NomoProofSheet *self);

/* A page that begins in the middle of the lists says again what the columns are. */
static void
turn_page (NomoProofSheet *self, Kind kind)
{
  self->page++;
  self->y = 0;
  if (kind == ROW)
    add_columns (self);
}

static void
place (NomoProofSheet *self, Line *line)
{
  double bottom = self->y + get_gap (self, line->kind) + line->height + looks[line->kind].room;

  if (self->y > 0 && bottom > get_room (self))
    turn_page (self, line->kind);
  line->page = self->page;
  line->y = self->y + get_gap (self, line->kind);
  self->y = line->y + line->height;
}

static void
add_line (NomoProofSheet *self, Kind kind, const NomoProofState *state, const char *const *texts, guint n_texts)
{
  Line line = { .kind = kind, .marked = state != NULL, .state = state != NULL ? *state : NOMO_PROOF_SOUND };

  for (guint i = 0; i < n_texts; i++) {
    int height = 0;

    line.cells[i] = create_cell (self, &looks[kind], i, texts[i] != NULL ? texts[i] : "");
    pango_layout_get_size (line.cells[i], NULL, &height);
    line.height = MAX (line.height, (double) height / PANGO_SCALE);
  }
  place (self, &line);
  g_array_append_val (self->lines, line);
}

static void
add_text (NomoProofSheet *self, Kind kind, const char *text)
{
  if (text != NULL)
    add_line (self, kind, NULL, &text, 1);
}

static void
add_fact (NomoProofSheet *self, const char *label, const char *value)
{
  const char *texts[] = { label, value };

  add_line (self, FACT, NULL, texts, G_N_ELEMENTS (texts));
}

static void
add_facts (NomoProofSheet *self)
{
  const NomoProof *proof = self->proof;
  g_autofree char *at = nomo_format_moment (proof->at, proof->zone);
  g_autofree char *as_of = nomo_proof_dup_as_of (proof);
  g_autofree char *version = nomo_proof_dup_version (proof);
  g_autofree char *number = nomo_text_isolate_ltr (NOMO_VERSION);
  /* Translators: the program's name and version. */
  g_autofree char *program = g_strdup_printf (_ ("Nomo Flow %s"), number);

  add_fact (self, _ ("Checked on"), at);
  add_fact (self, _ ("Records as of"), as_of);
  add_fact (self, _ ("State of the data"), version);
  add_fact (self, _ ("Checked by"), program);
}

static void
add_top (NomoProofSheet *self)
{
  gboolean sound = nomo_proof_is_sound (self->proof);
  gboolean whole = nomo_proof_count (self->proof, NOMO_PROOF_UNCHECKED) == 0;
  NomoProofState state = !sound ? NOMO_PROOF_WRONG : whole ? NOMO_PROOF_SOUND : NOMO_PROOF_UNCHECKED;
  g_autofree char *verdict = nomo_proof_dup_verdict (self->proof);
  const char *text = verdict;

  add_text (self, TITLE, _ ("Proof of the store’s data"));
  add_text (self, STORE, self->store);
  add_line (self, BAND, &state, &text, 1);
  add_facts (self);
}

static void
add_item (NomoProofSheet *self, NomoProofKind kind)
{
  const NomoProofItem *item = &self->proof->items[kind];
  const char *texts[] = { nomo_proof_get_title (kind), nomo_proof_get_word (item->state) };
  g_autofree char *more = nomo_proof_dup_more (item);

  add_line (self, ITEM, &item->state, texts, G_N_ELEMENTS (texts));
  add_text (self, SENTENCE, item->sentence);
  for (guint i = 0; i < item->details->len; i++)
    add_text (self, DETAIL, item->details->pdata[i]);
  add_text (self, DETAIL, more);
}

static void
add_columns (NomoProofSheet *self)
{
  const char *texts[] = {
    C_ ("proof", "List"),       C_ ("proof", "Salla’s count"), C_ ("proof", "Here now"),
    C_ ("proof", "Counted on"), C_ ("proof", "Read last on"),
  };

  add_line (self, COLUMNS, NULL, texts, G_N_ELEMENTS (texts));
}

static char *
dup_count (gint64 count)
{
  return count >= 0 ? nomo_format_int (count) : g_strdup ("–");
}

static char *
dup_moment (const NomoProofSheet *self, gint64 at)
{
  return at > 0 ? nomo_format_moment (at, self->proof->zone) : g_strdup ("–");
}

static void
add_list (NomoProofSheet *self, const NomoProofList *list)
{
  g_autofree char *salla = dup_count (list->salla);
  g_autofree char *here = dup_count (list->here);
  g_autofree char *counted = dup_moment (self, list->counted);
  g_autofree char *looked = dup_moment (self, list->looked);
  const char *texts[] = { _ (list->kind->label), salla, here, counted, looked };

  add_line (self, ROW, NULL, texts, G_N_ELEMENTS (texts));
}

static void
add_lists (NomoProofSheet *self)
{
  add_text (self, HEADING, _ ("Lists of Salla’s"));
  add_columns (self);
  for (guint i = 0; i < self->proof->lists->len; i++)
    add_list (self, self->proof->lists->pdata[i]);
}

/**
 * nomo_proof_sheet_new:
 * @proof: a proof that lives as long as the sheet
 * @context: what text is measured with; its base direction becomes that of the sheet
 * @width: room on the paper, in points
 * @height: the same
 * @rtl: whether lines begin on the right
 *
 * Lays out a proof in the language of the interface: the store, what it comes to, when and of which state of the data, each thing
 * that was checked, and the lists of Salla's.
 *
 * Returns: (transfer full): a sheet of at least one page
 */
NomoProofSheet *
nomo_proof_sheet_new (const NomoProof *proof, PangoContext *context, double width, double height, gboolean rtl)
{
  NomoProofSheet *self = g_new0 (NomoProofSheet, 1);

  self->proof = proof;
  self->store = nomo_proof_dup_store (proof);
  self->context = g_object_ref (context);
  self->width = width;
  self->height = height;
  self->rtl = rtl;
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines, clear_line);
  /* A point is a coarse grid: letters that are joined would part on it. */
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_base_dir (context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  add_top (self);
  add_text (self, HEADING, _ ("What was checked"));
  for (guint i = 0; i < NOMO_N_PROOF_KINDS; i++)
    add_item (self, (NomoProofKind) i);
  add_lists (self);
  add_text (
      self, NOTE,
      _ ("Nomo Flow has looked at the copy of the store’s data on this device. Salla was not asked anew: its counts "
         "are those of the last sync."));
  return self;
}

/**
 * nomo_proof_sheet_get_n_pages:
 * @self: a sheet
 *
 * Returns: how many pages it takes
 */
guint
nomo_proof_sheet_get_n_pages (const NomoProofSheet *self)
{
  return self->page + 1;
}

static void
set_ink (cairo_t *cr, double strength)
{
  cairo_set_source_rgba (cr, 0, 0, 0, strength);
}

static void
draw_rule (const NomoProofSheet *self, cairo_t *cr, const Line *line)
{
  set_ink (cr, FAINT / 3);
  cairo_rectangle (cr, 0, line->y - looks[line->kind].gap / 2, self->width, HAIRLINE);
  cairo_fill (cr);
}

static void
draw_band (const NomoProofSheet *self, cairo_t *cr, const Line *line)
{
  nomo_proof_mark_set_soft (line->state, cr);
  cairo_rectangle (cr, 0, line->y - BAND_PAD, self->width, line->height + 2 * BAND_PAD);
  cairo_fill (cr);
}

static void
draw_mark (const NomoProofSheet *self, cairo_t *cr, const Line *line)
{
  double inset = line->kind == BAND ? BAND_PAD : 2;
  double x = self->rtl ? self->width - inset - MARK_SIZE : inset;
  PangoLayoutLine *first = pango_layout_get_line_readonly (line->cells[0], 0);
  PangoRectangle extents;

  pango_layout_line_get_extents (first, NULL, &extents);
  nomo_proof_mark_draw (line->state, cr, x, line->y + ((double) extents.height / PANGO_SCALE - MARK_SIZE) / 2,
                        MARK_SIZE);
}

static void
draw_cell (const NomoProofSheet *self, cairo_t *cr, const Line *line, guint cell)
{
  const Look *look = &looks[line->kind];
  double width = (double) pango_layout_get_width (line->cells[cell]) / PANGO_SCALE;
  double x = self->width * look->from[cell] + (line->kind == BAND ? BAND_PAD : 0);

  if (line->marked && (cell > 0 || line->kind == BAND))
    nomo_proof_mark_set_ink (line->state, cr);
  else
    set_ink (cr, line->kind == FACT && cell == 0 ? FAINT : look->ink);
  cairo_move_to (cr, self->rtl ? self->width - x - width : x, line->y);
  pango_cairo_show_layout (cr, line->cells[cell]);
}

static void
draw_foot (const NomoProofSheet *self, guint page, cairo_t *cr)
{
  g_autofree char *number = nomo_format_int (page + 1);
  g_autofree char *all = nomo_format_int (self->page + 1);
  g_autofree char *at = nomo_format_moment (self->proof->at, self->proof->zone);
  /* Translators: at the bottom of a printed proof: 1 is the store, 2 a moment, 3 a page, 4 how many pages there are */
  g_autofree char *text = g_strdup_printf (_ ("%1$s · %2$s · page %3$s of %4$s"), self->store, at, number, all);
  const Look look = { { 0 }, { 1 }, { FALSE }, SMALL_SIZE, PANGO_WEIGHT_NORMAL, FAINT, 0, 0, FALSE };
  g_autoptr (PangoLayout) layout = create_cell (self, &look, 0, text);
  int height;

  pango_layout_get_size (layout, NULL, &height);
  set_ink (cr, FAINT);
  cairo_move_to (cr, 0, self->height - (double) height / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_line (const NomoProofSheet *self, cairo_t *cr, const Line *line)
{
  if (line->kind == BAND)
    draw_band (self, cr, line);
  if (looks[line->kind].ruled)
    draw_rule (self, cr, line);
  if (line->marked)
    draw_mark (self, cr, line);
  for (guint cell = 0; cell < MAX_CELLS && line->cells[cell] != NULL; cell++)
    draw_cell (self, cr, line, cell);
}

/**
 * nomo_proof_sheet_draw:
 * @self: a sheet
 * @page: which page, from 0
 * @cr: where, in points, with its origin at the corner of the paper's room
 */
void
nomo_proof_sheet_draw (const NomoProofSheet *self, guint page, cairo_t *cr)
{
  for (guint i = 0; i < self->lines->len; i++) {
    const Line *line = &g_array_index (self->lines, Line, i);

    if (line->page == page)
      draw_line (self, cr, line);
  }
  draw_foot (self, page, cr);
}

/**
 * nomo_proof_sheet_free:
 * @self: (transfer full): a sheet
 */
void
nomo_proof_sheet_free (NomoProofSheet *self)
{
  g_array_unref (self->lines);
  g_object_unref (self->context);
  g_free (self->store);
  g_free (self);
}
