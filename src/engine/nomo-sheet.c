#include "config.h"

#include "nomo-sheet.h"

#include <string.h>

#define FONT "IBM Plex Sans Arabic, Noto Sans Arabic UI, Noto Sans Arabic, Cantarell, DejaVu Sans, sans-serif"

/* What a ligature stands for, programs that read the page take for letters in the order of the eye. Arabic needs one of them. */
#define FEATURES     "rlig=0, liga=0, clig=0, dlig=0"
#define WITH_LAMALEF "rlig=1"
#define LAM          0x644

#define HAIRLINE 0.5 /* points */

/* Of one paragraph; nobody reads on, and a page would not hold it. */
#define MAX_LINES 8

/* What stands at the head of a table. */
typedef struct {
  const NomoSheetLook *look;
  char *texts[NOMO_SHEET_MAX_COLUMNS];
  guint n_texts;
} Head;

struct _NomoSheet {
  const NomoSheetManner *manner;
  PangoContext *context;
  double width;
  double height;
  gboolean rtl;
  GArray *lines; /* NomoSheetLine */
  Head head;     /* of the table that began last */
  guint page;    /* the last one */
  double y;      /* where the next line begins on it */
  double left;   /* what it leaves above it at least */
};

static void
clear_line (gpointer data)
{
  NomoSheetLine *line = data;

  for (guint i = 0; i < NOMO_SHEET_MAX_COLUMNS; i++)
    g_clear_object (&line->cells[i]);
}

/**
 * nomo_sheet_new:
 * @manner: a manner that lives as long as the sheet
 * @context: what text is measured with; its base direction becomes that of the sheet
 * @width: room on the paper, in points
 * @height: the same
 * @rtl: whether lines begin on the right
 *
 * Returns: (transfer full): a sheet of one empty page
 */
NomoSheet *
nomo_sheet_new (const NomoSheetManner *manner, PangoContext *context, double width, double height, gboolean rtl)
{
  NomoSheet *self = g_new0 (NomoSheet, 1);

  self->manner = manner;
  self->context = g_object_ref (context);
  self->width = width;
  self->height = height;
  self->rtl = rtl;
  self->lines = g_array_new (FALSE, FALSE, sizeof (NomoSheetLine));
  g_array_set_clear_func (self->lines, clear_line);
  /* A point is a coarse grid: letters that are joined would part on it. */
  if (manner->for_programs)
    pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_base_dir (context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  return self;
}

/* The base direction is that of the sheet, so an alignment says a side of the paper. */
static PangoAlignment
get_alignment (const NomoSheet *self, NomoSheetSide side)
{
  gboolean right = side == NOMO_SHEET_FIGURES || self->rtl == (side == NOMO_SHEET_START);

  return right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
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

static void
set_font (const NomoSheet *self, PangoLayout *layout, double size, PangoWeight weight, const char *text)
{
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  if (self->manner->for_programs) {
    PangoAttrList *attributes = create_attributes (text);

    pango_layout_set_attributes (layout, attributes);
    pango_attr_list_unref (attributes);
  }
}

static PangoLayout *
create_cell (const NomoSheet *self, const NomoSheetLook *look, guint cell, const char *text)
{
  const NomoSheetColumn *column = &look->columns[cell];
  PangoLayout *layout = pango_layout_new (self->context);
  double width = self->width * (column->to - column->from) - (column->to < 1 ? self->manner->cell_gap : 0);

  set_font (self, layout, look->size, look->weight, text);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_alignment (layout, get_alignment (self, column->side));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_height (layout, -MAX_LINES);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static NomoSheetLine
create_line (const NomoSheet *self, const NomoSheetLook *look, gconstpointer mark, const char *const *texts,
             guint n_texts)
{
  NomoSheetLine line = { .look = look, .mark = mark };

  for (guint i = 0; i < n_texts; i++) {
    int height = 0;

    line.cells[i] = create_cell (self, look, i, texts[i] != NULL ? texts[i] : "");
    pango_layout_get_size (line.cells[i], NULL, &height);
    line.height = MAX (line.height, (double) height / PANGO_SCALE);
  }
  return line;
}

/* At the bottom of each page stands which it is. */
static double
get_room (const NomoSheet *self)
{
  return self->height - 3 * NOMO_SHEET_SMALL;
}

static void
turn_page (NomoSheet *self, const NomoSheetLook *look)
{
  self->page++;
  self->y = 0;
  if (look->in_table && self->head.look != NULL)
    nomo_sheet_add_line (self, self->head.look, (const char *const *) self->head.texts, self->head.n_texts);
}

static void
place (NomoSheet *self, NomoSheetLine *line)
{
  double gap = MAX (line->look->gap, self->left);

  if (self->y > 0 && self->y + gap + line->height + line->look->room > get_room (self))
    turn_page (self, line->look);
  line->page = self->page;
  line->y = self->y > 0 ? self->y + gap : 0;
  self->y = line->y + line->height;
  self->left = 0;
}

/**
 * nomo_sheet_add_marked_line:
 * @self: a sheet
 * @look: a look that lives as long as the sheet
 * @mark: (nullable): what the sheet's manner is told of the line
 * @texts: (array length=n_texts): a text for each column; %NULL for none
 * @n_texts: how many
 *
 * Adds a line, on another page when it does not fit on the last one.
 */
void
nomo_sheet_add_marked_line (NomoSheet *self, const NomoSheetLook *look, gconstpointer mark, const char *const *texts,
                            guint n_texts)
{
  NomoSheetLine line = create_line (self, look, mark, texts, n_texts);

  place (self, &line);
  g_array_append_val (self->lines, line);
}

/**
 * nomo_sheet_add_line:
 * @self: a sheet
 * @look: a look that lives as long as the sheet
 * @texts: (array length=n_texts): a text for each column; %NULL for none
 * @n_texts: how many
 *
 * Adds a line that has no mark.
 */
void
nomo_sheet_add_line (NomoSheet *self, const NomoSheetLook *look, const char *const *texts, guint n_texts)
{
  nomo_sheet_add_marked_line (self, look, NULL, texts, n_texts);
}

static void
clear_head (Head *head)
{
  for (guint i = 0; i < NOMO_SHEET_MAX_COLUMNS; i++)
    g_clear_pointer (&head->texts[i], g_free);
}

/**
 * nomo_sheet_add_head:
 * @self: a sheet
 * @look: a look that lives as long as the sheet
 * @texts: (array length=n_texts): what the columns are called; %NULL of those without a name
 * @n_texts: how many
 *
 * Adds the head of a table.
 */
void
nomo_sheet_add_head (NomoSheet *self, const NomoSheetLook *look, const char *const *texts, guint n_texts)
{
  clear_head (&self->head);
  self->head.look = look;
  self->head.n_texts = n_texts;
  for (guint i = 0; i < n_texts; i++)
    self->head.texts[i] = g_strdup (texts[i]);
  nomo_sheet_add_line (self, look, texts, n_texts);
}

/**
 * nomo_sheet_leave:
 * @self: a sheet
 * @room: in points
 *
 * Leaves so much at least above the line that comes next, unless a page begins with it.
 */
void
nomo_sheet_leave (NomoSheet *self, double room)
{
  self->left = room;
}

/**
 * nomo_sheet_get_n_pages:
 * @self: a sheet
 *
 * Returns: how many pages it takes
 */
guint
nomo_sheet_get_n_pages (const NomoSheet *self)
{
  return self->page + 1;
}

/**
 * nomo_sheet_get_width:
 * @self: a sheet
 *
 * Returns: the room that it has across, in points
 */
double
nomo_sheet_get_width (const NomoSheet *self)
{
  return self->width;
}

/**
 * nomo_sheet_get_x:
 * @self: a sheet
 * @from: how far something is from where lines begin, in points
 * @width: how wide it is
 *
 * Returns: where it is drawn
 */
double
nomo_sheet_get_x (const NomoSheet *self, double from, double width)
{
  return self->rtl ? self->width - from - width : from;
}

/* Paper is white, and its ink black, whatever the colours of the screen. */
static void
set_ink (cairo_t *cr, double strength)
{
  cairo_set_source_rgba (cr, 0, 0, 0, strength);
}

static void
draw_rule (const NomoSheet *self, const NomoSheetLine *line, cairo_t *cr)
{
  double length = self->width * line->look->rule;

  set_ink (cr, self->manner->rule);
  cairo_rectangle (cr, nomo_sheet_get_x (self, self->width - length, length), line->y - line->look->gap / 2, length,
                   HAIRLINE);
  cairo_fill (cr);
}

static void
draw_cell (const NomoSheet *self, const NomoSheetLine *line, guint cell, cairo_t *cr)
{
  const NomoSheetColumn *column = &line->look->columns[cell];
  double width = (double) pango_layout_get_width (line->cells[cell]) / PANGO_SCALE;
  double x = nomo_sheet_get_x (self, self->width * column->from + line->look->inset, width);

  if (line->mark == NULL || self->manner->set_ink == NULL || !self->manner->set_ink (line, cell, cr))
    set_ink (cr, column->ink);
  cairo_move_to (cr, x, line->y);
  pango_cairo_show_layout (cr, line->cells[cell]);
}

static void
draw_line (const NomoSheet *self, const NomoSheetLine *line, cairo_t *cr)
{
  if (line->mark != NULL && self->manner->draw_below != NULL)
    self->manner->draw_below (self, line, cr);
  if (line->look->rule > 0)
    draw_rule (self, line, cr);
  for (guint cell = 0; cell < NOMO_SHEET_MAX_COLUMNS && line->cells[cell] != NULL; cell++)
    draw_cell (self, line, cell, cr);
}

/**
 * nomo_sheet_draw:
 * @self: a sheet
 * @page: which page, from 0
 * @cr: where, in points, with its origin at the corner of the paper's room
 */
void
nomo_sheet_draw (const NomoSheet *self, guint page, cairo_t *cr)
{
  for (guint i = 0; i < self->lines->len; i++) {
    const NomoSheetLine *line = &g_array_index (self->lines, NomoSheetLine, i);

    if (line->page == page)
      draw_line (self, line, cr);
  }
}

/**
 * nomo_sheet_draw_foot:
 * @self: a sheet
 * @text: what stands at the bottom of a page
 * @cr: where that page is drawn
 */
void
nomo_sheet_draw_foot (const NomoSheet *self, const char *text, cairo_t *cr)
{
  const NomoSheetLook look = { { { 0, 1, self->manner->foot } }, NOMO_SHEET_SMALL, PANGO_WEIGHT_NORMAL };
  NomoSheetLine line = create_line (self, &look, NULL, &text, 1);

  line.y = self->height - line.height;
  draw_line (self, &line, cr);
  clear_line (&line);
}

/**
 * nomo_sheet_free:
 * @self: (transfer full): a sheet
 */
void
nomo_sheet_free (NomoSheet *self)
{
  clear_head (&self->head);
  g_array_unref (self->lines);
  g_object_unref (self->context);
  g_free (self);
}
