#pragma once

/**
 * NomoGraphStep:
 * @NOMO_STEP_LEFT: the arrow that points to the left, whatever the direction of reading
 * @NOMO_STEP_RIGHT: the arrow that points to the right
 * @NOMO_STEP_UP: the arrow that points up
 * @NOMO_STEP_DOWN: the arrow that points down
 * @NOMO_STEP_HOME: to the first
 * @NOMO_STEP_END: to the last
 *
 * A step through the points of a chart.
 */
typedef enum {
  NOMO_STEP_LEFT,
  NOMO_STEP_RIGHT,
  NOMO_STEP_UP,
  NOMO_STEP_DOWN,
  NOMO_STEP_HOME,
  NOMO_STEP_END,
} NomoGraphStep;
