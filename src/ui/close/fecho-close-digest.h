/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"

G_BEGIN_DECLS

/* What several ends of connection have in common, added one by one. Memory does not grow with their
 * number, but with that of different codes. Pure. */
typedef struct _FechoCloseDigest FechoCloseDigest;

FechoCloseDigest *fecho_close_digest_new              (void) G_GNUC_WARN_UNUSED_RESULT;
void              fecho_close_digest_free             (FechoCloseDigest       *self);
void              fecho_close_digest_add              (FechoCloseDigest       *self,
                                                       const FechoCloseRecord *record);
guint             fecho_close_digest_get_n            (const FechoCloseDigest *self);
/* Of these: connections that never opened. */
guint             fecho_close_digest_get_n_attempts   (const FechoCloseDigest *self);
/* Of the first and the last in time. */
gint64            fecho_close_digest_get_first_us     (const FechoCloseDigest *self);
gint64            fecho_close_digest_get_last_us      (const FechoCloseDigest *self);
/* FechoCodeCount, the most frequent first. Free the array. */
GArray           *fecho_close_digest_count            (const FechoCloseDigest *self) G_GNUC_WARN_UNUSED_RESULT;
/* FechoCloseFact: what is the same in all of them, "Mixed" where it is not; no line for what is
 * known of none. Free the array. */
GPtrArray        *fecho_close_digest_list             (const FechoCloseDigest *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoCloseDigest, fecho_close_digest_free)

G_END_DECLS
