/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Posts to one address over HTTP, on a thread of its own; redirections are not followed, so that
 * what is sent goes nowhere else. */
typedef struct _FechoPoster FechoPoster;

typedef struct
{
  guint  status;
  char  *retry_after;           /* as it came; NULL: not said */
  char  *text;                  /* the beginning of its body, UTF-8 */
} FechoPostAnswer;

/* headers: "Name: value" lines, for each request; NULL: none. An address that is not http or https
 * is FECHO_ERROR_INVALID_SCHEME, one with a password in it FECHO_ERROR_INVALID_VALUE, a line that
 * is no header FECHO_ERROR_INVALID_FORM. */
FechoPoster     *fecho_poster_new         (const char          *url,
                                           const char * const  *headers,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Takes half a minute at most. */
void             fecho_poster_post_async  (FechoPoster         *self,
                                           const char          *content_type,
                                           GBytes              *body,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
/* Any status is an answer. */
FechoPostAnswer *fecho_poster_post_finish (GAsyncResult        *result,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void             fecho_post_answer_free   (FechoPostAnswer     *self);
/* Every post must have ended. */
void             fecho_poster_free        (FechoPoster         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoPoster, fecho_poster_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoPostAnswer, fecho_post_answer_free)

G_END_DECLS
