/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-facts.h"

static void
clear_state_change (gpointer data)
{
  FechoStateChange *change = data;

  g_free (change->session_id);
  g_free (change->detail);
}

static void
clear_session_code (gpointer data)
{
  FechoSessionCode *count = data;

  g_free (count->session_id);
  g_free (count->session);
  g_free (count->url);
  g_free (count->dictionary);
}

static void
clear_outage (gpointer data)
{
  FechoOutage *outage = data;

  g_free (outage->session_id);
  g_free (outage->session);
}

static void
clear_verdict (gpointer data)
{
  FechoVerdict *verdict = data;

  g_free (verdict->rule);
  g_free (verdict->evidence);
}

static void
clear_open_connection (gpointer data)
{
  FechoOpenConnection *connection = data;

  g_free (connection->session_id);
  g_free (connection->url);
}

static GArray *
new_array (gsize          size,
           GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, size);

  g_array_set_clear_func (array, clear);

  return array;
}

GArray *
fecho_state_change_new_array (void)
{
  return new_array (sizeof (FechoStateChange), clear_state_change);
}

GArray *
fecho_open_connection_new_array (void)
{
  return new_array (sizeof (FechoOpenConnection), clear_open_connection);
}

GArray *
fecho_session_code_new_array (void)
{
  return new_array (sizeof (FechoSessionCode), clear_session_code);
}

GArray *
fecho_outage_new_array (void)
{
  return new_array (sizeof (FechoOutage), clear_outage);
}

GArray *
fecho_verdict_new_array (void)
{
  return new_array (sizeof (FechoVerdict), clear_verdict);
}

void
fecho_verdict_append_copy (GArray             *array,
                           const FechoVerdict *verdict)
{
  FechoVerdict copy;

  g_return_if_fail (array != NULL);
  g_return_if_fail (verdict != NULL);

  copy = *verdict;
  copy.rule = g_strdup (verdict->rule);
  copy.evidence = g_strdup (verdict->evidence);
  g_array_append_val (array, copy);
}
