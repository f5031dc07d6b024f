/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-stmt.h"

G_BEGIN_DECLS

/* New texts of one session in a day, and texts in all: a hostile peer that sends a new reason
 * each time must not fill the dictionary. */
#define FECHO_TEXTS_PER_SESSION_AND_DAY 1000
#define FECHO_TEXTS_IN_ALL 200000
/* Longer ones are never interned. */
#define FECHO_TEXTS_MAX_BYTES 1024

/* Interns strings in the table text, for the writer. */
typedef struct _FechoTexts FechoTexts;

FechoTexts *fecho_texts_new    (FechoDb     *db);
void        fecho_texts_free   (FechoTexts  *self);
/* After a rollback, or when another process may have removed texts. */
void        fecho_texts_forget (FechoTexts  *self);
/* The id of a text; 0 where the budget of the session is spent. now_us tells the day. */
gboolean    fecho_texts_intern (FechoTexts  *self,
                                gint64       session,
                                const char  *value,
                                gint64       now_us,
                                gint64      *ret_id,
                                GError     **error);
/* How many texts found the budget spent, since this was last asked or all was forgotten. */
guint64     fecho_texts_take_n_refused (FechoTexts *self);
/* Binds the id of a text to a column of the type ANY, or the text itself beyond the budget,
 * or NULL. The text must be UTF-8 and live until the statement is reset. */
gboolean    fecho_texts_bind   (FechoTexts  *self,
                                FechoStmt   *stmt,
                                int          index,
                                gint64       session,
                                const char  *value,
                                gint64       now_us,
                                GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoTexts, fecho_texts_free)

G_END_DECLS
