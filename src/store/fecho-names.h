/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-stmt.h"

G_BEGIN_DECLS

/* What a session's row tells of its events. */
typedef struct
{
  char *uuid;
  char *name;
  char *url;
  char *dictionary;             /* that it has chosen; NULL: none */
} FechoSessionName;

/* The dictionaries behind the numbers of an event's row: sessions, runs, texts. Each is looked up
 * once and remembered: an export of a million events joins nothing. Within one read transaction. */
typedef struct _FechoNames FechoNames;

FechoNames             *fecho_names_new         (FechoDb     *db);
void                    fecho_names_free        (FechoNames  *self);
/* Strings live as long as the names. An id that the file does not know has NULLs. */
const FechoSessionName *fecho_names_get_session (FechoNames  *self,
                                                 gint64       id);
const char             *fecho_names_get_run     (FechoNames  *self,
                                                 gint64       id);
const char             *fecho_names_get_text    (FechoNames  *self,
                                                 gint64       id);
/* Of the handle that is asked. */
FechoTaken             *fecho_names_get_taken   (FechoNames  *self);
/* A value of the type ANY: the id of a text, the text itself (it lives until the next row), or
 * NULL. */
const char             *fecho_names_read_text   (FechoNames  *self,
                                                 FechoTaken  *taken,
                                                 guint        number);
/* The first error of a look-up; names that failed are NULL. Sets it and returns FALSE. */
gboolean                fecho_names_check       (FechoNames  *self,
                                                 GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoNames, fecho_names_free)

G_END_DECLS
