#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoDemoFault:
 *
 * What the store can do wrong. Several can be set at once.
 */
typedef enum {
  NOMO_DEMO_FAULT_DENY = 1 << 0,
  NOMO_DEMO_FAULT_STATE_HYPHENS = 1 << 1,
  NOMO_DEMO_FAULT_STATE_WRONG = 1 << 2,
  NOMO_DEMO_FAULT_BARE_USER = 1 << 3,
  NOMO_DEMO_FAULT_429 = 1 << 4,
  NOMO_DEMO_FAULT_500 = 1 << 5,
  NOMO_DEMO_FAULT_503 = 1 << 6,
  NOMO_DEMO_FAULT_HTML = 1 << 7,
  NOMO_DEMO_FAULT_EMPTY = 1 << 8,
  NOMO_DEMO_FAULT_TRUNCATED = 1 << 9,
  NOMO_DEMO_FAULT_DEEP = 1 << 10,
  NOMO_DEMO_FAULT_DROP = 1 << 11,
  NOMO_DEMO_FAULT_SLOW = 1 << 12,
  NOMO_DEMO_FAULT_STRING_IDS = 1 << 13,
  NOMO_DEMO_FAULT_LINKS_ARRAY = 1 << 14,
  NOMO_DEMO_FAULT_NULL_FIELDS = 1 << 15,
  NOMO_DEMO_FAULT_REDIRECT = 1 << 16,
} NomoDemoFault;

typedef struct _NomoDemoFaults NomoDemoFaults;

NomoDemoFaults *nomo_demo_faults_new (void);
void nomo_demo_faults_free (NomoDemoFaults *self);
gboolean nomo_demo_faults_set (NomoDemoFaults *self, const char *name, gint64 count, const char *path, gint64 ms,
                               GError **error);
gboolean nomo_demo_faults_set_list (NomoDemoFaults *self, const char *names, GError **error);
void nomo_demo_faults_clear (NomoDemoFaults *self);
guint nomo_demo_faults_take (NomoDemoFaults *self, const char *path, guint asked, guint *slow_ms);
gboolean nomo_demo_faults_is_endless (NomoDemoFaults *self, const char *path, NomoDemoFault fault);
char *nomo_demo_faults_dup_names (guint faults);
const char *nomo_demo_faults_get_help (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoFaults, nomo_demo_faults_free)

G_END_DECLS
