/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A lock file that one holder has, in whatever process. The kernel lets go of it however the
 * process ends; a holder that lets go itself takes the file away. */
typedef struct
{
  char *path;
  int   fd;
} FechoLock;

/* Never waits. FECHO_ERROR_IN_USE where somebody else holds it. */
FechoLock *fecho_lock_take    (const char  *path,
                               GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* Waits until the others have let go of it. */
FechoLock *fecho_lock_wait    (const char  *path,
                               GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void       fecho_lock_free    (FechoLock   *self);
/* A lock that cannot be looked at counts as held. */
gboolean   fecho_lock_is_held (const char  *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoLock, fecho_lock_free)

G_END_DECLS
