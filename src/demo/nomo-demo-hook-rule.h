#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoDemoHookLookup:
 * @attribute: a name
 * @value: (out) (transfer full) (nullable): what the record has there, %NULL for nothing
 * @data: what came with the function
 *
 * Returns: whether records of this kind have such an attribute
 */
typedef gboolean (*NomoDemoHookLookup) (const char *attribute, char **value, gpointer data);

gboolean nomo_demo_hook_rule_is_valid (const char *rule);
gboolean nomo_demo_hook_rule_matches (const char *rule, NomoDemoHookLookup lookup, gpointer data);

G_END_DECLS
