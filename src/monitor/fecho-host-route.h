/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-computer.h"

G_BEGIN_DECLS

/* The way to the internet as the kernel tells it, "wlan0 192.168.1.1": another text is another network.
 * NULL where there is none, or the kernel tells nothing. root is "/", or where a test has its proc and
 * sys. Free it. */
char *fecho_host_route_read (const char *root,
                             FechoLink  *ret_link) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
