/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-timeline-answer.h"

FechoTimelineAnswer *
fecho_timeline_answer_new (void)
{
  FechoTimelineAnswer *self = g_new0 (FechoTimelineAnswer, 1);

  self->computer_known = g_array_new (FALSE, FALSE, sizeof (FechoInterval));

  return self;
}

void
fecho_timeline_answer_free (FechoTimelineAnswer *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->lanes, g_ptr_array_unref);
  g_clear_pointer (&self->summary, fecho_summary_free);
  g_clear_pointer (&self->buckets, fecho_buckets_free);
  g_clear_pointer (&self->computer, g_array_unref);
  g_clear_pointer (&self->computer_known, g_array_unref);
  g_free (self);
}
