#include "config.h"

#include "nomo-record-list-state.h"

GType
nomo_record_list_state_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { NOMO_RECORD_LIST_LOADING, "NOMO_RECORD_LIST_LOADING", "loading" },
    { NOMO_RECORD_LIST_READY, "NOMO_RECORD_LIST_READY", "ready" },
    { NOMO_RECORD_LIST_ERROR, "NOMO_RECORD_LIST_ERROR", "error" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("NomoRecordListState", values));
  return type;
}
