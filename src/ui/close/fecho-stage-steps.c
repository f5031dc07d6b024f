/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-stage-steps.h"

#include <glib/gi18n.h>

#include "fecho-format.h"

static void
clear_step (gpointer data)
{
  g_free (((FechoStageStep *)data)->note);
}

static gboolean
has_proxy (const FechoCloseRecord *record)
{
  return record->proxy_us != FECHO_UNKNOWN || record->stage == FECHO_STAGE_PROXY;
}

static gboolean
has_tls (const FechoCloseRecord *record)
{
  return record->tls_us != FECHO_UNKNOWN || record->stage == FECHO_STAGE_TLS ||
         (record->url != NULL && g_ascii_strncasecmp (record->url, "wss:", 4) == 0);
}

static char *
describe_length (gint64 us)
{
  return us != FECHO_UNKNOWN ? fecho_format_duration (us) : NULL;
}

static char *
describe_step (const FechoCloseRecord *record,
               FechoStage              stage)
{
  switch (stage)
    {
    case FECHO_STAGE_DNS:
      return describe_length (record->dns_us);
    case FECHO_STAGE_TCP:
      return describe_length (record->tcp_us);
    case FECHO_STAGE_PROXY:
      return describe_length (record->proxy_us);
    case FECHO_STAGE_TLS:
      return describe_length (record->tls_us);
    case FECHO_STAGE_HTTP:
      return record->http_status != FECHO_UNKNOWN ? g_strdup_printf ("%d", record->http_status)
             : describe_length (record->http_us);
    case FECHO_STAGE_OPEN:
    case FECHO_STAGE_CLOSING:
      return describe_length (record->life_us);
    }

  g_return_val_if_reached (NULL);
}

static void
add_step (GArray                 *steps,
          const FechoCloseRecord *record,
          FechoStage              stage)
{
  FechoStage last = MIN (record->stage, FECHO_STAGE_OPEN);
  FechoStageStep step = { .stage = stage };

  step.state = stage < last ? FECHO_STEP_REACHED
               : stage == last ? FECHO_STEP_LAST : FECHO_STEP_AHEAD;
  if (step.state != FECHO_STEP_AHEAD)
    step.note = describe_step (record, stage);
  g_array_append_val (steps, step);
}

GArray *
fecho_stage_steps_new (const FechoCloseRecord *record)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (FechoStageStep));

  g_array_set_clear_func (steps, clear_step);
  add_step (steps, record, FECHO_STAGE_DNS);
  add_step (steps, record, FECHO_STAGE_TCP);
  if (has_proxy (record))
    add_step (steps, record, FECHO_STAGE_PROXY);
  if (has_tls (record))
    add_step (steps, record, FECHO_STAGE_TLS);
  add_step (steps, record, FECHO_STAGE_HTTP);
  add_step (steps, record, FECHO_STAGE_OPEN);

  return steps;
}

char *
fecho_stage_steps_speak (const GArray *steps)
{
  g_autoptr(GString) notes = g_string_new (NULL);
  const char *last = "";

  for (guint i = 0; i < steps->len; i++)
    {
      const FechoStageStep *step = &g_array_index (steps, FechoStageStep, i);
      const char *label = _(fecho_stage_get_label (step->stage));

      if (step->state == FECHO_STEP_LAST)
        last = label;
      if (step->note == NULL)
        continue;
      if (notes->len > 0)
        /* Translators: between the parts of a list. */
        g_string_append (notes, C_("list", ", "));
      g_string_append_printf (notes, "%s %s", label, step->note);
    }

  if (notes->len == 0)
    /* Translators: %s is DNS, TCP, TLS, HTTP, Open. */
    return g_strdup_printf (_("Stage reached: %s"), last);

  /* Translators: the last stage, then all of them with their times: "Stage reached: Open. DNS 4 ms,
   * TCP 31 ms, HTTP 101, Open 2 h 21 min". */
  return g_strdup_printf (_("Stage reached: %s. %s"), last, notes->str);
}
