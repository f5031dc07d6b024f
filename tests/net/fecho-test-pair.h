/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Both ends of one connection over TCP on this computer: a fixture of g_test_add(). */
typedef struct
{
  GSocket *ours;
  GSocket *theirs;
} FechoTestPair;

void fecho_test_pair_set_up    (FechoTestPair *self,
                                gconstpointer  data);
void fecho_test_pair_tear_down (FechoTestPair *self,
                                gconstpointer  data);
/* Writes text at their end, and waits until it has come to ours. */
void fecho_test_pair_send      (FechoTestPair *self,
                                const char    *text);

G_END_DECLS
