#include "config.h"

#include "nomo-heat-grid.h"

static const NomoHeatGrid ltr = { .x = 60, .y = 0, .width = 480, .height = 140, .n_rows = 7, .n_columns = 24 };
static const NomoHeatGrid
    rtl = { .x = 0, .y = 0, .width = 480, .height = 140, .rtl = TRUE, .n_rows = 7, .n_columns = 24 };

/* Midnight stands at the start, Sunday on top; the mirror of a cell is the same cell. */
static void
test_cells_mirror (void)
{
  graphene_rect_t first = nomo_heat_grid_cell (&ltr, 0);
  graphene_rect_t last = nomo_heat_grid_cell (&ltr, 7 * 24 - 1);

  g_assert_cmpfloat (first.origin.x, ==, 61);
  g_assert_cmpfloat (first.origin.y, ==, 1);
  g_assert_cmpfloat (first.size.width, ==, 18);
  g_assert_cmpfloat (last.origin.x + last.size.width, ==, 539);
  g_assert_cmpfloat (last.origin.y + last.size.height, ==, 139);
  for (guint i = 0; i < 7 * 24; i++) {
    graphene_rect_t cell = nomo_heat_grid_cell (&ltr, i);
    graphene_rect_t mirrored = nomo_heat_grid_cell (&rtl, i);

    g_assert_cmpfloat (cell.origin.y, ==, mirrored.origin.y);
    g_assert_cmpfloat_with_epsilon (cell.origin.x - 60, 480 - mirrored.origin.x - mirrored.size.width, .01);
  }
}

static void
test_find_is_inverse (void)
{
  const NomoHeatGrid *grids[] = { &ltr, &rtl };

  for (guint g = 0; g < G_N_ELEMENTS (grids); g++) {
    for (guint i = 0; i < 7 * 24; i++) {
      graphene_rect_t cell = nomo_heat_grid_cell (grids[g], i);
      float x = cell.origin.x + cell.size.width / 2;

      g_assert_cmpint (nomo_heat_grid_find (grids[g], x, cell.origin.y + 1), ==, i);
    }
  }
  g_assert_cmpint (nomo_heat_grid_find (&ltr, 59, 10), ==, -1);
  g_assert_cmpint (nomo_heat_grid_find (&ltr, 541, 10), ==, -1);
  g_assert_cmpint (nomo_heat_grid_find (&ltr, 100, -1), ==, -1);
  g_assert_cmpint (nomo_heat_grid_find (&ltr, 100, 141), ==, -1);
  g_assert_cmpint (nomo_heat_grid_find (&(NomoHeatGrid) { .width = 10, .height = 10 }, 5, 5), ==, -1);
}

static void
test_walk (void)
{
  g_assert_cmpint (nomo_heat_grid_walk (&ltr, -1, NOMO_STEP_LEFT), ==, 0);
  g_assert_cmpint (nomo_heat_grid_walk (&ltr, -1, NOMO_STEP_END), ==, 23);
  g_assert_cmpint (nomo_heat_grid_walk (&ltr, 30, NOMO_STEP_LEFT), ==, 29);
  g_assert_cmpint (nomo_heat_grid_walk (&rtl, 30, NOMO_STEP_LEFT), ==, 31);
  g_assert_cmpint (nomo_heat_grid_walk (&rtl, 30, NOMO_STEP_RIGHT), ==, 29);
  g_assert_cmpint (nomo_heat_grid_walk (&ltr, 30, NOMO_STEP_DOWN), ==, 54);
  g_assert_cmpint (nomo_heat_grid_walk (&ltr, 30, NOMO_STEP_UP), ==, 6);
  g_assert_cmpint (nomo_heat_grid_walk (&ltr, 6, NOMO_STEP_UP), ==, 6);
  g_assert_cmpint (nomo_heat_grid_walk (&ltr, 23, NOMO_STEP_RIGHT), ==, 23);
  g_assert_cmpint (nomo_heat_grid_walk (&rtl, 24, NOMO_STEP_RIGHT), ==, 24);
  g_assert_cmpint (nomo_heat_grid_walk (&ltr, 167, NOMO_STEP_DOWN), ==, 167);
  g_assert_cmpint (nomo_heat_grid_walk (&ltr, 30, NOMO_STEP_HOME), ==, 24);
  g_assert_cmpint (nomo_heat_grid_walk (&rtl, 30, NOMO_STEP_END), ==, 47);
  g_assert_cmpint (nomo_heat_grid_walk (&(NomoHeatGrid) { .n_rows = 7 }, -1, NOMO_STEP_DOWN), ==, -1);
}

static void
test_stride_divides_a_day (void)
{
  g_assert_cmpuint (nomo_heat_grid_stride (50, 40), ==, 1);
  g_assert_cmpuint (nomo_heat_grid_stride (22, 44), ==, 2);
  g_assert_cmpuint (nomo_heat_grid_stride (18, 44), ==, 3);
  g_assert_cmpuint (nomo_heat_grid_stride (8, 44), ==, 6);
  g_assert_cmpuint (nomo_heat_grid_stride (4, 44), ==, 12);
  g_assert_cmpuint (nomo_heat_grid_stride (1, 44), ==, 24);
}

static void
assert_mix (gint64 count, gint64 most, float red, float green)
{
  static const GdkRGBA ramp[] = { { 1, 1, 0, 1 }, { .5f, .25f, 0, 1 }, { 0, 0, 0, 1 } };
  GdkRGBA color = nomo_heat_grid_mix (ramp, count, most);

  g_assert_cmpfloat_with_epsilon (color.red, red, .001);
  g_assert_cmpfloat_with_epsilon (color.green, green, .001);
  g_assert_cmpfloat (color.alpha, ==, 1);
}

static void
test_ramp (void)
{
  assert_mix (0, 8, 1, 1);
  assert_mix (2, 8, .75f, .625f);
  assert_mix (4, 8, .5f, .25f);
  assert_mix (6, 8, .25f, .125f);
  assert_mix (8, 8, 0, 0);
  assert_mix (9, 8, 0, 0);
  assert_mix (-3, 8, 1, 1);
  assert_mix (0, 0, 1, 1);
  assert_mix (G_MAXINT64, G_MAXINT64, 0, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/heat-grid/cells-mirror", test_cells_mirror);
  g_test_add_func ("/ui/heat-grid/find-is-inverse", test_find_is_inverse);
  g_test_add_func ("/ui/heat-grid/walk", test_walk);
  g_test_add_func ("/ui/heat-grid/stride-divides-a-day", test_stride_divides_a_day);
  g_test_add_func ("/ui/heat-grid/ramp", test_ramp);
  return g_test_run ();
}
