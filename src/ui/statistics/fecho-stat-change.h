/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-overview.h"

G_BEGIN_DECLS

/* What is otherwise than in the period before, in words: the arrow tells the direction, the mood
 * whether that is good. Strings are of the change. */
typedef enum
{
  FECHO_STAT_MOOD_NEUTRAL,
  FECHO_STAT_MOOD_BETTER,
  FECHO_STAT_MOOD_WORSE,
} FechoStatMood;

typedef struct
{
  char          *text;          /* "↑ 13%"; NULL: there is nothing to compare with */
  char          *tooltip;       /* "13% more closes than in the 24 h before: worse" */
  FechoStatMood  mood;
} FechoStatChange;

void            fecho_stat_change_clear       (FechoStatChange       *self);
/* Shows the change in a label, which is hidden where there is none. */
void            fecho_stat_change_show        (const FechoStatChange *self,
                                               GtkLabel              *label);
/* Whether the period before says anything: it was watched at least half as long. */
gboolean        fecho_stat_change_is_possible (const FechoOverview   *overview);
/* period is the length of the range, "24 h". Clear what is returned. */
FechoStatChange fecho_stat_change_of_closes   (const FechoOverview   *overview,
                                               const char            *period);
FechoStatChange fecho_stat_change_of_clean    (const FechoOverview   *overview,
                                               const char            *period);
FechoStatChange fecho_stat_change_of_uptime   (const FechoOverview   *overview,
                                               const char            *period);
FechoStatChange fecho_stat_change_of_life     (const FechoOverview   *overview,
                                               const char            *period);
FechoStatChange fecho_stat_change_of_outage   (const FechoOverview   *overview,
                                               const char            *period);
FechoStatChange fecho_stat_change_of_code     (const FechoOverview   *overview,
                                               const FechoCount      *count,
                                               const char            *period);
/* "0.41 closes per connected hour"; NULL where hardly anything was connected. */
char           *fecho_stat_change_rate        (guint64                n_closes,
                                               gint64                 open_us)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FechoStatChange, fecho_stat_change_clear)

G_END_DECLS
