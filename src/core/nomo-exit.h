#pragma once

/**
 * NomoExit:
 * @NOMO_EXIT_OK: all went well
 * @NOMO_EXIT_FAILED: it failed, or the check found problems
 * @NOMO_EXIT_USAGE: the command line was not understood
 * @NOMO_EXIT_NO_STORE: no store is connected, or its sign-in is gone; to a relay, that there is none in the folder
 * @NOMO_EXIT_OFFLINE: Salla cannot be reached
 * @NOMO_EXIT_HELD: another process runs the engine of the store, or the relay of the folder
 * @NOMO_EXIT_RELAY: a relay looks after the store
 *
 * What programs of the command line end with.
 */
typedef enum {
  NOMO_EXIT_OK = 0,
  NOMO_EXIT_FAILED = 1,
  NOMO_EXIT_USAGE = 2,
  NOMO_EXIT_NO_STORE = 3,
  NOMO_EXIT_OFFLINE = 4,
  NOMO_EXIT_HELD = 5,
  NOMO_EXIT_RELAY = 6,
} NomoExit;
