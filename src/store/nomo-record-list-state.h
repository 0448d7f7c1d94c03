#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * NomoRecordListState:
 * @NOMO_RECORD_LIST_LOADING: the first answer is under way
 * @NOMO_RECORD_LIST_READY: the list shows what the store holds
 * @NOMO_RECORD_LIST_ERROR: the last read failed; what was shown stays
 */
typedef enum {
  NOMO_RECORD_LIST_LOADING,
  NOMO_RECORD_LIST_READY,
  NOMO_RECORD_LIST_ERROR,
} NomoRecordListState;

#define NOMO_TYPE_RECORD_LIST_STATE (nomo_record_list_state_get_type ())
GType nomo_record_list_state_get_type (void);

G_END_DECLS
