/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Keeps the last 24 hours of the sessions that have a row on the screen: asks the monitor for their
 * lanes, all in one query, soon after a row appears, some seconds after a commit and every five
 * minutes; and sets "day" of their FechoSidebarItem. */
#define FECHO_TYPE_DAY_BOOK (fecho_day_book_get_type ())
G_DECLARE_FINAL_TYPE (FechoDayBook, fecho_day_book, FECHO, DAY_BOOK, GObject)

/* items: GListModel of FechoSidebarItem, kept. */
FechoDayBook *fecho_day_book_new         (GListModel   *items) G_GNUC_WARN_UNUSED_RESULT;
void          fecho_day_book_set_monitor (FechoDayBook *self,
                                          FechoMonitor *monitor);
/* A row appeared. */
void          fecho_day_book_want        (FechoDayBook *self);
/* An inactive one asks nothing. */
void          fecho_day_book_set_active  (FechoDayBook *self,
                                          gboolean      active);

G_END_DECLS
