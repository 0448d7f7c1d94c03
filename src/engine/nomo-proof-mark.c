#include "config.h"

#include "nomo-proof-mark.h"

/* Of the size of a mark. */
#define STROKE .11

typedef struct {
  double red;
  double green;
  double blue;
} Colour;

#define COLOUR(hex)                                                               \
  {                                                                               \
    ((hex) >> 16 & 0xff) / 255., ((hex) >> 8 & 0xff) / 255., ((hex) &0xff) / 255. \
  }

/* Those of the light theme, by what they mean. */
static const struct {
  Colour ink;
  Colour soft;
} colours[NOMO_N_PROOF_STATES] = {
  [NOMO_PROOF_SOUND] = { COLOUR (0x11673d), COLOUR (0xdff3e7) },
  [NOMO_PROOF_WRONG] = { COLOUR (0xa81e2b), COLOUR (0xfce4e4) },
  [NOMO_PROOF_UNCHECKED] = { COLOUR (0x855000), COLOUR (0xfdf0d5) },
  [NOMO_PROOF_UNNEEDED] = { COLOUR (0x4b5168), COLOUR (0xeceef5) },
};

static void
set_colour (cairo_t *cr, const Colour *colour)
{
  cairo_set_source_rgb (cr, colour->red, colour->green, colour->blue);
}

/**
 * nomo_proof_mark_set_ink:
 * @state: how something stands
 * @cr: what is drawn next has the colour of words that say so
 */
void
nomo_proof_mark_set_ink (NomoProofState state, cairo_t *cr)
{
  set_colour (cr, &colours[state].ink);
}

/**
 * nomo_proof_mark_set_soft:
 * @state: how something stands
 * @cr: what is drawn next has the colour of a ground for such words
 */
void
nomo_proof_mark_set_soft (NomoProofState state, cairo_t *cr)
{
  set_colour (cr, &colours[state].soft);
}

/* In a square from −1 to 1. */
static void
draw_sign (NomoProofState state, cairo_t *cr)
{
  switch (state) {
  case NOMO_PROOF_SOUND:
    cairo_move_to (cr, -.42, .04);
    cairo_line_to (cr, -.12, .36);
    cairo_line_to (cr, .44, -.30);
    break;
  case NOMO_PROOF_WRONG:
    cairo_move_to (cr, -.34, -.34);
    cairo_line_to (cr, .34, .34);
    cairo_move_to (cr, .34, -.34);
    cairo_line_to (cr, -.34, .34);
    break;
  case NOMO_PROOF_UNCHECKED:
    cairo_move_to (cr, 0, -.46);
    cairo_line_to (cr, 0, .12);
    cairo_move_to (cr, 0, .46);
    cairo_close_path (cr);
    break;
  case NOMO_PROOF_UNNEEDED:
  default:
    cairo_move_to (cr, -.38, 0);
    cairo_line_to (cr, .38, 0);
  }
  cairo_stroke (cr);
}

/* What was found is filled, what was not is a ring: they can be told apart without colours. */
static void
draw_ground (NomoProofState state, cairo_t *cr)
{
  cairo_new_path (cr);
  cairo_arc (cr, 0, 0, 1 - STROKE, 0, 2 * G_PI);
  nomo_proof_mark_set_ink (state, cr);
  if (state == NOMO_PROOF_SOUND || state == NOMO_PROOF_WRONG) {
    cairo_fill (cr);
    cairo_set_source_rgb (cr, 1, 1, 1);
  } else {
    cairo_stroke (cr);
  }
}

/**
 * nomo_proof_mark_draw:
 * @state: how something stands
 * @cr: where to draw
 * @x: the side of the mark
 * @y: its top
 * @size: how wide and high it is
 *
 * Draws a round mark whose form alone says how something stands: a check, a cross, an exclamation mark, a dash.
 */
void
nomo_proof_mark_draw (NomoProofState state, cairo_t *cr, double x, double y, double size)
{
  cairo_save (cr);
  cairo_translate (cr, x + size / 2, y + size / 2);
  cairo_scale (cr, size / 2, size / 2);
  cairo_set_line_width (cr, 2 * STROKE);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  draw_ground (state, cr);
  draw_sign (state, cr);
  cairo_restore (cr);
}
