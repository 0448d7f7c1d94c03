#include "config.h"

#include "nomo-proof-sheet.h"

#include "nomo-format.h"
#include "nomo-proof-mark.h"
#include "nomo-sheet.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/* In points. Paper has no theme: what is not black is a share of it, and marks have the colours of the light theme. */
#define TITLE_SIZE 18
#define STORE_SIZE 12
#define HEAD_SIZE  11
#define BODY_SIZE  9.5
#define SMALL_SIZE NOMO_SHEET_SMALL
#define FAINT      0.62
#define CELL_GAP   8
#define FACT_GAP   3
#define BAND_PAD   9
#define MARK_SIZE  12
#define INDENT     .05 /* of what stands behind a mark, as a share of the width */

#define BOLD     PANGO_WEIGHT_BOLD
#define SEMIBOLD PANGO_WEIGHT_SEMIBOLD
#define MEDIUM   PANGO_WEIGHT_MEDIUM
#define NORMAL   PANGO_WEIGHT_NORMAL

/* What a line is. */
typedef enum { TITLE, STORE, BAND, FACT, HEADING, ITEM, SENTENCE, DETAIL, COLUMNS, ROW, NOTE, N_KINDS } Kind;

#define LIST_COLUMNS(ink)                                                                                             \
  {                                                                                                                   \
    { 0, .24, ink }, { .24, .37, ink, NOMO_SHEET_FIGURES }, { .37, .50, ink, NOMO_SHEET_FIGURES }, { .50, .76, ink }, \
        { .76, 1, ink },                                                                                              \
  }

static const NomoSheetLook looks[N_KINDS] = {
  [TITLE] = { { { 0, 1, 1 } }, TITLE_SIZE, BOLD },
  [STORE] = { { { 0, 1, FAINT } }, STORE_SIZE, SEMIBOLD, 2 },
  [BAND] = { { { INDENT, .97, 1 } }, HEAD_SIZE, SEMIBOLD, 10 + BAND_PAD, .inset = BAND_PAD },
  [FACT] = { { { 0, .27, FAINT }, { .27, 1, 1 } }, BODY_SIZE, NORMAL, FACT_GAP },
  [HEADING] = { { { 0, 1, 1 } }, HEAD_SIZE, BOLD, 16, .room = 60 },
  [ITEM] = { { { INDENT, .8, 1 }, { .8, 1, 1, NOMO_SHEET_END } }, BODY_SIZE, SEMIBOLD, 7, .rule = 1, .room = 30 },
  [SENTENCE] = { { { INDENT, 1, FAINT } }, BODY_SIZE, NORMAL },
  [DETAIL] = { { { INDENT + .02, 1, 1 } }, SMALL_SIZE, NORMAL, 1 },
  [COLUMNS] = { LIST_COLUMNS (FAINT), SMALL_SIZE, MEDIUM, 4, .room = 20 },
  [ROW] = { LIST_COLUMNS (1), SMALL_SIZE, NORMAL, 3, .rule = 1, .in_table = TRUE },
  [NOTE] = { { { 0, 1, FAINT } }, SMALL_SIZE, NORMAL, 12 },
};

struct _NomoProofSheet {
  const NomoProof *proof;
  NomoProofState state; /* of all of it */
  char *store;
  NomoSheet *sheet;
};

static void
draw_band (const NomoSheet *sheet, const NomoSheetLine *line, cairo_t *cr)
{
  const NomoProofState *state = line->mark;

  nomo_proof_mark_set_soft (*state, cr);
  cairo_rectangle (cr, 0, line->y - BAND_PAD, nomo_sheet_get_width (sheet), line->height + 2 * BAND_PAD);
  cairo_fill (cr);
}

static void
draw_mark (const NomoSheet *sheet, const NomoSheetLine *line, cairo_t *cr)
{
  const NomoProofState *state = line->mark;
  double inset = line->look == &looks[BAND] ? BAND_PAD : 2;
  PangoLayoutLine *first = pango_layout_get_line_readonly (line->cells[0], 0);
  PangoRectangle extents;

  pango_layout_line_get_extents (first, NULL, &extents);
  nomo_proof_mark_draw (*state, cr, nomo_sheet_get_x (sheet, inset, MARK_SIZE),
                        line->y + ((double) extents.height / PANGO_SCALE - MARK_SIZE) / 2, MARK_SIZE);
}

static void
draw_below (const NomoSheet *sheet, const NomoSheetLine *line, cairo_t *cr)
{
  if (line->look == &looks[BAND])
    draw_band (sheet, line, cr);
  draw_mark (sheet, line, cr);
}

static gboolean
set_ink (const NomoSheetLine *line, guint cell, cairo_t *cr)
{
  const NomoProofState *state = line->mark;
  gboolean says_state = cell > 0 || line->look == &looks[BAND];

  if (says_state)
    nomo_proof_mark_set_ink (*state, cr);
  return says_state;
}

static const NomoSheetManner manner = {
  .cell_gap = CELL_GAP,
  .foot = FAINT,
  .rule = FAINT / 3,
  .for_programs = TRUE,
  .draw_below = draw_below,
  .set_ink = set_ink,
};

static void
add_text (NomoProofSheet *self, Kind kind, const char *text)
{
  if (text != NULL)
    nomo_sheet_add_line (self->sheet, &looks[kind], &text, 1);
}

static void
add_fact (NomoProofSheet *self, const char *label, const char *value)
{
  const char *texts[] = { label, value };

  nomo_sheet_add_line (self->sheet, &looks[FACT], texts, G_N_ELEMENTS (texts));
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

static NomoProofState
get_state (const NomoProof *proof)
{
  if (!nomo_proof_is_sound (proof))
    return NOMO_PROOF_WRONG;
  return nomo_proof_count (proof, NOMO_PROOF_UNCHECKED) == 0 ? NOMO_PROOF_SOUND : NOMO_PROOF_UNCHECKED;
}

static void
add_top (NomoProofSheet *self)
{
  g_autofree char *verdict = nomo_proof_dup_verdict (self->proof);
  const char *text = verdict;

  add_text (self, TITLE, _ ("Proof of the store’s data"));
  add_text (self, STORE, self->store);
  nomo_sheet_add_marked_line (self->sheet, &looks[BAND], &self->state, &text, 1);
  nomo_sheet_leave (self->sheet, BAND_PAD + 2 * FACT_GAP);
  add_facts (self);
}

static void
add_item (NomoProofSheet *self, NomoProofKind kind)
{
  const NomoProofItem *item = &self->proof->items[kind];
  const char *texts[] = { nomo_proof_get_title (kind), nomo_proof_get_word (item->state) };
  g_autofree char *more = nomo_proof_dup_more (item);

  nomo_sheet_add_marked_line (self->sheet, &looks[ITEM], &item->state, texts, G_N_ELEMENTS (texts));
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

  nomo_sheet_add_head (self->sheet, &looks[COLUMNS], texts, G_N_ELEMENTS (texts));
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

  nomo_sheet_add_line (self->sheet, &looks[ROW], texts, G_N_ELEMENTS (texts));
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
  self->state = get_state (proof);
  self->store = nomo_proof_dup_store (proof);
  self->sheet = nomo_sheet_new (&manner, context, width, height, rtl);
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
  return nomo_sheet_get_n_pages (self->sheet);
}

static void
draw_foot (const NomoProofSheet *self, guint page, cairo_t *cr)
{
  g_autofree char *number = nomo_format_int (page + 1);
  g_autofree char *all = nomo_format_int (nomo_sheet_get_n_pages (self->sheet));
  g_autofree char *at = nomo_format_moment (self->proof->at, self->proof->zone);
  /* Translators: at the bottom of a printed proof: 1 is the store, 2 a moment, 3 a page, 4 how many pages there are */
  g_autofree char *text = g_strdup_printf (_ ("%1$s · %2$s · page %3$s of %4$s"), self->store, at, number, all);

  nomo_sheet_draw_foot (self->sheet, text, cr);
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
  nomo_sheet_draw (self->sheet, page, cr);
  draw_foot (self, page, cr);
}

/**
 * nomo_proof_sheet_free:
 * @self: (transfer full): a sheet
 */
void
nomo_proof_sheet_free (NomoProofSheet *self)
{
  nomo_sheet_free (self->sheet);
  g_free (self->store);
  g_free (self);
}
