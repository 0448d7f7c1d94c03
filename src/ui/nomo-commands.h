#pragma once

#include "nomo-stores.h"

G_BEGIN_DECLS

/**
 * NomoCommandKind:
 * @NOMO_COMMAND_PAGE: goes to a page
 * @NOMO_COMMAND_ACTION: does something
 * @NOMO_COMMAND_SETTING: goes to a setting in the preferences
 * @NOMO_COMMAND_KEY: a key that works where the focus is; not found by the search
 *
 * Kinds of commands, in the order in which the search lists them.
 */
typedef enum {
  NOMO_COMMAND_PAGE,
  NOMO_COMMAND_ACTION,
  NOMO_COMMAND_SETTING,
  NOMO_COMMAND_KEY,
} NomoCommandKind;

/**
 * NomoCommandSpec:
 * @kind: its kind
 * @name: a msgid to translate when shown
 * @keywords: other words that people look for it by, a msgid; %NULL for none
 * @icon: icon name
 * @action: the action with its target, as g_action_parse_detailed_name() reads it; %NULL for a key that is no action
 * @keys: accelerators, with a blank between those that do the same; %NULL for none
 * @group: the heading of its keys, a msgid
 *
 * Something that the program can be told to do.
 */
typedef struct {
  NomoCommandKind kind;
  const char *name;
  const char *keywords;
  const char *icon;
  const char *action;
  const char *keys;
  const char *group;
} NomoCommandSpec;

/**
 * NomoCommand:
 * @kind: its kind
 * @name: as it is called in the language shown
 * @detail: where it is to be found otherwise; empty for nowhere
 * @icon: icon name
 * @action: the action with its target
 * @keys: (nullable): its accelerators
 *
 * A command that can be given now.
 */
typedef struct {
  NomoCommandKind kind;
  char *name;
  char *detail;
  const char *icon;
  char *action;
  const char *keys;
  /*< private >*/
  char *folded;
  char *name_index;
  char *index;
} NomoCommand;

const NomoCommandSpec *nomo_command_specs (guint *n_specs);

GPtrArray *nomo_commands_list (NomoStores *stores);
GPtrArray *nomo_commands_find (GPtrArray *commands, const char *text, guint most_of_a_kind);
NomoCommand *nomo_commands_get_page (GPtrArray *commands, const char *place);

G_END_DECLS
