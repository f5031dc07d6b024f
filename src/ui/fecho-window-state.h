/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-range.h"

G_BEGIN_DECLS

/* What the window remembers from one run to the next. */
typedef struct
{
  int              width;
  int              height;
  gboolean         maximized;
  gboolean         sidebar_visible;
  gboolean         details_visible;
  char            *view;        /* "timeline" or "statistics" */
  FechoRangePreset preset;
  gboolean         live;
  gint64           from_us;     /* where the range is of one's own; equal to the end: it is the preset */
  gint64           to_us;
  char           **sessions;    /* UUIDs of those that are the scope; none: all. At most 1,000 are kept */
} FechoWindowState;

/* The defaults where the schema is not installed: a program that was only built runs as well. */
void fecho_window_state_load  (FechoWindowState       *state);
void fecho_window_state_save  (const FechoWindowState *state);
void fecho_window_state_clear (FechoWindowState       *state);

/* Keys of what a person put away for good; strv, never NULL. Of more than 200 the newest are kept. */
char **fecho_window_state_load_dismissed (void) G_GNUC_WARN_UNUSED_RESULT;
void   fecho_window_state_save_dismissed (const char *const *keys);

G_END_DECLS
