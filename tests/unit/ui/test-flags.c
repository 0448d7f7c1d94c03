#include "config.h"

#include "nomo-flags.h"

#define ROOM 600
#define GAP  8
#define MORE 24

static void
assert_apart (const NomoFlag *flags, guint n)
{
  const NomoFlag *last = NULL;
  guint told = 0;

  for (guint i = 0; i < n; i++) {
    if (!flags[i].shown)
      continue;
    g_assert_cmpuint (flags[i].first, ==, told);
    told += 1 + flags[i].joined;
    g_assert_cmpuint (flags[i].last, ==, told - 1);
    g_assert_cmpfloat (flags[i].start, >=, 0);
    g_assert_cmpfloat (flags[i].start + flags[i].width, <=, MAX (ROOM, flags[i].width));
    if (last != NULL)
      g_assert_cmpfloat (flags[i].start, >=, last->start + last->width + GAP);
    last = &flags[i];
  }
  g_assert_cmpuint (told, ==, n);
}

static void
test_room (void)
{
  NomoFlag flags[] = { { .at = 0, .width = 80 }, { .at = 300, .width = 100 }, { .at = ROOM, .width = 60 } };

  nomo_flags_lay_out (flags, G_N_ELEMENTS (flags), ROOM, GAP, MORE);
  assert_apart (flags, G_N_ELEMENTS (flags));
  g_assert_cmpfloat (flags[0].start, ==, 0);
  g_assert_cmpfloat (flags[1].start, ==, 250);
  g_assert_cmpfloat (flags[2].start, ==, ROOM - 60);
}

/* What would touch joins, the heavier stays, and the others are still counted. */
static void
test_join (void)
{
  NomoFlag flags[] = {
    { .at = 100, .width = 80 },
    { .at = 130, .width = 80, .weight = 1 },
    { .at = 150, .width = 80 },
    { .at = 500, .width = 80 },
  };

  nomo_flags_lay_out (flags, G_N_ELEMENTS (flags), ROOM, GAP, MORE);
  assert_apart (flags, G_N_ELEMENTS (flags));
  g_assert_false (flags[0].shown);
  g_assert_true (flags[1].shown);
  g_assert_cmpuint (flags[1].joined, ==, 2);
  g_assert_true (flags[3].shown);
  g_assert_cmpuint (flags[3].joined, ==, 0);
}

/* Whatever there is, no two labels touch and none is forgotten. */
static void
test_many (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int round = 0; round < 400; round++) {
    NomoFlag flags[40] = { 0 };
    guint n = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (flags));
    double at = 0;

    for (guint i = 0; i < n; i++) {
      at = g_rand_double_range (rand, at, ROOM);
      flags[i].at = (float) at;
      flags[i].width = (float) g_rand_int_range (rand, 20, 150);
      flags[i].weight = (guint) g_rand_int_range (rand, 0, 2);
    }
    nomo_flags_lay_out (flags, n, ROOM, GAP, MORE);
    assert_apart (flags, n);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/flags/room", test_room);
  g_test_add_func ("/ui/flags/join", test_join);
  g_test_add_func ("/ui/flags/many", test_many);
  return g_test_run ();
}
