#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _NomoEntity NomoEntity;
typedef struct _NomoRecord NomoRecord;
typedef struct _NomoRecordBuilder NomoRecordBuilder;
typedef struct _NomoCommit NomoCommit;
typedef struct _NomoQuery NomoQuery;
typedef struct _NomoDays NomoDays;
typedef struct _NomoStore NomoStore;
typedef struct _NomoOutboxNote NomoOutboxNote;

G_END_DECLS
