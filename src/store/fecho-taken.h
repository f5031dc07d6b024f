/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define FECHO_TAKEN_MAX_VALUES 48

/* The values of a row that went through the SQL function fecho_take (...) instead of becoming
 * columns of the result: reading fifty columns one by one costs as much as stepping to them. They
 * are those of the last row of the handle that had the function in it. */
typedef struct _FechoTaken FechoTaken;

typedef struct
{
  int     type;                 /* SQLITE_INTEGER, SQLITE_TEXT or SQLITE_NULL */
  gint64  integer;              /* of a text: where in the texts it is */
} FechoTakenValue;

struct _FechoTaken
{
  FechoTakenValue values[FECHO_TAKEN_MAX_VALUES];
  GString        *texts;        /* each with its NUL */
};

/* Makes the function known to the handle, which keeps what is returned. */
FechoTaken *fecho_taken_new      (sqlite3     *handle);
void        fecho_taken_free     (FechoTaken  *self);
/* Valid UTF-8 whatever the file holds, or NULL; lives until the next row. */
const char *fecho_taken_get_text (FechoTaken  *self,
                                  guint        number);

/* 0 for what is no integer. */
static inline gint64
fecho_taken_get_int (const FechoTaken *self,
                     guint             number)
{
  return self->values[number].type == SQLITE_INTEGER ? self->values[number].integer : 0;
}

/* FECHO_UNKNOWN for NULL. */
static inline gint64
fecho_taken_get_known (const FechoTaken *self,
                       guint             number)
{
  return self->values[number].type == SQLITE_NULL ? -1 : fecho_taken_get_int (self, number);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoTaken, fecho_taken_free)

G_END_DECLS
