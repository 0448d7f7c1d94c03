#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

#define NOMO_SHEET_MAX_COLUMNS 5

/* The size of small letters, in points. */
#define NOMO_SHEET_SMALL 8.5

/**
 * NomoSheetSide:
 * @NOMO_SHEET_START: where lines begin
 * @NOMO_SHEET_END: where they end
 * @NOMO_SHEET_FIGURES: on the right in both directions
 *
 * Which side of its column a text keeps to.
 */
typedef enum { NOMO_SHEET_START, NOMO_SHEET_END, NOMO_SHEET_FIGURES } NomoSheetSide;

/**
 * NomoSheetColumn:
 * @from: where it begins, from the start, as a share of the width
 * @to: where it ends
 * @ink: how black its text is, from 0 to 1
 * @side: which side the text keeps to
 *
 * A column of lines of one look.
 */
typedef struct {
  double from;
  double to;
  double ink;
  NomoSheetSide side;
} NomoSheetColumn;

/**
 * NomoSheetLook:
 * @columns: its columns
 * @size: of the letters, in points
 * @weight: of the letters
 * @gap: above it, in points
 * @rule: a rule in the middle of that gap, up to the end, as a share of the width; 0 for none
 * @room: what has to fit on the page below it, in points
 * @inset: how far its columns are moved from the start, in points
 * @in_table: whether it is a row of a table, whose head a page says again that begins with it
 *
 * What lines of a kind look like.
 */
typedef struct {
  NomoSheetColumn columns[NOMO_SHEET_MAX_COLUMNS];
  double size;
  PangoWeight weight;
  double gap;
  double rule;
  double room;
  double inset;
  gboolean in_table;
} NomoSheetLook;

/**
 * NomoSheetLine:
 * @look: what it looks like
 * @mark: (nullable): what it was marked with
 * @cells: (nullable): its texts
 * @height: of its highest cell, in points
 * @page: which page it is on, from 0
 * @y: where it begins there
 *
 * A line of a sheet.
 */
typedef struct {
  const NomoSheetLook *look;
  gconstpointer mark;
  PangoLayout *cells[NOMO_SHEET_MAX_COLUMNS];
  double height;
  guint page;
  double y;
} NomoSheetLine;

/**
 * NomoSheet:
 *
 * Lines of text on pages of paper.
 */
typedef struct _NomoSheet NomoSheet;

/**
 * NomoSheetManner:
 * @cell_gap: between columns, in points
 * @foot: how black the bottom of a page is, from 0 to 1
 * @rule: how black rules are
 * @for_programs: whether programs have to be able to read the pages
 * @draw_below: (nullable): draws what stands below the text of a marked line
 * @set_ink: (nullable): sets another ink for a cell of a marked line than that of its column; %FALSE when it has none
 *
 * In what a kind of sheet differs from the others.
 */
typedef struct {
  double cell_gap;
  double foot;
  double rule;
  gboolean for_programs;
  void (*draw_below) (const NomoSheet *self, const NomoSheetLine *line, cairo_t *cr);
  gboolean (*set_ink) (const NomoSheetLine *line, guint cell, cairo_t *cr);
} NomoSheetManner;

NomoSheet *nomo_sheet_new (const NomoSheetManner *manner, PangoContext *context, double width, double height,
                           gboolean rtl);
void nomo_sheet_add_line (NomoSheet *self, const NomoSheetLook *look, const char *const *texts, guint n_texts);
void nomo_sheet_add_marked_line (NomoSheet *self, const NomoSheetLook *look, gconstpointer mark,
                                 const char *const *texts, guint n_texts);
void nomo_sheet_add_head (NomoSheet *self, const NomoSheetLook *look, const char *const *texts, guint n_texts);
void nomo_sheet_leave (NomoSheet *self, double room);
guint nomo_sheet_get_n_pages (const NomoSheet *self);
double nomo_sheet_get_width (const NomoSheet *self);
double nomo_sheet_get_x (const NomoSheet *self, double from, double width);
void nomo_sheet_draw (const NomoSheet *self, guint page, cairo_t *cr);
void nomo_sheet_draw_foot (const NomoSheet *self, const char *text, cairo_t *cr);
void nomo_sheet_free (NomoSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSheet, nomo_sheet_free)

G_END_DECLS
