/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"
#include "fecho-refresher.h"

G_BEGIN_DECLS

typedef FechoFilter *(*FechoHistoryTotalFilterFunc) (gpointer owner);
typedef void         (*FechoHistoryTotalFunc)       (gpointer owner);

/* How many ends of connections there are where a filter is not looked at. Part of its owner. */
typedef struct
{
  FechoHistoryTotalFilterFunc make_filter;
  FechoHistoryTotalFunc       counted;
  gpointer                    owner;
  FechoMonitor               *monitor;  /* borrowed */
  FechoRefresher              refresher;
  gint64                      n;        /* FECHO_UNKNOWN: not yet */
} FechoHistoryTotal;

/* make_filter says what is counted; counted is called whenever there is a new number. */
void fecho_history_total_init        (FechoHistoryTotal           *self,
                                      FechoHistoryTotalFilterFunc  make_filter,
                                      FechoHistoryTotalFunc        counted,
                                      gpointer                     owner);
/* May be called twice. */
void fecho_history_total_clear       (FechoHistoryTotal           *self);
void fecho_history_total_set_monitor (FechoHistoryTotal           *self,
                                      FechoMonitor                *monitor);
/* Only what is looked at is counted. */
void fecho_history_total_set_shown   (FechoHistoryTotal           *self,
                                      gboolean                     shown);
/* The number is no longer up to date. */
void fecho_history_total_want        (FechoHistoryTotal           *self);

G_END_DECLS
